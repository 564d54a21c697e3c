// A whole table as HTML, header levels merged, one cell lit.

import { el } from "../shared/dom.js";
import { headingsAbove } from "../shared/headings.js";
import { t } from "../shared/i18n.js";

/**
 * @param {object} table as GET /api/tables/{id} gives it
 * @param {{row: number, column: number}} cell the cited one, -1 where unknown
 * @param {{scanned?: Set<number>}} [traits] the pages that were read from pictures
 */
export function sheetOf(table, cell, { scanned = new Set() } = {}) {
  const way = table.rows[cell.row]?.path ?? [];
  return el(
    "table",
    { class: "sheet" },
    el("caption", { class: "unseen" }, table.title),
    el("thead", {}, headerRows(table, cell.column)),
    el("tbody", {}, table.rows.map((row, at) => [
      headingsAbove(table.rows, at).map((path) => headingRow(path, table.columns.length, leads(path, way) && at === cell.row)),
      bodyRow(row, { lit: at === cell.row, column: cell.column, above: at < cell.row && leads(row.path, way), scanned }),
    ])),
  );
}

function headingRow(path, columns, above) {
  const name = el("th", { scope: "rowgroup", class: above ? "name lit-way" : "name" }, path.at(-1));
  name.style.paddingLeft = indent(path);
  return el("tr", { class: "begins" }, name, el("td", { colspan: columns }));
}

function indent(path) {
  return `${0.75 + Math.min(Math.max(path.length - 1, 0), 5) * 0.8}rem`;
}

function headerRows({ columns, unit }, lit) {
  const depth = Math.max(1, ...columns.map((column) => column.path.length));
  return Array.from({ length: depth }, (_, level) => {
    const cells = [];
    if (level === 0) cells.push(el("th", { class: "corner", rowspan: depth, scope: "col" }, t("source.item")));
    for (let from = 0; from < columns.length;) {
      const { path } = columns[from];
      const last = path.length - 1;
      if (level > last) { from += 1; continue; }
      let to = from + 1;
      if (level < last) while (to < columns.length && sharesPath(columns[to].path, path, level)) to += 1;
      // The table's own unit is said above it; only another one is worth a place in the header.
      const other = level === last && columns[from].unit && columns[from].unit !== unit ? `（${columns[from].unit}）` : "";
      const name = `${path[level]}${other}`;
      const span = { colspan: to - from > 1 ? to - from : null, rowspan: level === last && depth - level > 1 ? depth - level : null };
      cells.push(el("th", { scope: to - from > 1 ? "colgroup" : "col", class: lit >= from && lit < to ? "lit-line" : "", ...span }, name));
      from = to;
    }
    return el("tr", {}, cells);
  });
}

function sharesPath(path, other, level) {
  return path.length > level + 1 && path.slice(0, level + 1).every((name, at) => name === other[at]);
}

/** Does `path` lead to `whole`: is it one of the headings above that row? */
function leads(path, whole) {
  return path.length < whole.length && path.every((name, at) => name === whole[at]);
}

function bodyRow(row, { lit, column, above, scanned }) {
  const kind = ["name", lit ? "lit-line" : "", above ? "lit-way" : ""].filter(Boolean).join(" ");
  const name = el("th", { scope: "row", class: kind }, row.code && el("span", { class: "code" }, row.code), row.path.at(-1) ?? row.label ?? "");
  name.style.paddingLeft = indent(row.path);
  if (row.path.length > 1) name.title = row.path.join(" / ");
  return el("tr", { class: row.role === "total" ? "total" : "" }, name, row.cells.map((cell, at) => {
    const traits = [
      cell.exists === false ? "absent" : cell.value === null && cell.text.length > 8 ? "text" : "",
      cell.text && scanned.has(cell.page ?? row.page) ? "scan" : "",
      lit && at === column ? "lit" : lit || at === column ? "lit-line" : "",
    ];
    return el("td", { class: traits.filter(Boolean).join(" "), "aria-current": lit && at === column ? "true" : null }, cell.text);
  }));
}
