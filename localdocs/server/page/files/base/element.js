/** Making elements. Text is only ever text: nothing here takes HTML. */

/** Signs that cannot be seen, or that turn the direction of what follows them, are shown as one. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Text as it may be shown. */
export function shown(text) {
  return String(text).replace(UNSEEN, "\ufffd");
}

/**
 * An element: h("button", { class: "quiet", onclick: close }, "Close").
 * What begins with "on" is a listener; true is an attribute without a value; null and false are none.
 * Children are elements, text, or lists of both; null and false are none.
 */
export function h(name, properties = {}, ...children) {
  return filled(document.createElement(name), properties, children);
}

/** The same for what is drawn. */
export function svg(name, properties = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

/** Put these in place of all that an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

/** The name of a file or folder: its direction is its own. */
export function named(name) {
  return h("bdi", {}, name);
}

function filled(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : shown(value));
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children.flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : shown(child)));
}
