// Plain words from an answer's parts: grouped digits, where a citation points, what is copied.

/** 1482391.5 → 1,482,391.5; anything that isn't a plain decimal stays as it is. */
export function grouped(value) {
  const text = String(value ?? "");
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole, part] = text.split(".");
  const shown = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? shown : `${shown}.${part}`;
}

/** Where on the table or in the text, by last names: 表三 · 行政运行 × 合计. */
export function placeOf(citation) {
  const cell = [citation.row, citation.column].filter(Boolean).map((path) => path.split(" / ").at(-1)).join(" × ");
  const home = citation.table || citation.section;
  return [home, cell].filter(Boolean).join(" · ") || citation.title;
}

/** What it stands in: 《…2025年度单位预算公开》第 12 页, or 工作表“表三”C12. */
export function originOf(citation) {
  const page = citation.page ? `第 ${citation.page} 页` : "";
  return `《${citation.title}》${citation.sheet ? `工作表“${citation.sheet}”${citation.cell || ""}` : page}`;
}

/**
 * The text without what the page shows in a better place: lines that repeat a row, and the list of
 * sources. `origin` is the line that says where a quotation is from.
 */
export function spoken({ text, kind, rows = [], citations = [] }) {
  const repeatsRow = (line) => rows.some((row) => row.label && line.includes(row.label) && line.includes(row.value)
    && line.length < row.label.length + row.value.length + 16);
  const isList = (line) => citations.length > 0 && /^(来源|Sources?)[：:]/.test(line);
  const isOrigin = (line) => kind === "passage" && line.startsWith("——");
  const lines = text.split("\n");
  const kept = lines.filter((line) => !repeatsRow(line) && !isList(line) && !isOrigin(line));
  return { told: (kept.length ? kept : lines).join("\n"), origin: lines.filter(isOrigin).join("\n") };
}

/** The answer as it is pasted elsewhere: question, text, rows, sources. */
export function copied(question, answer) {
  const rows = (answer.rows ?? []).map((row) => `${row.label}：${grouped(row.value)}${row.unit ?? ""}`);
  const sources = (answer.citations ?? []).map(
    (citation, at) => `[${at + 1}] ${originOf(citation)}${placeOf(citation) === citation.title ? "" : `，${placeOf(citation)}`}`,
  );
  const parts = [`问：${question}`, `答：${answer.text}`];
  if (rows.length) parts.push(rows.join("\n"));
  if (sources.length) parts.push(`依据：\n${sources.join("\n")}`);
  return parts.join("\n");
}
