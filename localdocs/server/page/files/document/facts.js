/** What is known of a file without reading it. */

import { h, named } from "../base/element.js";
import { bytes, counted, day } from "../base/words.js";

/** Names and values; what is not known is left out. */
export function facts(about) {
  const rows = [
    ["Folder", named(about.folder)],
    ["Kind", about.type || "without a suffix"],
    ["Size", `${bytes(about.size)}, ${counted(about.pages, "page")}`],
    ["Changed", day(about.modified)],
    ["Created", day(about.created)],
    ["Author", about.author && named(about.author)],
    ["Indexed", day(about.indexed_at)],
  ];
  return h("section", { "aria-label": "About the file" },
    h("dl", {}, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    about.notes.map((note) => h("p", { class: "note" }, note)));
}
