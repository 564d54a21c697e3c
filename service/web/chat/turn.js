// One turn while it is under way: the question, what has come in so far, or what went wrong.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { stepLine } from "./steps.js";

/**
 * @param {string} question
 * @returns {{item: HTMLElement, heard: {step: Function, text: Function}, settle: (content: HTMLElement) => void}}
 *   the list item, what to call as the answer comes in, and how to end with an article
 */
export function turnOf(question) {
  const words = el("p", { class: "words" });
  const steps = el("ol", { class: "steps" });
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  const waiting = el("p", { class: "waiting" }, dots, el("span", {}, `${t("chat.working")}…`));
  const article = el("article", { class: "answer under-way", "aria-busy": "true", "aria-label": t("answer") }, waiting);
  const item = el("li", { class: "turn" }, el("h2", { class: "asked", tabindex: "-1" }, question), article);
  let current = article;
  const heard = {
    step(step) {
      if (!steps.isConnected) article.prepend(steps);
      steps.append(stepLine(step));
    },
    text(delta) {
      if (!words.isConnected) waiting.before(words);
      words.append(delta);
    },
  };
  const settle = (content) => {
    current.replaceWith(content);
    current = content;
  };
  return { item, heard, settle };
}

/**
 * What went wrong, what to do, and a way to do it; counts down where the service asks to wait.
 * @param {import("../shared/api.js").ServiceError} error
 * @param {() => void} again
 */
export function failureOf(error, again) {
  const rejected = error.status >= 400 && error.status < 500 && error.status !== 429;
  const button = el("button", { class: "quiet", type: "button", on: { click: again } }, icon("again"), el("span", {}, t("failed.again")));
  const article = el(
    "article",
    { class: "answer failed", "aria-label": t("answer") },
    el("p", { class: "words" }, error.message),
    el("p", { class: "words aside" }, rejected ? `${t("failed.kept")}${t("failed.reword")}` : t("failed.kept")),
    !rejected && el("div", { class: "turn-actions" }, button),
  );
  if (error.wait > 0) countDown(button, Math.min(error.wait, 3600));
  return article;
}

function countDown(button, seconds) {
  const label = button.lastElementChild;
  const until = Date.now() + seconds * 1000;
  button.disabled = true;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left <= 0) {
      button.disabled = false;
      label.textContent = t("failed.again");
      return;
    }
    label.textContent = t("failed.wait", { n: left });
    setTimeout(tick, 250);
  };
  tick();
}
