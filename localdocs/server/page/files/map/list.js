/** The documents that stand out, or that are near the middle, as links: by keyboard and in words. */

import { fill, h, named } from "../base/element.js";
import { counted } from "../base/words.js";
import { dayOf, nearestRows } from "./documents.js";

const NEAR = 12, MOST = 100;

/** { element, show(map, lit, camera) }; `lit`: { rows, words } or null. `point(row)`: show where it is. */
export function makeList(point) {
  const heading = h("h2", {});
  const rows = h("ul", { class: "places" });
  const more = h("p", { class: "note" });
  const element = h("section", { class: "listed", "aria-label": "Documents" }, heading, rows, more);

  let before = "";

  function show(map, lit, camera) {
    const found = lit ? lit.rows.slice(0, MOST) : nearestRows(map, camera.x, camera.y, NEAR);
    heading.textContent = lit ? lit.words : "Near the middle";
    const left = lit ? lit.rows.length - found.length : 0;
    more.textContent = left > 0 ? `and ${counted(left, "more", "more")}` : "";
    const now = found.map((row) => `${map.ids[row]} in ${row}`).join();
    if (now === before) return; // whoever points at one goes on doing so
    before = now;
    fill(rows, found.map((row) => h("li", {}, link(map, row))));
  }

  function link(map, row) {
    return h("a", {
      href: `#/document/${map.ids[row]}`,
      onfocus: () => point(row), onpointerenter: () => point(row), onblur: () => point(-1), onpointerleave: () => point(-1),
    }, named(map.names[row]), h("span", { class: "where" }, dayOf(map, row)));
  }

  return { element, show };
}
