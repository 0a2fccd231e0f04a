/** What is to be known about the map itself: what is not on it yet, and bringing it up to date. */

import { fill, h } from "../base/element.js";
import { counted } from "../base/words.js";
import { drawNow } from "./documents.js";

/** { element, watch(map) }: places what waits, unless it was tried; `drawn()` is called afterwards. */
export function makeStanding(drawn) {
  const element = h("p", { class: "note standing" });
  let tried = -1, isDrawing = false;

  function watch(map) {
    if (isDrawing) return;
    const isOld = map.waiting > 0 || (map.count > 0 && !map.named);
    if (isOld && map.waiting !== tried) return draw(map);
    fill(element, map.waiting > 0 && notYet(map.waiting), map.waiting > 0 && again(map), !map.count && !map.waiting && empty());
  }

  async function draw(map) {
    isDrawing = true;
    fill(element, map.waiting ? `Finding places for ${counted(map.waiting, "document")} …` : "Finding names for the regions …");
    try {
      tried = (await drawNow()).waiting;
      isDrawing = false;
      await drawn();
    } catch (error) {
      isDrawing = false;
      tried = map.waiting;
      fill(element, h("span", { class: "trouble" }, error.message), " ", again(map));
    }
  }

  function again(map) {
    const place = () => { tried = -1; draw(map); };
    return h("button", { type: "button", class: "quiet", onclick: place }, "Place now");
  }

  return { element, watch };
}

function notYet(count) {
  return `${counted(count, "document is", "documents are")} not on the map yet: they are still being read. `;
}

function empty() {
  return ["There is nothing to show yet. ", h("a", { href: "#/library" }, "Add a folder")];
}
