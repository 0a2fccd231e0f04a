/** Which folder and which type, of those that there are. */

import { TYPES } from "../ask/where.js";
import { makeChoice } from "../base/choice.js";

/** { fields, folder, type, offer(names), chosen() }; `changed()` is called when the person chooses. */
export function makeFilters(changed) {
  const folder = makeChoice("Folder", "All folders", [], changed);
  const type = makeChoice("Type", "All types", TYPES, changed);
  return {
    folder, type,
    fields: [folder.field, type.field],
    offer: (names) => folder.offer(names.map((name) => [name, name])),
    chosen: () => ({ folder: folder.field.value, type: type.field.value }),
  };
}
