// The page: a question box, a conversation, and what there is to ask about.

import { ask, get } from "../shared/api.js";
import { byId, say } from "../shared/dom.js";
import { speak, t } from "../shared/i18n.js";
import { mountSettings } from "../shared/toggles.js";
import { answerOf } from "./answer.js";
import { draft, forget, keep, keepDraft, kept } from "./conversation.js";
import { named, readScope, scope } from "./scope.js";
import { afterPaper, readyForPaper } from "./share.js";
import { failureOf, turnOf } from "./turn.js";
import { welcome } from "./welcome.js";

const form = byId("ask");
const box = byId("question");
const send = byId("send");
const list = byId("turns");
const touched = matchMedia("(hover: none)");

let conversation = { id: null, turns: [] };
let shownTurns = [];
let underWay = null;
let sharedShown = null;
const spoken = speak("common", "chat"); // what is asked before the sentences have come waits for them

// The panel comes when it is first asked for: the page is ready sooner without it.
const panel = () => import("../source/panel.js");
const openSource = async (citation) => (await panel()).openSource(citation);
const page = { openSource, ask: put, say, about, keep: () => keep(conversation) };

/** Put `question` to the service and show the turn. */
async function put(question) {
  const asked = question.trim();
  if (!asked) return;
  underWay?.abort();
  const abort = new AbortController();
  underWay = abort;
  box.value = "";
  keepDraft(asked); // until it is answered: a reload on the way loses nothing
  fitBox();
  await spoken;
  await sharedShown;
  if (abort.signal.aborted) return;
  const { item, heard, settle } = turnOf(asked);
  list.append(item);
  list.querySelectorAll(".turn.lost").forEach((lost) => lost.remove());
  opened();
  look(item);
  say(t("chat.working"));
  try {
    const documents = scope();
    const answer = await ask({ question: asked, ...whereToAsk(), ...(documents.length && { documents }) }, heard, abort.signal);
    const turn = { question: asked, answer, vote: null, shared: false, asked: new Date().toISOString() };
    conversation = { id: answer.conversation_id ?? conversation.id, turns: [...conversation.turns, turn] };
    page.keep();
    keepDraft(box.value);
    shownTurns.push({ turn, item });
    settle(answerOf(turn, page, true));
    say(answer.text);
  } catch (error) {
    if (!box.value.trim()) write(asked);
    if (abort.signal.aborted) {
      item.remove();
      opened();
      return;
    }
    item.classList.add("lost");
    settle(failureOf(error, () => { item.remove(); if (box.value.trim() === asked) write(""); put(asked); }));
    say(`${error.message} ${t("failed.kept")}`);
  } finally {
    if (underWay === abort) underWay = null;
    fitBox();
  }
  look(item);
}

/** The conversation to ask in: our own, or after a shared answer, which is another reader's, a new one from there. */
function whereToAsk() {
  const [first] = conversation.turns;
  return conversation.id === null && first?.shared ? { after: first.answer.id } : { conversation_id: conversation.id };
}

/** The documents to ask instead of what was declined: those chosen, named, or of the answer before. @returns {string[]} */
function about({ id, text }) {
  const chosen = scope();
  if (chosen.length > 0) return chosen;
  const spokenOf = named(text);
  if (spokenOf.length > 0) return spokenOf;
  const at = conversation.turns.findIndex(({ answer }) => answer.id === id);
  const last = conversation.turns.slice(0, at).findLast(({ answer }) => answer.citations?.length > 0);
  return [...new Set(last?.answer.citations.map((citation) => citation.document))];
}

/** The welcome gives way to the conversation, and comes back. */
function opened() {
  const any = list.childElementCount > 0;
  const held = byId("welcome").contains(document.activeElement);
  byId("welcome").hidden = any;
  byId("talk-title").hidden = !any;
  byId("new-conversation").hidden = !any;
  if (any && held) list.lastElementChild.querySelector(".asked").focus({ preventScroll: true });
  if (any && touched.matches) box.blur();
}

