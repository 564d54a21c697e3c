// The original page as a picture, the place on it boxed; zoom by buttons, keys and two fingers.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";

const MOST = 5;
const STEP = 1.3;

/** Has the document pages that can be seen? */
export function drawable(document) {
  return Boolean(document?.pages && /^(application\/pdf|image\/)/.test(document.media_type ?? ""));
}

/**
 * @param {object} document as GET /api/documents/{id} gives it
 * @param {number} page the page to open on, from 1
 * @param {{page?: number, box?: number[]}} [cited] a place to box on its page
 * @param {(page: number) => void} [onTurn] told of each page turned to
 * @returns {{view: HTMLElement, reveal: () => void}} `reveal` loads it, once it is on the page
 */
export function pageView(document, page, cited = {}, onTurn = () => {}) {
  let at = Math.min(Math.max(page, 1), document.pages);
  let scale = 1;
  const picture = el("img", { draggable: "false" });
  const mark = el("div", { class: "mark", hidden: true });
  const leaf = el("figure", { class: "leaf" }, picture, mark);
  const view = el("div", { class: "leaf-view", tabindex: "0", role: "region" }, leaf);
  const count = el("span", { class: "leaf-count", role: "status" });
  const scan = el("p", { class: "scan-note" }, t("source.page_scanned"));
  const percent = el("button", { class: "tool wide", type: "button", title: t("source.fit"), "aria-label": t("source.fit"), on: { click: () => zoom(1) } });
  const previous = tool("‹", t("source.previous"), () => turn(at - 1));
  const next = tool("›", t("source.next"), () => turn(at + 1));
  const back = el("button", { class: "tool back", type: "button", hidden: true, on: { click: () => turn(cited.page) } }, t("source.to_mark"));

  function zoom(to, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const wanted = Math.min(Math.max(to, 1), MOST);
    const ratio = wanted / scale;
    const left = (view.scrollLeft + x) * ratio - x;
    const top = (view.scrollTop + y) * ratio - y;
    scale = wanted;
    leaf.style.width = `${scale * 100}%`;
    percent.textContent = `${Math.round(scale * 100)}%`;
    view.scrollTo({ left, top, behavior: "instant" });
  }

  function turn(to) {
    at = Math.min(Math.max(to, 1), document.pages);
    leaf.classList.remove("lost");
    leaf.classList.add("coming");
    mark.hidden = true;
    picture.src = pictureOf(document.id, at);
    const marked = at === cited.page && cited.box ? t("source.page_alt_marked", { page: at }) : t("source.page_alt", { page: at });
    picture.alt = marked;
    view.setAttribute("aria-label", marked);
    count.textContent = t("source.page_of", { page: at, pages: document.pages });
    previous.disabled = at <= 1;
    next.disabled = at >= document.pages;
    back.hidden = !cited.page || !cited.box || at === cited.page;
    scan.hidden = !(document.scanned ?? []).includes(at);
    onTurn(at);
  }

  function place() {
    leaf.classList.remove("coming");
    if (at !== cited.page || !cited.box) {
      view.scrollTo({ top: 0, behavior: "instant" });
      return;
    }
    put(mark, cited.box);
    const [left, , right] = cited.box;
    // On a phone a whole page is too small to read: open on the place.
    if (view.clientWidth < 520 && scale === 1) zoom(Math.min(2.2, Math.max(1, 0.92 / (right - left))));
    view.scrollTo({
      left: mark.offsetLeft + mark.offsetWidth / 2 - view.clientWidth / 2,
      top: mark.offsetTop - Math.max(24, (view.clientHeight - mark.offsetHeight) / 2),
      behavior: "instant",
    });
  }

  picture.addEventListener("load", place);
  picture.addEventListener("error", () => { leaf.classList.remove("coming"); leaf.classList.add("lost"); leaf.dataset.said = t("source.no_picture"); });
  view.addEventListener("keydown", (event) => {
    const change = { "+": () => zoom(scale * STEP), "=": () => zoom(scale * STEP), "-": () => zoom(scale / STEP), "0": () => zoom(1) }[event.key];
    if (!change || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change();
  });
  pinched(view, () => scale, zoom);
  const tools = el(
    "div",
    { class: "leaf-tools", role: "toolbar", "aria-label": t("source.page_tools") },
    previous, count, next, back, el("span", { class: "gap" }),
    tool("−", t("source.smaller"), () => zoom(scale / STEP)), percent, tool("+", t("source.larger"), () => zoom(scale * STEP)),
  );
  percent.textContent = "100%";
  let begun = false;
  return {
    view: el("div", { class: "leaf-box" }, tools, scan, view),
    reveal: () => { if (!begun) { begun = true; turn(at); } },
  };
}

/** The address of a page as a picture. */
export function pictureOf(id, page) {
  return `/api/documents/${encodeURIComponent(id)}/pages/${page}.png`;
}

/** Lay a mark over a place given in fractions of the page. */
export function put(mark, [left, top, right, bottom]) {
  const share = (part) => `${part * 100}%`;
  Object.assign(mark.style, { left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) });
  mark.hidden = false;
}

function tool(sign, name, act) {
  return el("button", { class: "tool", type: "button", "aria-label": name, title: name, on: { click: act } }, sign);
}

/** Two fingers on a screen or a touch pad. */
function pinched(view, scale, zoom) {
  let apart = 0;
  let begun = 1;
  const spread = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  view.addEventListener("touchstart", (event) => {
    if (event.touches.length !== 2) return;
    apart = spread(event.touches);
    begun = scale();
  }, { passive: true });
  view.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2 || !apart) return;
    event.preventDefault();
    const frame = view.getBoundingClientRect();
    const [one, other] = event.touches;
    zoom(begun * spread(event.touches) / apart, (one.clientX + other.clientX) / 2 - frame.left, (one.clientY + other.clientY) / 2 - frame.top);
  }, { passive: false });
  view.addEventListener("touchend", () => { apart = 0; });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const frame = view.getBoundingClientRect();
    zoom(scale() * Math.exp(-event.deltaY / 200), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
}
