/** "Not in your documents", which is an answer: with what comes nearest. */

import { h } from "../base/element.js";
import { place } from "./evidence.js";

const SHOWN = 3;

/** What is said in place of an answer. */
export function notFound(answer) {
  const words = answer.missing_words;
  return h("section", { class: "not-found" },
    h("p", { class: "refusal" }, answer.answer),
    words.length > 0 && h("p", {}, `No document has the word${words.length > 1 ? "s" : ""} `,
      words.map((word, number) => [number ? ", " : "", h("q", {}, word)]), "."),
    answer.passages.length > 0 && [
      h("h3", {}, "Nearest"),
      h("ol", { class: "nearest" }, answer.passages.slice(0, SHOWN).map((hit) => place(hit, answer.question))),
    ]);
}
