/** A question and its answer, from the first evidence to the checked end. */

import { fill, h } from "../base/element.js";
import { events } from "../base/api.js";
import { say } from "../base/say.js";
import { fileName } from "../base/words.js";
import { actions } from "./actions.js";
import { evidence } from "./evidence.js";
import { rememberSources } from "./last.js";
import { OWN_WORDS } from "./models.js";
import { answerText } from "./text.js";
import { notFound } from "./not_found.js";
import { sources } from "./sources.js";
import { watchWork } from "./work.js";

/** What the field below takes of the screen, in pixels. */
const BELOW = 160;

/** `again(question, model)` asks once more. */
export function makeExchange({ question, again }) {
  const body = h("div", { class: "body" });
  const element = h("article", { class: "exchange" }, h("h2", {}, question), body);
  const ending = new AbortController();

  /** Ask; the whole answer, or null where it was stopped or went wrong. */
  async function run(asked) {
    const looked = h("div", { class: "looked" });
    const text = h("div", { class: "text" });
    const working = h("p", { class: "working" }, "Searching …");
    fill(body, looked, text, working);
    element.setAttribute("aria-busy", "true");
    const watching = watchWork(working);
    let said = "";
    try {
      for await (const [name, value] of events("/api/ask", asked, "answer", ending.signal)) {
        if (name === "hits") {
          fill(looked, evidence(question, value.hits));
          watching.reading(asked.model !== OWN_WORDS);
        }
        if (name === "text") {
          said = said ? said + value.between + value.text : value.text;
          fill(text, answerText(said, value.citations));
          watching.writing();
        }
        if (name === "answer") {
          const narrowed = narrowedTo(asked);
          finish(narrowed && value.status === "not_found" ? { ...value, notes: [...value.notes, narrowed] } : value);
          say(value.status === "not_found" ? "Not in your documents." : "The answer is there.");
          return value;
        }
      }
    } catch (error) {
      ended(error, said);
      return null;
    } finally {
      watching.stop();
      element.removeAttribute("aria-busy");
    }
  }

  function ended(error, said) {
    body.querySelector(".working")?.remove();
    if (error.code === "nothing_indexed") {
      body.append(h("p", { class: "trouble", role: "alert" }, "Nothing is indexed yet."), h("a", { class: "button", href: "#/library" }, "Add a folder"));
      return;
    }
    const words = error.name === "AbortError" ? (said ? "Stopped: this is not the whole answer." : "Stopped.") : error.message;
    body.append(h("p", { class: "trouble", role: "alert" }, words),
      h("p", { class: "actions" }, h("button", { type: "button", class: "quiet", onclick: () => again(question) }, "Ask again")));
  }

  /** Show an answer that is whole. */
  function finish(answer) {
    element.dataset.status = answer.status;
    rememberSources(answer.citations);
    if (answer.status === "not_found") fill(body, notFound(answer));
    else {
      fill(body,
        understood(answer),
        h("div", { class: "text" }, answerText(answer.answer, answer.citations, answer.unsupported)),
        sources(answer));
    }
    body.append(...answer.notes.map((note) => h("p", { class: "note" }, note)));
    if (answer.not_kept) body.append(h("p", { class: "trouble" }, answer.not_kept));
    body.append(actions(question, answer, again));
  }

  /** Let the end be seen, if all of it fits on the screen. */
  function showEnd() {
    const room = document.getElementById("main").clientHeight - BELOW;
    if (element.offsetHeight <= room) body.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  return { element, question, run, finish, showEnd, stop: () => ending.abort() };
}

function understood({ question, understood: meant }) {
  const isOther = meant && meant !== question;
  return isOther && h("p", { class: "understood" }, "Understood as: ", meant);
}

/** Where alone was looked, in words. */
function narrowedTo({ folder, type, since, until }) {
  const parts = [folder && `in ${fileName(folder)}`, type && `in ${type} files`, since && `in what was changed since ${since}`, until && `in what was changed until ${until}`];
  const said = parts.filter(Boolean).join(", ");
  return said && `Looked for only ${said}.`;
}
