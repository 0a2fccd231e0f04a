/** A stretch of a text with what is quoted in it marked, and in the quote the exact words. */

import { h } from "../base/element.js";

/** text[from:to]; `span`: { start, end, exact: [[start, end], …] }, all in the whole text. */
export function marked(text, from, to, span) {
  const [start, end] = [Math.max(from, span.start), Math.min(to, span.end)];
  if (start >= end) return [text.slice(from, to)];
  return [text.slice(from, start), h("mark", {}, exact(text, start, end, span.exact)), text.slice(end, to)];
}

function exact(text, start, end, words) {
  const parts = [];
  let at = start;
  for (const [first, last] of words) {
    const [from, to] = [Math.max(first, at), Math.min(last, end)];
    if (from >= to) continue;
    parts.push(text.slice(at, from), h("strong", {}, text.slice(from, to)));
    at = to;
  }
  return [...parts, text.slice(at, end)];
}
