/** Deleting everything, once the word for it was typed. */

import { remove } from "../base/api.js";
import { fill, h } from "../base/element.js";
import { bytes, counted } from "../base/words.js";

const WORD = "delete";

/** The button, and its dialog. */
export function deleteEverything(facts) {
  const field = h("input", { type: "text", id: "delete-word", autocomplete: "off", autocapitalize: "none", oninput: look });
  const models = h("input", { type: "checkbox", id: "delete-models" });
  const act = h("button", { type: "submit", class: "danger", disabled: true }, "Delete everything");
  const leave = h("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
  const said = h("p", { class: "note", role: "status" });
  const dialog = h("dialog", { "aria-labelledby": "delete-title", onclose: () => { field.value = ""; look(); } },
    h("form", { onsubmit: submitted },
      h("h2", { id: "delete-title" }, "Delete everything?"),
      h("p", {}, `What localdocs made of your documents goes: ${personal(facts)}. It cannot be had back.`),
      h("p", {}, h("strong", {}, "Your files are not touched."), " Settings, templates and this browser’s key stay."),
      sizeOf(facts, "models") > 0 && h("p", {}, h("label", {}, models, `Also the models that were downloaded (${bytes(sizeOf(facts, "models"))})`)),
      h("p", {}, h("label", { for: "delete-word" }, "Type ", h("strong", {}, WORD), " to go on: "), field),
      said,
      h("p", { class: "form" }, act, leave)));

  function look() {
    act.disabled = field.value.trim().toLowerCase() !== WORD;
  }

  async function submitted(event) {
    event.preventDefault();
    if (act.disabled) return;
    act.disabled = leave.disabled = true;
    said.className = "note";
    fill(said, "Deleting …");
    try {
      await remove("/api/everything", { all: "true", models: models.checked ? "true" : null });
      location.reload(); // no view is to show what was read before
    } catch (error) {
      said.className = "trouble";
      fill(said, `${error.message} Not all may be deleted: try again.`);
      leave.disabled = false;
      look();
    }
  }

  return [
    h("button", { type: "button", class: "danger", onclick: () => { fill(said); dialog.showModal(); field.focus(); } }, "Delete everything …"),
    dialog,
  ];
}

function personal(facts) {
  const kept = facts.kept.filter((one) => one.is_personal);
  const size = kept.reduce((sum, one) => sum + one.size, 0);
  const conversations = facts.conversations === null ? "all conversations" : counted(facts.conversations, "conversation");
  return `the whole library with its summaries, ${conversations}, the last questions and the logs (${bytes(size)})`;
}

function sizeOf(facts, name) {
  return facts.kept.find((one) => one.name === name)?.size ?? 0;
}
