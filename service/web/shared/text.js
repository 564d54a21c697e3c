// Plain words from an answer's parts: grouped digits, where a citation points, how it is cited, what is copied and copying it.

import { el } from "./dom.js";
import { t } from "./i18n.js";

/** 1482391.5 → 1,482,391.5; anything that isn't a plain decimal stays as it is. */
export function grouped(value) {
  const text = String(value ?? "");
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole, part] = text.split(".");
  const shown = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? shown : `${shown}.${part}`;
}

/** The last name of a path: 支出 / 支出总计 → 支出总计. */
function lastOf(path) {
  return String(path ?? "").split(" / ").at(-1);
}

/** Where on the table or in the text, by last names: 表三 · 行政运行 × 合计. */
export function placeOf(citation) {
  const cell = [citation.row, citation.column].filter(Boolean).map(lastOf).join(" × ");
  const home = citation.table || lastOf(citation.section);
  return [home, cell].filter(Boolean).join(" · ") || citation.title;
}

/** What it stands in: 《…2025年度单位预算公开》第 12 页, or 工作表“表三”C12. */
export function originOf(citation) {
  const title = t("cite.title", { title: citation.title });
  if (citation.sheet) return `${title} ${t("cite.sheet", { sheet: citation.sheet })}${citation.cell ? ` ${citation.cell}` : ""}`;
  return citation.page ? `${title} ${t("cite.on_page", { page: citation.page })}` : title;
}

/** As an official document cites: 《…2025年度单位预算公开》，2025年预算收支总表，“支出总计”行“合计”栏，第12页. */
export function citationOf(citation) {
  const row = citation.row ? t("cite.row", { row: lastOf(citation.row) }) : "";
  const column = citation.column ? t("cite.column", { column: lastOf(citation.column) }) : "";
  const home = citation.table || String(citation.section ?? "").split(" / ").join(t("cite.under"));
  const parts = [
    t("cite.title", { title: citation.title }),
    home,
    [row, column].filter(Boolean).join(t("cite.cross")),
    citation.sheet && !citation.page ? `${t("cite.sheet", { sheet: citation.sheet })}${citation.cell ?? ""}` : "",
    citation.page ? t("cite.page", { page: citation.page }) : "",
  ];
  return parts.filter(Boolean).join(t("cite.comma"));
}

/**
 * The text without what the page shows in a better place: the figure said alone at its beginning, lines that
 * repeat a row, and the list of sources. `origin` is the line that says where a quotation is from.
 */
export function spoken({ text, kind, figures = [], rows = [], citations = [] }) {
  const plain = (value) => String(value).replaceAll(",", "");
  const repeatsRow = (line) => rows.some((row) => row.label && line.includes(row.label) && plain(line).includes(row.value)
    && line.length < row.label.length + row.value.length + 20);
  const isList = (line) => citations.length > 0 && /^(来源|Sources?)[：:]/.test(line);
  const isOrigin = (line) => kind === "passage" && line.startsWith("——");
  const lines = text.split("\n");
  const kept = lines.filter((line) => !repeatsRow(line) && !isList(line) && !isOrigin(line));
  const told = (kept.length ? kept : lines).join("\n");
  const first = figures[0] ? `${figures[0].value}${figures[0].unit ?? ""}。` : "";
  const repeats = first && plain(told).startsWith(first) && told.length > first.length + 1;
  return { told: repeats ? told.slice(told.indexOf("。") + 1) : told, origin: lines.filter(isOrigin).join("\n") };
}

/** The answer as it is pasted elsewhere: question, text, rows, sources, and what it is worth. */
export function copied(question, answer) {
  const told = spoken({ ...answer, figures: [] }).told;
  const rows = (answer.rows ?? []).map((row) => t("copy.row", { label: row.label, value: `${grouped(row.value)}${row.unit ?? ""}` }));
  const sources = (answer.citations ?? []).map((citation, at) => `[${at + 1}] ${citationOf(citation)}`);
  const parts = [t("copy.question", { question }), t("copy.answer", { text: told })];
  if (rows.length) parts.push(rows.join("\n"));
  if (sources.length) parts.push(`${t("copy.sources")}\n${sources.join("\n")}`);
  parts.push(t("notice.short"));
  return parts.join("\n");
}

/** Put text on the clipboard. @returns {Promise<boolean>} whether it is there */
export async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that came over plain http have no clipboard: select the text and copy it the old way.
    const held = document.activeElement;
    const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    held?.focus?.({ preventScroll: true });
    return done;
  }
}
