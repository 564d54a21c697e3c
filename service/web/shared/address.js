// Where a document and its parts are on the documents page, and links to them.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const QUOTED = 60; // characters of a quotation: enough to find it by

/** The address of a state of a document. */
export function addressOf(id, state = {}) {
  const query = new URLSearchParams({ id });
  for (const [name, value] of Object.entries(state)) if (value !== null && value !== undefined && value !== "") query.set(name, value);
  return `/documents?${query}`;
}

/** The address of what a citation means: its cell, or its sentence in the text. */
export function sourceAddress({ document, table_id: table, row, column, quote }) {
  return addressOf(document, table ? { table, row, column } : { view: "text", quote: quote?.slice(0, QUOTED) });
}

/** A link with an icon, for what can be done with a part. */
export function action(name, sign, traits) {
  return el("a", { class: "quiet", ...traits }, icon(sign), name);
}
