/** Styles that only one view needs. */

import { h } from "./element.js";

const loaded = new Map();

/** Load a stylesheet of the page, once. Resolves when it is there, or cannot be had. */
export function useStyle(name) {
  if (!loaded.has(name)) {
    loaded.set(name, new Promise((done) => {
      document.head.append(h("link", { rel: "stylesheet", href: `/page/style/${name}.css`, onload: done, onerror: done }));
    }));
  }
  return loaded.get(name);
}
