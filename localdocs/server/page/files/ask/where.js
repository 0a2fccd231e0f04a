/** Where to look, and who answers: folder, type, time and model, each a chip of its own. */

import { get } from "../base/api.js";
import { makeChoice, makeLoadedChoice } from "../base/choice.js";
import { fill, h, named } from "../base/element.js";
import { fileName } from "../base/words.js";
import { models } from "./models.js";

/** What may be looked for alone. */
export const TYPES = ["pdf", "docx", "md", "txt", "html", "xlsx", "csv", "pptx", "eml", "epub"].map((name) => [name, name]);
const TIMES = [["7", "Changed this week"], ["31", "Changed this month"], ["366", "Changed this year"], ["days", "Changed between …"]];

/** { element, chosen() }: what is not chosen is left out. */
export function chips() {
  const folder = chip(makeLoadedChoice("Folder", "All folders", folders));
  const type = chip(makeChoice("Type", "All types", TYPES));
  const time = chip(makeChoice("Time", "Any time", TIMES));
  const since = h("input", { type: "date", "aria-label": "Changed since" });
  const until = h("input", { type: "date", "aria-label": "Changed until" });
  const days = h("span", { class: "chip chosen", hidden: true }, since, "–", until);
  time.field.addEventListener("change", () => { days.hidden = time.field.value !== "days"; });
  const model = chip(makeLoadedChoice("Answered by", "The model in use", models));
  const only = h("span", { class: "chip chosen", hidden: true });
  let path = null;
  const element = h("div", { class: "chips", role: "group", "aria-label": "Where to look, and who answers" },
    only, folder.element, type.element, time.element, days, model.element);

  function chosen() {
    const [from, to] = time.field.value === "days" ? [since.value, until.value] : [daysAgo(time.field.value), ""];
    const given = { folder: path ?? folder.field.value, type: type.field.value, since: from, until: to, model: model.field.value };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  }

  function lookIn(chosenPath) {
    path = chosenPath;
    only.hidden = !path;
    folder.element.hidden = Boolean(path);
    if (path) fill(only, "Only in ", named(fileName(path)), h("button", { type: "button", class: "quiet", "aria-label": "Look into all documents", onclick: () => lookIn(null) }, "×"));
  }

  return { element, chosen, lookIn };
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

/** A choice that is seen to be made. */
function chip({ field }) {
  const element = h("span", { class: "chip" }, field);
  field.addEventListener("change", () => element.classList.toggle("chosen", field.value !== ""));
  return { field, element };
}
