// One document: what was understood of it, what can be done with it, and its rooms: tables, checks, side by side.

import { el, say } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { get } from "./api.js";
import { removeAfterAsking } from "./ask-first.js";
import { checksOf } from "./checks.js";
import { comparisonOf } from "./compare.js";
import { replaceButton } from "./dropping.js";
import { reindex } from "./jobs.js";
import { counted, dated, fill, kindOf } from "./view.js";

let current = null;

/** Show document `id` in `section`; `room` is tables (default) or checks, `part` a table's id. */
export async function showDocument(section, id, room = "tables", part = undefined) {
  current = { section, id, room, part };
  const address = `/api/documents/${encodeURIComponent(id)}`;
  await fill(section, async () => {
    const [paper, { tables }] = await Promise.all([get(address), get(`${address}/tables`)]);
    const at = tables.findIndex((one) => one.id === part);
    document.title = t("staff.title", { view: at >= 0 ? tables[at].title : paper.title });
    if (room === "tables" && at >= 0) return comparisonOf(paper, tables, at);
    const held = el("div");
    if (room === "checks") fill(held, () => checksOf(paper));
    else held.append(...tablesOf(paper, tables));
    return [...headOf(paper), roomsOf(paper, tables, room), held];
  });
}

document.addEventListener("documents-changed", ({ detail }) => {
  if (!current || current.section.hidden || current.section.closest("[hidden]")) return;
  if (detail?.gone === current.id) location.hash = "#/documents";
  else if (!current.part) showDocument(current.section, current.id, current.room);
});

function headOf(paper) {
  const facts = [
    ["unit", paper.unit_name ?? "—"],
    ["year", paper.year ? String(paper.year) : "—"],
    ["kind", kindOf(paper)],
    ["understood", t("staff.understood", { tables: counted(paper.tables), figures: counted(paper.figures) })],
    paper.pages > 0 && ["pages", counted(paper.pages)],
    paper.scanned?.length > 0 && ["scanned", t("staff.document.scanned", { n: paper.scanned.length })],
    ["file", paper.file_name],
    ["when", dated(paper.ingested_at)],
  ].filter(Boolean);
  return [
    el("p", { class: "back" }, el("a", { href: "#/documents" }, t("staff.document.back"))),
    el("h1", { tabindex: "-1" }, paper.title),
    el("dl", { class: "facts" }, facts.map(([name, says]) => el("div", {}, el("dt", {}, t(`staff.column.${name}`)), el("dd", {}, says)))),
    el("div", { class: "deeds" }, replaceButton(paper), againButton(paper), removeButton(paper)),
  ];
}

function againButton(paper) {
  const button = el("button", { class: "button", type: "button", title: t("staff.reindex.note"), on: { click: go } }, t("staff.reindex.button"));
  async function go() {
    button.disabled = true;
    try {
      await reindex(paper);
      say(t("staff.reindex.said", { title: paper.title }));
    } catch (error) {
      say(error.message);
      button.after(el("p", { class: "fault", role: "alert" }, error.message));
    } finally {
      button.disabled = false;
    }
  }
  return button;
}

function removeButton(paper) {
  return el("button", { class: "button danger", type: "button", "aria-haspopup": "dialog", on: { click: () => removeAfterAsking(paper) } }, t("staff.remove.button"));
}

function roomsOf(paper, tables, room) {
  const rooms = [
    ["tables", `#/documents/${encodeURIComponent(paper.id)}`, t("staff.document.tables"), counted(tables.length), ""],
    ["checks", `#/documents/${encodeURIComponent(paper.id)}/checks`, t("staff.document.checks"),
      paper.checks_wrong ? t("staff.wrongCount", { n: paper.checks_wrong }) : t("staff.noneWrong"), paper.checks_wrong ? "wrong" : ""],
  ];
  return el("nav", { class: "rooms", "aria-label": t("staff.document.rooms") },
    rooms.map(([name, href, says, count, kind]) => el("a", { href, "aria-current": name === room ? "page" : null }, says, el("span", { class: `count ${kind}` }, count))));
}

function tablesOf(paper, tables) {
  if (!tables.length) return [el("p", { class: "empty" }, t("staff.tables.none"))];
  return [
    el("p", { class: "hint" }, t("staff.tables.hint")),
    el("ol", { class: "table-list" }, tables.map((table) => el("li", {}, el("a", { class: `table-line${table.empty ? " void" : ""}`, href: `#/documents/${encodeURIComponent(paper.id)}/tables/${encodeURIComponent(table.id)}` },
      el("span", { class: "table-name" }, table.title),
      el("span", { class: "table-facts" }, [
        table.pages.length > 0 && t("staff.tables.pages", { pages: spanOf(table.pages) }),
        t("staff.tables.size", { rows: table.rows, columns: table.columns }),
        table.unit && t("staff.tables.unit", { unit: table.unit }),
        table.empty && t("staff.tables.empty"),
      ].filter(Boolean).join(" · ")))))),
  ];
}

/** 8 or 8–9: pages follow one another. */
function spanOf(pages) {
  return pages.length > 1 ? `${pages[0]}–${pages.at(-1)}` : String(pages[0]);
}
