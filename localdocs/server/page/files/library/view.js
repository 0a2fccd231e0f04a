/** The library: what is in it, what is being done, and finding passages without asking. */

import { h } from "../base/element.js";
import { rename } from "../base/router.js";
import { watchState } from "../base/state.js";
import { useStyle } from "../base/style.js";
import { makeDocuments } from "./documents.js";
import { makeFinder } from "./finder.js";
import { makeFolders } from "./folders.js";

/** The view; "#/library?find=…&folder=…&type=…" shows what was found. */
export function create() {
  useStyle("library");
  const finder = makeFinder((query) => rename(`/library${query ? `?${query}` : ""}`));
  const documents = makeDocuments();
  const folders = makeFolders({ changed: () => state.soon() });
  const state = watchState(told);
  const element = h("div", { class: "view library" },
    h("h1", {}, "Library"), finder.element, folders.element, documents.element);
  let known = "";

  function told(status, error) {
    folders.show(status, error);
    if (!status) return;
    const names = status.library.folders.map((folder) => folder.name);
    finder.offer(names);
    documents.offer(names);
    const now = JSON.stringify([names, status.library.documents]);
    if (now !== known) documents.refresh();
    known = now;
  }

  return {
    element,
    title: "Library",
    async enter(_, query) {
      state.start();
      await finder.show(query);
    },
    leave: () => state.stop(),
  };
}
