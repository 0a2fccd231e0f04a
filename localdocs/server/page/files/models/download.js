/** Downloads: each goes on until it is done or stopped, whichever view is shown. */

import { events } from "../base/api.js";
import { fill, h } from "../base/element.js";
import { say } from "../base/say.js";
import { bytes, duration } from "../base/words.js";

const DONE = "models";
const IN_WORDS = { connecting: "Connecting …", checking: "Checking what has come …" };

/**
 * `show` is called with all models once one has come, `complain` with what went wrong, and
 * `discard` with a model of which something has come.
 */
export function makeDownloads({ show, complain, discard }) {
  const running = new Map();
  const places = new Map();

  async function start(model) {
    const download = { stop: new AbortController(), line: h("span", { class: "about" }), bar: h("progress", { "aria-label": `Download of ${model.name}` }) };
    running.set(model.name, download);
    complain("");
    draw(model.name, true);
    say(`${model.name} is being downloaded.`);
    try {
      await follow(model, download);
    } catch (error) {
      if (error.name !== "AbortError") complain(error.message);
      ended(model, download);
    }
  }

  async function follow(model, download) {
    for await (const [name, said] of events(`/api/models/${encodeURIComponent(model.name)}/download`, {}, DONE, download.stop.signal)) {
      if (name === "progress") tell(download, said);
      else {
        running.delete(model.name);
        show(said);
        say(`${model.name} is here. It can be chosen now.`);
      }
    }
  }

  function ended(model, download) {
    running.delete(model.name);
    const place = places.get(model.name);
    if (place) place.model = { ...place.model, came: download.done ?? model.came };
    draw(model.name, true);
    say("The download has stopped. What has come is kept.");
  }

  /** [what is pressed, how far it is]: for the row of a model. */
  function parts(model) {
    const place = { model, control: h("span"), progress: h("div", { class: "downloading" }) };
    places.set(model.name, place);
    draw(model.name, false);
    return [place.control, place.progress];
  }

  function draw(name, takesFocus) {
    const place = places.get(name);
    if (!place) return;
    const { model, control, progress } = place;
    const download = running.get(name);
    const press = button(download ? "Stop" : model.came ? "Go on" : "Download", download ? () => download.stop.abort() : () => start(model));
    const rest = model.came > 0 && !download;
    press.disabled = !model.fits && !download;
    fill(control, press, rest && button("Delete what has come", () => discard(model), "quiet"));
    fill(progress, download
      ? [download.bar, download.line]
      : rest && h("span", { class: "about" }, `${bytes(model.came)} have come; a download goes on from there.`));
    if (takesFocus && control.isConnected) press.focus();

    function button(words, act, kind) {
      return h("button", { type: "button", class: kind, "aria-label": `${words}: ${model.name}`, onclick: act }, words);
    }
  }

  return { has: (name) => running.has(name), parts };
}

function tell(download, { doing, done, total, trouble }) {
  download.done = done;
  if (total) {
    download.bar.max = total;
    download.bar.value = done;
  }
  const far = `${bytes(done)}${total ? ` of ${bytes(total)}` : ""}${left(download, done, total)}`;
  fill(download.line, trouble ? `${trouble}; it is tried again.` : IN_WORDS[doing] ?? far);
}

function left(download, done, total) {
  const now = performance.now();
  download.begun ??= { at: now, done };
  const seconds = (now - download.begun.at) / 1000;
  const came = done - download.begun.done;
  if (!total || seconds < 2 || came <= 0) return "";
  return `, ${bytes(came / seconds)} a second, about ${duration(((total - done) * seconds) / came)} left`;
}
