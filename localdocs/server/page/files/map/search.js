/** Which documents match some words: by their names at once, then by what they say. */

import { h } from "../base/element.js";
import { send } from "../base/api.js";
import { counted } from "../base/words.js";
import { namedRows } from "./documents.js";

const PATIENCE_MS = 500, PASSAGES = 60;

/** { element, clear() }; `found(rows, words)` is called with what matches, `found(null)` with nothing. */
export function makeSearch(current, found) {
  const field = h("input", { type: "search", id: "map-search", placeholder: "Find on the map", autocomplete: "off" });
  const trouble = h("p", { class: "trouble", role: "alert" });
  const element = h("form", { class: "seek", role: "search", onsubmit: submit },
    h("label", { class: "unseen", for: "map-search" }, "Find documents on the map"), field, trouble);
  let timer = 0, asked = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const words = field.value.trim();
    trouble.textContent = "";
    asked++;
    if (!words) return found(null);
    byName(words);
    timer = setTimeout(byMeaning, PATIENCE_MS);
  });

  function submit(event) {
    event.preventDefault();
    clearTimeout(timer);
    if (field.value.trim()) byMeaning();
  }

  function byName(words) {
    const rows = namedRows(current(), words);
    found(rows, `${counted(rows.length, "name")} with “${words}” …`);
  }

  async function byMeaning() {
    const number = ++asked, words = field.value.trim();
    try {
      const { hits } = await send("POST", "/api/search", { question: words, k: PASSAGES });
      if (number !== asked) return;
      const map = current(), inName = namedRows(map, words);
      const says = hits.map((hit) => map.at(hit.document)).filter((row) => row >= 0);
      const rows = [...new Set([...says, ...inName])];
      found(rows, rows.length ? `${counted(rows.length, "document")} for “${words}”` : `Nothing for “${words}”`);
    } catch (error) {
      if (number === asked) trouble.textContent = error.message;
    }
  }

  function clear() {
    clearTimeout(timer);
    asked++;
    field.value = trouble.textContent = "";
  }

  return { element, clear };
}
