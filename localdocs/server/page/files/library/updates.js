/** What changes the library. Each goes on in the service if this page is closed. */

import { events, remove } from "../base/api.js";
import { say } from "../base/say.js";
import { counted } from "../base/words.js";

/** Keep a folder in the library and index it. */
export async function add(path) {
  await toTheEnd("/api/folders", { path });
}

/** Look at a folder, or at all, as they are now. */
export async function sync(folder) {
  await toTheEnd("/api/sync", folder ? { folder } : {});
}

/** Forget a folder. */
export async function forget(path) {
  const { removed } = await remove("/api/folders", { folder: path });
  say(`Removed: ${counted(removed, "document")} forgotten.`);
}

async function toTheEnd(path, wanted) {
  for await (const [name, value] of events(path, wanted, "report")) {
    if (name === "report") say(reported(value));
  }
}

function reported({ added, changed, removed, skipped }) {
  return `Done: ${added} added, ${changed} changed, ${removed} removed, ${skipped.length} not read.`;
}
