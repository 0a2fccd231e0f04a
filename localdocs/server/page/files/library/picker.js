/** Choosing a folder of this computer: the server names folders, never files; a path may be typed. */

import { fill, h, named } from "../base/element.js";
import { get } from "../base/api.js";
import { counted } from "../base/words.js";
import { makeGlance } from "./glance.js";

/** The path that was chosen, or "" where nothing was. */
export function pickFolder() {
  return new Promise((chosen) => {
    const dialog = makeDialog((path) => dialog.close(path));
    dialog.addEventListener("close", () => {
      dialog.remove();
      chosen(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function makeDialog(choose) {
  const field = h("input", { type: "text", "aria-label": "Path of a folder", spellcheck: "false", autocomplete: "off", oninput: () => glance.later(field.value) });
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const starts = h("p", { class: "starts" });
  const list = h("ul", { class: "places", tabindex: "-1", autofocus: true, "aria-label": "Folders in it" });
  const glance = makeGlance();
  const dialog = h("dialog", { class: "picker", "aria-labelledby": "pick" },
    h("h2", { id: "pick" }, "Add a folder"),
    h("form", { class: "form", onsubmit: (event) => { event.preventDefault(); look(field.value); } }, field, h("button", {}, "Show")),
    starts, trouble, list, glance.element,
    h("p", { class: "form end" },
      h("button", { type: "button", onclick: () => dialog.close("") }, "Cancel"),
      h("button", { type: "button", class: "main", onclick: () => field.value.trim() && choose(field.value.trim()) }, "Add this folder")));
  let round = 0;

  async function look(path) {
    const mine = ++round;
    trouble.hidden = true;
    try {
      const place = await get("/api/places", { path: path.trim() });
      if (mine === round) show(place);
    } catch (error) {
      if (mine !== round) return;
      trouble.textContent = error.message;
      trouble.hidden = false;
    }
  }

  function show({ path, parent, folders, left_out: rest, in_library: isKnown, starts: begin }) {
    field.value = path;
    fill(starts,
      h("button", { type: "button", class: "quiet", disabled: !parent, onclick: () => look(parent) }, "↑ Up"),
      begin.map((start) => h("button", { type: "button", class: "quiet", onclick: () => look(start.path) }, named(start.name))));
    fill(list, folders.map((folder) => row(folder, look)),
      rest > 0 && h("li", { class: "none" }, `and ${counted(rest, "other folder")}: type the path`),
      folders.length === 0 && h("li", { class: "none" }, "No folders in it."));
    list.scrollTop = 0;
    glance.later(path, isKnown);
    if (!dialog.contains(document.activeElement) || document.activeElement === document.body) list.focus();
  }

  look("");
  return dialog;
}

function row({ path, name, files }, look) {
  return h("li", {}, h("button", { type: "button", onclick: () => look(path) },
    named(name), files > 0 && h("span", { class: "where" }, counted(files, "document"))));
}
