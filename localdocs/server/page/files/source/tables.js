/** Lines of cells, parted by bars as the index keeps them, as tables with their heads. */

import { h } from "../base/element.js";
import { marked } from "./marks.js";

const BAR = / \|(?: |$)/g;
const MOST_HEADS = 3;
const TOLD = 30;

/**
 * The parts of text[from:to]: prose as { start, end }, and what is a table as { rows }, each row
 * { start, end }. A line with bars that stands alone is prose.
 */
export function partsOf(text, from, to) {
  const parts = [];
  let rows = [], prose = from;
  const close = (at) => {
    if (rows.length > 1) {
      if (rows[0].start > prose) parts.push({ start: prose, end: rows[0].start - 1 });
      parts.push({ rows });
      prose = at;
    }
    rows = [];
  };
  for (let at = from; at < to;) {
    const found = text.indexOf("\n", at);
    const end = found < 0 || found > to ? to : found;
    if (text.slice(at, end).includes(" |")) rows.push({ start: at, end });
    else close(at);
    at = end + 1;
  }
  close(to);
  if (prose < to) parts.push({ start: prose, end: to });
  return parts.filter((part) => part.rows || text.slice(part.start, part.end).trim());
}

/** The rows that head a table: its first ones, if the index knows them as heads. `isCut`: it began
 * further up, and its head is looked for there. */
export function headOf(text, rows, heads, isCut) {
  const top = isCut ? above(text, rows[0]) : rows.slice(0, MOST_HEADS);
  const found = [];
  for (const row of top) {
    if (!isHead(text.slice(row.start, row.end), heads)) break;
    found.push(row);
  }
  return found;
}

/** A table; the row that is quoted looks different. */
export function table(text, rows, head, span) {
  const last = head.at(-1)?.end ?? -1;
  const body = rows.filter((row) => row.start > last || !head.length);
  const line = (row, name) => h("tr", { class: touches(row, span) ? "marked" : null }, cells(text, row).map(([start, end]) =>
    h(name, name === "th" ? { scope: "col" } : {}, marked(text, start, end, span))));
  return h("div", { class: "wide", role: "region", "aria-label": "Table", tabindex: "0" }, h("table", {},
    head.length > 0 && h("thead", {}, head.map((row) => line(row, "th"))),
    h("tbody", {}, body.map((row) => line(row, "td")))));
}

function above(text, first) {
  let start = first.start;
  const rows = [];
  while (start > 1) {
    const before = text.lastIndexOf("\n", start - 2) + 1;
    if (!text.slice(before, start - 1).includes(" |")) break;
    rows.push({ start: before, end: start - 1 });
    start = before;
  }
  return rows.reverse().slice(0, MOST_HEADS);
}

function isHead(row, heads) {
  const words = row.replace(/\s+/g, " ").trim();
  return heads.some((head) => {
    const at = head.indexOf(words.slice(0, TOLD));
    const rest = head.slice(at).replace(/…$/, "");
    return at >= 0 && words !== "" && (rest.startsWith(words) || words.startsWith(rest));
  });
}

function touches(row, span) {
  return row.start < span.end && span.start < row.end;
}

function cells(text, { start, end }) {
  const found = [];
  let at = start;
  for (const bar of text.slice(start, end).matchAll(BAR)) {
    found.push([at, start + bar.index]);
    at = start + bar.index + bar[0].length;
  }
  return [...found, [Math.min(at, end), end]];
}
