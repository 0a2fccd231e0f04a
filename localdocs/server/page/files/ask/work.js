/** What is being done while an answer is not there yet, and for how long. */

import { duration } from "../base/words.js";

const EVERY_MS = 1000;

/** Tells it in `line` until `stop`. */
export function watchWork(line) {
  const started = performance.now();
  let words = "Searching";
  const timer = setInterval(tell, EVERY_MS);

  function tell() {
    const seconds = (performance.now() - started) / 1000;
    line.textContent = seconds < 2 ? `${words} …` : `${words} … ${duration(seconds)}`;
  }

  function now(said) {
    words = said;
    tell();
  }

  return {
    /** The search is done. `model`: whether a language model answers. */
    reading: (model) => now(model ? "The model reads, once it is loaded" : "Reading"),
    writing: () => now("Writing"),
    stop: () => clearInterval(timer),
  };
}
