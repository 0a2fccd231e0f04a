/** Choices among what there is. */

import { fill, h } from "./element.js";
import { say } from "./say.js";

/**
 * { field, offer(rows), choose(value) }. `none`: the words of choosing nothing; `rows`: [value, words];
 * `changed(value)` is called when the person chooses.
 */
export function makeChoice(label, none, rows = [], changed = () => {}) {
  const field = h("select", { "aria-label": label, onchange: () => changed(field.value) });
  let offered = "";

  /** Offer these from now on. What is chosen stays so. */
  function offer(now) {
    if (JSON.stringify(now) === offered) return;
    offered = JSON.stringify(now);
    const chosen = field.value;
    fill(field, option(["", none]), now.map(option));
    choose(chosen);
  }

  /** Choose a value, which may not have been offered yet. */
  function choose(value) {
    if (value && ![...field.options].some((one) => one.value === value)) field.append(option([value, value]));
    field.value = value;
  }

  offer(rows);
  return { field, offer, choose };
}

/** The same, of what `load` gives whenever one is about to choose. */
export function makeLoadedChoice(label, none, load, changed = () => {}) {
  const choice = makeChoice(label, none, [], changed);
  const look = () => load().then(choice.offer, (error) => say(error.message));
  for (const event of ["focus", "pointerenter"]) choice.field.addEventListener(event, look);
  return choice;
}

function option([value, words]) {
  return h("option", { value }, words);
}
