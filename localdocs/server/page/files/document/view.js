/** One document: what is known of it, its own sentences, its headings, its pages. */

import { fill, h, named } from "../base/element.js";
import { get } from "../base/api.js";
import { useStyle } from "../base/style.js";
import { openSource } from "../source/panel.js";
import { deeds } from "./deeds.js";
import { facts } from "./facts.js";
import { outline } from "./outline.js";
import { pages } from "./pages.js";
import { summary } from "./summary.js";

/** The view; "#/document/12?page=3&start=40&end=90" opens that place too. */
export function create() {
  useStyle("library");
  const element = h("div", { class: "view document" });
  const view = { element, title: "Document", enter, leave: () => { round += 1; } };
  let round = 0;

  async function enter([id], query) {
    const mine = ++round;
    fill(element, h("h1", {}, "Document"), h("p", { class: "working" }, "Looking it up …"));
    try {
      const about = await get(`/api/documents/${Number(id)}`);
      if (mine === round) show(about, query);
    } catch (error) {
      if (mine === round) fill(element, h("h1", {}, "Document"), h("p", { class: "trouble", role: "alert" }, error.message), h("a", { class: "button", href: "#/library" }, "To the library"));
    }
  }

  function show(about, query) {
    view.title = about.name;
    document.title = `${about.name} · localdocs`;
    const open = (place, from) => openSource({ document: about.id, path: about.path, start: 0, end: 0, quote: "", marks: [], ...place }, from);
    const headings = get(`/api/documents/${about.id}/outline`);
    fill(element,
      h("h1", {}, named(about.name)),
      about.title && about.title !== about.name && h("p", {}, about.title),
      h("p", { class: "path" }, named(about.path)),
      deeds(about),
      facts(about),
      summary(about, open),
      outline(headings, open),
      pages(about, headings, open));
    if (query.get("page")) {
      const number = (name) => Number(query.get(name) ?? 0);
      open({ page: number("page"), start: number("start"), end: number("end") });
    }
  }

  return view;
}
