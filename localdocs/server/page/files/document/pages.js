/** Going to a page of a document, by its number or its name. */

import { fill, h } from "../base/element.js";

/** A field for a number; the names of pages that have some take its place when they have come. */
export function pages(about, coming, open) {
  const number = h("input", { type: "number", min: "1", max: String(about.pages), value: "1", "aria-label": "Page" });
  const field = h("span", {}, number, ` of ${about.pages.toLocaleString("en")}`);
  let chosen = number;
  coming.then(({ named_pages: named }) => {
    if (named.length !== about.pages) return;
    chosen = h("select", { "aria-label": "Page" }, named.map(({ page, called }) => h("option", { value: String(page) }, called)));
    fill(field, chosen);
  }).catch(() => {}); // the headings say it
  const submitted = (event) => {
    event.preventDefault();
    open({ page: Number(chosen.value) }, event.submitter);
  };
  return h("section", { "aria-label": "Pages" }, h("h2", {}, "Pages"),
    h("form", { class: "form", onsubmit: submitted }, field, h("button", {}, "Show the page")));
}
