// The check report: what adds up and what doesn't, by verdict, both sides with the cells they come from.

import { action, addressOf, sourceAddress } from "../shared/address.js";
import { el, say } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { grouped, placeOf } from "../shared/text.js";
import { openSource } from "../source/panel.js";

const VERDICTS = ["wrong", "rounding", "unchecked", "holds"];
const AT_ONCE = 30;

/** Show the report, one verdict of it; the first that has any when the address names none. */
export async function showReport({ file, paper, query, stage, still }) {
  stage.replaceChildren(el("p", { class: "empty", role: "status" }, t("documents.checking")));
  const report = await file.checks();
  if (!still()) return;
  const asked = query.get("verdict");
  const verdict = VERDICTS.includes(asked) ? asked : VERDICTS.find((one) => report.summary[one] > 0) ?? "holds";
  const chips = VERDICTS.map((one) => el(
    "a",
    { class: `verdict ${one}`, href: addressOf(paper.id, { view: "checks", verdict: one }), "aria-current": one === verdict ? "true" : null },
    el("b", {}, String(report.summary[one])), el("span", {}, t(`documents.verdict.${one}`)),
  ));
  const checks = report.checks.filter((check) => check.verdict === verdict);
  const list = el("ol", { class: "check-list" });
  const rest = el("button", { class: "more", type: "button" });
  const grow = () => {
    list.append(...checks.slice(list.childElementCount, list.childElementCount + AT_ONCE).map(checkOf));
    const left = checks.length - list.childElementCount;
    rest.hidden = left <= 0;
    rest.textContent = t("documents.more", { n: left });
  };
  rest.addEventListener("click", () => {
    const first = list.childElementCount;
    grow();
    list.children[first]?.querySelector("a, button")?.focus();
  });
  stage.replaceChildren(
    el("div", { class: "report-head" }, el("h2", {}, t("documents.checks")), action(t("documents.print"), "print", { href: `/documents/${encodeURIComponent(paper.id)}/checks`, target: "_blank", rel: "noopener" })),
    el("p", { class: "remark" }, t("documents.checks_remark")),
    el("nav", { class: "verdicts", "aria-label": t("documents.by_verdict") }, chips),
    el("p", { class: "verdict-said" }, t(`documents.verdict_said.${verdict}`)),
    checks.length ? list : el("p", { class: "empty" }, t("documents.no_checks")),
    rest,
  );
  grow();
  say(t("documents.n_checks", { n: checks.length, verdict: t(`documents.verdict.${verdict}`) }));
}

function checkOf(check) {
  const apart = check.difference !== null && check.verdict !== "holds"
    && el("p", { class: "apart" }, t("documents.apart"), " ", el("b", {}, `${grouped(String(check.difference).replace(/^-/, ""))}${check.unit ?? ""}`));
  return el("li", { class: `check ${check.verdict}` }, el("p", { class: "statement" }, check.statement), apart, check.sides.length > 0 && el("ul", { class: "sides" }, check.sides.map((side) => el("li", {}, sideOf(side)))));
}

function sideOf(side) {
  const { citation } = side;
  const open = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openSource(citation);
  };
  return el(
    "a",
    { class: "side", href: sourceAddress(citation), "aria-haspopup": "dialog", on: { click: open } },
    el("b", {}, side.value === null ? "—" : `${grouped(side.value)}${side.unit ?? ""}`),
    el("span", {}, placeOf(citation), citation.page ? el("small", {}, ` ${t("cite.on_page", { page: citation.page })}`) : citation.sheet ? el("small", {}, ` ${citation.sheet} ${citation.cell ?? ""}`) : null),
  );
}
