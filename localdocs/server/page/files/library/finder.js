/** Finding passages without asking: what was found, with the words in their midst. */

import { fill, h } from "../base/element.js";
import { send } from "../base/api.js";
import { say } from "../base/say.js";
import { counted } from "../base/words.js";
import { place } from "../ask/evidence.js";
import { makeFilters } from "./filters.js";

const MOST = 30;

/** { element, show(query), offer(names) }; `kept(query)` is told what the address is to keep. */
export function makeFinder(kept) {
  const field = h("input", { type: "search", "aria-label": "Find passages", placeholder: "Words, or what they mean …", maxlength: "2000" });
  const filters = makeFilters(() => field.value.trim() && find());
  const found = h("div", { class: "found" });
  const element = h("section", { "aria-label": "Find passages" },
    h("h2", {}, "Find passages"),
    h("form", { class: "form", role: "search", onsubmit: (event) => { event.preventDefault(); find(); } },
      field, filters.fields, h("button", { class: "main" }, "Find")),
    found);
  let round = 0;
  let shown = "";

  async function find() {
    const question = field.value.trim();
    const query = String(new URLSearchParams(Object.entries(
      { find: question, ...filters.chosen() }).filter(([, value]) => value)));
    const mine = ++round;
    shown = question ? query : "";
    kept(shown);
    if (!question) return fill(found);
    fill(found, h("p", { class: "working" }, "Searching …"));
    const { folder, type } = filters.chosen();
    const wanted = { question, k: MOST, folder: folder || null, type: type || null };
    try {
      const { hits } = await send("POST", "/api/search", wanted);
      if (mine === round) showHits(question, hits);
    } catch (error) {
      if (mine === round) fill(found, h("p", { class: "trouble", role: "alert" }, error.message));
    }
  }

  function showHits(question, hits) {
    const words = hits.length ? `${counted(hits.length, "passage")}, the best first` : "Nothing was found.";
    fill(found,
      h("p", { class: "note" }, words, " ", h("button", { type: "button", class: "quiet", onclick: clear }, "Clear")),
      h("ol", { class: "nearest" }, hits.map((hit) => place(hit, question))));
    say(words);
  }

  function clear() {
    field.value = "";
    find();
    field.focus();
  }

  async function show(query) {
    const wanted = String(new URLSearchParams(["find", "folder", "type"].filter((name) => query.get(name)).map((name) => [name, query.get(name)])));
    if (!query.get("find") || wanted === shown) return;
    field.value = query.get("find");
    filters.folder.choose(query.get("folder") ?? "");
    filters.type.choose(query.get("type") ?? "");
    await find();
  }

  return { element, show, offer: filters.offer };
}
