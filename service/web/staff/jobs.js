// Uploads and parsing under way: sent in batches, asked about every second, one card each.

import { byId, el, say } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { get, post, upload } from "./api.js";
import { removeAfterAsking } from "./ask-first.js";
import { ended, rowsOf } from "./progress.js";
import { counted } from "./view.js";

const BATCH_BYTES = 20 * 1024 * 1024;
const BATCH_FILES = 20;
const STORED = "mingzhang.staff.jobs";
const PAUSE = 1000;
const LONGEST_PAUSE = 8000;

const followed = new Map();

/** Send files, small ones together; `replaces` is the document they are a newer version of. */
export async function send(files, replaces = null) {
  for (const batch of batchesOf([...files])) await sendBatch(batch, replaces);
}

/** Have a document parsed anew. */
export async function reindex(paper) {
  const { job } = await post(`/api/documents/${encodeURIComponent(paper.id)}/reindex`);
  follow({ id: job, names: [paper.file_name], kind: "anew", title: paper.title });
}

/** Follow the jobs that this tab was following before it was loaded again. */
export function resume() {
  for (const about of remembered()) if (!followed.has(about.id)) follow(about);
}

/** Forget what this tab was following; the service goes on with it. */
export function forgetAll() {
  sessionStorage.removeItem(STORED);
}

/** Files that go in one request: not so many or large that the service turns the whole away. */
function batchesOf(files) {
  const batches = [];
  let size = 0;
  for (const file of files) {
    const last = batches.at(-1);
    if (last && last.length < BATCH_FILES && size + file.size <= BATCH_BYTES) last.push(file);
    else { batches.push([file]); size = 0; }
    size += file.size;
  }
  return batches;
}

async function sendBatch(files, replaces) {
  const names = files.map((file) => file.name);
  const about = { names, kind: replaces ? "replace" : "upload", replaces: replaces?.id, title: replaces?.title };
  const card = cardOf(about);
  card.tell(() => t("staff.job.sending"), 0, rowsOf({ state: "queued" }, names, []));
  say(t("staff.job.sendingSaid", { n: names.length }));
  try {
    const id = await upload(files, (part) => card.tell(() => t("staff.job.sending"), part * 0.3));
    follow({ ...about, id }, card);
  } catch (error) {
    card.fail(error.message);
    say(error.message);
  }
}

function follow(about, card = cardOf(about)) {
  followed.set(about.id, about);
  remember();
  card.tell(() => t("staff.job.queued"), 0.3, rowsOf({ state: "queued" }, about.names, []));
  watch(about, card);
}

