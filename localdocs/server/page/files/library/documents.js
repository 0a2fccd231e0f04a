/**
 * All documents, a hundred at a time as one scrolls, however many there are. Each hundred is a list of
 * its own, so that the browser lays out none but those that are seen.
 */

import { fill, h, named } from "../base/element.js";
import { get } from "../base/api.js";
import { bytes, counted, day } from "../base/words.js";
import { makeFilters } from "./filters.js";

const PART = 100;
const PATIENCE_MS = 200;

/** { element, refresh(), offer(names) }. */
export function makeDocuments() {
  const field = h("input", { type: "search", "aria-label": "Words in the name", placeholder: "Words in the name …", maxlength: "500", oninput: later });
  const filters = makeFilters(reload);
  const total = h("p", { class: "note", "aria-live": "polite" });
  const list = h("div", { class: "documents" });
  const more = h("button", { type: "button", hidden: true, onclick: add }, "Show more");
  const element = h("section", { "aria-label": "Documents" },
    h("h2", {}, "Documents"),
    h("form", { class: "form", role: "search", onsubmit: (event) => { event.preventDefault(); reload(); } }, field, filters.fields),
    total, list, more);
  let timer = null;
  let round = 0;
  let isLoading = false;
  const root = document.getElementById("main");
  const near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && add(), { root, rootMargin: "600px" });

  function later() {
    clearTimeout(timer);
    timer = setTimeout(reload, PATIENCE_MS);
  }

  function reload() {
    round += 1;
    isLoading = false;
    return load(0);
  }

  /** Something changed in the library. Who has scrolled on is not thrown back to the beginning. */
  function refresh() {
    if (list.childElementCount <= 1) reload();
  }

  function add() {
    if (!isLoading && !more.hidden) load(list.childElementCount * PART);
  }

  async function load(offset) {
    const mine = round;
    isLoading = true;
    try {
      const part = await get("/api/documents", { q: field.value.trim(), ...filters.chosen(), offset, limit: PART });
      if (mine === round) showPart(part, offset);
    } catch (error) {
      if (mine === round) total.textContent = error.message;
    } finally {
      if (mine === round) isLoading = false;
    }
  }

  function showPart({ documents, total: all }, offset) {
    const rows = documents.length > 0 && h("ul", { class: "rows" }, documents.map(row));
    if (offset === 0) fill(list, rows);
    else if (rows) list.append(rows);
    total.textContent = all ? counted(all, "document") : nothing();
    more.hidden = offset + documents.length >= all;
    near.unobserve(more);
    near.observe(more); // it may be near still, which is told once
  }

  function nothing() {
    const isFiltered = field.value.trim() || Object.values(filters.chosen()).some(Boolean);
    return isFiltered ? "No document is like that." : "Nothing is indexed yet: add a folder above.";
  }

  return { element, refresh, offer: filters.offer };
}

function row(document) {
  const about = [document.folder, counted(document.pages, "page"), bytes(document.size), day(document.modified)];
  return h("li", {},
    h("a", { class: "title", href: `#/document/${document.id}` }, named(document.name)),
    h("span", { class: "where" }, about.filter(Boolean).map((part, number) => [number ? " · " : "", named(part)])));
}
