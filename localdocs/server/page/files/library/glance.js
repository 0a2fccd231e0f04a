/** What adding a folder would bring, counted while one looks around. */

import { fill, h } from "../base/element.js";
import { get } from "../base/api.js";
import { bytes, counted } from "../base/words.js";

const PATIENCE_MS = 400;
const KINDS = 6;

/** { element, later(path, isKnown) }: counts it if it is not known yet, once nothing else is asked for. */
export function makeGlance() {
  const element = h("div", { class: "glance", "aria-live": "polite" });
  let timer = null;
  let round = 0;

  function later(path, isKnown = false) {
    clearTimeout(timer);
    round += 1;
    fill(element, h("p", { class: "none" }, isKnown ? "It is in the library already; adding it again reads what is new." : "…"));
    if (path.trim() && !isKnown) timer = setTimeout(() => count(path.trim()), PATIENCE_MS);
  }

  async function count(path) {
    const mine = round;
    try {
      const found = await get("/api/places/glance", { path });
      if (mine === round) fill(element, told(found));
    } catch (error) {
      if (mine === round) fill(element, h("p", { class: "none" }, error.message));
    }
  }

  return { element, later };
}

function told({ files, size, kinds, skipped, is_whole: isWhole }) {
  const amount = `${isWhole ? "" : "More than "}${counted(files, "file")} to read, ${bytes(size)}`;
  const some = kinds.slice(0, KINDS).map((kind) => `${kind.files.toLocaleString("en")} ${kind.suffix || "without a suffix"}`);
  const rest = skipped.reduce((sum, one) => sum + one.files, 0);
  return [
    h("p", {}, h("strong", {}, files ? amount : "Nothing here that can be read."), files > 0 && h("br"), some.join(", "), kinds.length > KINDS && " …"),
    rest > 0 && h("p", { class: "none" }, `${counted(rest, "other")} cannot be read: ${skipped[0].reason}${skipped.length > 1 ? ", …" : ""}`),
  ];
}