async function watch(about, card) {
  let pause = PAUSE;
  for (;;) {
    try {
      const job = await get(`/api/jobs/${encodeURIComponent(about.id)}`);
      pause = PAUSE;
      const documents = ended(job) ? await documentsOf(job) : [];
      card.tell(() => t(`staff.job.${job.state}`), 0.3 + job.progress * 0.7, rowsOf(job, about.names, documents));
      if (ended(job)) return finish(about, card, job, documents);
    } catch (error) {
      if (error.status === 401 || error.status === 403) {
        // Taken up again from what is remembered, once someone has signed in anew.
        followed.delete(about.id);
        return card.leave();
      }
      if (error.status) {
        forget(about.id);
        return card.fail(error.message);
      }
      // The network is away, not the job: ask again, less and less often.
      card.tell(() => error.message);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    await new Promise((resolve) => { setTimeout(resolve, pause); });
  }
}

async function documentsOf(job) {
  const found = job.documents.map((id) => get(`/api/documents/${encodeURIComponent(id)}`).catch(() => null));
  return (await Promise.all(found)).filter(Boolean);
}

function finish(about, card, job, documents) {
  forget(about.id);
  card.end(job.state === "done");
  const other = about.replaces && documents.length > 0 && !job.documents.includes(about.replaces);
  if (other) card.add(apartOf(about, documents[0]));
  say(t("staff.job.endedSaid", { n: job.documents.length, refused: job.errors.length }));
  document.dispatchEvent(new CustomEvent("documents-changed"));
}

/** A newer version that was taken for another document leaves two: say so, and offer to remove the old one. */
function apartOf(about, found) {
  const old = { id: about.replaces, title: about.title };
  const drop = el("button", { class: "button danger", type: "button", on: {
    click: async () => { if (await removeAfterAsking(old)) note.replaceChildren(el("p", {}, t("staff.remove.done", { title: old.title }))); },
  } }, t("staff.replace.dropOld"));
  const note = el("div", { class: "job-note" }, el("p", {}, t("staff.replace.apart", { title: found.title, old: old.title })), drop);
  return note;
}

function cardOf({ names, kind, title }) {
  const name = el("h2");
  const state = el("span", { class: "job-state" });
  const bar = el("progress", { max: 1, value: 0 });
  const list = el("ul", { class: "job-files" });
  const close = el("button", { class: "quiet", type: "button", hidden: true, on: { click: () => { leave(); byId("main").focus({ preventScroll: true }); } } });
  const card = el("article", { class: "job" }, el("div", { class: "job-head" }, name, state, close), bar, list);
  const tray = byId("jobs");
  let words = () => "";
  let shown = [];
  drawAnew();
  document.addEventListener("spoken", drawAnew);
  tray.prepend(card);
  tray.hidden = false;

  /** Everything of it in the reader's language. */
  function drawAnew() {
    const heading = t(`staff.job.title.${kind}`, { n: names.length, title: title ?? "" });
    name.textContent = heading;
    for (const one of [bar, card]) one.setAttribute("aria-label", heading);
    close.textContent = t("staff.job.dismiss");
    state.textContent = words();
    list.replaceChildren(...shown.map(rowOf));
  }
  function put(said) {
    words = said;
    state.textContent = words();
  }
  function leave() {
    document.removeEventListener("spoken", drawAnew);
    card.remove();
    tray.hidden = !tray.childElementCount;
  }
  function end(well) {
    bar.hidden = true;
    close.hidden = false;
    card.classList.add(well ? "ended" : "failed");
  }
  return {
    /** What is shown of it now: `said` gives the words; a part left out stays as it is. */
    tell(said, part, rows) {
      put(said);
      if (part !== undefined) bar.value = Math.max(bar.value, part);
      if (!rows || JSON.stringify(rows) === JSON.stringify(shown)) return;
      shown = rows;
      list.replaceChildren(...rows.map(rowOf));
    },
    add(node) { card.append(node); },
    end,
    leave,
    fail(why) {
      end(false);
      put(() => t("staff.job.failed"));
      card.append(el("p", { class: "job-note" }, why));
    },
  };
}

function rowOf(row) {
  return el(
    "li",
    { class: `job-file ${row.status}` },
    el("span", { class: "job-name" }, row.document ? el("a", { href: `#/documents/${encodeURIComponent(row.document)}` }, row.name) : row.name),
    el("span", { class: "job-said" }, saidOf(row)),
    row.unread?.length > 0 && el("span", { class: "job-unread" }, t("staff.job.unread", { what: row.unread.join("；") })),
  );
}

function saidOf(row) {
  if (row.status === "refused") return row.detail || t("staff.job.refused");
  if (row.status !== "done" || row.tables === undefined || row.tables === null) return t(`staff.job.file.${row.status}`);
  const wrong = row.wrong ? el("b", { class: "wrong" }, t("staff.wrongCount", { n: row.wrong })) : el("span", {}, t("staff.noneWrong"));
  return [el("span", {}, t("staff.understood", { tables: counted(row.tables), figures: counted(row.figures ?? 0) })), wrong];
}

function forget(id) {
  followed.delete(id);
  remember();
}

function remember() {
  sessionStorage.setItem(STORED, JSON.stringify([...followed.values()]));
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(STORED)) ?? [];
  } catch {
    return [];
  }
}
