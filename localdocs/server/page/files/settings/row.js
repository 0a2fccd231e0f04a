/** One setting: what it does, its value, where that comes from, and changing it. */

import { remove, send } from "../base/api.js";
import { fill, h } from "../base/element.js";
import { say } from "../base/say.js";

/** A row that draws itself anew whenever the setting has changed. */
export function settingRow(setting) {
  const item = h("li", { class: "setting" });
  draw(item, setting);
  return item;
}

function draw(item, setting, words = "", isTrouble = false) {
  const id = `setting-${setting.name}`;
  const outside = setting.origin === "environment";
  const may = !setting.refusal && !outside;
  const field = makeField(setting, id, may);
  const button = may && setting.kind !== "truth" && h("button", { type: "submit", disabled: true, "aria-label": `Save ${inWords(setting.name)}` }, "Save");
  const said = h("span", { class: isTrouble ? "trouble" : "note", role: isTrouble ? "alert" : null }, words);
  const change = (work, done) => changed(item, setting, work, done);
  const form = h("form", { onsubmit: (event) => { event.preventDefault(); save(); } },
    field,
    button,
    may && setting.origin === "file" && h("button", { type: "button", class: "quiet", "aria-label": `Default of ${inWords(setting.name)}`, onclick: () => change(() => remove(`/api/settings/${setting.name}`), "The default counts again.") }, "Default"),
    said);
  if (setting.kind === "truth") field.addEventListener("change", save);
  else field.addEventListener("input", () => { button.disabled = false; });

  function save() {
    change(() => send("PUT", `/api/settings/${setting.name}`, { value: valueOf(setting, field) }), "Saved.");
  }

  fill(item,
    h("label", { class: "title", for: id }, inWords(setting.name)),
    form,
    h("span", { class: "about", id: `${id}-about` }, setting.help, bounds(setting),
      setting.from_next_start && " Counts from the next start of the service."),
    origin(setting, outside).map((line) => h("span", { class: "about origin" }, line)),
    setting.problem && h("span", { class: "about trouble" }, setting.problem));
}

async function changed(item, setting, work, done) {
  try {
    const now = await work();
    draw(item, now, done);
    say(`${inWords(setting.name)}: ${done}`);
  } catch (error) {
    draw(item, setting, error.message, true);
  }
  item.querySelector("input")?.focus();
}

function makeField(setting, id, may) {
  const shared = { id, disabled: !may, "aria-describedby": `${id}-about` };
  if (setting.kind === "truth") return h("input", { ...shared, type: "checkbox", checked: setting.value === true });
  if (setting.kind === "text") return h("input", { ...shared, type: "text", value: setting.value, placeholder: "empty", maxlength: "10000" });
  return h("input", {
    ...shared, type: "number", value: setting.value, min: setting.least, max: setting.most,
    step: setting.kind === "whole" ? "1" : "any", required: true,
  });
}

function valueOf(setting, field) {
  if (setting.kind === "truth") return field.checked;
  return setting.kind === "text" ? field.value : Number(field.value);
}

function inWords(name) {
  const words = name.replaceAll("_", " ").replace("mib", "(MiB)").replace("ocr", "OCR");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function bounds({ least, most, kind }) {
  if (kind === "truth" || (least === null && most === null)) return "";
  if (most === null) return least ? ` At least ${least.toLocaleString("en")}.` : "";
  return ` From ${(least ?? 0).toLocaleString("en")} to ${most.toLocaleString("en")}.`;
}

function origin({ origin: from, default: usual, kind, refusal }, outside) {
  const shown = kind === "truth" ? (usual ? "on" : "off") : usual === "" ? "empty" : usual;
  const where = outside && "It is set where the server was started, and cannot be changed here.";
  return [from === "file" && `Changed by you; the default is ${shown}.`, where || refusal].filter(Boolean);
}
