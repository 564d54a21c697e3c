// The original beside the table: its pages with a place marked, or its passages where it has no picture.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { pictureOf, put } from "../source/page.js";

const NARROW = "(max-width: 59.99rem)"; // one pane at a time: a whole page would be too small to read

/**
 * The pages of a document as pictures.
 * @returns {{node: Element, tools: Element, mark: Function, settle: Function}} `mark({cell})` boxes a cell
 */
export function leavesOf(paper, pages) {
  const leaves = new Map(pages.map((page) => [page, leafOf(paper.id, page)]));
  const roll = el("div", { class: "leaves" }, [...leaves.values()].map((leaf) => leaf.node));
  const node = el("div", { class: "pane-scroll", tabindex: "0", role: "group", "aria-label": t("staff.compare.source") }, roll);
  let marked = null;
  const narrow = matchMedia(NARROW).matches;
  roll.classList.toggle("large", narrow);
  const zoom = el("button", { class: "quiet", type: "button", "aria-pressed": String(narrow), on: {
    click: () => {
      const large = roll.classList.toggle("large");
      zoom.setAttribute("aria-pressed", String(large));
      settle();
    },
  } }, t("staff.compare.zoom"));

  function settle() {
    if (marked) bring(node, marked);
  }
  return {
    node,
    tools: zoom,
    settle,
    mark({ cell }) {
      for (const leaf of leaves.values()) leaf.mark.hidden = true;
      const leaf = leaves.get(cell.page);
      marked = leaf && cell.box ? leaf.mark : null;
      if (!marked) return;
      put(marked, cell.box);
      settle();
      // A page that has not come yet takes its height only then.
      if (!leaf.picture.complete) leaf.picture.addEventListener("load", settle, { once: true });
    },
  };
}

/** One page with its mark, to be put on it by `put`. */
export function leafOf(documentId, page, lazy = true) {
  const words = t("staff.compare.page", { n: page });
  const mark = el("div", { class: "mark", hidden: true });
  const picture = el("img", { src: pictureOf(documentId, page), alt: words, loading: lazy ? "lazy" : null });
  const sheet = el("div", { class: "leaf-sheet" }, picture, mark);
  const node = el("figure", { class: "leaf" }, sheet, el("figcaption", {}, words));
  picture.addEventListener("load", () => sheet.classList.add("came"), { once: true });
  picture.addEventListener("error", () => sheet.replaceChildren(el("p", { class: "empty" }, t("staff.compare.noPicture"))), { once: true });
  return { node, picture, mark };
}

/** Scroll `box` alone, not the page, so that `node` stands in its middle. */
export function bring(box, node) {
  const [outer, inner] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  if (!inner.width || !outer.width) return;
  box.scrollBy({
    left: inner.left + inner.width / 2 - outer.left - outer.width / 2,
    top: inner.top + inner.height / 2 - outer.top - outer.height / 2,
    behavior: "instant",
  });
}

/** The passages of a document under their headings; those about the table come into view. */
export function passagesOf(passages, table) {
  const node = el("div", { class: "pane-scroll words", tabindex: "0", role: "group", "aria-label": t("staff.compare.source") },
    el("p", { class: "hint" }, t("staff.compare.noPicture")));
  const mine = passages.find((one) => one.kind === "table" && one.text.includes(table.title))
    ?? passages.find((one) => one.section.includes(table.title)) ?? passages.find((one) => one.section.join(" / ") === table.section);
  let heading = "";
  let first = null;
  for (const passage of passages) {
    const said = passage.section.join(" › ");
    if (said !== heading) node.append(el("h3", {}, said));
    heading = said;
    const part = el("p", { class: passage === mine ? "passage mine" : "passage" }, passage.text);
    if (passage === mine) first = part;
    node.append(part);
  }
  const settle = () => { if (first) bring(node, first); };
  requestAnimationFrame(() => requestAnimationFrame(settle));
  return { node, tools: null, settle, mark() {} };
}
