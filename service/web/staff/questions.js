// What people asked, what was declined, what was voted down; each with its latest answer.

import { el, say } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { download, get } from "./api.js";
import { choices, counted, dated, fill } from "./view.js";

const KINDS = ["all", "declined", "down"];
const DAYS = [7, 30, 90];
const wanted = { kind: "all", days: 30 };

/** Show the report in `section`. */
export async function showQuestions(section) {
  document.title = t("staff.title", { view: t("staff.nav.questions") });
  if (!section.childElementCount) section.append(...frameOf(section));
  await refresh(section);
}

function frameOf(section) {
  const days = DAYS.map((n) => [n, t("staff.questions.days", { n })]);
  const kinds = KINDS.map((kind) => [kind, t(`staff.questions.kind.${kind}`)]);
  const choose = (name) => (value) => { wanted[name] = value; refresh(section); };
  const fault = el("p", { class: "fault", role: "alert", hidden: true });
  const save = el("button", { class: "button", type: "button", on: { click: () => exported(save, fault) } }, t("staff.questions.export"));
  return [
    el("div", { class: "heading" }, el("h1", { tabindex: "-1" }, t("staff.nav.questions")), save),
    fault,
    el("div", { class: "tools" }, choices(t("staff.questions.which"), kinds, wanted.kind, choose("kind")), choices(t("staff.questions.since"), days, wanted.days, choose("days"))),
    el("div", { "data-list": true }),
  ];
}

async function exported(button, fault) {
  button.disabled = true;
  fault.hidden = true;
  try {
    await download(`/api/questions.csv?${queryOf()}`, `${t("staff.questions.file")}-${new Date().toISOString().slice(0, 10)}.csv`);
    say(t("staff.questions.exported"));
  } catch (error) {
    fault.textContent = error.message;
    fault.hidden = false;
  } finally {
    button.disabled = false;
  }
}

function queryOf() {
  return new URLSearchParams({ kind: wanted.kind, days: String(wanted.days) });
}

async function refresh(section) {
  await fill(section.querySelector("[data-list]"), async () => {
    const { summary, questions, total = questions.length } = await get(`/api/questions?${queryOf()}`);
    say(t("staff.questions.found", { n: total }));
    return [
      countsOf(summary),
      questions.length ? el("ol", { class: "questions" }, questions.map(questionOf)) : el("p", { class: "empty" }, t(`staff.questions.none.${wanted.kind}`)),
      total > questions.length && el("p", { class: "hint" }, t("staff.questions.cut", { n: questions.length, all: counted(total) })),
    ];
  });
}

function countsOf(summary) {
  return el("dl", { class: "counts" }, ["asked", "declined", "up", "down"].map((name) => el("div", { class: name }, el("dt", {}, t(`staff.questions.count.${name}`)), el("dd", {}, counted(summary[name])))));
}

function questionOf(one) {
  return el("li", { class: "question" },
    el("div", { class: "asked-words" },
      el("p", { class: "says" }, one.question),
      one.comments.length > 0 && el("ul", { class: "comments", "aria-label": t("staff.questions.comments") }, one.comments.map((comment) => el("li", {}, comment))),
      el("p", { class: "meta" },
        el("span", { class: `outcome ${one.kind}` }, t(`staff.outcome.${one.kind}`)),
        one.reason && el("span", {}, t(`staff.reason.${one.reason}`)),
        one.up > 0 && el("span", {}, t("staff.questions.up", { n: one.up })),
        one.down > 0 && el("span", { class: "wrong" }, t("staff.questions.down", { n: one.down })),
        el("span", {}, t("staff.questions.last"), " ", dated(one.last)))),
    el("p", { class: "times", "aria-label": t("staff.questions.times", { n: one.asked }) }, el("b", {}, counted(one.asked)), el("span", {}, t("staff.questions.timesWord"))),
    el("a", { class: "button", href: `/?${new URLSearchParams({ answer: one.answer })}`, target: "_blank", rel: "noopener", "aria-label": t("staff.questions.openOf", { question: one.question }) }, t("staff.questions.open")));
}
