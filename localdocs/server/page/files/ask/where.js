/** Where to look, and who answers: folder, type, dates and model, each a chip of its own. */

import { fill, h } from "../base/element.js";
import { get } from "../base/api.js";
import { OWN_WORDS, models } from "./models.js";

/** What may be looked for alone. */
export const TYPES = ["pdf", "docx", "md", "txt", "html", "xlsx", "csv", "pptx", "eml", "epub"];

/** { element, chosen() }: what is not chosen is left out. */
export function chips() {
  const folder = chip("Folder", "All folders");
  const type = chip("Type", "All types", TYPES.map((name) => [name, name]));
  const since = dated("Changed since");
  const until = dated("until");
  const model = chip("Answered by", "The model in use");
  folder.field.addEventListener("focus", () => refresh(folder, folders), { once: true });
  model.field.addEventListener("focus", () => refresh(model, models), { once: true });
  folder.field.addEventListener("pointerenter", () => folder.field.dispatchEvent(new Event("focus")), { once: true });
  model.field.addEventListener("pointerenter", () => model.field.dispatchEvent(new Event("focus")), { once: true });
  const element = h("div", { class: "chips", role: "group", "aria-label": "Where to look" },
    folder.label, type.label, since.label, until.label, model.label);

  function chosen() {
    const given = {
      folder: folder.field.value, type: type.field.value,
      since: since.field.value, until: until.field.value, model: model.field.value,
    };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  }

  return { element, chosen };
}

async function folders() {
  const { folders } = await get("/api/folders");
  return folders.map((folder) => [folder.name, folder.name]);
}

async function refresh(one, load) {
  const before = one.field.value;
  const first = one.field.firstElementChild;
  try {
    fill(one.field, first, (await load()).map(([value, words]) => h("option", { value }, words)));
  } catch {
    return; // who asks is told what is wrong
  }
  one.field.value = before;
}

function chip(name, none, options = []) {
  const field = h("select", { "aria-label": name, onchange: mark },
    h("option", { value: "" }, none), options.map(([value, words]) => h("option", { value }, words)));
  return { field, label: h("span", { class: "chip" }, field) };
}

function dated(name) {
  const field = h("input", { type: "date", "aria-label": name, onchange: mark });
  return { field, label: h("label", { class: "chip" }, `${name} `, field) };
}

function mark(event) {
  event.target.closest(".chip").classList.toggle("chosen", event.target.value !== "");
}

export { OWN_WORDS };
