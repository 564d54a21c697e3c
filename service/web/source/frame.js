// The panel itself: over the page on a narrow screen (modal), beside it on a wide one, where the page stays usable.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";

const wide = matchMedia("(min-width: 1200px)");

let dialog = null;
let opener = null;
let parts = {};
let turn = 0;

/**
 * Open the panel, empty, under a title; what had the focus gets it back on closing.
 * @returns {() => boolean} whether the panel still shows what this call opened
 */
export function open(title, note = "") {
  build();
  parts.title.textContent = title;
  parts.note.textContent = note;
  parts.close.setAttribute("aria-label", t("source.close"));
  parts.close.title = t("source.close");
  fill([]);
  if (!dialog.contains(document.activeElement)) opener = document.activeElement;
  if (!dialog.open) show();
  parts.title.focus({ preventScroll: true });
  turn += 1;
  const mine = turn;
  return () => dialog.open && mine === turn;
}

/** Put `body` under the head, and `foot` at the bottom. */
export function fill(body, foot = []) {
  parts.body.replaceChildren(...body.filter(Boolean));
  parts.foot.replaceChildren(...foot.filter(Boolean));
  parts.foot.hidden = !parts.foot.childElementCount;
}

/** Is the panel open? */
export function isOpen() {
  return Boolean(dialog?.open);
}

/** Close it, as Esc does. */
export function close() {
  dialog?.close();
}

function build() {
  if (dialog) return;
  parts = {
    title: el("h2", { id: "panel-title", tabindex: "-1" }),
    note: el("p", { id: "panel-note" }),
    close: el("button", { class: "close", type: "button", id: "panel-close", on: { click: close } }, el("span", { "aria-hidden": "true" })),
    body: el("div", { class: "panel-body", id: "panel-body" }),
    foot: el("div", { class: "panel-foot", id: "panel-foot" }),
  };
  const heading = el("div", { class: "panel-heading" }, parts.title, parts.note);
  dialog = el(
    "dialog",
    { class: "panel", id: "panel", "aria-labelledby": "panel-title" },
    el("div", { class: "panel-head" }, heading, parts.close), parts.body, parts.foot,
  );
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener("close", closed);
  // A dialog beside the page hears no Esc of its own, and the reader may be on either side of it.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open && !event.defaultPrevented && !event.isComposing) close();
  });
  wide.addEventListener("change", () => {
    if (!dialog.open) return;
    dialog.removeEventListener("close", closed);
    dialog.close();
    dialog.addEventListener("close", closed);
    show();
  });
}

function show() {
  if (wide.matches) dialog.show();
  else dialog.showModal();
  document.body.dataset.panel = wide.matches ? "beside" : "over";
}

function closed() {
  delete document.body.dataset.panel;
  turn += 1;
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}
