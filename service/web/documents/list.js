// Every loaded document, filtered as one types.

import { addressOf } from "../shared/address.js";
import { get } from "../shared/api.js";
import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { sortOf } from "../source/catalogue.js";
import { holds, lit, wordsOf } from "./find.js";

let kept = null;

/** Show the list with the filters of the address: q, unit, year, kind. */
export async function showList(page, query, still) {
  kept ??= (await get("/api/documents")).documents;
  if (!still()) return;
  document.title = t("documents.page_title");
  const chosen = Object.fromEntries(["q", "unit", "year", "kind"].map((name) => [name, query.get(name) ?? ""]));
  const list = el("ul", { class: "papers" });
  const count = el("p", { class: "found", role: "status" });

  const draw = () => {
    const words = wordsOf(chosen.q);
    const found = kept.filter((paper) => fits(paper, chosen, words)).sort(inOrder);
    count.textContent = t("documents.n_documents", { n: found.length });
    list.replaceChildren(...found.map((paper) => el("li", {}, cardOf(paper, words))));
    if (!found.length) list.append(el("li", { class: "empty" }, kept.length ? t("documents.none_fit") : t("source.no_documents")));
  };
  const change = (name, value) => {
    chosen[name] = value;
    const wanted = new URLSearchParams(Object.entries(chosen).filter(([, said]) => said));
    page.note(`/documents${wanted.size ? `?${wanted}` : ""}`);
    draw();
  };
  const box = el("input", {
    type: "search", id: "filter", value: chosen.q, placeholder: t("documents.filter_hint"), autocomplete: "off", enterkeyhint: "search",
    on: { input: () => change("q", box.value.trim()) },
  });
  const choices = [
    ["unit", unique(kept.map((paper) => paper.unit_name)).sort((one, other) => one.localeCompare(other, "zh")), (value) => value],
    ["year", unique(kept.map((paper) => paper.year && String(paper.year))).sort().reverse(), (value) => t("source.year", { year: value })],
    ["kind", unique(kept.map((paper) => paper.kind)), (value) => t(`source.kind.${value}`)],
  ].filter(([name, values]) => values.length > 1 || chosen[name]);
  page.main.replaceChildren(
    el("div", { class: "opening" }, el("h1", {}, t("documents.title")), el("p", { class: "lead" }, t("documents.lead"))),
    el(
      "form",
      { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } },
      el("div", { class: "search-field" }, el("label", { class: "unseen", for: "filter" }, t("documents.filter")), box),
      choices.map(([name, values, said]) => selectOf(name, values, said, chosen[name], (value) => change(name, value))),
    ),
    count,
    list,
  );
  draw();
}

function selectOf(name, values, said, chosen, change) {
  const options = values.map((value) => el("option", { value, selected: value === chosen }, said(value)));
  const select = el("select", { id: `by-${name}`, on: { change: () => change(select.value) } }, el("option", { value: "" }, t(`documents.any_${name}`)), options);
  return el("div", { class: `choose by-${name}` }, el("label", { class: "unseen", for: `by-${name}` }, t(`documents.by_${name}`)), select);
}

function cardOf(paper, words) {
  const counts = [
    t("source.n_tables", { n: paper.tables }), t("source.n_figures", { n: paper.figures }),
    t("documents.n_passages", { n: paper.passages }),
  ].join(" · ");
  return el(
    "a",
    { class: "card", href: addressOf(paper.id) },
    el("span", { class: `kind ${paper.kind}` }, sortOf(paper)),
    el("span", { class: "card-title" }, lit(paper.title, words)),
    el("span", { class: "card-facts" }, paper.unit_name && !paper.title.includes(paper.unit_name) && el("span", {}, lit(paper.unit_name, words), " · "), counts),
    paper.checks_wrong > 0 && el("span", { class: "card-wrong" }, t("documents.n_wrong", { n: paper.checks_wrong })),
    paper.scanned?.length > 0 && el("span", { class: "card-facts" }, t("documents.n_scanned", { n: paper.scanned.length })),
  );
}

function fits(paper, chosen, words) {
  const said = [paper.title, paper.unit_name, paper.year, sortOf(paper), paper.file_name].join(" ");
  return holds(said, words) && ["unit", "year", "kind"].every((name) => {
    const own = name === "unit" ? paper.unit_name : paper[name];
    return !chosen[name] || String(own ?? "") === chosen[name];
  });
}

function inOrder(one, other) {
  return (one.unit_name ?? "").localeCompare(other.unit_name ?? "", "zh") || (other.year ?? 0) - (one.year ?? 0) || one.title.localeCompare(other.title, "zh");
}

function unique(values) {
  return [...new Set(values.filter(Boolean))];
}
