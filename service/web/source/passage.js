// A passage as a source: its sentence lit, under its headings, among its neighbours.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";

const AROUND = 2;
const MORE = 6;
const LONG = 240;

/** Where `quote` stands in `text`, whatever the spaces: [start, end], or null. */
export function spanOf(text, quote) {
  const want = String(quote ?? "").replace(/\s+/g, "");
  if (!want) return null;
  const places = [];
  let flat = "";
  for (let at = 0; at < text.length; at += 1) {
    if (/\s/.test(text[at])) continue;
    flat += text[at];
    places.push(at);
  }
  const from = flat.indexOf(want);
  return from < 0 ? null : [places[from], places[from + want.length - 1] + 1];
}

/**
 * The passage a quotation stands in: its index and the span of the quotation there, the index -1 where none is.
 * A quotation over several passages is found by its beginning.
 */
export function findQuote(passages, { quote, section, page }) {
  const score = (one) => (one.section.join(" / ") === section ? 2 : 0) + (one.page && one.page === page ? 1 : 0);
  for (const words of [quote, String(quote ?? "").replace(/\s+/g, "").slice(0, 30)]) {
    const found = passages.map((one, at) => ({ at, span: spanOf(one.text, words), score: score(one) })).filter((one) => one.span);
    if (!found.length) continue;
    const best = found.reduce((one, other) => (other.score > one.score ? other : one));
    return { at: best.at, span: words === quote ? best.span : [best.span[0], passages[best.at].text.length] };
  }
  return { at: -1, span: null };
}

/** The text with the span of it marked; a long one softly, as a block. */
export function marked(text, span) {
  if (!span) return [text];
  const [from, to] = span;
  return [text.slice(0, from), el("mark", { class: to - from > LONG ? "long" : "" }, text.slice(from, to)), text.slice(to)];
}

/** The headings of a passage, those already above left out. */
export function headingsOf(passage, before) {
  const shared = before ? passage.section.findIndex((name, at) => name !== before.section[at]) : 0;
  return shared < 0 ? [] : passage.section.slice(shared).map((name, at) => ({ name, level: shared + at }));
}

/** The passages around the cited sentence, and `reveal`, which brings it into view. */
export function passageView(passages, citation) {
  const { at, span } = findQuote(passages, citation);
  const view = el("div", { class: "panel-scroll", tabindex: "0", role: "region", "aria-label": t("source.as_text") });
  const reveal = () => {
    const mark = view.querySelector("mark");
    if (!mark) return;
    const box = mark.getBoundingClientRect();
    const frame = view.getBoundingClientRect();
    view.scrollBy({ top: box.top - frame.top - Math.max(56, (frame.height - box.height) / 3), behavior: "instant" });
  };
  if (at < 0) {
    const headings = String(citation.section ?? "").split(" / ").filter(Boolean);
    view.append(headingLine(headings), el("blockquote", { class: "passage cited" }, el("mark", {}, citation.quote)));
    return { view, reveal };
  }
  let from = Math.max(0, at - AROUND);
  let to = Math.min(passages.length, at + AROUND + 1);
  const draw = () => {
    const drawn = passages.slice(from, to).map((passage, offset) => {
      const cited = from + offset === at;
      const before = offset ? passages[from + offset - 1] : null;
      const headings = before ? headingsOf(passage, before).map((one) => one.name) : passage.section;
      return [
        headings.length > 0 && headingLine(headings),
        cited
          ? el("blockquote", { class: "passage cited" }, marked(passage.text, span))
          : el("p", { class: "passage near" }, passage.text),
      ];
    });
    view.replaceChildren(...[
      from > 0 && more(t("source.earlier"), () => {
        const height = view.scrollHeight;
        from = Math.max(0, from - MORE);
        draw();
        view.scrollBy({ top: view.scrollHeight - height, behavior: "instant" });
      }),
      ...drawn.flat(),
      to < passages.length && more(t("source.later"), () => { to = Math.min(passages.length, to + MORE); draw(); }),
    ].filter(Boolean));
  };
  draw();
  return { view, reveal };
}

function headingLine(names) {
  return el("h3", { class: "passage-way" }, names.map((name, at) => [at > 0 && el("span", { class: "sep", "aria-hidden": "true" }, " › "), name]));
}

function more(name, act) {
  return el("button", { class: "more", type: "button", on: { click: act } }, name);
}
