/** Settings and privacy: what can be changed, what is kept where, and deleting all of it. */

import { get } from "../base/api.js";
import { fill, h } from "../base/element.js";
import { useStyle } from "../base/style.js";
import { deleteEverything } from "./delete.js";
import { privacy } from "./privacy.js";
import { settingRow } from "./row.js";

/** The view. */
export function create() {
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const kept = h("section", { "aria-labelledby": "privacy" }, h("h2", { id: "privacy" }, "Privacy"));
  const groups = h("div", { class: "settings" });
  const element = h("div", { class: "view" }, h("h1", {}, "Settings and privacy"), trouble, kept, groups);
  useStyle("settings");

  async function enter() {
    trouble.hidden = true;
    try {
      const [facts, { settings }] = await Promise.all([get("/api/privacy"), get("/api/settings")]);
      fill(kept, h("h2", { id: "privacy" }, "Privacy"), privacy(facts), deleteEverything(facts));
      fill(groups, [...grouped(settings)].map(([group, rows]) => section(group, rows)));
    } catch (error) {
      trouble.textContent = error.message;
      trouble.hidden = false;
    }
  }

  return { element, title: "Settings and privacy", enter, leave() {} };
}

function grouped(settings) {
  const groups = new Map();
  for (const setting of settings) groups.set(setting.group, [...(groups.get(setting.group) ?? []), setting]);
  return groups;
}

function section(group, rows) {
  const id = `settings-${group.toLowerCase().replaceAll(" ", "-")}`;
  return h("section", { "aria-labelledby": id },
    h("h2", { id }, group), h("ul", { class: "rows" }, rows.map(settingRow)));
}