function look(item) {
  item.scrollIntoView({ block: "start" });
}

/** Every turn anew: after a reload, or in another language. */
function drawTurns() {
  for (const { turn, item } of shownTurns) item.querySelector(".answer").replaceWith(answerOf(turn, page));
}

function restore(turns) {
  shownTurns = turns.map((turn) => {
    const { item, settle } = turnOf(turn.question);
    settle(answerOf(turn, page));
    return { turn, item };
  });
  list.replaceChildren(...shownTurns.map(({ item }) => item));
  opened();
}

/** An answer that was shared: it reads the same, and says when it was asked. */
async function openShared(id) {
  const old = kept();
  if (old.turns[0]?.shared && old.turns[0].answer.id === id) {
    conversation = old;
    restore(old.turns);
    return;
  }
  try {
    const { question, asked_at: at, ...answer } = await get(`/api/answers/${encodeURIComponent(id)}`);
    conversation = { id: null, turns: [{ question, answer, vote: null, shared: true, asked: at }] };
    page.keep();
    restore(conversation.turns);
    say(answer.text);
  } catch (error) {
    list.replaceChildren();
    const { item, settle } = turnOf(t("answer.from_link"));
    settle(failureOf(Object.assign(error, { message: t("answer.link_gone", { why: error.message }) }), () => location.reload()));
    item.querySelector(".aside").textContent = t("answer.link_gone.on");
    item.classList.add("lost");
    list.append(item);
    say(error.message);
  }
}

function startAnew() {
  underWay?.abort();
  underWay = null;
  conversation = { id: null, turns: [] };
  shownTurns = [];
  forget();
  list.replaceChildren();
  opened();
  history.replaceState(null, "", "/");
  fitBox();
  say(t("chat.restarted"));
  box.focus();
}

function write(text) {
  box.value = text;
  keepDraft(text);
}

/** As tall as what is written, up to the style's limit; the button asks, or stops what is under way. */
function fitBox() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
  const stops = Boolean(underWay) && !box.value.trim();
  send.classList.toggle("stops", stops);
  send.setAttribute("aria-label", t(stops ? "chat.stop" : "chat.ask"));
  send.disabled = !stops && !box.value.trim();
}

function submit() {
  if (box.value.trim()) {
    put(box.value);
  } else if (underWay) {
    underWay.abort();
    underWay = null;
    say(t("chat.stopped"));
  }
}

function listen() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", () => { keepDraft(box.value); fitBox(); });
  box.addEventListener("keydown", (event) => {
    // While an input method is composing, Enter picks a word and must not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (box.value.trim()) submit();
  });
  byId("show-documents").addEventListener("click", async () => (await panel()).openDocuments());
  byId("new-conversation").addEventListener("click", startAnew);
  document.addEventListener("spoken", () => { drawTurns(); fitBox(); });
  document.addEventListener("setting", ({ detail }) => { if (detail.name === "text") { drawTurns(); fitBox(); } });
  window.addEventListener("online", () => say(t("chat.back_online")));
  window.addEventListener("beforeprint", readyForPaper);
  window.addEventListener("afterprint", afterPaper);
}

async function start() {
  const query = new URLSearchParams(location.search);
  const [shared, linked] = [query.get("answer"), query.get("q")];
  if (shared) byId("welcome").hidden = true;
  if (!box.value) box.value = draft();
  listen();
  await spoken;
  mountSettings();
  fitBox();
  const greet = () => welcome(scope(), put);
  document.addEventListener("spoken", greet);
  const ready = [readScope(greet, query.get("documents") ?? ""), greet()];
  if (shared) {
    sharedShown = openShared(shared);
    await sharedShown;
  } else if (linked) {
    history.replaceState(null, "", "/");
    put(linked.slice(0, 500));
  } else {
    conversation = kept();
    restore(conversation.turns);
    if (conversation.turns.length > 0) look(list.lastElementChild);
    else if (!touched.matches) box.focus();
  }
  await Promise.all(ready);
}

await start();
