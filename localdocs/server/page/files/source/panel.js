/** The page that a quote comes from, beside the answer, with the exact words marked. */

import { fill, h, named } from "../base/element.js";
import { get, send } from "../base/api.js";
import { say } from "../base/say.js";
import { fileName } from "../base/words.js";
import { picture } from "./picture.js";
import { pageText } from "./text.js";

const DRAWN = /\.(?:pdf|jpe?g|png|tiff?|webp|bmp|gif|hei[cf])$/i;

const panel = document.getElementById("source");
let opener = null;
let asked = 0;
let letGo = () => {};

/** Show a place: { document, page, start, end, quote, marks, path }. `from` gets the focus back. */
export async function openSource(place, from = null) {
  opener = from ?? opener;
  const number = ++asked;
  panel.hidden = false;
  document.body.classList.add("with-source");
  const body = h("div", { class: "page", tabindex: "0" });
  const heading = h("h2", { tabindex: "-1" }, named(fileName(place.path)));
  fill(panel, h("header", {}, heading, closer()), body);
  heading.focus({ preventScroll: true });
  if (place.document === null || place.document === undefined) return fill(body, gone(place));
  const drawing = DRAWN.test(place.path) ? picture(place) : null; // begun before it is known to be wanted
  drawing?.catch(() => {});
  try {
    const [page, about] = await Promise.all([
      get(`/api/documents/${place.document}/pages/${place.page}`),
      get(`/api/documents/${place.document}`),
    ]);
    if (number === asked) await showPage(place, page, about, number, drawing);
    else drawing?.then((drawn) => drawn.letGo(), () => {});
  } catch (error) {
    drawing?.then((drawn) => drawn.letGo(), () => {});
    if (number === asked) fill(body, h("p", { class: "trouble" }, error.message), kept(place));
  }
}

/** Hide it. */
function closeSource() {
  asked += 1;
  letGo();
  panel.hidden = true;
  fill(panel);
  document.body.classList.remove("with-source");
  if (opener?.isConnected) opener.focus();
  opener = null;
}

async function showPage(place, page, about, number, drawing) {
  const body = h("div", { class: "page", tabindex: "0", "aria-label": `${page.called} of ${about.name}` });
  const heading = h("h2", { tabindex: "-1" }, named(about.name));
  let asPicture = about.has_pictures;
  const toggle = about.has_pictures && h("button", { type: "button", class: "quiet", onclick: turn }, "As text");
  fill(panel,
    h("header", {}, heading, closer(),
      h("nav", { "aria-label": "Page" },
        h("span", { class: "where" }, page.called, page.pages > 1 && !page.place && ` of ${page.pages}`),
        stepper("Previous page", "‹", page.page > 1, -1),
        stepper("Next page", "›", page.page < page.pages, 1),
        toggle,
        h("a", { class: "quiet", href: `#/document/${place.document}` }, "The document"),
        h("button", { type: "button", class: "quiet", onclick: () => openFile(place, body) }, "Open the file"))),
    body);
  heading.focus({ preventScroll: true });

  function stepper(label, sign, isThere, step) {
    const other = { ...place, page: page.page + step, start: 0, end: 0, quote: "", marks: [] };
    return h("button", { type: "button", class: "quiet", "aria-label": label, disabled: !isThere, onclick: () => openSource(other) }, sign);
  }

  function turn() {
    asPicture = !asPicture;
    toggle.textContent = asPicture ? "As text" : "As picture";
    draw();
  }

  async function draw() {
    letGo();
    letGo = () => {};
    if (!asPicture) return fill(body, pageText(place, page));
    fill(body, h("p", { class: "working" }, "Drawing the page …"));
    try {
      const begun = drawing ?? picture(place);
      drawing = null; // one that fails is tried again
      const drawn = await begun;
      if (number !== asked || !asPicture) return drawn.letGo();
      letGo = drawn.letGo;
      fill(body, drawn.element);
      body.querySelector("rect")?.scrollIntoView({ block: "center" });
    } catch (error) {
      if (number === asked) fill(body, h("p", { class: "note" }, error.message), pageText(place, page));
    }
  }

  await draw();
  body.querySelector("mark")?.scrollIntoView({ block: "center" });
}

function closer() {
  return h("button", { type: "button", class: "close", "aria-label": "Close the source", onclick: closeSource }, "×");
}

async function openFile(place, body) {
  try {
    await send("POST", `/api/documents/${place.document}/open`, { page: place.page });
    say("The file is opened.");
  } catch (error) {
    body.prepend(h("p", { class: "trouble", role: "alert" }, error.message));
  }
}

function gone(place) {
  return [h("p", { class: "note" }, "This document is no longer in the library. What was quoted:"), kept(place)];
}

function kept(place) {
  return place.quote ? h("blockquote", {}, place.quote) : null;
}

document.addEventListener("view-changed", () => !panel.hidden && closeSource());
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden && !document.querySelector(":popover-open")) closeSource();
});
