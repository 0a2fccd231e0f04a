/** The names of regions above the points; where two would meet, the larger region's is shown. */

import { fill, h } from "../base/element.js";
import { counted } from "../base/words.js";

const CLOSER = 3.5, APART = 4, ABOVE = 18;

/** { show(map), place() }: names in `layer`; a press on one goes there. */
export function makeLabels(layer, camera) {
  let labels = [];

  function show(map) {
    labels = map.regions.map((region) => ({ ...region, element: named(region) }));
    fill(layer, labels.map((label) => label.element));
    for (const label of labels) [label.width, label.height] = [label.element.offsetWidth, label.element.offsetHeight];
    place();
  }

  function named(region) {
    const words = `${region.name}: ${counted(region.documents, "document")}. Go there`;
    const go = () => camera.show(region.x, region.y, CLOSER);
    return h("button", { type: "button", class: "region", "aria-label": words, onclick: go }, region.name);
  }

  function place() {
    const taken = [];
    for (const { element, x, y, width, height } of labels) {
      const [left, middle] = camera.toScreen(x, y), top = middle - ABOVE;
      const box = [left - width / 2 - APART, top - height / 2 - APART, left + width / 2 + APART, top + height / 2 + APART];
      const isSeen = left > 0 && top > 0 && left < camera.width && top < camera.height;
      const isFree = isSeen && !taken.some((other) => meet(box, other));
      element.style.visibility = isFree ? "visible" : "hidden";
      if (!isFree) continue;
      taken.push(box);
      const inside = Math.max(2, Math.min(camera.width - width - 2, left - width / 2));
      element.style.transform = `translate(${Math.round(inside)}px, ${Math.round(top - height / 2)}px)`;
    }
  }

  return { show, place };
}

function meet(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
