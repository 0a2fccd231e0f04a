/** The sentences that stand for a document. */

import { fill, h } from "../base/element.js";
import { get } from "../base/api.js";

/** A part that fills itself; a sentence opens its page. */
export function summary(about, open) {
  const body = h("div", { "aria-live": "polite" }, h("p", { class: "working" }, "Choosing its own sentences …"));
  get(`/api/documents/${about.id}/summary`)
    .then(({ quotes }) => fill(body, quotes.length ? list(quotes, open) : h("p", { class: "none" }, "It has no sentences that could stand for it.")))
    .catch((error) => fill(body, h("p", { class: "trouble" }, error.message)));
  return h("section", { "aria-label": "In its own words" }, h("h2", {}, "In its own words"), body);
}

function list(quotes, open) {
  return h("ul", { class: "summary" }, quotes.map((quote) => h("li", {},
    h("button", { type: "button", class: "quote", onclick: (event) => open(quote, event.currentTarget) },
      quote.quote, h("span", { class: "where" }, quote.called)))));
}
