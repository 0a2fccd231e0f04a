/** That a conversation was added to, renamed or forgotten. */

const changes = new EventTarget();

/** Tell it. */
export function changed() {
  changes.dispatchEvent(new Event("changed"));
}

/** Be told. */
export function onChange(listener) {
  changes.addEventListener("changed", listener);
}
