// How an answer was worked out: its steps in order, each operand a link to where it stands.

import { el } from "../shared/dom.js";
import { knows, t } from "../shared/i18n.js";
import { grouped, placeOf } from "../shared/text.js";

const MOST_OPEN = 5; // steps that are shown without being asked for

/** The steps of a derived answer, folded where they are many; a single look-up is its source. */
export function stepsOf({ steps = [], citations = [], rows = [] }, page) {
  const derived = steps.some((step) => step.op !== "lookup");
  if (steps.length < 2 || (rows.length > 0 && !derived)) return null;
  return el(
    "details",
    { class: "fold", open: derived && steps.length <= MOST_OPEN && rows.length === 0 },
    el("summary", {}, el("span", { class: "fold-title" }, t("answer.steps")), el("span", { class: "fold-count" }, t("answer.steps.count", { n: steps.length }))),
    el("ol", { class: "steps" }, steps.map((step) => stepLine(step, citations, page))),
  );
}

/** One step; its figure opens its citation, once there are citations. */
export function stepLine(step, citations = [], page = null) {
  const key = `op.${step.op}`;
  const value = [grouped(step.value), step.unit && el("span", { class: "unit" }, step.unit)];
  const cited = Number.isInteger(step.citation) ? citations[step.citation] : null;
  return el(
    "li",
    {},
    el("span", { class: "step-name" }, el("span", { class: "step-op" }, knows(key) ? t(key) : step.op), " ", step.label),
    el("span", { class: "step-value" }, cited ? linkTo(cited, step.citation, page, value) : value),
  );
}

/** Words that open a citation. */
export function linkTo(citation, at, page, words) {
  const where = t("answer.source", { n: at + 1, place: placeOf(citation) });
  return el(
    "button",
    { class: "ref", type: "button", title: where, "aria-haspopup": "dialog", on: { click: () => page.openSource(citation) } },
    el("span", { class: "ref-words" }, words),
    el("sup", { "aria-hidden": "true" }, String(at + 1)),
    el("span", { class: "unseen" }, ` ${where}`),
  );
}
