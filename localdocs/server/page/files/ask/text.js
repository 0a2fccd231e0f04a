/**
 * The text of an answer as elements: paragraphs, lists, tables and code of Markdown, numbers of quotes
 * as buttons. No HTML, no links and no pictures: whatever looks like one is text.
 */

import { h } from "../base/element.js";
import { blocks } from "./blocks.js";
import { cited, hide } from "./cited.js";
import { cells, isRule } from "./rows.js";

const MARKER = /\[(\d{1,3}|\?)\]/g;

/** `unsupported`: sentences that no quote was found for, which look different. */
export function answerText(text, citations, unsupported = []) {
  hide(); // the number that its card belongs to may go
  const inline = (line) => inlined(line, citations, unsupported);
  return blocks(text.split("\n")).map((block) => drawn(block, inline, citations));
}

function drawn({ kind, lines, start }, inline, citations) {
  if (kind === "code") return h("pre", {}, h("code", {}, lines.join("\n")));
  if (kind === "ul") return h("ul", { dir: "auto" }, lines.map((line) => h("li", {}, inline(line))));
  if (kind === "ol") return h("ol", { start, dir: "auto" }, lines.map((line) => h("li", {}, inline(line))));
  if (kind === "rows") return table(lines, inline, citations);
  return h("p", { dir: "auto" }, lines.map((line, number) => [number ? h("br") : null, inline(line)]));
}

/** The first row is the head where a rule follows it, or where no quote has it. */
function table(lines, inline, citations) {
  const hasHead = isRule(lines[1] ?? "") || !citations.some((one) => one.quote.includes(lines[0].trim()));
  const rows = lines.filter((line) => !isRule(line)).map(cells);
  const row = (name) => (parts) => h("tr", {}, parts.map((part) => h(name, name === "th" ? { scope: "col", dir: "auto" } : { dir: "auto" }, inline(part))));
  return h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Table" }, h("table", {},
    hasHead && h("thead", {}, row("th")(rows[0])),
    h("tbody", {}, rows.slice(hasHead ? 1 : 0).map(row("td")))));
}

function inlined(line, citations, unsupported) {
  for (const sentence of unsupported) {
    const place = line.indexOf(sentence);
    if (place < 0) continue;
    const end = place + sentence.length;
    return [
      ...inlined(line.slice(0, place), citations, unsupported),
      h("span", { class: "unsupported" }, spans(sentence, citations)),
      ...inlined(line.slice(end), citations, unsupported),
    ];
  }
  return spans(line, citations);
}

function spans(text, citations) {
  const parts = [];
  let last = 0;
  for (const found of text.matchAll(MARKER)) {
    const citation = citations.find((one) => String(one.number) === found[1]);
    if (found[1] !== "?" && !citation) continue;
    parts.push(bold(text.slice(last, found.index).replace(/ $/, "\u00a0")),
      citation ? cited(citation) : h("span", { class: "unfounded" }, "not found in your documents"));
    last = found.index + found[0].length;
  }
  return [...parts, bold(text.slice(last))];
}

function bold(text) {
  return text.split(/\*\*([^*]{1,2000})\*\*/).map((part, number) => (number % 2 ? h("strong", {}, part) : part));
}
