/** The quotes below an answer, and how far they support it. */

import { h, named } from "../base/element.js";
import { fileName, pageName } from "../base/words.js";
import { openSource } from "../source/panel.js";

/** The panel of sources of an answer. */
export function sources(answer) {
  const { citations, contradicted, unsupported } = answer;
  const said = folded(answer.answer);
  const apart = unsupported.filter((text) => !answer.answer.includes(text));
  return [
    citations.length > 0 && h("section", { class: "sources", "aria-label": "Sources" },
      h("p", { class: `support ${answer.status}` }, answer.support),
      h("ol", {}, citations.map((citation) => source(citation, said)))),
    apart.length > 0 && h("section", { class: "apart" },
      h("p", {}, "The model also wrote, which was not found in your documents:"),
      h("ul", {}, apart.map((text) => h("li", { class: "unsupported" }, text)))),
    contradicted.length > 0 && h("section", { class: "apart" },
      h("p", {}, "The model also wrote, but your documents say otherwise:"),
      h("ul", {}, contradicted.map((one) => h("li", { class: "unsupported" }, one.text, ` (see ${one.citation})`)))),
  ];
}

function source(citation, said) {
  const isSaid = said.includes(folded(citation.quote));
  return h("li", { value: String(citation.number) },
    h("button", { type: "button", class: "place", title: citation.path, onclick: (event) => openSource(citation, event.currentTarget) },
      named(fileName(citation.path)), h("span", { class: "where" }, pageName(citation.place, citation.page)),
      citation.heading && h("span", { class: "heading" }, citation.heading),
      !citation.verified && h("span", { class: "trouble" }, "not found there any more")),
    !isSaid && h("blockquote", {}, citation.quote));
}

function folded(text) {
  return text.replace(/\s+/g, " ").trim();
}
