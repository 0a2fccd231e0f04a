/** Asking: the conversation, and the field for the next question. */

import { fill, h } from "../base/element.js";
import { get } from "../base/api.js";
import { rename } from "../base/router.js";
import { changed, onForgotten } from "../conversations/changes.js";
import { makeComposer } from "./composer.js";
import { makeExchange } from "./exchange.js";
import { suggestions } from "./suggestions.js";
import { watchIndexing } from "./indexing.js";

/** The view; "#/ask/12" goes on with conversation 12, "?new=1" begins one, "?in=…" looks into one file. */
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
  let round = 0;

  async function enter([number], query) {
    watching.start();
    composer.lookIn(query.get("in"));
    const wanted = query.has("new") ? null : number ? Number(number) : conversation;
    if (query.has("new")) rename("/ask");
    if (query.has("new") || wanted !== conversation || !thread.childElementCount) await begin(wanted);
    else if (wanted !== null) rename(`/ask/${wanted}`);
    composer.focus();
  }

  async function begin(number) {
    const mine = ++round;
    if (running) composer.begin(running.question); // it is stopped, and not lost
    running?.stop();
    [conversation, turns] = [number, []];
    fill(thread);
    element.classList.toggle("fresh", number === null);
    if (number === null) {
      thread.append(greeting());
      return;
    }
    const kept = await get(`/api/conversations/${number}`);
    if (mine !== round) return;
    for (const one of kept.exchanges) {
      const exchange = makeExchange({ question: one.question, again });
      exchange.finish(asKept(one));
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
    exchange.element.scrollIntoView({ block: "start" });
    composer.busy(() => exchange.stop());
    const began = conversation;
    try {
      const past = began === null ? { previous: turns } : { conversation: began };
      const answer = await exchange.run({ ...asked, ...past, keep: true });
      if (answer && conversation === began) settle(answer);
      exchange.showEnd();
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
    ask({ question, ...composer.where(), ...(model && { model }) });
  }

  onForgotten((number) => number === conversation && begin(null));
  return view;
}

/** An answer as it was kept: with its quotes, and without what was found besides. */
function asKept(exchange) {
  const citations = exchange.citations.map((citation) => ({ ...citation, kept: true }));
  const support = exchange.status === "partial" ? "Nearest in your documents then; read whether it answers." : "As it was answered then. A click shows whether a quote still stands there:";
  return { ...exchange, citations, support, passages: [], unsupported: [], contradicted: [], missing_words: [], notes: [] };
}
