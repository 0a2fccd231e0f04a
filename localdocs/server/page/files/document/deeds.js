/** What can be done with a document. */

import { h } from "../base/element.js";
import { save, send } from "../base/api.js";
import { go } from "../base/router.js";
import { say } from "../base/say.js";

/** The row of buttons. */
export function deeds(about) {
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const begin = () => go(`/ask?${new URLSearchParams({ begin: `in ${about.name}: ` })}`);

  async function attempt(work, done) {
    trouble.hidden = true;
    try {
      await work();
      say(done);
    } catch (error) {
      trouble.textContent = error.message;
      trouble.hidden = false;
    }
  }

  return [
    h("div", { class: "do" },
      h("button", { type: "button", class: "main", onclick: begin }, "Ask about this document"),
      h("button", { type: "button", onclick: () => attempt(() => send("POST", `/api/documents/${about.id}/open`), "The file is opened.") }, "Open the file"),
      h("button", { type: "button", onclick: () => attempt(() => save(`/api/documents/${about.id}/file`, about.name), "A copy is saved.") }, "Save a copy")),
    trouble,
  ];
}
