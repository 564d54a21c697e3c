// Which documents a question is put to: all, one, or those of one unit.

import { get } from "../shared/api.js";
import { byId, el } from "../shared/dom.js";
import { t } from "../shared/i18n.js";

const select = byId("scope");
let documents = [];

/** @returns {string[]} ids of the chosen documents; none means all */
export function scope() {
  return select.value ? select.value.split(" ") : [];
}

/** The ids of the documents that `text` names: their unit, and their year where it names any. @returns {string[]} */
export function named(text) {
  const ofUnit = documents.filter((one) => one.unit_name && text.includes(one.unit_name));
  const ofYear = ofUnit.filter((one) => one.year && text.includes(`${one.year}年`));
  return (ofYear.length > 0 ? ofYear : ofUnit).map((one) => one.id);
}

/** Fill the choice and the count; `changed` is called when another scope is chosen, also by `wanted`, an id. */
export async function readScope(changed, wanted = "") {
  select.addEventListener("change", changed);
  try {
    documents = (await get("/api/documents")).documents;
  } catch {
    return; // The list is a help, not a need: without it, questions go to every document.
  }
  byId("document-count").textContent = String(documents.length);
  byId("document-count").hidden = false;
  byId("scope-label").hidden = documents.length < 2;
  fill();
  if (!documents.some((one) => one.id === wanted)) return;
  select.value = wanted;
  changed();
}

function fill() {
  const chosen = select.value;
  const units = new Map();
  for (const one of documents) {
    const unit = one.unit_name || one.title;
    units.set(unit, [...(units.get(unit) ?? []), one]);
  }
  select.replaceChildren(
    el("option", { value: "" }, t("chat.scope.all")),
    ...[...units].map(([unit, own]) => (own.length === 1 ? optionOf(own[0]) : el(
      "optgroup",
      { label: unit },
      el("option", { value: own.map((one) => one.id).join(" ") }, t("chat.scope.unit", { unit, n: own.length })),
      own.map(optionOf),
    ))),
  );
  select.value = chosen;
}

function optionOf(one) {
  return el("option", { value: one.id }, one.title);
}

document.addEventListener("spoken", fill);
