/** Models: who answers, what is on this computer, what fits and how long it takes, what is to be had. */

import { get, remove, send } from "../base/api.js";
import { fill, h } from "../base/element.js";
import { say } from "../base/say.js";
import { makeDownloads } from "./download.js";
import { inUse, modelHere, modelToBeHad, notUsable } from "./rows.js";

/** The view. Downloads go on while another one is shown. */
export function create() {
  const parts = h("div", { class: "models", "aria-busy": "true" }, h("p", { class: "note" }, "Looking at what is on this computer …"));
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const element = h("div", { class: "view" }, h("h1", {}, "Models"), trouble, parts);
  const downloads = makeDownloads({ show, complain, discard });
  let everything = false;

  async function enter() {
    complain("");
    try {
      show(await get("/api/models"));
    } catch (error) {
      complain(error.message);
      fill(parts, h("button", { type: "button", onclick: enter }, "Try again"));
    }
  }

  function complain(words) {
    trouble.textContent = words;
    trouble.hidden = !words;
  }

  function show(models) {
    const able = models.here.filter((model) => model.answers);
    const unable = models.here.filter((model) => !model.answers);
    const acts = { choose, discard, downloads };
    parts.setAttribute("aria-busy", "false");
    fill(parts,
      inUse(models, able),
      models.suggestion && h("p", { class: "note" }, h("strong", {}, "Suggested for this computer: ", h("bdi", {}, models.suggestion.name), ". "), models.suggestion.words),
      h("section", { "aria-labelledby": "models-here" },
        h("h2", { id: "models-here" }, "On this computer"),
        h("ul", { class: "rows" }, able.map((model) => modelHere(model, acts))),
        unable.length > 0 && notUsable(unable, acts)),
      toBeHad(models, acts));
  }

  function toBeHad(models, acts) {
    const wanted = models.to_be_had.filter((model) => everything || (model.current && model.fits && model.answers) || model.came || downloads.has(model.name));
    const others = models.to_be_had.length - wanted.length;
    const all = h("button", { type: "button", class: "quiet", onclick: () => { everything = !everything; show(models); } },
      everything ? "Only those of today that fit" : `All ${models.to_be_had.length}, also older ones and those that do not fit`);
    return h("section", { "aria-labelledby": "models-to-be-had" },
      h("h2", { id: "models-to-be-had" }, "To be had"),
      h("p", { class: "note" }, "Larger models take longer. With 1.5 billion parameters, the largest that was measured, no more answers are complete for certain than with your documents’ own words alone."),
      h("p", { class: "note" }, "A download is the only thing for which localdocs uses the network, and only when you press the button. Models are kept in ", h("bdi", {}, models.folder), "."),
      h("ul", { class: "rows" }, wanted.map((model) => modelToBeHad(model, acts))),
      (others > 0 || everything) && all);
  }

  /** Do it, show what there is then, and say that it was done. */
  async function done(work, words) {
    complain("");
    try {
      show(await work());
      say(words);
    } catch (error) {
      complain(error.message);
    }
  }

  function choose(model) {
    return done(() => send("PUT", "/api/models/in-use", { name: model.name }), `${model.name} answers now.`);
  }

  function discard(model) {
    const isWhole = model.came === undefined;
    const words = isWhole ? `Delete the model ${model.name} from this computer?` : `Delete what has come of ${model.name}?`;
    if (!confirm(words)) return;
    done(() => remove(`/api/models/${encodeURIComponent(model.name)}`), `${model.name} is deleted.`);
  }

  return { element, title: "Models", enter, leave() {} };
}
