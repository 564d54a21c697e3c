// Rankings, breakdowns and several years: a table, each value a link to its source, with a chart beside it.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { grouped } from "../shared/text.js";
import { chartOf } from "./chart.js";
import { linkTo } from "./steps.js";

/** The table of an answer's rows and, where they can be compared, their chart. */
export function rowsOf(answer, page) {
  const { rows = [], citations = [] } = answer;
  if (rows.length === 0) return null;
  const unit = new Set(rows.map((row) => row.unit)).size === 1 ? rows[0].unit : null;
  const sources = rows.map((row, at) => sourceOf(answer, row, at));
  const heading = unit ? t("table.value.unit", { unit }) : t("table.value");
  const table = el(
    "table",
    { class: "breakdown" },
    el("caption", { class: "unseen" }, t("table.caption")),
    el("thead", {}, el(
      "tr",
      {},
      el("th", { class: "rank", scope: "col" }, t("table.rank")),
      el("th", { scope: "col" }, t("table.name")),
      el("th", { class: "amount", scope: "col" }, heading),
    )),
    el("tbody", {}, rows.map((row, at) => el(
      "tr",
      {},
      el("td", { class: "rank" }, String(at + 1)),
      el("th", { scope: "row" }, row.label, alike(rows, row) && citations[sources[at]] && el("span", { class: "row-from" }, citations[sources[at]].title)),
      el("td", { class: "amount" }, valueOf(row, unit, sources[at], citations, page)),
    ))),
  );
  const chart = chartOf(rows);
  return el("div", { class: chart ? "rows charted" : "rows" }, el("div", { class: "rows-table" }, table), chart && el("figure", { class: "chart" }, chart));
}

function valueOf(row, unit, source, citations, page) {
  const words = [grouped(row.value), !unit && row.unit && el("span", { class: "unit" }, row.unit)];
  return citations[source] ? linkTo(citations[source], source, page, words) : words;
}

/** The citation of the step that looked this row up: the same name and value, the row's own place among equals. */
function sourceOf({ steps = [], rows }, row, at) {
  const same = (one) => one.label === row.label && one.value === row.value;
  const nth = rows.slice(0, at).filter(same).length;
  return steps.filter(same)[nth]?.citation ?? -1;
}

function alike(rows, row) {
  return rows.filter((one) => one.label === row.label).length > 1;
}
