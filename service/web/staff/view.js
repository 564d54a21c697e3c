// What every view of the desk does alike: load with a word in between, fail with a way on, count, date.

import { el } from "../shared/dom.js";
import { locale, markChinese, t } from "../shared/i18n.js";
import { grouped } from "../shared/text.js";

const turns = new WeakMap();

/**
 * Put what `work` resolves to into `place`, unless something newer is put there meanwhile. An error becomes
 * its sentence and a button to try again.
 * @param {Element} place
 * @param {() => Promise<Array<Node|false|null>>} work
 */
export async function fill(place, work) {
  const turn = (turns.get(place) ?? 0) + 1;
  turns.set(place, turn);
  const still = () => turns.get(place) === turn;
  place.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => { if (still()) place.replaceChildren(el("p", { class: "empty" }, t("staff.loading"))); }, 400);
  try {
    const parts = await work();
    if (!still()) return;
    place.replaceChildren(...parts.flat(Infinity).filter(Boolean));
    markChinese(place);
  } catch (error) {
    if (!still()) return;
    const again = el("button", { class: "button", type: "button", on: { click: () => fill(place, work) } }, t("staff.retry"));
    place.replaceChildren(el("div", { class: "empty", role: "alert" }, el("p", {}, error.message), again));
  } finally {
    clearTimeout(slow);
    if (still()) place.removeAttribute("aria-busy");
  }
}

/** An ISO time as it is said here, to the minute. */
export function dated(iso) {
  const form = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false };
  const time = new Date(iso);
  return el("time", { datetime: iso }, new Intl.DateTimeFormat(locale(), form).format(time));
}

/** 1234 → 1,234 */
export function counted(number) {
  return grouped(String(number));
}

/** 部门预算, 单位决算, …, as far as it is known. */
export function kindOf({ kind, level }) {
  return t(`staff.kind.${level ?? "any"}.${kind}`);
}

/** A row of choices of which one is pressed; `choose(value)` is called for each press. */
export function choices(label, options, chosen, choose) {
  const buttons = options.map(([value, ...says]) => el("button", {
    class: "chip", type: "button", "aria-pressed": String(value === chosen),
    on: {
      click: ({ currentTarget }) => {
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === currentTarget));
        choose(value);
      },
    },
  }, says));
  return el("div", { class: "chips", role: "group", "aria-label": label }, buttons);
}

/** Run `task` once calls have paused for `wait` milliseconds. */
export function paused(task, wait = 250) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => task(...values), wait);
  };
}
