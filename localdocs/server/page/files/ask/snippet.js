/** The stretch of a passage that has most of a question's words. */

const CHARACTERS = 220;
/** Words of questions that tell nothing about where an answer stands. */
const COMMON = new Set("about and any are can did does for from had has have her his how its not our that the their them they this was were what when where which who why will with would you your".split(" "));
const WORD = /[\p{L}\p{N}]+/gu;

/** Its text on one line, with the words in <b>. */
export function snippet(text, question) {
  const wanted = new Set((question.toLowerCase().match(WORD) ?? []).filter((word) => word.length > 2 && !COMMON.has(word)));
  const plain = text.replace(/\s+/g, " ").trim();
  const start = bestStart(plain, wanted);
  const cut = plain.slice(start, start + CHARACTERS);
  const rest = start + CHARACTERS < plain.length ? " …" : "";
  return [start ? "… " : "", ...withBold(cut, wanted), rest];
}

function bestStart(plain, wanted) {
  if (plain.length <= CHARACTERS) return 0;
  const places = [...plain.matchAll(WORD)].map((found) => [found.index, wanted.has(found[0].toLowerCase())]);
  let best = 0, most = -1;
  for (let first = 0; first < places.length; first += 4) {
    const [start] = places[first];
    const many = places.filter(([at, is]) => is && at >= start && at < start + CHARACTERS).length;
    if (many > most) [best, most] = [start, many];
  }
  return best;
}

function withBold(text, wanted) {
  const parts = [];
  let last = 0;
  for (const found of text.matchAll(WORD)) {
    if (!wanted.has(found[0].toLowerCase())) continue;
    const bold = document.createElement("b");
    bold.textContent = found[0];
    parts.push(text.slice(last, found.index), bold);
    last = found.index + found[0].length;
  }
  return [...parts, text.slice(last)];
}
