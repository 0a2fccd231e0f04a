/** Files of which something is to be said, by what is said of them and by their kind. */

import { h, named } from "../base/element.js";
import { counted } from "../base/words.js";

const NAMED = 50;

/** A part that opens: `rows` are pairs of a path and the words; null where there are none. */
export function grouped(what, rows, folder) {
  if (!rows.length) return null;
  return h("details", { class: "about", "data-name": what },
    h("summary", { "data-name": `open ${what}` }, `${counted(rows.length, "file")} ${what}`),
    h("ul", { class: "unread" }, groups(rows).map(([words, paths]) => group(words, paths, folder))));
}

function groups(rows) {
  const found = new Map();
  for (const [path, words] of rows) {
    if (!found.has(words)) found.set(words, []);
    found.get(words).push(path);
  }
  return [...found].sort((one, other) => other[1].length - one[1].length);
}

function group(words, paths, folder) {
  const more = paths.length - NAMED;
  return h("li", {},
    h("details", { "data-name": words },
      h("summary", { "data-name": `open ${words}` }, `${kinds(paths)}: ${words}`),
      h("ul", {}, paths.slice(0, NAMED).map((path) => h("li", {}, named(within(path, folder)))),
        more > 0 && h("li", {}, `and ${counted(more, "other")}`))));
}

function kinds(paths) {
  const found = new Map();
  for (const path of paths) {
    const kind = /\.[^./\\]{1,10}$/.exec(path)?.[0].toLowerCase() ?? "without a suffix";
    found.set(kind, (found.get(kind) ?? 0) + 1);
  }
  return [...found].sort((one, other) => other[1] - one[1]).slice(0, 5).map(([kind, number]) => `${number.toLocaleString("en")} ${kind}`).join(", ");
}

function within(path, folder) {
  return path.startsWith(folder) && path !== folder ? path.slice(folder.length).replace(/^[/\\]/, "") : path;
}
