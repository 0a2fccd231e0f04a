/** The headings of a document. */

import { fill, h } from "../base/element.js";

const DEEPEST = 3;

/** A part that fills itself from `coming`; a heading opens its page. Without headings it goes away. */
export function outline(coming, open) {
  const list = h("ul", { class: "outline", tabindex: "0" });
  const element = h("section", { "aria-label": "Headings", hidden: true }, h("h2", {}, "Headings"), list);
  coming
    .then(({ headings, is_whole: isWhole }) => {
      element.hidden = headings.length === 0;
      fill(list, headings.map((heading) => row(heading, open)), !isWhole && h("li", { class: "none" }, "and more further down"));
    })
    .catch((error) => {
      element.hidden = false;
      fill(list, h("li", { class: "trouble" }, error.message));
    });
  return element;
}

function row(heading, open) {
  return h("li", { class: `level-${Math.min(heading.level, DEEPEST)}` },
    h("button", { type: "button", onclick: (event) => open(heading, event.currentTarget) },
      h("span", {}, heading.text), h("span", { class: "where" }, heading.called)));
}
