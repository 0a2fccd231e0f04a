/** That the library is not whole yet, while one asks. */

import { get } from "../base/api.js";
import { counted, duration } from "../base/words.js";

const EVERY_MS = 4000;

/** { start(), stop() }: tells it in `line`. */
export function watchIndexing(line) {
  let timer = null;

  async function look() {
    if (!document.hidden) {
      const words = await said().catch(() => "");
      line.textContent = words;
      line.hidden = !words;
    }
    if (timer !== null) timer = setTimeout(look, EVERY_MS);
  }

  return {
    start() {
      if (timer === null) timer = setTimeout(look, 600);
    },
    stop() {
      clearTimeout(timer);
      timer = null;
    },
  };
}

async function said() {
  const { service } = await get("/api/status");
  if (!service.files_left) return "";
  const left = service.seconds_left ? `, about ${duration(service.seconds_left)}` : "";
  return `Being indexed: ${counted(service.files_left, "file")} left${left}. What is not read yet is not found.`;
}
