/** One model in a row: what it is, takes and brings, and what can be done with it. */

import { h } from "../base/element.js";
import { bytes, duration } from "../base/words.js";

/** Who answers at present. */
export function inUse(models, able) {
  const current = able.find((model) => model.in_use);
  return h("section", { class: "in-use", "aria-label": "In use" },
    models.problem
      ? h("p", { class: "trouble" }, `${models.in_use} is chosen, and cannot answer: ${models.problem}`)
      : h("p", {}, h("strong", {}, models.in_use), " puts answers into words", takes(current, ", which takes "), "."),
    h("p", { class: "note" }, "Every answer stands on your documents’ own words; a model only phrases it, and what no quote supports is left out. With “The documents’ own words” below the question, no model is asked at all."),
    h("p", { class: "note" }, models.machine));
}

/** A model of this computer that can answer. */
export function modelHere(model, { choose, discard }) {
  const use = model.in_use
    ? h("span", { class: "chosen" }, "In use")
    : h("button", { type: "button", disabled: !model.fits, "aria-label": `Use ${model.name}`, onclick: () => choose(model) }, "Use");
  return row(model, [bytes(model.size), model.program === "localdocs" ? "" : `of ${model.program}`, model.licence], use,
    model.removable && h("button", { type: "button", class: "quiet", "aria-label": `Delete ${model.name}`, onclick: () => discard(model) }, "Delete"));
}

/** A model of the catalogue, with its download. */
export function modelToBeHad(model, { downloads }) {
  const size = `${model.is_size_known ? "" : "about "}${bytes(model.size)}`;
  const use = { true: "", false: "no commercial use" }[model.commercial_use] ?? "";
  const thinks = model.thinks ? "thinks first, which takes longer" : "";
  const follows = model.instructions ? `follows ${Math.round(model.instructions)} of 100 instructions` : "";
  const [control, progress] = downloads.parts(model);
  const item = row(model, [size, `licence: ${model.licence}`, use, languages(model.languages), follows, thinks], control);
  item.append(progress);
  return item;
}

/** What lies here and cannot answer. */
export function notUsable(models, { discard }) {
  return h("details", {},
    h("summary", {}, `${models.length} more cannot answer`),
    h("ul", { class: "rows" }, models.map((model) =>
      h("li", {},
        h("span", { class: "title" }, h("bdi", {}, model.name)),
        model.removable && h("button", { type: "button", class: "quiet", onclick: () => discard(model) }, "Delete"),
        h("span", { class: "about" }, model.words)))));
}

function row(model, facts, ...controls) {
  return h("li", {},
    h("span", { class: "title" }, h("bdi", {}, model.name)),
    controls,
    h("span", { class: "about" }, facts.filter(Boolean).join(" · ")),
    h("span", { class: model.fits ? "about fits" : "about trouble" }, capital(model.words), takes(model, ". An answer takes "), "."),
    model.brings && h("span", { class: "about" }, model.brings));
}

function takes(model, before) {
  if (!model?.seconds_an_answer) return "";
  return `${before}about ${duration(model.seconds_an_answer)}${before.startsWith(",") ? " an answer here" : " here"}`;
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function languages(codes) {
  if (!codes.length) return "";
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const first = codes.slice(0, 4).map((code) => nameOf(names, code)).join(", ");
  return codes.length > 4 ? `${first} and ${codes.length - 4} more languages` : first;
}

function nameOf(names, code) {
  try {
    return names.of(code);
  } catch {
    return code;
  }
}
