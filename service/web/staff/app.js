// The staff page: signing in, and the address after # that says which view is shown.

import { byId, say } from "../shared/dom.js";
import { speak, t } from "../shared/i18n.js";
import { mountSettings } from "../shared/toggles.js";
import { signedIn, signIn, signOut, whenTurnedAway } from "./api.js";
import { showDocument } from "./document.js";
import { showDocuments } from "./documents.js";
import { forgetAll, resume } from "./jobs.js";
import { showLexicon } from "./lexicon.js";
import { showQuestions } from "./questions.js";

const VIEWS = [
  [/^#\/documents\/([^/]+)(?:\/(tables|checks)(?:\/([^/]+))?)?$/, "document", showDocument],
  [/^#\/questions$/, "questions", showQuestions],
  [/^#\/lexicon$/, "lexicon", showLexicon],
  [/^/, "documents", showDocuments],
];
const NAVIGATION = { document: "documents" };

const form = byId("sign-in");
const field = byId("key");
const fault = byId("key-fault");

/** Show the view that the address names; `byHand` moves the focus to its heading. */
async function route(byHand) {
  const [pattern, name, show] = VIEWS.find(([one]) => one.test(location.hash));
  const parts = pattern.exec(location.hash).slice(1).map((part) => part && decodeURIComponent(part));
  for (const section of document.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name;
  for (const link of document.querySelectorAll("#nav a")) {
    const here = link.dataset.to === (NAVIGATION[name] ?? name);
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const section = document.querySelector(`[data-view="${name}"]`);
  await show(section, ...parts);
  if (!byHand) return;
  scrollTo({ top: 0, behavior: "instant" });
  section.querySelector("h1")?.focus({ preventScroll: true });
}

function openDesk(byHand) {
  form.hidden = true;
  document.body.classList.add("signed-in");
  for (const one of [byId("nav"), byId("sign-out"), byId("desk")]) one.hidden = false;
  resume();
  route(byHand);
}

function closeDesk(words = "") {
  document.body.classList.remove("signed-in");
  for (const one of [byId("nav"), byId("sign-out"), byId("desk")]) one.hidden = true;
  form.hidden = false;
  complain(words);
  field.focus();
}

function complain(words) {
  fault.textContent = words;
  fault.hidden = !words;
  field.setAttribute("aria-invalid", String(Boolean(words)));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  complain("");
  try {
    await signIn(field.value.trim(), byId("remember").checked);
    field.value = "";
    openDesk(true);
    say(t("staff.signIn.done"));
  } catch (error) {
    complain(error.message);
    field.select();
    field.focus();
  } finally {
    button.disabled = false;
  }
});
byId("show-key").addEventListener("click", ({ currentTarget }) => {
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  currentTarget.setAttribute("aria-pressed", String(shown));
});
byId("sign-out").addEventListener("click", () => {
  signOut();
  forgetAll();
  // Everything that was shown goes with the key.
  location.replace("/staff");
  location.reload();
});
addEventListener("hashchange", () => { if (signedIn()) route(true); });

// In another language everything is drawn anew.
document.addEventListener("spoken", () => {
  for (const section of document.querySelectorAll("[data-view]")) section.replaceChildren();
  if (signedIn()) route(false);
});

await speak("common", "staff");
mountSettings();
whenTurnedAway(closeDesk);
if (signedIn()) openDesk(false);
else field.focus();
