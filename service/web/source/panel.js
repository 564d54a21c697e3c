// What the panel opens on: a citation's table with its cell lit, its passage, its original page; the documents.

import { sourceAddress } from "../shared/address.js";
import { get } from "../shared/api.js";
import { el } from "../shared/dom.js";
import { speak, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { cellOf } from "../shared/match.js";
import { citationOf, originOf, toClipboard } from "../shared/text.js";
import { catalogueOf } from "./catalogue.js";
import * as frame from "./frame.js";
import { drawable, pageView } from "./page.js";
import { passageView } from "./passage.js";
import { citedView, isScanned, whereOf } from "./table.js";

let ready = null;
let again = null;

// Another language: what is open is drawn once more.
document.addEventListener("spoken", () => { if (frame.isOpen()) again?.(); });

/** Open on what `citation` points to. */
export async function openSource(citation) {
  const title = citation.table || citation.section?.split(" / ").at(-1) || citation.title;
  await opened(() => openSource(citation), title, () => originOf(citation), async () => {
    const path = `/api/documents/${encodeURIComponent(citation.document)}`;
    if (citation.table_id) {
      const [table, document] = await Promise.all([get(tablePath(citation.table_id)), get(path).catch(() => null)]);
      return tableParts(table, document, citation);
    }
    const [{ passages }, document] = await Promise.all([
      get(`${path}/passages`).catch(() => ({ passages: [] })), get(path).catch(() => null),
    ]);
    return passageParts(passages, document, citation);
  });
}

/** Open on the list of documents; each unfolds into its tables. */
export async function openDocuments() {
  await opened(openDocuments, () => t("source.documents"), () => t("source.documents_note"), async () => {
    const { documents } = await get("/api/documents");
    const all = el("a", { class: "foot-action", href: "/documents" }, icon("book"), t("source.browse"));
    return { body: [scroll(catalogueOf(documents, openTable))], foot: [all] };
  });
}

/** Open on a whole table of a document, no cell lit. */
export async function openTable(line, title) {
  const note = () => [t("cite.title", { title }), line.unit && t("source.in_unit", { unit: line.unit })].filter(Boolean).join(" · ");
  await opened(() => openTable(line, title), line.title, note, async () => {
    const table = await get(tablePath(line.id));
    const document = await get(`/api/documents/${encodeURIComponent(table.document)}`).catch(() => null);
    return tableParts(table, document, { title, table: table.title, table_id: table.id, document: table.document, page: table.pages?.[0] ?? null });
  });
}

function tablePath(id) {
  return `/api/tables/${encodeURIComponent(id)}`;
}

async function opened(once_more, title, note, load) {
  ready ??= speak("common", "source");
  await ready;
  again = once_more;
  const still = frame.open(typeof title === "function" ? title() : title, note());
  frame.fill([scroll(el("p", { class: "empty", role: "status" }, t("source.loading")))]);
  let made;
  try {
    made = await load();
  } catch (error) {
    made = { body: [scroll(el("p", { class: "empty", role: "alert" }, error.message))] };
  }
  if (!still()) return;
  frame.fill(made.body, made.foot);
  made.shown?.();
}

function scroll(...children) {
  return el("div", { class: "panel-scroll", tabindex: "0" }, children);
}

function tableParts(table, document, citation) {
  const cell = cellOf(table, citation);
  const { view, reveal } = citedView(table, cell, document);
  const views = [[t("source.as_table"), () => { reveal(); }, view]];
  if (drawable(document) && citation.page) views.push(asPage(document, citation));
  const path = tablePath(table.id);
  const foot = [
    copyButton(citation),
    el("a", { class: "foot-action", href: `${path}.csv`, download: true }, icon("download"), "CSV"),
    el("a", { class: "foot-action", href: `${path}.xlsx`, download: true }, icon("download"), "Excel"),
    inDocument(citation),
  ];
  const { bar, stage, shown } = switched(views);
  return { body: [whereOf(citation, table, cell, document), bar, stage], foot, shown };
}

function passageParts(passages, document, citation) {
  const { view, reveal } = passageView(passages, citation);
  const views = [[t("source.as_text"), reveal, view]];
  if (drawable(document) && citation.page) views.push(asPage(document, citation));
  const { bar, stage, shown } = switched(views);
  const scan = isScanned(document, citation) && el("p", { class: "scan-note" }, t("source.scanned"));
  const foot = [copyButton(citation), inDocument(citation)];
  return { body: [scan, bar, stage], foot, shown };
}

function asPage(document, citation) {
  const { view, reveal } = pageView(document, citation.page, citation);
  return [t("source.as_page"), reveal, view];
}

/** One of several views at a time, chosen by a row of buttons; no row for a single one. */
function switched(views) {
  const stage = el("div", { class: "stage" });
  const choose = (at) => {
    buttons.forEach((one, other) => one.setAttribute("aria-pressed", String(other === at)));
    stage.replaceChildren(views[at][2]);
    views[at][1]();
  };
  const buttons = views.map(([name], at) => el("button", { class: "view", type: "button", "aria-pressed": "false", on: { click: () => choose(at) } }, name));
  const bar = views.length > 1 && el("div", { class: "views", role: "group", "aria-label": t("source.views") }, buttons);
  return { bar, stage, shown: () => choose(0) };
}

function copyButton(citation) {
  const name = el("span", { role: "status" }, t("source.copy"));
  const copy = async () => {
    name.textContent = t(await toClipboard(citationOf(citation)) ? "source.copied" : "source.not_copied");
    setTimeout(() => { name.textContent = t("source.copy"); }, 2500);
  };
  return el("button", { class: "foot-action", type: "button", title: citationOf(citation), on: { click: copy } }, icon("copy"), name);
}

function inDocument(citation) {
  return el("a", { class: "foot-action", href: sourceAddress(citation) }, icon("book"), t("source.in_document"));
}
