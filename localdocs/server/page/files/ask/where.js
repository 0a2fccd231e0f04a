/** Where to look, and who answers: folder, type, time and model, each a chip of its own. */

import { fill, h } from "../base/element.js";
import { get } from "../base/api.js";
import { models } from "./models.js";

/** What may be looked for alone. */
export const TYPES = ["pdf", "docx", "md", "txt", "html", "xlsx", "csv", "pptx", "eml", "epub"];
const TIMES = [["7", "Changed this week"], ["31", "Changed this month"], ["366", "Changed this year"], ["days", "Changed between …"]];

/** { element, chosen() }: what is not chosen is left out. */
export function chips() {
  const folder = chip("Folder", "All folders", [], folders);
  const type = chip("Type", "All types", TYPES.map((name) => [name, name]));
  const time = chip("Time", "Any time", TIMES);
  const since = h("input", { type: "date", "aria-label": "Changed since" });
  const until = h("input", { type: "date", "aria-label": "Changed until" });
  const days = h("span", { class: "chip chosen", hidden: true }, since, "–", until);
  time.field.addEventListener("change", () => { days.hidden = time.field.value !== "days"; });
  const model = chip("Answered by", "The model in use", [], models);
  const element = h("div", { class: "chips", role: "group", "aria-label": "Where to look, and who answers" },
    folder.element, type.element, time.element, days, model.element);

  function chosen() {
    const [from, to] = time.field.value === "days" ? [since.value, until.value] : [daysAgo(time.field.value), ""];
    const given = { folder: folder.field.value, type: type.field.value, since: from, until: to, model: model.field.value };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  }

  return { element, chosen };
}

async function folders() {
  const { folders } = await get("/api/folders");
  return folders.map((folder) => [folder.name, folder.name]);
}

function daysAgo(days) {
  if (!days) return "";
  const day = new Date();
  day.setDate(day.getDate() - Number(days));
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** A choice; what `load` gives is asked for when one is about to choose. */
function chip(name, none, options, load = null) {
  const field = h("select", { "aria-label": name, onchange: mark }, h("option", { value: "" }, none), options.map(option));
  let loading = null;

  function offer() {
    loading ??= load().then((rows) => field.append(...rows.map(option))).catch(() => { loading = null; });
  }

  if (load) for (const event of ["focus", "pointerenter"]) field.addEventListener(event, offer);
  return { field, element: h("span", { class: "chip" }, field) };
}

function option([value, words]) {
  return h("option", { value }, words);
}

function mark(event) {
  event.target.closest(".chip").classList.toggle("chosen", event.target.value !== "");
}
