/** A page as text, as it is indexed, with the words marked; tables as tables. */

import { h } from "../base/element.js";
import { slice, unitsAt } from "../base/codepoints.js";
import { marked } from "./marks.js";
import { headOf, partsOf, table } from "./tables.js";

const AROUND = 20_000;
const CHANGED = "The document has changed since: the quote is not there any more.";
const NOTHING = { start: 0, end: 0, exact: [] };

/** The elements of a page. */
export function pageText(place, page) {
  if (!(place.start < place.end)) return drawn(page, NOTHING);
  if (place.quote && slice(page.text, place.start, place.end) !== place.quote) {
    return [h("p", { class: "trouble" }, CHANGED), h("blockquote", {}, place.quote), drawn(page, NOTHING)];
  }
  const [start, end] = [unitsAt(page.text, place.start), unitsAt(page.text, place.end)];
  const exact = (place.marks ?? []).map(([from, to]) => [unitsAt(page.text, from), unitsAt(page.text, to)]);
  return drawn(page, { start, end, exact });
}

function drawn({ text, heads = [] }, span) {
  const first = beginning(text, span.start - AROUND);
  const last = Math.min(text.length, span.end + AROUND);
  const parts = partsOf(text, first, last);
  return [
    first > 0 && h("p", { class: "none" }, "[…]"),
    parts.map((part, number) => {
      if (!part.rows) return h("pre", {}, marked(text, part.start, part.end, span));
      return table(text, part.rows, headOf(text, part.rows, heads, number === 0 && first > 0), span);
    }),
    last < text.length && h("p", { class: "none" }, "[…]"),
  ];
}

function beginning(text, at) {
  if (at <= 0) return 0;
  const line = text.lastIndexOf("\n", at) + 1;
  return at - line < AROUND ? line : at;
}
