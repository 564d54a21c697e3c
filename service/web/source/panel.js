// The panel: a citation's table with its cell lit, its page with the place marked, its passage; the documents.

import { get } from "../shared/api.js";
import { byId, el } from "../shared/dom.js";
import { cellOf } from "../shared/match.js";
import { sheetOf } from "./sheet.js";
import { originOf } from "../shared/text.js";

const panel = byId("panel");
const body = byId("panel-body");
let opened = 0;

byId("panel-close").addEventListener("click", () => panel.close());
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });

/** Open on what `citation` points to. */
export async function openSource(citation) {
  const still = open(citation.table || citation.section?.split(" / ").at(-1) || citation.title, originOf(citation));
  if (!citation.table_id) return show(still, ...passageParts(citation));
  await load(still, async () => tableParts(await get(`/api/tables/${encodeURIComponent(citation.table_id)}`), citation));
}

/** Open on the list of documents; each unfolds into its tables. */
export async function openDocuments() {
  const still = open("收录文件", "问答只依据以下公开文件。");
  await load(still, async () => {
    const { documents } = await get("/api/documents");
    if (!documents.length) return [scroll(el("p", { class: "empty" }, "还没有收录文件。"))];
    return [scroll(el("div", { class: "catalogue" }, documents.map(paperOf)))];
  });
}

async function openTable(line, title) {
  const still = open(line.title, `《${title}》${line.unit ? `，单位：${line.unit}` : ""}`);
  await load(still, async () => tableParts(await get(`/api/tables/${encodeURIComponent(line.id)}`), {}));
}

function open(title, note) {
  byId("panel-title").textContent = title;
  byId("panel-note").textContent = note;
  body.replaceChildren();
  if (!panel.open) panel.showModal();
  byId("panel-title").focus();
  opened += 1;
  const mine = opened;
  return () => mine === opened;
}

function show(still, ...parts) {
  if (still()) body.replaceChildren(...parts);
}

async function load(still, parts) {
  show(still, scroll(el("p", { class: "empty" }, "正在读取…")));
  try {
    show(still, ...(await parts()));
  } catch (error) {
    show(still, scroll(el("p", { class: "empty" }, error.message)));
  }
  showLit();
}

/** Bring the lit cell into view: its middle, or its beginning where it fills the view. */
function showLit() {
  const lit = body.querySelector(".lit");
  if (!lit) return;
  const block = lit.offsetHeight > body.clientHeight / 2 ? "start" : "center";
  const inline = lit.offsetWidth > body.clientWidth / 2 ? "start" : "center";
  lit.scrollIntoView({ block, inline, behavior: "instant" });
}

function scroll(...children) {
  return el("div", { class: "panel-scroll", tabindex: "0" }, children);
}

function tableParts(table, citation) {
  const cell = cellOf(table, citation);
  const view = el("div", { class: "panel-scroll flush", tabindex: "0", role: "region", "aria-label": table.title });
  const asTable = () => {
    view.replaceChildren(sheetOf(table, cell), ...table.notes?.map((note) => el("p", { class: "notes" }, note)) ?? []);
    showLit();
  };
  const asPage = () => view.replaceChildren(leafOf(table.document, citation, true));
  const choices = [["表格", asTable]];
  if (citation.page && citation.box) choices.push(["原文页面", asPage]);
  const buttons = choices.map(([name, showIt], at) => el("button", {
    class: "view", type: "button", "aria-pressed": String(at === 0),
    on: { click: () => { buttons.forEach((one, other) => one.setAttribute("aria-pressed", String(other === at))); showIt(); } },
  }, name));
  asTable();
  const download = el("a", { class: "view plain", href: `/api/tables/${encodeURIComponent(table.id)}.csv`, download: true }, "下载 CSV");
  return [whereOf(citation, table), el("div", { class: "views" }, choices.length > 1 && buttons, download), view].filter(Boolean);
}

function whereOf(citation, table) {
  const lines = [["行", citation.row], ["列", citation.column], ["单位", table.unit]].filter(([, said]) => said);
  return lines.length > 0 && el("dl", { class: "where" }, lines.map(([name, said]) => [el("dt", {}, name), el("dd", {}, said)]));
}

function passageParts(citation) {
  const parts = [scroll(
    el("blockquote", { class: "passage" }, el("mark", {}, citation.quote)),
    citation.page && citation.box && leafOf(citation.document, citation),
  )];
  if (citation.section) parts.unshift(el("dl", { class: "where" }, el("dt", {}, "章节"), el("dd", {}, citation.section)));
  return parts;
}

/** The printed page with the place marked; `alone` scrolls to the place. */
function leafOf(documentId, { page, box }, alone = false) {
  const [left, top, right, bottom] = box;
  const mark = el("div", { class: "mark" });
  Object.assign(mark.style, {
    left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%`,
  });
  const picture = el("img", { src: `/api/documents/${encodeURIComponent(documentId)}/pages/${page}.png`, alt: `原文第 ${page} 页` });
  const leaf = el("figure", { class: "leaf" }, picture, mark);
  if (alone) picture.addEventListener("load", () => mark.scrollIntoView({ block: "center", inline: "center", behavior: "instant" }));
  picture.addEventListener("error", () => leaf.replaceChildren(el("p", { class: "empty" }, "这份文件没有页面图像。")));
  return leaf;
}

function paperOf(paper) {
  const kind = { budget: "预算", final: "决算" }[paper.kind] ?? "文件";
  const level = { department: "部门", unit: "单位" }[paper.level] ?? "";
  const facts = [`${paper.year ? `${paper.year} 年` : ""}${level}${kind}`, `${paper.tables} 张表`, `${paper.figures} 个数字`].join(" · ");
  const tables = el("ul", { class: "paper-tables" });
  const unfold = async () => {
    if (!details.open || tables.childElementCount) return;
    try {
      const found = (await get(`/api/documents/${encodeURIComponent(paper.id)}/tables`)).tables;
      tables.replaceChildren(...found.map((line) => el("li", {}, el(
        "button",
        { type: "button", disabled: line.empty, on: { click: () => openTable(line, paper.title) } },
        line.empty ? `${line.title}（空表）` : line.title,
      ))));
    } catch (error) {
      tables.replaceChildren(el("li", { class: "empty" }, error.message));
    }
  };
  const details = el(
    "details",
    { class: "paper", on: { toggle: unfold } },
    el("summary", {}, el("span", { class: "paper-title" }, paper.title), el("span", { class: "paper-facts" }, facts)),
    tables,
  );
  return details;
}
