// A table as a source: where its cited cell stands, said in words, and the table with the cell in view.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { grouped } from "../shared/text.js";
import { sheetOf } from "./sheet.js";

/** Was what is cited read from a picture rather than from text? */
export function isScanned(document, citation) {
  return (citation.origin && citation.origin !== "print") || (document?.scanned ?? []).includes(citation.page);
}

/** The whole address in words: value, row, column, unit, place in the file. Null when nothing is cited. */
export function whereOf(citation, table, cell, document) {
  if (!citation.row && !citation.column) return null;
  const found = table.rows[cell.row]?.cells[cell.column];
  const unit = found?.unit ?? table.columns[cell.column]?.unit ?? table.unit;
  const value = found ? found.text || t("source.blank") : citation.quote && grouped(citation.quote);
  const lines = [
    [t("source.row"), way(table.rows[cell.row]?.path.join(" / ") || citation.row)],
    [t("source.column"), way(citation.column)],
    [t("source.sheet"), citation.sheet && [citation.sheet, citation.cell].filter(Boolean).join(" ")],
  ].filter(([, said]) => said);
  return el(
    "div",
    { class: "where" },
    value && el("p", { class: "where-value" }, el("strong", {}, value), found?.value !== null && unit && el("span", {}, unit)),
    el("dl", {}, lines.map(([name, said]) => [el("dt", {}, name), el("dd", {}, said)])),
    isScanned(document, citation) && el("p", { class: "scan-note" }, t("source.scanned")),
    !found && el("p", { class: "scan-note" }, t("source.cell_unknown")),
  );
}

/** The table, scrolling, and `reveal`, which brings the lit cell into view once the table is on the page. */
export function citedView(table, cell, document) {
  const scanned = new Set(document?.scanned ?? []);
  const sheet = sheetOf(table, cell, { scanned });
  const marked = sheet.querySelector("td.scan");
  const view = el(
    "div",
    { class: "panel-scroll flush", tabindex: "0", role: "region", "aria-label": table.title },
    sheet,
    marked && el("p", { class: "notes" }, t("source.scanned_cells")),
    table.notes?.map((note) => el("p", { class: "notes" }, note)),
  );
  return { view, reveal: () => reveal(view) };
}

/** Scroll `view`, and nothing around it, so that the lit cell stands clear of the sticky headings. */
export function reveal(view) {
  const lit = view.querySelector("td.lit") ?? view.querySelector("th.lit-line");
  if (!lit) return;
  const frame = view.getBoundingClientRect();
  const box = lit.getBoundingClientRect();
  const head = view.querySelector("thead")?.offsetHeight ?? 0;
  const side = view.querySelector("tbody th")?.offsetWidth ?? 0;
  const roomX = frame.width - side;
  const roomY = frame.height - head;
  const left = lit.matches("td") ? box.left - frame.left - side - Math.max(0, (roomX - box.width) / 2) : 0;
  const top = box.top - frame.top - head - Math.max(0, (roomY - box.height) / 2);
  view.scrollBy({ left, top, behavior: "instant" });
}

function way(path) {
  return path ? path.split(" / ").join(" › ") : "";
}
