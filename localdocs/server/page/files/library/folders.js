/** The folders of the library: adding and removing them, and what is being done. */

import { fill, h } from "../base/element.js";
import { counted } from "../base/words.js";
import { makeCard } from "./card.js";
import { pickFolder } from "./picker.js";
import { progressOf } from "./progress.js";
import { add, sync } from "./updates.js";

/** { element, show(status, error) }; `changed()` is called when something was begun or done. */
export function makeFolders({ changed }) {
  const doing = h("div", { class: "doing" });
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const away = h("p", { class: "trouble", role: "alert", hidden: true });
  const list = h("ul", { class: "rows folders" });
  const about = h("p", { class: "note" });
  const hints = h("div", {});
  const cards = new Map();
  const all = h("button", { type: "button", class: "quiet", onclick: () => run(() => sync(null)) }, "Look at all folders now");
  const element = h("section", { "aria-label": "Folders" },
    h("h2", {}, "Folders"),
    h("p", { class: "form" }, h("button", { type: "button", class: "main", onclick: pick }, "Add a folder …"), all),
    away, trouble, doing, about, list, hints);

  async function pick() {
    const path = await pickFolder();
    if (path) await run(() => add(path));
  }

  /** Do something that takes its time; what goes wrong is said here. */
  async function run(work) {
    trouble.hidden = true;
    const begun = setTimeout(changed, 300);
    try {
      await work();
    } catch (error) {
      trouble.textContent = error.message;
      trouble.hidden = false;
    }
    clearTimeout(begun);
    changed();
  }

  function show(status, error) {
    away.hidden = Boolean(status);
    if (!status) {
      away.textContent = error.message;
      return;
    }
    const { folders, documents, passages } = status.library;
    progressOf(doing, status);
    about.textContent = folders.length ? `${counted(documents, "document")}, ${counted(passages, "passage")} in all.` : "No folder yet. What you add stays where it is, and nothing of it leaves this computer.";
    all.hidden = folders.length === 0;
    showCards(folders);
    fill(hints, status.service.hints.map((hint) => h("p", { class: "note" }, hint)));
  }

  function showCards(folders) {
    for (const path of cards.keys()) {
      if (folders.every((folder) => folder.path !== path)) {
        cards.get(path).element.remove();
        cards.delete(path);
      }
    }
    folders.forEach((folder, place) => {
      if (!cards.has(folder.path)) cards.set(folder.path, makeCard(run));
      const card = cards.get(folder.path);
      card.show(folder);
      if (list.children[place] !== card.element) list.insertBefore(card.element, list.children[place] ?? null);
    });
  }

  return { element, show };
}
