/** The map: all documents in the plane, those near one another that say alike. */

import { h } from "../base/element.js";
import { lastSources } from "../ask/last.js";
import { counted } from "../base/words.js";
import { say } from "../base/say.js";
import { go } from "../base/router.js";
import { useStyle } from "../base/style.js";
import { makeCamera } from "./camera.js";
import { makeCard } from "./card.js";
import { WAYS, asNumber, grouped, painted } from "./colours.js";
import { loadMap, nearest } from "./documents.js";
import { moveBy } from "./gestures.js";
import { makeLabels } from "./labels.js";
import { makeLegend } from "./legend.js";
import { makeList } from "./list.js";
import { makePainter } from "./painter.js";
import { makeSearch } from "./search.js";
import { makeStanding } from "./standing.js";

const REACH = 14, SETTLED_MS = 250;
const EMPTY = { count: 0, ids: [], names: [], x: [], y: [], regions: [], waiting: 0, folder: [], folders: [], type: [], types: [], day: [], at: () => -1 };

/** The view; "#/map?document=12" lets a document stand out. */
export function create() {
  const styled = useStyle("map");
  const canvas = h("canvas", { "aria-hidden": "true" });
  const names = h("div", { class: "regions" });
  const stage = h("div", { class: "stage", tabindex: "0", role: "application", "aria-label": "Map. Arrows move it, plus and minus zoom, 0 shows all." }, canvas, names);
  const camera = makeCamera(() => draw());
  const painter = makePainter(canvas), labels = makeLabels(names, camera), card = makeCard(stage, camera);
  const list = makeList((row) => (row < 0 ? card.leave() : card.show(map, row)));
  const search = makeSearch(() => map, (rows, words) => light(rows && { rows, words }));
  const legend = makeLegend(lightGroup);
  const standing = makeStanding(load);
  const answer = h("button", { type: "button", hidden: true, onclick: lightAnswer }, "Sources of the last answer");
  const clear = h("button", { type: "button", class: "quiet", hidden: true, onclick: () => { search.clear(); light(null); } }, "Clear");
  const way = h("select", { id: "map-way", onchange: colour }, WAYS.map(([value, name]) => h("option", { value }, name)));
  const button = (name, words, act) => h("button", { type: "button", "aria-label": words, title: words, onclick: act }, name);
  const zooms = h("div", { class: "zooms" }, button("+", "Closer", () => camera.zoom(1.6)), button("−", "Farther", () => camera.zoom(1 / 1.6)), button("⤢", "The whole map", () => camera.fit()));
  const controls = h("div", { class: "form" }, search.element, h("label", {}, "Colours: ", way), answer, clear);
  const element = h("section", { class: "view map" },
    h("h1", {}, "Map"), controls, h("div", { class: "frame" }, stage, zooms),
    h("div", { class: "beside" }, legend.element, standing.element, list.element));
  let map = EMPTY, colours = grouped(EMPTY, "day"), look = null, lit = null, frame = 0, settling = 0, litAnswer = "";

  async function enter(_, query) {
    await load();
    const wanted = map.at(Number(query.get("document")));
    const sources = lastSources().join();
    answer.hidden = !sources;
    if (wanted >= 0) {
      light({ rows: [wanted], words: "This document" });
      camera.show(map.x[wanted], map.y[wanted], 3);
    } else if (sources !== litAnswer) lightAnswer();
  }

  async function load() {
    const before = map;
    [map] = await Promise.all([loadMap(), styled]);
    element.classList.toggle("empty", !map.count);
    if (before.ids.join() !== map.ids.join()) {
      lit = null; // its rows may be others
      camera.fit(map);
    }
    labels.show(map);
    colour();
    standing.watch(map);
  }

  function colour() {
    colours = grouped(map, way.value);
    if (lit?.group >= 0) lit = null;
    recolour();
  }

  function recolour() {
    const has = lit && new Uint8Array(map.count);
    for (const row of lit?.rows ?? []) has[row] = 1;
    look = { colours: painted(colours.groups, stage), ink: asNumber(stage, "--ink"), group: colours.group, lit: lit && { rows: lit.rows, has } };
    legend.show(colours.groups, lit?.group);
    clear.hidden = !lit;
    draw();
  }

  function light(what) {
    lit = what;
    card.hide();
    recolour();
    if (lit) say(lit.words);
  }

  function lightGroup(group) {
    search.clear();
    if (group < 0) return light(null);
    const rows = [...colours.group.keys()].filter((row) => colours.group[row] === group);
    light({ rows, group, words: `${colours.groups[group].name}: ${counted(rows.length, "document")}` });
  }

  function lightAnswer() {
    search.clear();
    litAnswer = lastSources().join();
    const rows = lastSources().map(map.at).filter((row) => row >= 0);
    if (rows.length) light({ rows, words: `${counted(rows.length, "source")} of the last answer` });
  }

  function draw() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!look || !stage.isConnected) return;
      painter.paint(map, camera, look);
      labels.place();
      clearTimeout(settling);
      settling = setTimeout(() => list.show(map, lit, camera), SETTLED_MS);
    });
  }

  const at = (left, top) => nearest(map, ...camera.toMap(left, top), REACH / camera.scale);
  moveBy(stage, camera, {
    hover(left, top) {
      const row = at(left, top);
      stage.classList.toggle("over", row >= 0);
      card.show(map, row);
    },
    leave: () => card.hide(),
    tap(left, top, isTouch) {
      const row = at(left, top);
      if (row >= 0 && !isTouch) go(`/document/${map.ids[row]}`);
      else card.show(map, row, isTouch);
    },
  });
  new ResizeObserver(() => camera.resize(stage.clientWidth, stage.clientHeight)).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  return { element, title: "Map", enter, leave: () => card.hide() };
}
