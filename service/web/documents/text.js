// The text of a document under its headings; a quotation or a passage of the address lit.

import { addressOf } from "../shared/address.js";
import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { drawable } from "../source/page.js";
import { findQuote, headingsOf, marked } from "../source/passage.js";
import { lit, wordsOf } from "./find.js";

/** Show the text with its table of contents. */
export async function showText({ file, paper, query, stage, still }) {
  const passages = await file.passages();
  if (!still()) return;
  if (!passages.length) {
    stage.replaceChildren(el("p", { class: "empty" }, t("documents.no_text")));
    return;
  }
  const words = wordsOf(query.get("words"));
  const quote = query.get("quote");
  const found = quote ? findQuote(passages, { quote }) : { at: passages.findIndex((one) => String(one.id) === query.get("at")), span: null };
  const contents = [];
  const parts = passages.map((passage, at) => {
    const headings = headingsOf(passage, passages[at - 1]).map(({ name, level }) => {
      const id = `heading-${contents.length}`;
      contents.push({ id, name, level });
      return el(level ? "h3" : "h2", { id, class: level ? "sub" : "" }, name);
    });
    const here = at === found.at;
    const body = here && found.span ? marked(passage.text, found.span) : here ? lit(passage.text, words) : passage.text;
    const page = passage.page && drawable(paper) && passage.page !== passages[at - 1]?.page
      ? el("a", { class: "page-link", href: addressOf(paper.id, { view: "pages", page: passage.page }), title: t("documents.see_page") }, t("cite.on_page", { page: passage.page }))
      : null;
    return [headings, page, el("p", { class: `passage${here ? " cited" : ""}`, id: here ? "here" : null }, body)];
  });
  const toc = el("nav", { class: "toc of-text", "aria-label": t("documents.contents") }, el("ol", {}, contents.map(({ id, name, level }) => el(
    "li", { class: level ? "under" : "" }, el("a", { href: `#${id}`, on: { click: (event) => { event.preventDefault(); stage.querySelector(`#${id}`).scrollIntoView(); } } }, el("span", {}, name)),
  ))));
  stage.replaceChildren(el("div", { class: "split named" }, toc, el("article", { class: "prose" }, parts)));
  stage.querySelector("#here")?.scrollIntoView({ block: "center", behavior: "instant" });
}
