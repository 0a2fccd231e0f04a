/** What can be done with an answer: copy it, with its sources or without, ask someone else. */

import { makeLoadedChoice } from "../base/choice.js";
import { h } from "../base/element.js";
import { say } from "../base/say.js";
import { duration, pageName, placedName } from "../base/words.js";
import { models } from "./models.js";

/** The row below an answer. */
export function actions(question, answer, again) {
  const other = makeLoadedChoice("Ask again, answered by", "Ask again with …", models, (name) => {
    other.choose("");
    if (name) again(question, name);
  });

  const seconds = answer.timings?.total_seconds;
  return h("p", { class: "actions" },
    copier("Copy", () => plain(answer)),
    answer.citations.length > 0 && copier("Copy with sources", () => withSources(answer)),
    other.field,
    h("span", { class: "by" }, answer.model ? `${answer.model}` : "The documents' own words", seconds ? `, ${duration(seconds)}` : ""));
}

function copier(words, text) {
  const button = h("button", { type: "button", class: "quiet", onclick: copy }, words);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      say("Copied.");
      button.textContent = "Copied";
    } catch {
      button.textContent = "Your browser does not allow it";
    }
    setTimeout(() => { button.textContent = words; }, 2000);
  }
  return button;
}

function plain(answer) {
  return answer.answer.replace(/ ?(?:\[\d{1,3}\])+/g, "");
}

function withSources(answer) {
  const lines = answer.citations.map(({ number, path, place, page, quote }) =>
    `[${number}] ${placedName(path)}, ${pageName(place, page)}: “${quote}”`);
  const warning = answer.status === "partial" ? `${answer.support}\n` : "";
  return `${answer.answer}\n\n${warning}${lines.join("\n")}`;
}
