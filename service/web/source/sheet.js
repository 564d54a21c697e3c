// A whole table as HTML, header levels merged, one cell lit.

import { el } from "../shared/dom.js";

/**
 * @param {object} table as GET /api/tables/{id} gives it
 * @param {{row: number, column: number}} cell the cited one, -1 where unknown
 */
export function sheetOf(table, cell) {
  return el(
    "table",
    { class: "sheet" },
    el("caption", { class: "unseen" }, table.title),
    el("thead", {}, headerRows(table, cell.column)),
    el("tbody", {}, table.rows.map((row, at) => bodyRow(row, table.columns, at === cell.row, cell.column))),
  );
}

function headerRows({ columns, unit }, lit) {
  const depth = Math.max(1, ...columns.map((column) => column.path.length));
  return Array.from({ length: depth }, (_, level) => {
    const cells = [];
    if (level === 0) cells.push(el("th", { class: "corner", rowspan: depth, scope: "col" }, "项目"));
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
      cells.push(el("th", { scope: "col", class: lit >= from && lit < to ? "lit-line" : "", ...span }, name));
      from = to;
    }
    return el("tr", {}, cells);
  });
}

function sharesPath(path, other, level) {
  return path.length > level + 1 && path.slice(0, level + 1).every((name, at) => name === other[at]);
}

function bodyRow(row, columns, lit, litColumn) {
  const name = el("th", { scope: "row", class: `name${lit ? " lit-line" : ""}` }, row.code && el("span", { class: "code" }, row.code), row.path.at(-1) ?? row.label ?? "");
  name.style.paddingLeft = `${0.7 + Math.min(Math.max(row.path.length - 1, 0), 5) * 0.9}rem`;
  if (row.path.length > 1) name.title = row.path.join(" / ");
  return el(
    "tr",
    { class: row.role === "total" ? "total" : "" },
    name,
    row.cells.map((cell, at) => {
      const kind = [
        cell.exists === false ? "absent" : cell.value === null && cell.text.length > 8 ? "text" : "",
        lit && at === litColumn ? "lit" : lit || at === litColumn ? "lit-line" : "",
      ];
      return el("td", { class: kind.filter(Boolean).join(" ") }, cell.text);
    }),
  );
}
