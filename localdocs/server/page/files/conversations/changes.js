/** That a conversation was added to, renamed or forgotten. */

const changes = new EventTarget();

/** One was added to or has another name. */
export function changed() {
  changes.dispatchEvent(new Event("changed"));
}

/** That of this number is gone. */
export function forgotten(number) {
  changes.dispatchEvent(new CustomEvent("forgotten", { detail: number }));
  changed();
}

/** Be told of any change. */
export function onChange(listener) {
  changes.addEventListener("changed", listener);
}

/** Be told the numbers of those that are gone. */
export function onForgotten(listener) {
  changes.addEventListener("forgotten", (event) => listener(event.detail));
}
