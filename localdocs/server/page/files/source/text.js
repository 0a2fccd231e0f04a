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

function drawn(page, span) {
  const first = beginning(page.text, span.start - AROUND);
  const last = Math.min(page.text.length, span.end + AROUND);
  return [more(page, span, first, -1), stretch(page, span, first, last), more(page, span, last, 1)];
}

/** text[first:last], its tables as tables. */
function stretch({ text, heads = [] }, span, first, last) {
  return partsOf(text, first, last).map((part, number) => {
    if (!part.rows) return h("pre", {}, marked(text, part.start, part.end, span));
    return table(text, part.rows, headOf(text, part.rows, heads, number === 0 && first > 0), span);
  });
}

/** What comes before a place (-1) or behind it (1), on a click; null where there is no more. */
function more(page, span, at, side) {
  const { text } = page;
  if (side < 0 ? at <= 0 : at >= text.length) return null;
  const other = side < 0 ? beginning(text, at - AROUND) : Math.min(text.length, at + AROUND);
  const button = h("button", { type: "button", onclick: show }, side < 0 ? "Show what comes before" : "Show what follows");

  function show() {
    const shown = stretch(page, span, Math.min(at, other), Math.max(at, other));
    const rest = [more(page, span, other, side)].filter(Boolean);
    button.replaceWith(...(side < 0 ? [...rest, ...shown] : [...shown, ...rest]));
  }

  return button;
}

function beginning(text, at) {
  if (at <= 0) return 0;
  const line = text.lastIndexOf("\n", at) + 1;
  return at - line < AROUND ? line : at;
}
