// The documents as a list in the panel; each unfolds into its tables.

import { addressOf } from "../shared/address.js";
import { get } from "../shared/api.js";
import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";

/** 2025 年部门预算, in the reader's language. */
export function sortOf(paper) {
  const kind = t(`source.kind.${paper.kind}`);
  const level = paper.level ? t(`source.level.${paper.level}`) : "";
  return [paper.year && t("source.year", { year: paper.year }), t("source.sort", { level, kind }).trim()].filter(Boolean).join(t("source.sort_join"));
}

/**
 * @param {object[]} documents as GET /api/documents gives them
 * @param {(line: object, title: string) => void} openTable
 */
export function catalogueOf(documents, openTable) {
  if (!documents.length) return el("p", { class: "empty" }, t("source.no_documents"));
  return el("div", { class: "catalogue" }, documents.map((paper) => paperOf(paper, openTable)));
}

function paperOf(paper, openTable) {
  const facts = [sortOf(paper), t("source.n_tables", { n: paper.tables }), t("source.n_figures", { n: paper.figures })].join(" · ");
  const tables = el("ul", { class: "paper-tables" });
  const unfold = async () => {
    if (!details.open || tables.childElementCount) return;
    try {
      const found = (await get(`/api/documents/${encodeURIComponent(paper.id)}/tables`)).tables;
      tables.replaceChildren(...found.map((line) => el("li", {}, el(
        "button",
        { type: "button", disabled: line.empty, on: { click: () => openTable(line, paper.title) } },
        line.empty ? t("source.empty_table", { title: line.title }) : line.title,
      ))), el("li", {}, el("a", { href: addressOf(paper.id) }, t("source.whole_document"))));
    } catch (error) {
      tables.replaceChildren(el("li", { class: "empty" }, error.message));
    }
  };
  const details = el(
    "details",
    { class: "paper", on: { toggle: unfold } },
    el("summary", {}, el("span", { class: "paper-title" }, paper.title), el("span", { class: "paper-facts" }, facts)),
    tables,
  );
  return details;
}
