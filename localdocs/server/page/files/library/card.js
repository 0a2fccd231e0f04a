/** One folder: how much is in it, what was not read and why, what can be done with it. */

import { fill, h, named } from "../base/element.js";
import { counted } from "../base/words.js";
import { grouped } from "./unread.js";
import { forget, sync } from "./updates.js";

const STATES = {
  ready: "",
  indexing: "being indexed",
  offline: "not there at the moment; what is indexed of it stays",
};

/** { element, show(folder) }; `run` does what takes its time. */
export function makeCard(run) {
  const element = h("li", {});
  let shown = "";

  function show(folder) {
    const now = JSON.stringify(folder);
    if (now === shown) return;
    shown = now;
    const open = new Set([...element.querySelectorAll("details[open]")].map((one) => one.dataset.name));
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    fill(element,
      h("span", { class: "title" }, named(folder.name)),
      state(folder),
      h("span", { class: "do" },
        button("Sync now", folder, () => run(() => sync(folder.path))),
        button("Remove …", folder, () => confirmed(folder) && run(() => forget(folder.path)))),
      h("p", { class: "about" }, named(folder.path), h("br"), `${counted(folder.documents, "document")}, ${counted(folder.passages, "passage")}`),
      grouped("not read", folder.skipped.map(({ path, reason }) => [path, reason]), folder.path),
      grouped("with a note", folder.notes.map(({ path, note }) => [path, note]), folder.path));
    for (const one of element.querySelectorAll("details")) one.open = open.has(one.dataset.name);
    if (focused) element.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
  }

  return { element, show };
}

function state(folder) {
  const words = STATES[folder.state] ?? folder.state;
  return words && h("span", { class: `state ${folder.state}` }, words);
}

function button(words, folder, act) {
  return h("button", { type: "button", class: "quiet", "data-name": words, "aria-label": `${words.replace(" …", "")}: ${folder.name}`, onclick: act }, words);
}

function confirmed(folder) {
  return confirm(`Remove “${folder.name}” from the library? Its ${counted(folder.documents, "document")} can then not be found any more. The files themselves are not touched.`);
}
