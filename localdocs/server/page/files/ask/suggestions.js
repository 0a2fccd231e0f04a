/** Questions that the documents can answer, for who does not know what to ask. */

import { fill, h } from "../base/element.js";
import { get } from "../base/api.js";

/** A list that fills itself; nothing waits for it. */
export function suggestions(ask) {
  const list = h("ul", { class: "suggestions" });
  get("/api/suggestions")
    .then(({ questions, documents }) => fill(list, documents === 0 ? nothingYet() : questions.map((question) =>
      h("li", {}, h("button", { type: "button", class: "suggestion", onclick: () => ask(question) }, question)))))
    .catch(() => {});
  return list;
}

function nothingYet() {
  return h("li", {}, h("p", {}, "There is nothing to ask yet."),
    h("a", { class: "button", href: "#/library" }, "Add a folder"));
}
