/** Which folder and which type, of those that there are. */

import { fill, h } from "../base/element.js";
import { TYPES } from "../ask/where.js";

/** { element, folder, type, offer(names) }; `changed()` is called when one is chosen. */
export function makeChooser(changed) {
  const folder = h("select", { "aria-label": "Folder", onchange: changed }, h("option", { value: "" }, "All folders"));
  const type = h("select", { "aria-label": "Type", onchange: changed },
    h("option", { value: "" }, "All types"), TYPES.map((name) => h("option", { value: name }, name)));
  let offered = "";

  function offer(names) {
    if (names.join("\0") === offered) return;
    offered = names.join("\0");
    const before = folder.value;
    fill(folder, folder.firstElementChild, names.map((name) => h("option", { value: name }, name)));
    choose(folder, before);
  }

  /** Choose a value, which may not have been offered yet. */
  function choose(field, value) {
    if (value && ![...field.options].some((option) => option.value === value)) field.append(h("option", { value }, value));
    field.value = value;
  }

  return { fields: [folder, type], folder, type, offer, choose };
}
