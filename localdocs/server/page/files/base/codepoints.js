/**
 * Places in texts. The server counts characters; JavaScript counts halves of some of them, so that a
 * quote behind an emoji would be marked one place off.
 */

const HALVES = /[\ud800-\udbff]/;

/** text[start:end] as the server counts. */
export function slice(text, start, end) {
  if (!HALVES.test(text)) return text.slice(start, end);
  return Array.from(text).slice(start, end).join("");
}

/** Where a place that the server counts stands in a text as JavaScript counts. */
export function unitsAt(text, place) {
  if (!HALVES.test(text)) return place;
  let units = 0, left = place;
  for (const sign of text) {
    if (left-- <= 0) break;
    units += sign.length;
  }
  return units;
}
