/** The number of a quote in an answer: a card while one points at it, its page on a click. */

import { h, named } from "../base/element.js";
import { fileName, pageName, placedName } from "../base/words.js";
import { openSource } from "../source/panel.js";

const card = h("div", { id: "card", role: "tooltip", popover: "manual" });
document.body.append(card);
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("scroll", hide, true);

/** The button of a citation. */
export function cited(citation) {
  const { number, path, place, page, verified } = citation;
  const label = `Source ${number}: ${fileName(path)}, ${pageName(place, page)}${verified ? "" : ", not verified"}`;
  return h("button", {
    type: "button", class: verified ? "cited" : "cited unverified", "aria-label": label, "aria-describedby": "card",
    onclick: (event) => { hide(); openSource(citation, event.currentTarget); },
    onpointerenter: (event) => event.pointerType !== "touch" && show(citation, event.currentTarget),
    onpointerleave: hide, onfocus: (event) => event.currentTarget.matches(":focus-visible") && show(citation, event.currentTarget), onblur: hide,
  }, String(number));
}

function show({ quote, path, place, page, heading, verified, kept }, beside) {
  card.replaceChildren(
    h("blockquote", {}, quote.length > 500 ? `${quote.slice(0, 500)} …` : quote),
    h("p", { title: path }, named(placedName(path)), `, ${pageName(place, page)}`, heading && ` · ${heading}`),
    h("p", { class: verified ? "verified" : "trouble" }, verified ? (kept ? "Stood there word for word" : "Stands there word for word") : "Not found there any more"));
  card.showPopover();
  const at = beside.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8));
  const above = at.top - card.offsetHeight - 6;
  card.style.left = `${left}px`;
  card.style.top = `${above > 8 ? above : at.bottom + 6}px`;
}

/** No number is pointed at any more. */
export function hide() {
  if (card.matches(":popover-open")) card.hidePopover();
}
