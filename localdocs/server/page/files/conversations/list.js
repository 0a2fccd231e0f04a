/** The conversations at the side: found again, renamed, saved, forgotten. */

import { fill, h } from "../base/element.js";
import { get, remove, save, send } from "../base/api.js";
import { go } from "../base/router.js";
import { say } from "../base/say.js";
import { day } from "../base/words.js";
import { changed, forgotten, onChange } from "./changes.js";

const SHOWN = 50;
const PATIENCE_MS = 200;

/** Fill the section with the list, and keep it so. */
export async function showConversations(section) {
  const list = h("ul", {});
  const words = h("input", { type: "search", placeholder: "Search conversations", "aria-label": "Search conversations", oninput: soon });
  const menu = rowMenu();
  let timer = null;
  let shownCount = SHOWN;
  let round = 0;
  fill(section,
    h("button", { type: "button", class: "new", onclick: () => go("/ask?new=1") }, "New question"),
    words, list, menu.element);

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(retold, PATIENCE_MS);
  }

  /** The same, where nobody waits for it. */
  function retold() {
    refresh().catch((error) => say(error.message));
  }

  async function refresh() {
    const mine = ++round;
    const rows = words.value.trim() ? await found(words.value.trim()) : await all();
    if (mine !== round) return;
    fill(list, rows);
    mark();
  }

  async function all() {
    const { conversations, total } = await get("/api/conversations", { limit: shownCount });
    const rows = conversations.map((one) => row(one.conversation, one.title || one.first_question || "Nothing asked yet", day(one.started_at)));
    if (total > conversations.length) rows.push(h("li", {}, h("button", { type: "button", class: "quiet", onclick: more }, "Older ones")));
    return rows;
  }

  async function found(text) {
    const { exchanges } = await get("/api/conversations/search", { q: text });
    return exchanges.length ? exchanges.map((one) => row(one.conversation, one.question, day(one.asked_at))) : h("li", { class: "none" }, "Nothing found.");
  }

  function more() {
    shownCount += 200;
    retold();
  }

  function row(number, title, when) {
    return h("li", { "data-number": number },
      h("a", { href: `#/ask/${number}`, title: `${title} · ${when}` }, title),
      h("button", { type: "button", class: "more", "aria-label": `More about “${title}”`, "aria-haspopup": "menu", onclick: (event) => menu.open(event.currentTarget, number, title) }, "⋯"));
  }

  function mark() {
    const current = /^#\/ask\/(\d+)/.exec(location.hash)?.[1];
    for (const item of list.children) item.classList.toggle("current", current !== undefined && item.dataset.number === current);
  }

  addEventListener("hashchange", mark);
  document.addEventListener("renamed", mark);
  onChange(retold);
  await refresh();
}

function rowMenu() {
  const element = h("div", { class: "menu", role: "menu", popover: "auto" });

  function open(beside, number, title) {
    const item = (words, act) => h("button", { type: "button", role: "menuitem", onclick: () => { element.hidePopover(); act().catch((error) => say(error.message)); } }, words);
    fill(element,
      item("Rename", () => rename(number, title)),
      item("Save as Markdown", () => save(`/api/conversations/${number}/export`, `conversation-${number}.md`)),
      item("Save as JSON", () => save(`/api/conversations/${number}/export`, `conversation-${number}.json`, { format: "json" })),
      item("Delete", () => forget(number, title)));
    element.showPopover();
    const at = beside.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(at.left, innerWidth - element.offsetWidth - 8))}px`;
    element.style.top = `${Math.min(at.bottom, innerHeight - element.offsetHeight - 8)}px`;
    element.querySelector("button").focus();
  }

  element.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...element.children];
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
  return { element, open };
}

async function rename(number, title) {
  const name = prompt("What is this conversation to be called?", title);
  if (name === null) return;
  await send("PATCH", `/api/conversations/${number}`, { title: name.trim().slice(0, 200) });
  changed();
}

async function forget(number, title) {
  if (!confirm(`Delete “${title}”? Nothing of it is kept.`)) return;
  await remove(`/api/conversations/${number}`);
  forgotten(number);
}
