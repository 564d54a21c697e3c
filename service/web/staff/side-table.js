// A table as it was understood: every row with its code, every cell with its value, walked by the arrow keys.

import { el } from "../shared/dom.js";
import { headingsAbove } from "../shared/headings.js";
import { t } from "../shared/i18n.js";
import { grouped } from "../shared/text.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * @param {object} table as GET /api/tables/{id} gives it
 * @param {(chosen: {row: object, column: object, cell: object}) => void} onChoose
 * @returns {{node: HTMLElement, choose: (place: {row: number, column: number}) => void}}
 */
export function sideTable(table, onChoose) {
  const coded = table.rows.some((row) => row.code);
  const cells = table.rows.map((row) => row.cells.map(cellOf));
  const node = el("table", { class: "side-table", role: "grid", "aria-label": table.title, "aria-readonly": "true" },
    el("thead", {}, el("tr", {}, coded && el("th", { scope: "col", class: "code" }, t("staff.cell.code")), el("th", { scope: "col", class: "name" }, t("staff.cell.row")),
      table.columns.map((column) => columnOf(column)))),
    el("tbody", {}, table.rows.map((row, at) => [
      headingsAbove(table.rows, at).map((path) => headingRow(path, coded, table.columns.length)),
      el("tr", { class: row.role === "total" ? "total" : "" }, coded && el("td", { class: "code" }, row.code ?? ""), nameOf(row), cells[at]),
    ])));
  let chosen = null;

  function choose(place, focus = true) {
    const cell = cells[place.row]?.[place.column];
    if (!cell || cell === chosen) return;
    chosen?.setAttribute("aria-selected", "false");
    for (const one of node.querySelectorAll("[tabindex='0']")) one.tabIndex = -1;
    chosen = cell;
    cell.tabIndex = 0;
    cell.setAttribute("aria-selected", "true");
    if (focus) {
      reveal(node, cell);
      cell.focus();
    }
    const row = table.rows[place.row];
    onChoose({ row, column: table.columns[place.column], cell: row.cells[place.column] });
  }
  function placeOf(target) {
    const row = cells.findIndex((line) => line.includes(target));
    return { row, column: row < 0 ? -1 : cells[row].indexOf(target) };
  }
  node.addEventListener("focusin", (event) => choose(placeOf(event.target.closest("td, th")), false));
  node.addEventListener("click", (event) => choose(placeOf(event.target.closest("td, th"))));
  node.addEventListener("keydown", (event) => {
    const at = placeOf(event.target);
    if (at.row < 0) return;
    const last = cells[at.row].length - 1;
    const [down, right] = STEPS[event.key] ?? [0, 0];
    const to = event.key === "Home" ? { row: at.row, column: 0 } : event.key === "End" ? { row: at.row, column: last } : { row: at.row + down, column: at.column + right };
    if (!STEPS[event.key] && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    choose(to);
  });
  if (cells[0]?.[0]) cells[0][0].tabIndex = 0;
  return { node, choose };
}

/** Scroll the table's own frame until the cell stands clear of the headings that stay in place. */
function reveal(node, cell) {
  const frame = node.parentElement;
  const outer = frame.getBoundingClientRect();
  const inner = cell.getBoundingClientRect();
  const head = outer.top + node.tHead.offsetHeight;
  const names = outer.left + cell.parentElement.querySelector(".name").offsetWidth;
  const top = inner.top < head ? inner.top - head : Math.max(inner.bottom - outer.bottom + inner.height, 0);
  const left = inner.left < names ? inner.left - names : Math.max(inner.right - outer.right + inner.height, 0);
  frame.scrollBy({ top, left, behavior: "instant" });
}

function columnOf({ path, unit }) {
  return el("th", { scope: "col" }, path.map((name, at) => el("span", { class: at === path.length - 1 ? "own" : "above" }, name)), unit && el("span", { class: "unit" }, unit));
}

function headingRow(path, coded, columns) {
  return el("tr", { class: "begins" }, coded && el("td", { class: "code" }), nameOf({ path }), el("td", { colspan: columns }));
}

function nameOf(row) {
  const name = el("th", { scope: "row", class: "name", title: row.path.length > 1 ? row.path.join(" › ") : null }, row.path.at(-1) ?? row.label ?? "");
  name.style.paddingInlineStart = `${0.6 + Math.min(Math.max(row.path.length - 1, 0), 5) * 0.8}rem`;
  return name;
}

function cellOf(cell) {
  const kind = cell.exists === false ? "absent" : cell.value === null ? (cell.text ? "words" : "blank") : "";
  return el("td", { class: kind, tabindex: "-1", "aria-selected": "false" }, cell.value === null ? cell.text : grouped(cell.value));
}
