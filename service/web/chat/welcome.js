// What the page opens with: whose documents these are, and questions they answer.

import { get } from "../shared/api.js";
import { byId, el } from "../shared/dom.js";
import { markChinese, t } from "../shared/i18n.js";
import { setting } from "../shared/settings.js";

let asked = 0;
let shown = null;

/**
 * Fetch and show what may be asked of `documents` (ids; none: of all).
 * @param {string[]} documents
 * @param {(question: string) => void} ask
 */
export async function welcome(documents, ask) {
  asked += 1;
  const mine = asked;
  const list = byId("examples");
  list.setAttribute("aria-busy", "true");
  let found;
  try {
    found = await examplesOf(documents);
  } catch {
    found = null; // The examples are a help, not a need.
  }
  if (mine !== asked) return;
  shown = found;
  entitle();
  byId("examples-title").hidden = !found?.questions.length;
  list.hidden = !found?.questions.length;
  list.removeAttribute("aria-busy");
  list.replaceChildren(...choicesOf(found?.questions ?? [], ask));
  markChinese(list);
}

/** Questions as buttons, an item each. */
export function choicesOf(questions, ask) {
  return questions.map((question) => el("li", {}, el("button", { class: "choice", type: "button", on: { click: () => ask(question) } }, question)));
}

/** GET /api/examples of these documents, in the reader's language. */
export function examplesOf(documents) {
  const query = new URLSearchParams([["language", setting("language")], ...documents.map((id) => ["documents", id])]);
  return get(`/api/examples?${query}`);
}

function entitle() {
  const title = byId("welcome-title");
  const count = shown?.documents;
  byId("welcome-lead").dataset.t = count === 0 ? "chat.lead.none" : "chat.lead";
  byId("welcome-lead").textContent = t(byId("welcome-lead").dataset.t);
  if (count === 0) title.textContent = t("chat.title.none");
  else if (shown?.unit_name) title.textContent = shown.unit_name;
  else title.textContent = count ? t("chat.title.many", { n: count }) : t("chat.title");
}

document.addEventListener("spoken", entitle);
