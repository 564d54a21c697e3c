// A table side by side with its source: choose a cell, and its place on the page is marked.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { cellOf } from "../shared/match.js";
import { drawable } from "../source/page.js";
import { get } from "./api.js";
import { leavesOf, passagesOf } from "./original.js";
import { sideTable } from "./side-table.js";
import { choices } from "./view.js";

let sought = null;

/** Open the next comparison at the cell this citation means. */
export function seek(citation) {
  sought = citation;
}

/** The parts of a view of table `at` of `tables` of a document. */
export async function comparisonOf(paper, tables, at) {
  const citation = sought;
  sought = null;
  const table = await get(`/api/tables/${encodeURIComponent(tables[at].id)}`);
  const source = await sourceOf(paper, table);
  const about = el("div", { class: "cell-about", tabindex: "0", role: "group", "aria-label": t("staff.compare.cell") });
  const sheet = sideTable(table, (cell) => {
    about.replaceChildren(...aboutOf(cell));
    source.mark(cell);
  });
  about.append(el("p", { class: "hint" }, t("staff.compare.hint")));
  const right = el("section", { class: "pane understood", "aria-label": t("staff.compare.understood") },
    el("h2", { class: "pane-title" }, t("staff.compare.understood")), about,
    el("div", { class: "pane-scroll" }, sheet.node, table.notes.map((note) => el("p", { class: "hint" }, note))));
  const left = el("section", { class: "pane source", "aria-label": t("staff.compare.source") },
    el("h2", { class: "pane-title" }, t("staff.compare.source"), source.tools), source.node);
  const panes = el("div", { class: "panes", "data-shown": "understood" }, left, right);
  const which = choices(t("staff.compare.which"), [["source", t("staff.compare.source")], ["understood", t("staff.compare.understood")]], "understood",
    (name) => { panes.dataset.shown = name; source.settle(); });
  which.classList.add("which");
  if (citation) requestAnimationFrame(() => sheet.choose(cellOf(table, citation)));
  return [...headOf(paper, tables, at, table), which, panes];
}

function headOf(paper, tables, at, table) {
  const home = `#/documents/${encodeURIComponent(paper.id)}`;
  const step = (to, key) => tables[to] && el("a", { class: "button", href: `${home}/tables/${encodeURIComponent(tables[to].id)}`, title: tables[to].title }, t(key));
  const file = (ending) => el("a", { class: "quiet", href: `/api/tables/${encodeURIComponent(table.id)}.${ending}`, download: true }, ending.toUpperCase());
  return [
    el("p", { class: "back" }, el("a", { href: home }, t("staff.compare.back", { title: paper.title }))),
    el("div", { class: "compare-head" },
      el("div", {},
        el("h1", { tabindex: "-1" }, table.title),
        el("p", { class: "hint" }, [t("staff.compare.at", { n: at + 1, all: tables.length }), table.unit && t("staff.tables.unit", { unit: table.unit }),
          table.subject, t("staff.tables.size", { rows: table.rows.length, columns: table.columns.length })].filter(Boolean).join(" · "))),
      el("div", { class: "deeds" }, file("csv"), file("xlsx"), step(at - 1, "staff.compare.previous"), step(at + 1, "staff.compare.next"))),
  ];
}

async function sourceOf(paper, table) {
  const cells = table.rows.flatMap((row) => row.cells);
  const pages = table.pages.length ? table.pages : [...new Set(cells.map((cell) => cell.page).filter(Boolean))];
  if (drawable(paper) && pages.length) return leavesOf(paper, pages);
  const { passages } = await get(`/api/documents/${encodeURIComponent(paper.id)}/passages`);
  return passagesOf(passages, table);
}

/** Everything that was understood of a cell. */
function aboutOf({ row, column, cell }) {
  const place = cell.sheet ? `${cell.sheet} ${cell.cell ?? ""}` : cell.page && t("staff.compare.page", { n: cell.page });
  const facts = [
    ["row", row.path.join(" › ") || row.label],
    ["column", column.path.join(" › ")],
    ["value", cell.value === null ? t(cell.text ? "staff.compare.words" : "staff.compare.blank") : `${cell.value} ${cell.unit ?? ""}`],
    ["code", row.code],
    ["printed", cell.text === cell.value ? "" : cell.text],
    ["place", place],
  ].filter(([, says]) => says);
  return [el("dl", {}, facts.map(([name, says]) => el("div", { class: name }, el("dt", {}, t(`staff.cell.${name}`)), el("dd", {}, says))))];
}
