/** What is being done while an answer is not there yet: the model that is being loaded, say. */

import { get } from "../base/api.js";
import { duration } from "../base/words.js";

const PATIENCE_MS = 1500;

/** Tells it in `line` until `stop`. */
export function watchWork(line) {
  const started = performance.now();
  let isWriting = false;
  let timer = setTimeout(look, PATIENCE_MS);

  async function look() {
    let doing = "";
    try {
      const { service } = await get("/api/status");
      doing = inWords(service.workers.find((worker) => worker.role === "answering")?.state ?? "");
    } catch {
      // Whoever asks is told what is wrong.
    }
    if (timer === null) return;
    line.textContent = `${isWriting ? "Writing" : doing || "Working"} … ${duration((performance.now() - started) / 1000)}`;
    timer = setTimeout(look, PATIENCE_MS);
  }

  return {
    writing() {
      isWriting = true;
      line.textContent = "Writing …";
    },
    stop() {
      clearTimeout(timer);
      timer = null;
    },
  };
}

function inWords(state) {
  return /start|load/.test(state) ? "Loading the model" : "Reading and writing";
}
