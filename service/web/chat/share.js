// Taking an answer elsewhere: copy, share, spreadsheet, paper.

import { el } from "../shared/dom.js";
import { moment, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { citationOf, copied, toClipboard } from "../shared/text.js";

const TOLD_FOR = 2500; // ms that a button says what it did

/** The address under which an answer is read again. */
export function linkOf(answer) {
  return new URL(`/?answer=${encodeURIComponent(answer.id)}`, location.href).href;
}

/** The buttons that take an answer elsewhere. */
export function shareButtons({ question, answer }, page) {
  const file = (ending) => `/api/answers/${encodeURIComponent(answer.id)}.${ending}`;
  const hasFigures = answer.rows?.length > 0 || answer.figures?.length > 0;
  const copy = button("copy", "answer.copy", async () => {
    const done = await toClipboard(copied(question, answer));
    page.say(t(done ? "answer.copied.said" : "answer.cannot_copy"));
    tell(copy, done ? "answer.copied" : "answer.cannot_copy");
  });
  const share = button("share", "answer.share", async () => {
    if (await sharedBySystem(question, answer)) return;
    const done = await toClipboard(linkOf(answer));
    page.say(t(done ? "answer.shared.said" : "answer.cannot_copy"));
    tell(share, done ? "answer.shared" : "answer.cannot_copy");
  });
  const print = button("print", "answer.print", () => printOne(print.closest(".turn")));
  return [
    copy,
    answer.id && share,
    answer.id && hasFigures && download(file("csv"), "answer.csv"),
    answer.id && hasFigures && download(file("xlsx"), "answer.xlsx"),
    print,
  ];
}

/** A button that copies one citation in its official form. */
export function citeButton(citation, page) {
  const words = citationOf(citation);
  const label = t("answer.cite", { citation: words });
  const copy = el("button", { class: "cite", type: "button", "aria-label": label, title: label }, icon("quote"));
  copy.addEventListener("click", async () => {
    const done = await toClipboard(words);
    page.say(t(done ? "answer.cited" : "answer.cannot_copy"));
    copy.classList.toggle("done", done);
    setTimeout(() => copy.classList.remove("done"), TOLD_FOR);
  });
  return copy;
}

/** Before paper: unfold everything, and say when it was asked and printed. */
export function readyForPaper() {
  for (const fold of document.querySelectorAll(".answer details:not([open])")) {
    fold.dataset.folded = "";
    fold.open = true;
  }
  for (const line of document.querySelectorAll(".printed")) {
    line.textContent = t("answer.printed", { link: line.dataset.link ? `${line.dataset.link}\n` : "", asked: moment(line.dataset.asked), printed: moment(new Date().toISOString()) });
  }
}

/** After paper: as it was. */
export function afterPaper() {
  for (const fold of document.querySelectorAll("details[data-folded]")) {
    delete fold.dataset.folded;
    fold.open = false;
  }
  for (const turn of document.querySelectorAll(".turn.alone")) turn.classList.remove("alone");
  document.body.classList.remove("one-turn");
}

function printOne(turn) {
  turn.classList.add("alone");
  document.body.classList.add("one-turn");
  window.print();
}

function button(drawing, key, click) {
  return el("button", { class: "quiet", type: "button", on: { click } }, icon(drawing), el("span", { class: "word" }, t(key)));
}

function download(href, key) {
  return el("a", { class: "quiet", href, download: true, "aria-label": t(`${key}.label`) }, icon("download"), el("span", { class: "word" }, t(key)));
}

function tell(one, key) {
  const word = one.querySelector(".word");
  const usual = word.dataset.usual ?? word.textContent;
  word.dataset.usual = usual;
  word.textContent = t(key);
  one.classList.add("done");
  setTimeout(() => {
    word.textContent = usual;
    one.classList.remove("done");
  }, TOLD_FOR);
}

/** Phones have a sheet for it; desks get the link to paste. */
async function sharedBySystem(question, answer) {
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return false;
  try {
    await navigator.share({ title: question, url: linkOf(answer) });
    return true;
  } catch (error) {
    return error.name === "AbortError"; // The reader closed the sheet: that is an answer, too.
  }
}
