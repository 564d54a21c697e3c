// Where files come in: dragged onto it, or chosen.

import { el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { send } from "./jobs.js";

const KINDS = ".pdf,.docx,.doc,.xlsx,.xls,.html,.htm,.txt,.csv,.png,.jpg,.jpeg,.tif,.tiff";

/** The place for new files. */
export function dropZone() {
  const picker = el("input", { type: "file", id: "files", class: "unseen", multiple: true, accept: KINDS, tabindex: "-1", "aria-hidden": "true" });
  const button = el("button", { class: "button primary", type: "button", on: { click: () => picker.click() } }, t("staff.upload.choose"));
  const zone = el("div", { class: "drop" },
    el("div", { class: "drop-words" }, el("p", { class: "drop-title" }, t("staff.upload.drop")), el("p", { class: "drop-note" }, t("staff.upload.kinds"))), button, picker);
  picker.addEventListener("change", () => {
    if (picker.files.length) send(picker.files);
    picker.value = "";
  });
  let depth = 0;
  zone.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) zone.classList.remove("over"); });
  zone.addEventListener("dragover", (event) => { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
  return zone;
}

/** A button that takes a newer version of a document. */
export function replaceButton(paper) {
  const picker = el("input", { type: "file", class: "unseen", accept: KINDS, tabindex: "-1", "aria-hidden": "true" });
  picker.addEventListener("change", () => {
    if (picker.files.length) send(picker.files, paper);
    picker.value = "";
  });
  return [el("button", { class: "button", type: "button", on: { click: () => picker.click() } }, t("staff.replace.button")), picker];
}

// A file that misses the place must not take the page away.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
