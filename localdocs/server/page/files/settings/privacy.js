/** What is kept where, and who can ask. */

import { h } from "../base/element.js";
import { bytes, counted } from "../base/words.js";

/** The facts of /api/privacy, in words. */
export function privacy(facts) {
  return [
    h("p", {}, facts.network),
    h("dl", { class: "asking" },
      h("dt", {}, "This page comes from"), h("dd", {}, facts.listens_at, reach(facts)),
      h("dt", {}, "Others that may ask"), h("dd", {}, facts.origins.length ? facts.origins.join(", ") : "Nobody: only this page, and programs that you gave the token."),
      h("dt", {}, "Conversations"), h("dd", {}, conversations(facts))),
    h("h3", {}, "What is kept on this computer"),
    h("ul", { class: "rows kept" }, facts.kept.map(keptRow)),
  ];
}

function keptRow(kept) {
  return h("li", {},
    h("span", { class: "title" }, kept.words),
    h("span", {}, kept.size ? bytes(kept.size) : "nothing"),
    kept.paths.map((path) => h("span", { class: "about" }, h("bdi", {}, path))));
}

function reach(facts) {
  return facts.is_local ? ", which no other computer can reach." : ". Other computers can reach it; they need the token.";
}

function conversations({ conversations: number, keeps_conversations: keeps }) {
  if (number === null) return "They cannot be read: their file is damaged.";
  const there = number ? `${counted(number, "conversation")} ${number === 1 ? "is" : "are"} kept` : "None is kept yet";
  return keeps ? `${there}. They stay until you delete them.` : `${number ? there : "None is kept"}; new ones are not kept.`;
}
