/**
 * The key that every request shows. "localdocs open" opens this page with an entry behind the "#",
 * which is good once; the key that is given for it stays in this browser until the token changes.
 */

const PLACE = "localdocs-key";
let key = null;

/** Take the entry from the address, if there is one, and give it for a key; what is wrong with it. */
export async function comeIn() {
  const entry = new URLSearchParams(location.hash.replace(/^#/, "")).get("entry");
  if (!entry) return;
  history.replaceState(null, "", "/#/ask");
  const reply = await fetch("/api/sessions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ entry }),
  });
  const said = await reply.json();
  if (reply.ok) keep(said.key);
  else return said.error.message;
}

/** The key; "" where there is none. */
export function currentKey() {
  if (key === null) key = kept();
  return key;
}

/** Forget it: this browser is to come in anew. */
export function loseKey() {
  keep("");
}

function keep(value) {
  key = value;
  try {
    localStorage.setItem(PLACE, value);
  } catch {
    // A browser that keeps nothing: the key is good until the page is closed.
  }
}

function kept() {
  try {
    return localStorage.getItem(PLACE) ?? "";
  } catch {
    return "";
  }
}
