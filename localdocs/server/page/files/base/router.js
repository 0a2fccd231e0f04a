/**
 * Which view is shown: the address behind the "#", such as "#/document/12?page=3".
 * A view is a module with `create()`, which gives { element, title, enter(parts, query), leave() };
 * it is made once and kept, so that an answer goes on while another view is shown.
 */

import { fill, h } from "./element.js";

const made = new Map();
const positions = new Map();
let current = null;

/** Show the view of the address, now and whenever that changes. `views`: name → how to import it. */
export function follow(views, main) {
  const showIt = () => show(views, main).catch((error) => {
    if (error.status === 401) return; // what is to be done is said already
    fill(main, h("div", { class: "view" }, h("p", { class: "trouble", role: "alert" }, inWords(error))));
  });
  addEventListener("hashchange", showIt);
  return showIt();
}

/** Go to an address. */
export function go(address) {
  location.hash = address;
}

/** Change the address without showing anything anew. */
export function rename(address) {
  history.replaceState(null, "", `#${address}`);
  markCurrent();
  document.dispatchEvent(new CustomEvent("renamed"));
}

async function show(views, main) {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...parts] = path.split("/").map(decodeURIComponent);
  const view = await viewOf(views, Object.hasOwn(views, name) ? name : "ask");
  if (location.hash.replace(/^#\/?/, "").split("?")[0] !== path) return; // it went on meanwhile
  if (current !== view) change(view, main);
  else if (!view.element.isConnected) fill(main, view.element); // an error stood in its place
  document.title = `${view.title} · localdocs`;
  markCurrent();
  await view.enter(parts, new URLSearchParams(query ?? ""));
}

/** Views are made once; one that could not be is tried again. */
function viewOf(views, name) {
  if (!made.has(name)) {
    const making = views[name]().then((module) => module.create());
    made.set(name, making);
    making.catch(() => made.delete(name));
  }
  return made.get(name);
}

function change(view, main) {
  current?.leave?.();
  positions.set(current, main.scrollTop);
  fill(main, view.element);
  main.scrollTop = positions.get(view) ?? 0;
  if (current) main.focus({ preventScroll: true });
  if (current) document.dispatchEvent(new CustomEvent("view-changed"));
  current = view;
}

function markCurrent() {
  const said = location.hash.replace(/^#\/?/, "").split(/[/?]/)[0] || "ask";
  const name = said === "document" ? "library" : said;
  for (const link of document.querySelectorAll("#views a")) {
    const isCurrent = link.hash === `#/${name}`;
    if (isCurrent) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function inWords(error) {
  return error instanceof TypeError ? "The server cannot be reached. “localdocs open” starts it again." : error.message;
}
