/** What the search found, at once, to be read while the answer is made. */

import { h, named } from "../base/element.js";
import { counted, fileName, pageName } from "../base/words.js";
import { openSource } from "../source/panel.js";
import { snippet } from "./snippet.js";

const SHOWN = 3;

/** The best places. */
export function evidence(question, hits) {
  if (!hits.length) return null;
  const files = new Set(hits.map((hit) => hit.path)).size;
  const about = `Reading ${counted(hits.length, "passage")} of ${counted(files, "file")}`;
  return h("details", { class: "evidence", open: true },
    h("summary", {}, about),
    h("ol", {}, onePerPage(hits).slice(0, SHOWN).map((hit) => place(hit, question))));
}

/** A place that can be opened: its name, and the words there that are nearest to a question. */
export function place(hit, question) {
  return h("li", {},
    h("button", { type: "button", class: "place", title: hit.path, onclick: (event) => openSource({ ...hit, quote: hit.text }, event.currentTarget) },
      named(fileName(hit.path)), h("span", { class: "where" }, pageName(hit.place, hit.page)),
      hit.heading && h("span", { class: "heading" }, hit.heading)),
    h("p", { class: "snippet" }, snippet(hit.text, question)));
}

function onePerPage(hits) {
  const best = new Map();
  for (const hit of hits) {
    const key = `${hit.path}\0${hit.page}`;
    if (!best.has(key)) best.set(key, hit);
  }
  return [...best.values()];
}
