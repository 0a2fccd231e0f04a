/** The field for a question, where to look, and who answers. */

import { h } from "../base/element.js";
import { chips } from "./where.js";

/** `ask` is called with { question, folder, type, since, until, model }. */
export function makeComposer(ask) {
  const field = h("textarea", {
    id: "question", rows: "1", maxlength: "20000", placeholder: "Ask your documents …",
    "aria-label": "Question", oninput: fit, onkeydown: keyed,
  });
  const button = h("button", { id: "go", class: "go", type: "submit" }, "Ask");
  const where = chips();
  let stop = null;
  const element = h("form", { class: "composer", onsubmit: submitted },
    h("div", { class: "field" }, field, button), where.element);

  function submitted(event) {
    event.preventDefault();
    if (stop) return stop();
    const question = field.value.trim();
    if (!question) return field.focus();
    field.value = "";
    fit();
    ask({ question, ...where.chosen() });
  }

  function keyed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!stop) element.requestSubmit();
  }

  function fit() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, 240)}px`;
  }

  return {
    element,
    where: where.chosen,
    focus: () => field.focus({ preventScroll: true }),
    /** Put words into the field that the person goes on with. */
    begin(words) {
      field.value = words;
      fit();
    },
    /** An answer is being made; `end` stops it. */
    busy(end) {
      stop = end;
      button.textContent = "Stop";
    },
    ready() {
      stop = null;
      button.textContent = "Ask";
    },
  };
}
