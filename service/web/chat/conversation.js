// What was asked and answered on this page, over a reload too: kept in the tab's session storage only.

const TURNS = "mingzhang.conversation";
const DRAFT = "mingzhang.draft";
const MOST = 30; // turns kept over a reload

/** @typedef {{question: string, answer: object, vote: "up"|"down"|null, asked: string, shared: boolean}} Turn `asked`: when (ISO); `shared`: by a link */

/** @returns {{id: string|null, turns: Turn[]}} the conversation of this tab, or a new one */
export function kept() {
  try {
    const read = JSON.parse(sessionStorage.getItem(TURNS));
    if (Array.isArray(read?.turns)) return { id: read.id ?? null, turns: read.turns };
  } catch {
    // No storage, or nothing of ours in it.
  }
  return { id: null, turns: [] };
}

/** Keep the conversation; the oldest turns go first where there is no room. */
export function keep({ id, turns }) {
  for (let most = MOST; most > 0; most = Math.floor(most / 2)) {
    if (store(TURNS, JSON.stringify({ id, turns: turns.slice(-most) }))) return;
  }
}

/** Forget it. */
export function forget() {
  store(TURNS, JSON.stringify({ id: null, turns: [] }));
}

/** @returns {string} what was typed and not yet asked */
export function draft() {
  try {
    return sessionStorage.getItem(DRAFT) ?? "";
  } catch {
    return "";
  }
}

/** Keep what is typed. */
export function keepDraft(text) {
  store(DRAFT, text);
}

function store(key, text) {
  try {
    sessionStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
