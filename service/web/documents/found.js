// What a search within a document found: rows of its tables, passages of its text.

import { addressOf } from "../shared/address.js";
import { el, say } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { excerpt, holds, lit, rowsWith, wordsOf } from "./find.js";

const FIRST = 8;
const VALUES = 3;

/** Show the rows and passages that hold the words of the address. */
export async function showFound({ file, paper, query, stage, still }) {
  const asked = query.get("find");
  const words = wordsOf(asked);
  const lines = (await file.tables()).filter((line) => !line.empty);
  const [passages, ...tables] = await Promise.all([file.passages(), ...lines.map((line) => file.table(line.id))]);
  if (!still()) return;
  const inTables = tables.map((table) => ({ table, rows: rowsWith(table, words), named: holds(table.title, words) })).filter((one) => one.rows.length || one.named);
  const inText = passages.filter((passage) => holds(passage.text, words));
  const rows = inTables.reduce((sum, one) => sum + one.rows.length, 0);
  const said = t("documents.found", { rows, tables: inTables.length, passages: inText.length });
  say(said);
  const nothing = !inTables.length && !inText.length;
  stage.replaceChildren(
    el("p", { class: "found" }, nothing ? t("documents.nothing_found", { words: asked }) : said),
    ...inTables.map((one) => tableHits(paper, one, words)),
    ...(inText.length ? [textHits(paper, inText, words, asked)] : []),
  );
}

function tableHits(paper, { table, rows }, words) {
  const list = el("ul", { class: "hits" });
  const show = (upTo) => list.replaceChildren(...rows.slice(0, upTo).map((at) => el("li", {}, rowHit(paper, table, table.rows[at], words))));
  show(FIRST);
  const rest = rows.length > FIRST && el("button", { class: "more", type: "button", on: { click: () => { show(rows.length); rest.remove(); } } }, t("documents.more", { n: rows.length - FIRST }));
  return el("section", { class: "hit-group" }, el("h2", {}, el("a", { href: addressOf(paper.id, { table: table.id }) }, lit(table.title, words)), table.unit && el("small", {}, t("source.in_unit", { unit: table.unit }))), list, rest);
}

function rowHit(paper, table, row, words) {
  const figures = row.cells.map((cell, at) => ({ cell, column: table.columns[at] })).filter(({ cell }) => cell.value !== null && cell.text);
  const above = row.path.slice(0, -1).join(" › ");
  return el(
    "a",
    { class: "hit", href: addressOf(paper.id, { table: table.id, row: row.path.join(" / ") }) },
    el("span", { class: "hit-name" }, row.code && el("small", {}, lit(row.code, words), " "), lit(row.path.at(-1) ?? row.label, words), above && el("small", { class: "above" }, above)),
    el("span", { class: "hit-values" }, figures.slice(0, VALUES).map(({ cell, column }) => el("span", {}, el("small", {}, column.path.at(-1)), el("b", {}, lit(cell.text, words))))),
  );
}

function textHits(paper, passages, words, asked) {
  return el(
    "section",
    { class: "hit-group" },
    el("h2", {}, t("documents.in_text")),
    el("ul", { class: "hits" }, passages.map((passage) => el("li", {}, el(
      "a",
      { class: "hit text", href: addressOf(paper.id, { view: "text", at: passage.id, words: asked }) },
      el("small", {}, passage.section.join(" › ")),
      el("span", {}, lit(excerpt(passage.text, words), words)),
    )))),
  );
}
