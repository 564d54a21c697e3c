// The page: a question box, a conversation, and what there is to ask about.

import { answerOf } from "./answer.js";
import { ask, get } from "../shared/api.js";
import { byId, el } from "../shared/dom.js";
import { openDocuments, openSource } from "../source/panel.js";

const EXAMPLES = [
  "“三公”经费一共安排了多少？",
  "项目支出占总支出的百分之几？",
  "花钱最多的三个项目是什么？",
  "总支出比上年增加还是减少，为什么？",
  "人员经费是多少万元？",
  "这个单位是做什么的？",
];

const form = byId("ask");
const box = byId("question");
const send = form.querySelector(".send");
const turns = byId("turns");
const scope = byId("scope");

let conversation = null;
let underWay = null;

const page = { openSource, ask: put, say };

/** Tell those who listen rather than look. */
function say(words) {
  byId("status").textContent = words;
}

/** Put `question` to the service and show the turn. */
async function put(question) {
  const asked = question.trim();
  if (!asked) return;
  underWay?.abort();
  const abort = new AbortController();
  underWay = abort;
  byId("welcome").hidden = true;
  byId("new-conversation").hidden = false;
  box.value = "";
  fitBox();

  const words = el("span", {}, "正在查账…");
  const waiting = el("article", { class: "answer", "aria-busy": "true" }, el("p", { class: "waiting" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), words));
  const turn = el("li", { class: "turn" }, el("h2", { class: "asked" }, asked), waiting);
  turns.append(turn);
  turn.scrollIntoView({ block: "start" });
  say("正在查账。");

  let streamed = "";
  const onText = (delta) => {
    streamed += delta;
    words.textContent = streamed;
  };
  const request = { question: asked, conversation_id: conversation, ...(scope.value && { documents: [scope.value] }) };
  try {
    const answer = await ask(request, onText, abort.signal);
    conversation = answer.conversation_id ?? conversation;
    waiting.replaceWith(answerOf(asked, answer, page));
    say(answer.text);
  } catch (error) {
    if (abort.signal.aborted) {
      turn.remove();
      return;
    }
    const again = el("button", { class: "quiet", type: "button", on: { click: () => { turn.remove(); put(asked); } } }, "再试一次");
    waiting.replaceWith(el("article", { class: "answer failed" }, el("p", {}, error.message), el("div", { class: "turn-actions" }, again)));
    say(error.message);
  } finally {
    if (underWay === abort) underWay = null;
  }
  turn.scrollIntoView({ block: "start" });
}

/** As tall as what is written, up to the style's limit. */
function fitBox() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
  send.disabled = !box.value.trim();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  put(box.value);
});
box.addEventListener("input", fitBox);
box.addEventListener("keydown", (event) => {
  // While an input method is composing, Enter picks a word and must not send.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});
byId("show-documents").addEventListener("click", openDocuments);
byId("new-conversation").addEventListener("click", () => {
  underWay?.abort();
  conversation = null;
  turns.replaceChildren();
  byId("welcome").hidden = false;
  byId("new-conversation").hidden = true;
  say("已开始新对话。");
  box.focus();
});

byId("examples").append(...EXAMPLES.map((example) => el("li", {}, el("button", { class: "choice", type: "button", on: { click: () => put(example) } }, example))));
fitBox();

const linked = new URLSearchParams(location.search).get("q");
if (linked) put(linked.slice(0, 500));
else if (matchMedia("(hover: hover)").matches) box.focus();

try {
  const { documents } = await get("/api/documents");
  byId("document-count").textContent = String(documents.length);
  byId("document-count").hidden = false;
  scope.append(...documents.map((one) => el("option", { value: one.id }, one.title)));
  byId("scope-label").hidden = documents.length < 2;
} catch {
  // The list is a help, not a need: without it, questions go to every document.
  byId("scope-label").hidden = true;
}
