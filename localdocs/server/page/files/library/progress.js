/** How far indexing has come. */

import { fill, h } from "../base/element.js";
import { counted, duration } from "../base/words.js";

/** Show it in `element`, which is left alone where nothing has changed: it may be read out. */
export function progressOf(element, { library, service }) {
  const lines = [doing(service), waiting(library, service)].filter(Boolean);
  const share = shareOf(service);
  const now = JSON.stringify([lines, share]);
  if (element.dataset.shown === now) return;
  element.dataset.shown = now;
  const bar = share !== null && h("progress", { value: share, max: "1", "aria-label": "Files read" });
  fill(element, lines.map((line) => h("p", {}, line)), bar);
}

function doing(service) {
  if (!service.running || service.doing === "resting") return "";
  const parts = [sentence(service.doing)];
  if (service.files_left) parts.push(`${counted(service.files_left, "file")} left`);
  if (service.passages_waiting) parts.push(`${counted(service.passages_waiting, "passage")} wait to be found by meaning`);
  if (service.passages_a_second) parts.push(`${Math.round(service.passages_a_second).toLocaleString("en")} passages a second`);
  if (service.seconds_left) parts.push(`about ${duration(service.seconds_left)} left`);
  return parts.join(" · ");
}

function waiting({ pages_waiting_for_ocr: pages, ocr, passages, embedded, not_read: unread }, service) {
  if (pages) {
    const remedy = unread.find((one) => one.remedy)?.remedy ?? "";
    const how = ocr ? `, by ${ocr}` : `. Nothing reads pictures here yet${remedy && `: ${remedy}`}`;
    return `${counted(pages, "page")} ${pages === 1 ? "waits" : "wait"} for OCR${how}`;
  }
  if (embedded < passages && service.doing === "resting") return `${counted(passages - embedded, "passage")} can be found by their words only.`;
  return "";
}

function shareOf({ running, doing, files_done: done, files_left: left }) {
  if (!running || doing === "resting" || done === null || !(done + left)) return null;
  return done / (done + left);
}

function sentence(words) {
  return words[0].toUpperCase() + words.slice(1);
}
