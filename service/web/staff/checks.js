// The check report: each identity with the cells of both its sides, what they differ by, and where they stand.

import { byId, el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { grouped, originOf, placeOf } from "../shared/text.js";
import { put } from "../source/page.js";
import { get } from "./api.js";
import { seek } from "./compare.js";
import { bring, leafOf } from "./original.js";
import { choices, counted } from "./view.js";

const VERDICTS = ["wrong", "rounding", "unchecked", "holds"];
const AT_ONCE = 30;

/** The parts of the report of a document, the wrong ones shown first. */
export async function checksOf(paper) {
  const report = await get(`/api/documents/${encodeURIComponent(paper.id)}/checks`);
  const first = VERDICTS.find((verdict) => report.summary[verdict]) ?? "all";
  const list = el("ol", { class: "checklist" });
  const more = el("button", { class: "button more", type: "button" });
  let shown = [];
  let upTo = 0;

  function extend() {
    const from = upTo;
    upTo = Math.min(upTo + AT_ONCE, shown.length);
    list.append(...shown.slice(from, upTo).map(checkOf));
    more.hidden = upTo >= shown.length;
    more.textContent = t("staff.checks.more", { n: shown.length - upTo });
    return list.children[from];
  }
  function show(verdict) {
    shown = report.checks.filter((check) => verdict === "all" || check.verdict === verdict);
    upTo = 0;
    list.replaceChildren();
    extend();
    if (!shown.length) list.append(el("li", { class: "empty" }, t("staff.checks.none")));
  }
  more.addEventListener("click", () => {
    const next = extend();
    next.tabIndex = -1;
    next.focus();
  });
  show(first);
  const options = [...VERDICTS, "all"].map((verdict) => [verdict, t(`staff.verdict.${verdict}`),
    el("b", {}, counted(verdict === "all" ? report.checks.length : report.summary[verdict]))]);
  return [
    el("div", { class: "tools" }, choices(t("staff.checks.filter"), options, first, show),
      el("a", { class: "quiet", href: `/documents/${encodeURIComponent(paper.id)}/checks`, target: "_blank", rel: "noopener" }, t("staff.checks.print"))),
    el("p", { class: "hint" }, t("staff.checks.note")),
    list,
    more,
  ];
}

function checkOf(check) {
  return el("li", { class: `check ${check.verdict}` },
    el("div", { class: "check-head" },
      el("span", { class: `verdict ${check.verdict}` }, t(`staff.verdict.${check.verdict}`)),
      check.difference !== null && check.verdict !== "holds" && el("span", { class: "apart" }, t("staff.checks.apart", { by: `${grouped(check.difference.replace("-", ""))}${check.unit ?? ""}` }))),
    el("p", { class: "statement" }, check.statement),
    check.sides.length > 0 && el("table", { class: "sides", role: "table" },
      el("caption", { class: "unseen" }, t("staff.checks.sides")),
      el("thead", { class: "unseen", role: "rowgroup" }, el("tr", { role: "row" }, ["value", "what", "place"].map((name) => el("th", { role: "columnheader", scope: "col" }, t(`staff.checks.${name}`))))),
      el("tbody", { role: "rowgroup" }, check.sides.map(sideOf))));
}

function sideOf({ label, value, unit, citation }) {
  return el("tr", { role: "row" },
    el("td", { role: "cell", class: "value" }, value === null ? "—" : [grouped(value), unit && el("span", { class: "unit" }, unit)]),
    el("td", { role: "cell", class: "what" }, label),
    el("td", { role: "cell", class: "at" }, linkOf(citation)));
}

function linkOf(citation) {
  const page = citation.page ? t("staff.compare.page", { n: citation.page }) : citation.sheet ? `${citation.sheet} ${citation.cell ?? ""}` : "";
  if (citation.table_id) {
    const href = `#/documents/${encodeURIComponent(citation.document)}/tables/${encodeURIComponent(citation.table_id)}`;
    return el("a", { href, "aria-label": t("staff.checks.open", { place: placeOf(citation) }), on: { click: () => seek(citation) } }, page || t("staff.checks.cell"));
  }
  return el("button", { class: "link", type: "button", "aria-haspopup": "dialog", on: { click: () => openWords(citation) } }, page || t("staff.checks.text"));
}

/** The sentence a side was read from, and its page with the sentence marked. */
function openWords(citation) {
  byId("source-title").textContent = citation.section?.split(" / ").at(-1) || citation.title;
  byId("source-origin").textContent = originOf(citation);
  const body = byId("source-body");
  body.replaceChildren(el("blockquote", {}, citation.quote));
  byId("source-dialog").showModal();
  if (!citation.page || !citation.box) return;
  const leaf = leafOf(citation.document, citation.page, false);
  put(leaf.mark, citation.box);
  leaf.picture.addEventListener("load", () => bring(body, leaf.mark));
  body.append(leaf.node);
}

byId("source-close").addEventListener("click", () => byId("source-dialog").close());
