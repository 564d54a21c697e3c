// The tables of a document: their list, and the one the address names, a row or cell of it lit.

import { action, addressOf } from "../shared/address.js";
import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { cellOf } from "../shared/match.js";
import { drawable } from "../source/page.js";
import { sheetOf } from "../source/sheet.js";
import { reveal } from "../source/table.js";

/** Show the list beside the table; on a narrow screen one or the other. */
export async function showTables({ file, paper, query, stage, still }) {
  const lines = await file.tables();
  if (!still()) return;
  const named = lines.find((line) => line.id === query.get("table"));
  const line = named ?? lines.find((one) => !one.empty) ?? lines[0];
  if (!line) {
    stage.replaceChildren(el("p", { class: "empty" }, t("documents.no_tables")));
    return;
  }
  const home = stage.querySelector(".split.of-tables") ?? frameOf(stage);
  home.classList.toggle("named", Boolean(named));
  home.firstChild.replaceChildren(...listOf(paper, lines, line));
  const table = await file.table(line.id);
  if (!still()) return;
  const place = { row: query.get("row"), column: query.get("column") };
  const cell = place.row || place.column ? cellOf(table, place) : { row: -1, column: -1 };
  const frame = el("div", { class: "sheet-frame", tabindex: "0", role: "region", "aria-label": table.title }, sheetOf(table, cell, { scanned: new Set(paper.scanned) }));
  home.lastChild.replaceChildren(...headOf(paper, table, line, named), line.empty && !table.rows.length ? el("p", { class: "empty" }, t("documents.empty_table")) : frame, ...notesOf(table, frame));
  reveal(frame);
  const current = home.querySelector('.toc [aria-current="page"]');
  const list = home.firstChild;
  if (current && list.scrollHeight > list.clientHeight) list.scrollTo({ top: current.offsetTop - list.clientHeight / 3, behavior: "instant" });
  if (named && getComputedStyle(list).display === "none") stage.scrollIntoView({ block: "start", behavior: "instant" });
}

function frameOf(stage) {
  const home = el("div", { class: "split of-tables" }, el("nav", { class: "toc", "aria-label": t("documents.tables") }), el("section", { class: "whole" }));
  stage.replaceChildren(home);
  return home;
}

function listOf(paper, lines, current) {
  return [el("ol", {}, lines.map((line) => el("li", {}, el(
    "a",
    { href: addressOf(paper.id, { table: line.id }), class: line.empty ? "is-empty" : "", "aria-current": line.id === current.id ? "page" : null },
    el("span", {}, line.title),
    el("small", {}, line.empty ? t("documents.is_empty") : t("documents.n_rows", { n: line.rows })),
  ))))];
}

function headOf(paper, table, line, named) {
  const pages = table.pages ?? [];
  const where = pages.length && (pages.length > 1 ? t("documents.on_pages", { from: pages[0], to: pages.at(-1) }) : t("cite.on_page", { page: pages[0] }));
  const facts = [table.unit && t("source.in_unit", { unit: table.unit }), t("documents.n_rows", { n: line.rows }), where].filter(Boolean).join(" · ");
  const path = `/api/tables/${encodeURIComponent(table.id)}`;
  return [
    named && el("a", { class: "up only-narrow", href: addressOf(paper.id) }, `‹ ${t("documents.all_tables")}`),
    el("h2", { class: "table-title" }, table.title),
    el("p", { class: "facts" }, facts),
    el(
      "div",
      { class: "table-actions" },
      pages.length > 0 && drawable(paper) && action(t("documents.see_page"), "book", { href: addressOf(paper.id, { view: "pages", page: pages[0] }) }),
      action("CSV", "download", { href: `${path}.csv`, download: true }),
      action("Excel", "download", { href: `${path}.xlsx`, download: true }),
    ),
  ].filter(Boolean);
}

function notesOf(table, frame) {
  const notes = [...(table.notes ?? [])];
  if (frame.querySelector("td.scan")) notes.unshift(t("source.scanned_cells"));
  return notes.map((note) => el("p", { class: "table-note" }, note));
}
