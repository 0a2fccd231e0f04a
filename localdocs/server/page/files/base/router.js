/**
 * Which view is shown: the address behind the "#", such as "#/document/12?page=3".
 * A view is a module with `create()`, which gives { element, title, enter(parts, query), leave() };
 * it is made once and kept, so that an answer goes on while another view is shown.
 */

import { fill, h } from "./element.js";

const made = new Map();
let current = null;

/** Show the view of the address, now and whenever that changes. `views`: name → how to import it. */
export function follow(views, main) {
  const showIt = () => show(views, main).catch((error) => fill(main, h("p", { class: "trouble" }, error.message)));
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
}

async function show(views, main) {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...parts] = path.split("/").map(decodeURIComponent);
  const known = name in views ? name : "ask";
  if (!made.has(known)) made.set(known, (await views[known]()).create());
  const view = await made.get(known);
  if (location.hash.replace(/^#\/?/, "").split("?")[0] !== path) return; // it went on meanwhile
  if (current !== view) {
    current?.leave?.();
    fill(main, view.element);
    if (current) main.focus({ preventScroll: true });
    current = view;
  }
  document.title = `${view.title} · localdocs`;
  markCurrent();
  await view.enter(parts, new URLSearchParams(query ?? ""));
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
