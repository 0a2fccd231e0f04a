/** The page: who is asking, the frame, and the view of the address. */

import { fill, h } from "./base/element.js";
import { comeIn, currentKey, loseKey } from "./base/key.js";
import { follow } from "./base/router.js";
import { say } from "./base/say.js";

const VIEWS = {
  ask: () => import("./ask/view.js"),
  document: () => import("./document/view.js"),
  library: () => import("./library/view.js"),
  map: () => import("./map/view.js"),
  models: () => import("./models/view.js"),
  settings: () => import("./settings/view.js"),
};

const main = document.getElementById("main");
const side = document.getElementById("side");
const menu = document.getElementById("menu");

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // its address would be taken for that of a view
  main.focus();
});

async function start() {
  const wrong = await comeIn().catch(() => "");
  document.addEventListener("locked", () => showLocked());
  if (!currentKey()) return showLocked(wrong);
  menu.addEventListener("click", () => openMenu(menu.getAttribute("aria-expanded") !== "true"));
  addEventListener("hashchange", () => openMenu(false));
  await follow(VIEWS, main);
  const { showConversations } = await import("./conversations/list.js");
  await showConversations(document.getElementById("conversations")).catch((error) => say(error.message));
}

function openMenu(isOpen) {
  menu.setAttribute("aria-expanded", String(isOpen));
  side.classList.toggle("open", isOpen);
}

function showLocked(wrong = "") {
  loseKey();
  document.body.classList.add("locked");
  fill(
    main,
    h("section", { class: "notice" },
      h("h1", {}, "This browser has no key"),
      wrong && h("p", { class: "trouble" }, wrong),
      h("p", {}, "Your documents are shown to nobody who was not let in. Type this in a terminal:"),
      h("pre", {}, "localdocs open"),
      h("p", {}, "It opens this page with a link that is good once.")),
  );
}

start();
