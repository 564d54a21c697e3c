// The documents page: its address says what it shows, so every state can be linked to.

import { byId, el } from "../shared/dom.js";
import { speak, t } from "../shared/i18n.js";
import { mountSettings } from "../shared/toggles.js";
import { showDocument } from "./document.js";
import { showList } from "./list.js";

const main = byId("main");
let turn = 0;

const page = {
  main,
  /** Go to a state of this page; `keep` stays in the history's place. */
  go: (address, { keep = false } = {}) => {
    history[keep ? "replaceState" : "pushState"](null, "", address);
    return show();
  },
  /** Write a state into the address without showing it anew: it is shown already. */
  note: (address) => history.replaceState(null, "", address),
};

async function show() {
  turn += 1;
  const mine = turn;
  const still = () => mine === turn;
  const query = new URLSearchParams(location.search);
  try {
    if (query.get("id")) await showDocument(page, query, still);
    else await showList(page, query, still);
  } catch (error) {
    if (!still()) return;
    main.replaceChildren(
      el("p", { class: "empty", role: "alert" }, error.message),
      el("p", { class: "empty" }, el("a", { href: "/documents" }, t("documents.all"))),
    );
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
  const to = new URL(link.href);
  if (to.origin !== location.origin || to.pathname !== "/documents") return;
  event.preventDefault();
  const before = new URLSearchParams(location.search).get("id");
  page.go(to.pathname + to.search).then(() => {
    if (to.searchParams.get("id") === before) return;
    scrollTo({ top: 0, behavior: "instant" });
    main.focus({ preventScroll: true });
  });
});
addEventListener("popstate", show);
document.addEventListener("spoken", show);

await speak("common", "source", "documents");
mountSettings();
await show();
