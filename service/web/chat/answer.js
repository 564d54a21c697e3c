// One answer on the page: the figure first, then words, rows, steps, sources, and what can be done with it.

import { el } from "../shared/dom.js";
import { markChinese, moment, t } from "../shared/i18n.js";
import { grouped, originOf, placeOf, spoken } from "../shared/text.js";
import { feedbackOf } from "./feedback.js";
import { rowsOf } from "./rows.js";
import { citeButton, linkOf, shareButtons } from "./share.js";
import { stepsOf } from "./steps.js";
import { choicesOf, examplesOf } from "./welcome.js";

const LONG = 10; // characters of a figure that still fit a phone in the largest type
const OPEN_SOURCES = 3; // sources that are shown without being asked for
const OPEN_BELOW_ROWS = 1; // where each row opens its own

/**
 * @param {import("./conversation.js").Turn} turn
 * @param {{openSource: Function, ask: Function, say: Function, keep: Function, about: (answer: object) => string[]}} page what its buttons do
 * @param {boolean} [fresh] it has just come in: its parts appear one after the other
 */
export function answerOf(turn, page, fresh = false) {
  const { answer } = turn;
  const { thumbs, form } = feedbackOf(turn, page);
  const article = el(
    "article",
    { class: `answer ${answer.kind}${fresh ? " fresh" : ""}`, "aria-label": t("answer") },
    turn.shared && fromLink(turn.asked),
    headline(answer),
    words(answer),
    rowsOf(answer, page),
    choices(answer, page),
    stepsOf(answer, page),
    sources(answer, page),
    el("div", { class: "turn-actions" }, shareButtons(turn, page), answer.id && thumbs),
    form,
    el("p", { class: "printed", "data-asked": turn.asked, "data-link": answer.id ? linkOf(answer) : "" }),
  );
  markChinese(article);
  return article;
}

function fromLink(at) {
  return el(
    "p",
    { class: "from-link" },
    el("span", { class: "tag" }, t("answer.from_link")),
    el("span", {}, t("answer.from_link.at", { at: moment(at) })),
    el("span", { class: "go-on" }, t("answer.from_link.on")),
  );
}

function headline({ figures = [], rows = [], citations = [], kind }) {
  const inRows = (figure) => rows.some((row) => row.value === figure.value && row.unit === figure.unit);
  const shown = kind === "passage" || kind === "refusal" ? [] : figures.filter((figure) => !inRows(figure));
  if (shown.length === 0) return null;
  return el(
    "div",
    { class: "headline" },
    shown.map((figure, at) => el(
      "div",
      { class: at === 0 ? "main" : "" },
      figure.label && el("span", { class: "figure-label" }, figure.label),
      el("span", { class: grouped(figure.value).length > LONG ? "figure-value long" : "figure-value" }, grouped(figure.value), figure.unit && el("span", { class: "figure-unit" }, figure.unit)),
    )),
    scopeOf(citations),
  );
}

/** Whose figure it is: the one document, or how many. */
function scopeOf(citations) {
  const titles = [...new Set(citations.map((citation) => citation.title))];
  if (titles.length === 0) return null;
  return el("p", { class: "figure-scope" }, titles.length === 1 ? titles[0] : t("answer.scope.many", { n: titles.length }));
}

function words(answer) {
  const { told, origin } = spoken(answer);
  return [
    answer.kind === "passage" ? el("blockquote", { class: "quote" }, told) : el("p", { class: "words" }, told),
    origin && el("p", { class: "words aside" }, origin),
  ];
}

/** Ready questions: those the answer offers; after a refusal, what its text names or what else can be asked. */
function choices(answer, page) {
  const list = el("ul", { class: "options", "aria-label": t("answer.options") });
  if (answer.options?.length > 0) {
    list.append(...choicesOf(answer.options, page.ask));
    return list;
  }
  if (answer.kind !== "refusal") return null;
  const near = el("div", { class: "near", hidden: true }, el("p", { class: "near-title" }, t("answer.near")), list);
  const fill = (questions) => {
    list.append(...choicesOf(questions, page.ask));
    near.hidden = questions.length === 0;
  };
  const named = namedIn(answer.text);
  if (named.length > 0) fill(named);
  else examplesOf(page.about(answer)).then(({ questions }) => fill(questions.slice(0, 3)), () => {});
  return near;
}

/** Questions about the names that a refusal's text says are near. */
function namedIn(text) {
  const names = /相近的内容有：(.+?)。/.exec(text)?.[1].split("、") ?? [];
  const document = /《([^《》]+)》/.exec(text)?.[1];
  return names.map((name) => t(document ? "answer.near.question" : "answer.near.plain", { document, name }));
}

function sources({ citations = [], rows = [] }, page) {
  if (citations.length === 0) return null;
  const open = rows.length > 1 ? OPEN_BELOW_ROWS : OPEN_SOURCES;
  const lines = citations.map((citation, at) => sourceOf(citation, at, page));
  const rest = lines.slice(open);
  return el(
    "div",
    { class: "cited" },
    el("h3", { class: "sources-title" }, t("answer.sources"), el("span", { class: "hint" }, t("answer.sources.hint"))),
    el("ul", { class: "sources" }, lines.slice(0, open)),
    rest.length > 0 && el(
      "details",
      { class: "fold plain" },
      el("summary", {}, t("answer.sources.more", { n: rest.length })),
      el("ul", { class: "sources" }, rest),
    ),
  );
}

function sourceOf(citation, at, page) {
  return el(
    "li",
    {},
    el(
      "button",
      { class: "source", type: "button", "aria-haspopup": "dialog", on: { click: () => page.openSource(citation) } },
      el("span", { class: "source-number" }, String(at + 1)),
      el("span", { class: "source-where" }, placeOf(citation)),
      el("span", { class: "source-from" }, originOf(citation)),
    ),
    citeButton(citation, page),
  );
}
