/**
 * The text of an answer as elements: paragraphs, lists, tables and code of Markdown, numbers of quotes
 * as buttons. No HTML, no links and no pictures: whatever looks like one is text.
 */

import { h } from "../base/element.js";
import { cited } from "./cited.js";

const MARKER = /\[(\d{1,3}|\?)\]/g;
const BULLET = /^\s{0,6}(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;
const BARS = /^\s*\|.*\|\s*$/;
const RULE = /^[\s|:-]*-[\s|:-]*$/;

/** `unsupported`: sentences that no quote was found for, which look different. */
export function answerText(text, citations, unsupported = []) {
  const inline = (line) => inlined(line, citations, unsupported);
  return blocks(text.split("\n")).map((block) => drawn(block, inline));
}

function blocks(lines) {
  const found = [];
  let open = null;
  const begin = (kind, more) => { open = { kind, lines: [], ...more }; found.push(open); };
  for (const line of lines) {
    if (open?.kind === "code") {
      if (line.startsWith("```")) open = null;
      else open.lines.push(line);
    } else if (line.startsWith("```")) begin("code");
    else if (!line.trim()) open = null;
    else {
      const bullet = BULLET.exec(line);
      const kind = BARS.test(line) ? "table" : bullet ? (bullet[1] ? "ol" : "ul") : "p";
      if (open?.kind !== kind) begin(kind, bullet?.[1] ? { start: bullet[1] } : {});
      open.lines.push(bullet ? bullet[2] : line);
    }
  }
  return found;
}

function drawn({ kind, lines, start }, inline) {
  if (kind === "code") return h("pre", {}, h("code", {}, lines.join("\n")));
  if (kind === "ul") return h("ul", {}, lines.map((line) => h("li", {}, inline(line))));
  if (kind === "ol") return h("ol", { start }, lines.map((line) => h("li", {}, inline(line))));
  if (kind === "table") return table(lines, inline);
  return h("p", {}, lines.map((line, number) => [number ? h("br") : null, inline(line)]));
}

function table(lines, inline) {
  const rows = lines.filter((line) => !RULE.test(line)).map((line) => line.trim().slice(1, -1).split("|"));
  const hasHead = lines.length > 1 && RULE.test(lines[1]);
  const cells = (row, name) => h("tr", {}, row.map((cell) => h(name, name === "th" ? { scope: "col" } : {}, inline(cell.trim()))));
  return h("div", { class: "wide" }, h("table", {},
    hasHead && h("thead", {}, cells(rows[0], "th")),
    h("tbody", {}, rows.slice(hasHead ? 1 : 0).map((row) => cells(row, "td")))));
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
