/** Asking: the conversation, and the field for the next question. */

import { fill, h } from "../base/element.js";
import { get } from "../base/api.js";
import { go, rename } from "../base/router.js";
import { changed } from "../conversations/changes.js";
import { makeComposer } from "./composer.js";
import { makeExchange } from "./exchange.js";
import { suggestions } from "./suggestions.js";
import { watchIndexing } from "./indexing.js";

/** The view; "#/ask/12" goes on with conversation 12; "?begin=…" begins a question. */
export function create() {
  const thread = h("section", { id: "thread", "aria-label": "Questions and answers" });
  const indexing = h("p", { id: "indexing", hidden: true });
  const composer = makeComposer(ask);
  const element = h("div", { class: "ask" }, thread, h("div", { class: "below" }, indexing, composer.element));
  const view = { element, title: "Ask", enter, leave: () => watching.stop() };
  const watching = watchIndexing(indexing);
  let conversation = null;
  let running = null;
  let turns = []; // of a conversation that is not kept

  async function enter([number], query) {
    watching.start();
    if (query.has("begin")) {
      composer.begin(query.get("begin"));
      rename(number ? `/ask/${number}` : "/ask");
    }
    const wanted = number ? Number(number) : null;
    if (running && wanted === conversation) return;
    if (wanted !== conversation || !thread.childElementCount) await begin(wanted);
    composer.focus();
  }

  async function begin(number) {
    running?.stop();
    [conversation, turns] = [number, []];
    fill(thread);
    element.classList.toggle("fresh", number === null);
    if (number === null) {
      thread.append(greeting());
      return;
    }
    const kept = await get(`/api/conversations/${number}`);
    for (const one of kept.exchanges) {
      const exchange = makeExchange({ question: one.question, again });
      exchange.finish({ ...one, passages: [], unsupported: [], contradicted: [], missing_words: [], notes: [], support: "" });
      thread.append(exchange.element);
    }
    thread.lastElementChild?.scrollIntoView({ block: "start" });
  }

  function greeting() {
    return h("section", { class: "greeting" },
      h("h1", {}, "Ask your own files"),
      h("p", {}, "Every sentence of an answer shows the very words that it stands on."),
      suggestions((question) => ask({ question, ...composer.where() })));
  }

  async function ask(asked) {
    if (running) return;
    thread.querySelector(".greeting")?.remove();
    element.classList.remove("fresh");
    const exchange = makeExchange({ question: asked.question, again });
    running = exchange;
    thread.append(exchange.element);
    exchange.element.scrollIntoView({ block: "start", behavior: "smooth" });
    composer.busy(() => exchange.stop());
    const began = conversation;
    try {
      const past = began === null ? { previous: turns } : { conversation: began };
      const answer = await exchange.run({ ...asked, ...past, keep: true });
      if (answer && conversation === began) settle(answer);
    } finally {
      running = null;
      composer.ready();
    }
  }

  function settle({ conversation: number, question, answer }) {
    if (number === null) return turns.push({ question, answer });
    const isNew = conversation !== number;
    conversation = number;
    if (isNew && /^#?\/?(ask)?$/.test(location.hash.replace(/\/$/, ""))) rename(`/ask/${number}`);
    changed();
  }

  function again(question, model) {
    ask({ question, ...composer.where(), model });
  }

  addEventListener("new-question", () => {
    if (conversation === null && !thread.querySelector(".exchange")) composer.focus();
    else begin(null).then(() => { go("/ask"); composer.focus(); });
  });
  return view;
}
