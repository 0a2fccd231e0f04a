/** Styles that only one view needs. */

import { h } from "./element.js";

/** Load a stylesheet of the page, once. */
export function useStyle(name) {
  const href = `/page/style/${name}.css`;
  if (!document.head.querySelector(`link[href="${href}"]`)) document.head.append(h("link", { rel: "stylesheet", href }));
}
