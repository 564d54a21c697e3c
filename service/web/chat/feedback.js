// Thumbs up or down on an answer, with a reason if the reader gives one; a second press takes it back.

import { post } from "../shared/api.js";
import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

const REASONS = ["figure", "source", "question", "unclear"];
const LONGEST = 500;

/**
 * @param {{answer: object, vote: "up"|"down"|null}} turn its vote is changed
 * @param {{say: Function, keep: Function}} page
 * @returns {{thumbs: HTMLElement, form: HTMLElement}} the two buttons, and the place where a reason is asked for
 */
export function feedbackOf(turn, page) {
  const form = el("div", { class: "reason", hidden: true });
  const buttons = ["up", "down"].map((vote) => el(
    "button",
    { class: "thumb", type: "button", "aria-label": t(`feedback.${vote}`), title: t(`feedback.${vote}`), on: { click: () => press(vote) } },
    icon(vote),
  ));
  const show = () => buttons.forEach((one, at) => one.setAttribute("aria-pressed", String(turn.vote === ["up", "down"][at])));

  async function press(pressed) {
    const vote = turn.vote === pressed ? null : pressed;
    const before = turn.vote;
    turn.vote = vote;
    show();
    try {
      await post("/api/feedback", { answer: turn.answer.id, vote });
    } catch (error) {
      turn.vote = before;
      show();
      tell(error.message);
      return;
    }
    page.keep();
    if (vote) askWhy(vote);
    else tell(t("feedback.taken_back"));
  }

  function askWhy(vote) {
    const text = el("textarea", { rows: 2, maxlength: LONGEST, "aria-label": t(vote === "up" ? "feedback.what" : "feedback.why") });
    const add = (reason) => {
      const words = t(`feedback.reason.${reason}`);
      text.value = text.value.includes(words) ? text.value : [text.value.trim(), words].filter(Boolean).join("；").slice(0, LONGEST);
      text.focus();
    };
    const send = async () => {
      const reason = text.value.trim();
      try {
        if (reason) await post("/api/feedback", { answer: turn.answer.id, vote, reason });
        tell(t("feedback.thanks"));
      } catch (error) {
        failed.textContent = error.message;
        page.say(error.message);
      }
    };
    const failed = el("p", { class: "reason-failed" });
    form.replaceChildren(
      el("p", {}, t(vote === "up" ? "feedback.what" : "feedback.why")),
      ...(vote === "down" ? [el("div", { class: "chips" }, REASONS.map((reason) => el("button", { class: "chip", type: "button", on: { click: () => add(reason) } }, t(`feedback.reason.${reason}`))))] : []),
      text,
      failed,
      el(
        "div",
        { class: "reason-actions" },
        el("button", { class: "solid", type: "button", on: { click: send } }, t("feedback.send")),
        el("button", { class: "quiet", type: "button", on: { click: () => tell(t("feedback.thanks")) } }, t("feedback.later")),
      ),
    );
    form.hidden = false;
    form.scrollIntoView({ block: "nearest" });
    page.say(t(vote === "up" ? "feedback.what" : "feedback.why"));
  }

  /** Say it where the form was, and to those who listen. */
  function tell(words) {
    const held = form.contains(document.activeElement);
    form.replaceChildren(el("p", {}, words));
    form.hidden = false;
    page.say(words);
    if (held) buttons[turn.vote === "down" ? 1 : 0].focus();
  }

  show();
  return { thumbs: el("span", { class: "thumbs", role: "group", "aria-label": t("feedback.group") }, buttons), form };
}
