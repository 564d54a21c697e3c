// The documents at a glance: found by name, ordered by any column.

import { el, say } from "../shared/dom.js";
import { markChinese, t } from "../shared/i18n.js";
import { get } from "./api.js";
import { dropZone } from "./dropping.js";
import { counted, dated, fill, kindOf } from "./view.js";

// name of the column → what it is ordered by; numbers and times go down first
const COLUMNS = [
  ["title", (one) => one.title, 1],
  ["unit", (one) => one.unit_name ?? "", 1],
  ["year", (one) => one.year ?? 0, -1],
  ["kind", (one) => kindOf(one), 1],
  ["tables", (one) => one.tables, -1],
  ["figures", (one) => one.figures, -1],
  ["wrong", (one) => one.checks_wrong, -1],
  ["when", (one) => one.ingested_at, -1],
];
const NUMBERS = new Set(["year", "tables", "figures", "wrong"]);

const order = { by: "when", way: -1 };
const wanted = { words: "", wrongOnly: false };

/** Show the list in `section`; the tools above it stay as they are when it is shown again. */
export async function showDocuments(section) {
  document.title = t("staff.title", { view: t("staff.nav.documents") });
  if (!section.childElementCount) section.append(...frameOf(section));
  await refresh(section);
}

function frameOf(section) {
  const again = () => draw(section);
  const search = el("input", { type: "search", id: "find-document", class: "input", placeholder: t("staff.documents.find"), "aria-label": t("staff.documents.find"),
    on: { input: ({ target }) => { wanted.words = target.value.trim(); again(); } } });
  const only = el("input", { type: "checkbox", on: { change: ({ target }) => { wanted.wrongOnly = target.checked; again(); } } });
  document.addEventListener("documents-changed", () => { if (!section.hidden && !section.closest("[hidden]")) refresh(section); });
  return [
    el("h1", { tabindex: "-1" }, t("staff.nav.documents")),
    dropZone(),
    el("div", { class: "tools" }, search, el("label", { class: "tick" }, only, t("staff.documents.wrongOnly")), el("span", { class: "tally", "data-tally": true })),
    el("div", { "data-list": true }),
  ];
}

async function refresh(section) {
  await fill(section.querySelector("[data-list]"), async () => {
    section.papers = (await get("/api/documents")).documents;
    return partsOf(section);
  });
}

function draw(section) {
  if (!section.papers) return;
  const list = section.querySelector("[data-list]");
  list.replaceChildren(...partsOf(section));
  markChinese(list);
}

function partsOf(section) {
  const all = section.papers;
  const tally = section.querySelector("[data-tally]");
  tally.textContent = "";
  if (!all.length) return [el("div", { class: "empty" }, el("p", {}, t("staff.documents.none")))];
  const shown = all.filter(isWanted).sort(compare);
  tally.textContent = shown.length === all.length ? t("staff.documents.count", { n: all.length }) : t("staff.documents.countOf", { n: shown.length, all: all.length });
  if (!shown.length) return [el("p", { class: "empty" }, t("staff.documents.noneFound"))];
  return [tableOf(section, shown)];
}

function isWanted(paper) {
  if (wanted.wrongOnly && !paper.checks_wrong) return false;
  const held = `${paper.title} ${paper.unit_name ?? ""} ${paper.file_name} ${paper.year ?? ""} ${kindOf(paper)}`.toLowerCase();
  return wanted.words.toLowerCase().split(/\s+/).every((word) => held.includes(word));
}

function compare(one, other) {
  const value = COLUMNS.find(([name]) => name === order.by)[1];
  const [a, b] = [value(one), value(other)];
  const less = typeof a === "string" ? a.localeCompare(b, "zh-CN") : a - b;
  return less * order.way;
}

// Roles are said: where a narrow screen shows rows as cards, it would no longer be a table to those who listen.
function tableOf(section, papers) {
  return el("table", { class: "ledger papers", role: "table", "aria-label": t("staff.nav.documents") },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, COLUMNS.map(([name, , first]) => headOf(section, name, first)))),
    el("tbody", { role: "rowgroup" }, papers.map(rowOf)));
}

function headOf(section, name, first) {
  const on = order.by === name;
  const sort = () => {
    order.way = on ? -order.way : first;
    order.by = name;
    draw(section);
    section.querySelector(`[data-sort="${name}"]`).focus();
    say(t("staff.documents.sorted", { by: t(`staff.column.${name}`) }));
  };
  const direction = on ? (order.way > 0 ? "ascending" : "descending") : null;
  return el("th", { role: "columnheader", scope: "col", class: NUMBERS.has(name) ? "number" : "", "aria-sort": direction },
    el("button", { class: "sort", type: "button", "data-sort": name, on: { click: sort } }, t(`staff.column.${name}`)));
}

function rowOf(paper) {
  const cell = (name, ...says) => el("td", { role: "cell", class: `${name}${NUMBERS.has(name) ? " number" : ""}`, "data-name": t(`staff.column.${name}`) }, says);
  return el("tr", { role: "row" },
    cell("title", el("a", { href: `#/documents/${encodeURIComponent(paper.id)}` }, paper.title), el("span", { class: "file-name" }, paper.file_name)),
    cell("unit", paper.unit_name ?? "—"),
    cell("year", paper.year ? String(paper.year) : "—"),
    cell("kind", kindOf(paper)),
    cell("tables", counted(paper.tables)),
    cell("figures", counted(paper.figures)),
    cell("wrong", paper.checks_wrong
      ? el("a", { class: "wrong", href: `#/documents/${encodeURIComponent(paper.id)}/checks`, "aria-label": t("staff.wrongCount", { n: paper.checks_wrong }) }, counted(paper.checks_wrong))
      : "0"),
    cell("when", dated(paper.ingested_at)));
}
