/** What the colours mean; a press on a group lets it alone stand out. */

import { fill, h, named } from "../base/element.js";

/** { element, show(groups, pressed) }; `chosen(number)` is called with a group's number, or -1. */
export function makeLegend(chosen) {
  const element = h("ul", { class: "legend", "aria-label": "Colours" });

  function show(groups, pressed = -1) {
    fill(element, groups.map((group, number) => group.count > 0 && h("li", {}, entry(group, number, number === pressed))));
  }

  function entry(group, number, isPressed) {
    const swatch = h("span", { class: "swatch" });
    swatch.style.background = `var(${group.colour})`;
    return h("button", {
      type: "button", class: "quiet", "aria-pressed": String(isPressed),
      onclick: () => chosen(isPressed ? -1 : number),
    }, swatch, named(group.name), h("span", { class: "where" }, group.count.toLocaleString("en")));
  }

  return { element, show };
}
