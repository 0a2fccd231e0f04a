/** A page as text, as it is indexed, with the words marked. */

import { h } from "../base/element.js";
import { parted, slice } from "../base/codepoints.js";

const AROUND = 20_000;
const CHANGED = "The document has changed since: the quote is not there any more.";

/** The elements of a page. */
export function pageText(place, page) {
  if (!(place.start < place.end)) return h("pre", {}, cut(page.text, "end"));
  if (place.quote && slice(page.text, place.start, place.end) !== place.quote) {
    return [h("p", { class: "trouble" }, CHANGED), h("blockquote", {}, place.quote), h("pre", {}, cut(page.text, "end"))];
  }
  const [before, quote, behind] = parted(page.text, place.start, place.end);
  return h("pre", {}, cut(before, "start"), h("mark", {}, exact(quote, place)), cut(behind, "end"));
}

function exact(quote, { start, marks = [] }) {
  const parts = [];
  let rest = quote, at = start;
  for (const [from, to] of marks) {
    if (from < at || to <= from) continue;
    const [before, words, behind] = parted(rest, from - at, to - at);
    parts.push(before, h("strong", {}, words));
    [rest, at] = [behind, to];
  }
  return [...parts, rest];
}

function cut(text, side) {
  if (text.length <= AROUND) return text;
  return side === "start" ? `[…] ${text.slice(-AROUND)}` : `${text.slice(0, AROUND)} […]`;
}
