// Where things of this page are, and links to them.

import { el } from "../shared/dom.js";
import { icon } from "../shared/icons.js";

/** The address of a state of a document. */
export function addressOf(id, state = {}) {
  const query = new URLSearchParams({ id });
  for (const [name, value] of Object.entries(state)) if (value !== null && value !== undefined && value !== "") query.set(name, value);
  return `/documents?${query}`;
}

/** A link with an icon, for what can be done with a part. */
export function action(name, sign, traits) {
  return el("a", { class: "quiet", ...traits }, icon(sign), name);
}
