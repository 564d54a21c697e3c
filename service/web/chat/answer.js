// One answer on the page: the figure first, then words, rows, steps, sources.

import { el } from "../shared/dom.js";
import { copied, grouped, originOf, placeOf, spoken } from "../shared/text.js";

const OPERATIONS = {
  lookup: "查", sum: "加", difference: "减", ratio: "占比", share: "占比", multiple: "倍数", growth: "增长",
  prior: "推算", mean: "平均", per_unit: "均摊", top: "排序", bottom: "排序", filter: "筛选", count: "计数",
  breakdown: "分解", compare: "比较", verify: "核对", convert: "换算",
};
const LONG = 10; // characters of a figure that still fit a phone in the largest type
const MOST_ROWS_WITH_BARS = 40;

/**
 * @param {string} question
 * @param {object} answer the contract's shape
 * @param {{openSource: Function, ask: Function, say: Function}} page what its buttons do
 */
export function answerOf(question, answer, page) {
  const rows = answer.rows ?? [];
  const steps = answer.steps ?? [];
  const citations = answer.citations ?? [];
  return el(
    "article",
    { class: `answer ${answer.kind}`, "aria-label": "回答" },
    headline(answer),
    words(answer),
    rows.length > 0 && breakdown(rows),
    answer.options?.length > 0 && options(answer.options, page),
    steps.length > 0 && worked(steps, citations, page),
    citations.length > 0 && sources(citations, page),
    actions(question, answer, page),
  );
}

function headline({ figures = [], rows = [], kind }) {
  const inRows = (figure) => rows.some((row) => row.value === figure.value && row.unit === figure.unit);
  const shown = kind === "passage" || kind === "refusal" ? [] : figures.filter((figure) => !inRows(figure));
  return shown.length > 0 && el(
    "div",
    { class: "headline" },
    shown.map((figure, at) =>
      el(
        "div",
        { class: at === 0 ? "main" : "" },
        figure.label && el("span", { class: "figure-label" }, figure.label),
        el("span", { class: grouped(figure.value).length > LONG ? "figure-value long" : "figure-value" }, grouped(figure.value), figure.unit && el("span", { class: "figure-unit" }, figure.unit)),
      ),
    ),
  );
}

function words(answer) {
  const { told, origin } = spoken(answer);
  return [
    answer.kind === "passage" ? el("blockquote", { class: "quote" }, told) : el("p", { class: "words" }, told),
    origin && el("p", { class: "words aside" }, origin),
  ];
}

function breakdown(rows) {
  const sizes = rows.map((row) => Number(row.value));
  const comparable = rows.length > 1 && rows.length <= MOST_ROWS_WITH_BARS && new Set(rows.map((row) => row.unit)).size === 1
    && sizes.every((size) => Number.isFinite(size) && size >= 0);
  const largest = Math.max(...sizes);
  return el(
    "table",
    { class: "breakdown" },
    el("caption", { class: "unseen" }, "明细"),
    el(
      "tbody",
      {},
      rows.map((row, at) => el(
        "tr",
        {},
        el("th", { scope: "row" }, row.label, comparable && largest > 0 && measure(sizes[at] / largest)),
        el("td", {}, grouped(row.value), row.unit && el("span", { class: "unit" }, row.unit)),
      )),
    ),
  );
}

function measure(part) {
  const bar = el("span");
  bar.style.width = `${Math.max(part * 100, 0.5)}%`;
  return el("span", { class: "measure", "aria-hidden": "true" }, bar);
}

function options(choices, page) {
  return el(
    "ul",
    { class: "options", "aria-label": "请选择" },
    choices.map((choice) => el("li", {}, el("button", { class: "choice", type: "button", on: { click: () => page.ask(choice) } }, choice))),
  );
}

function worked(steps, citations, page) {
  return el(
    "details",
    { class: "fold" },
    el("summary", {}, `怎么得出的（${steps.length} 步）`),
    el(
      "ol",
      { class: "steps" },
      steps.map((step) => el(
        "li",
        {},
        el("span", {}, el("span", { class: "step-op" }, OPERATIONS[step.op] ?? step.op), step.label),
        el(
          "span",
          { class: "step-value" },
          grouped(step.value),
          step.unit && el("span", { class: "unit" }, step.unit),
          citations[step.citation] && reference(step.citation, citations[step.citation], page),
        ),
      )),
    ),
  );
}

function reference(at, citation, page) {
  const label = `出处 ${at + 1}：${placeOf(citation)}`;
  return el("button", { class: "ref", type: "button", "aria-label": label, title: label, on: { click: () => page.openSource(citation) } }, `[${at + 1}]`);
}

function sources(citations, page) {
  return el(
    "section",
    { "aria-label": "出处" },
    el("h3", { class: "sources-title" }, "出处（点开核对）"),
    el(
      "ul",
      { class: "sources" },
      citations.map((citation, at) => el("li", {}, el(
        "button",
        { class: "source", type: "button", "aria-haspopup": "dialog", on: { click: () => page.openSource(citation) } },
        el("span", { class: "source-number" }, String(at + 1)),
        el("span", { class: "source-where" }, placeOf(citation)),
        el("span", { class: "source-from" }, originOf(citation)),
      ))),
    ),
  );
}

function actions(question, answer, page) {
  const copy = async () => {
    const done = await toClipboard(copied(question, answer));
    page.say(done ? "已复制回答和出处。" : "浏览器不允许复制。");
    button.textContent = done ? "已复制" : "无法复制";
    setTimeout(() => { button.textContent = "复制回答"; }, 2000);
  };
  const button = el("button", { class: "quiet", type: "button", on: { click: copy } }, "复制回答");
  return el("div", { class: "turn-actions" }, button);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that came over plain http have no clipboard: select the text and copy it the old way.
    const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
