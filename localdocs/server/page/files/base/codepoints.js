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

/** Three parts: before a stretch, the stretch, behind it. */
export function parted(text, start, end) {
  if (!HALVES.test(text)) return [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const all = Array.from(text);
  return [all.slice(0, start), all.slice(start, end), all.slice(end)].map((part) => part.join(""));
}
