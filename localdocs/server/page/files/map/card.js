/** What a point is, beside it: shown while the mouse is there, or until another one is touched. */

import { fill, h, named } from "../base/element.js";
import { dayOf } from "./documents.js";

const AWAY = 14;

/** { show(map, row, isTouch), leave(), hide() } in `stage`; `leave`: it is pointed at no longer. */
export function makeCard(stage, camera) {
  const element = h("div", { class: "point", hidden: true });
  const ring = h("span", { class: "ring", hidden: true });
  let shown = -1;
  stage.append(ring, element);

  function show(map, row, isTouch = false) {
    if (row === shown && !isTouch) return;
    shown = row;
    if (row < 0) return hide();
    const [left, top] = camera.toScreen(map.x[row], map.y[row]);
    const folder = map.folders[map.folder[row]];
    fill(element,
      h("strong", {}, named(map.names[row])),
      h("p", {}, folder && [named(folder), " · "], dayOf(map, row)),
      isTouch && h("a", { href: `#/document/${map.ids[row]}` }, "Open"));
    element.classList.toggle("touch", isTouch);
    element.hidden = ring.hidden = false;
    ring.style.transform = `translate(${left}px, ${top}px)`;
    const { offsetWidth: width, offsetHeight: height } = element;
    const x = left + AWAY + width < camera.width ? left + AWAY : Math.max(2, left - AWAY - width);
    const y = Math.min(camera.height - height - 2, Math.max(2, top - height / 2));
    element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  function leave() {
    if (!element.classList.contains("touch")) hide();
  }

  function hide() {
    shown = -1;
    element.hidden = ring.hidden = true;
    element.classList.remove("touch");
  }

  return { show, leave, hide };
}
