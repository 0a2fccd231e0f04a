/** Lines that are rows of a table, their cells parted by bars: "a | b" or "| a | b |". */

const RULE = /^[|:\-\s]*-[|:\-\s]*$/;

/** Whether it parts a head from its rows. */
export function isRule(line) {
  return RULE.test(line) && line.includes("|");
}

/** How many bars part cells in a line. */
export function bars(line) {
  return inner(line).split(" | ").length - 1;
}

/** The cells. */
export function cells(line) {
  return inner(line).split(" | ").map((cell) => cell.trim());
}

/** The bars at both ends are no cells; an empty cell between two bars is one. */
function inner(line) {
  const plain = line.trim().replace(/\|\|/g, "| |");
  return plain.startsWith("| ") && plain.endsWith("|") ? plain.slice(2, -1) : plain;
}
