/** How the library is, looked at again and again while the view is shown: often while work goes on. */

import { get } from "./api.js";

const BUSY_MS = 1500;
const RESTING_MS = 8000;

/** { start(), stop(), soon() }; `told(status)`, or `told(null, error)` where it cannot be known. */
export function watchState(told) {
  let timer = null;
  let isRunning = false;
  let round = 0;

  async function look() {
    const mine = ++round;
    let wait = RESTING_MS;
    try {
      if (!document.hidden) {
        const status = await get("/api/status");
        if (!isRunning || mine !== round) return;
        told(status);
        if (isBusy(status)) wait = BUSY_MS;
      }
    } catch (error) {
      if (!isRunning || mine !== round) return;
      told(null, error);
    }
    timer = setTimeout(look, wait);
  }

  function soon() {
    clearTimeout(timer);
    if (isRunning) look();
  }

  document.addEventListener("visibilitychange", () => !document.hidden && soon());
  return {
    soon,
    start() {
      isRunning = true;
      soon();
    },
    stop() {
      isRunning = false;
      clearTimeout(timer);
    },
  };
}

/** Whether files are being read, or wait for it. */
function isBusy({ library, service }) {
  return (service.running && service.doing !== "resting") || library.folders.some((folder) => folder.state === "indexing");
}
