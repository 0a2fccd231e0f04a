/** The lines of an answer in blocks: { kind: "p", "ul", "ol", "rows" or "code", lines, start }. */

import { bars, isRule } from "./rows.js";

const BULLET = /^\s{0,6}(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;

/** Empty lines part blocks, and so does another kind of line. */
export function blocks(lines) {
  const found = [];
  let open = null;
  const begin = (kind, more = {}) => { open = { kind, lines: [], ...more }; found.push(open); };
  for (const line of lines) {
    if (open?.kind === "code") {
      if (line.startsWith("```")) open = null;
      else open.lines.push(line);
    } else if (line.startsWith("```")) begin("code");
    else if (!line.trim()) open = null;
    else {
      const bullet = BULLET.exec(line);
      const kind = bullet ? (bullet[1] ? "ol" : "ul") : "p";
      if (open?.kind !== kind) begin(kind, bullet?.[1] ? { start: bullet[1] } : {});
      open.lines.push(bullet ? bullet[2] : line);
    }
  }
  return found.flatMap((block) => (block.kind === "p" ? withRows(block.lines) : block));
}

/** Of a paragraph, the lines that follow one another with as many bars are a table. */
function withRows(lines) {
  const found = [];
  for (let first = 0, next; first < lines.length; first = next) {
    const many = bars(lines[first]);
    for (next = first + 1; next < lines.length && many && (bars(lines[next]) === many || isRule(lines[next])); next += 1);
    const kind = next - first > 1 ? "rows" : "p";
    if (kind === "p" && found.at(-1)?.kind === "p") found.at(-1).lines.push(lines[first]);
    else found.push({ kind, lines: lines.slice(first, next) });
  }
  return found;
}
