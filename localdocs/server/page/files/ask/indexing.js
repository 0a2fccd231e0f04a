/** That the library is not whole yet, while one asks. */

import { watchState } from "../base/state.js";
import { counted, duration } from "../base/words.js";

/** { start(), stop() }: tells it in `line`. */
export function watchIndexing(line) {
  return watchState((status) => {
    const words = status ? told(status.service) : "";
    if (line.textContent !== words) line.textContent = words;
    line.hidden = !words;
  });
}

function told({ files_left: files, seconds_left: seconds }) {
  if (!files) return "";
  const left = seconds ? `, about ${duration(seconds)}` : "";
  return `Being indexed: ${counted(files, "file")} left${left}. What is not read yet is not found.`;
}
