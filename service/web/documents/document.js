// One document: its head, and one of its parts as the address says: tables, text, checks, pages, or a search.

import { addressOf } from "../shared/address.js";
import { get } from "../shared/api.js";
import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { sortOf } from "../source/catalogue.js";
import { drawable, pageView } from "../source/page.js";
import { showFound } from "./found.js";
import { showReport } from "./report.js";
import { showTables } from "./tables.js";
import { showText } from "./text.js";

const PARTS = { tables: showTables, text: showText, checks: showReport, pages: showPages, find: showFound };
const files = new Map();
let shown = null;

/** What the service says of a document, asked once each. */
function fileOf(id) {
  if (!files.has(id)) {
    const path = `/api/documents/${encodeURIComponent(id)}`;
    const once = (load) => { let got = null; return () => (got ??= load().catch((error) => { got = null; throw error; })); };
    const tables = once(async () => (await get(`${path}/tables`)).tables);
    const wholes = new Map();
    files.set(id, {
      path,
      paper: once(() => get(path)),
      tables,
      passages: once(async () => (await get(`${path}/passages`)).passages),
      checks: once(() => get(`${path}/checks`)),
      table: (key) => {
        if (!wholes.has(key)) wholes.set(key, once(() => get(`/api/tables/${encodeURIComponent(key)}`)));
        return wholes.get(key)();
      },
    });
  }
  return files.get(id);
}

/** Show the document of the address. Its head stays as it is while one moves about in it. */
export async function showDocument(page, query, still) {
  const id = query.get("id");
  const file = fileOf(id);
  const paper = await file.paper();
  if (!still()) return;
  document.title = `${paper.title} · ${t("brand")}`;
  const find = query.get("find") ?? "";
  const part = find ? "find" : PARTS[query.get("view")] ? query.get("view") : "tables";
  if (!shown?.stage.isConnected || shown.id !== id || shown.language !== document.documentElement.lang) {
    shown = { id, language: document.documentElement.lang, ...headOf(page, paper, find) };
    page.main.replaceChildren(shown.head, shown.stage);
  }
  shown.tabs.replaceChildren(...tabsOf(paper, part));
  if (shown.box.value.trim() !== find && document.activeElement !== shown.box) shown.box.value = find;
  page.main.dataset.part = part;
  await PARTS[part]({ page, file, paper, query, stage: shown.stage, still });
}

function headOf(page, paper, find) {
  let waiting = 0;
  const look = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => page.go(addressOf(paper.id, { find: box.value.trim() }), { keep: true }), 180);
  };
  const box = el("input", { type: "search", id: "find", value: find, placeholder: t("documents.find_hint"), autocomplete: "off", enterkeyhint: "search", on: { input: look } });
  const tabs = el("nav", { class: "tabs", "aria-label": t("documents.parts") });
  const facts = [sortOf(paper), t("source.n_figures", { n: paper.figures }), paper.pages > 0 && t("documents.n_pages", { n: paper.pages }),
    paper.scanned?.length > 0 && t("documents.n_scanned", { n: paper.scanned.length })].filter(Boolean).join(" · ");
  const head = el(
    "div",
    { class: "paper-head" },
    el("a", { class: "up", href: "/documents" }, `‹ ${t("documents.all")}`),
    el("h1", {}, paper.title),
    el("p", { class: "facts" }, facts),
    el(
      "div",
      { class: "paper-bar" },
      el("form", { class: "search-field", role: "search", on: { submit: (event) => { event.preventDefault(); look(); } } }, el("label", { class: "unseen", for: "find" }, t("documents.find")), box),
      el("a", { class: "ask-about", href: `/?documents=${encodeURIComponent(paper.id)}` }, t("documents.ask_about")),
    ),
    tabs,
  );
  return { head, tabs, box, stage: el("div", { class: "part" }) };
}

function tabsOf(paper, part) {
  const all = [
    ["tables", t("documents.tables"), paper.tables],
    ["text", t("documents.text"), paper.passages],
    ["checks", t("documents.checks"), paper.checks_wrong || ""],
    drawable(paper) && ["pages", t("documents.pages"), paper.pages],
  ];
  return all.filter(Boolean).map(([name, said, n]) => el(
    "a",
    { class: "tab", href: addressOf(paper.id, { view: name === "tables" ? "" : name }), "aria-current": name === part ? "page" : null },
    said, " ", n !== "" && el("span", { class: name === "checks" ? "count wrong" : "count", title: name === "checks" ? t("documents.n_wrong", { n }) : null }, String(n)),
  ));
}

async function showPages({ page, paper, query, stage }) {
  if (!drawable(paper)) {
    stage.replaceChildren(el("p", { class: "empty" }, t("documents.no_pages")));
    return;
  }
  const { view, reveal } = pageView(paper, Number(query.get("page")) || 1, {}, (at) => page.note(addressOf(paper.id, { view: "pages", page: at })));
  stage.replaceChildren(el("h2", { class: "unseen" }, t("documents.pages")), view);
  reveal();
  if (query.get("page")) stage.scrollIntoView({ block: "start", behavior: "instant" });
}
