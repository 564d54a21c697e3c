// Looking for words: in names, in rows of tables, in text; and lighting them where they are found.

import { el } from "../shared/dom.js";

const AROUND = 40;

/** The words looked for, folded: full and half width, great and small are one. */
export function wordsOf(text) {
  return fold(text).split(/\s+/).filter(Boolean);
}

/** Does the text hold every word? */
export function holds(text, words) {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
}

/** The text as nodes, each word of it marked. */
export function lit(text, words) {
  const source = String(text ?? "");
  const folded = source.toLowerCase();
  const nodes = [];
  let from = 0;
  while (words.length && from < source.length) {
    const hits = words.map((word) => [folded.indexOf(word, from), word.length]).filter(([at]) => at >= 0);
    if (!hits.length) break;
    const [at, length] = hits.reduce((one, other) => (other[0] < one[0] || (other[0] === one[0] && other[1] > one[1]) ? other : one));
    nodes.push(source.slice(from, at), el("mark", {}, source.slice(at, at + length)));
    from = at + length;
  }
  return [...nodes, source.slice(from)].filter((node) => node !== "");
}

/** The part of a long text around its first word found. */
export function excerpt(text, words) {
  const folded = text.toLowerCase();
  const at = Math.min(...words.map((word) => folded.indexOf(word)).filter((found) => found >= 0));
  if (!Number.isFinite(at)) return text.slice(0, AROUND * 3);
  const from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + AROUND * 2);
  return `${from > 0 ? "…" : ""}${text.slice(from, to).replace(/\s+/g, " ")}${to < text.length ? "…" : ""}`;
}

/** The rows of a table whose name, code or figures hold the words: their indices. */
export function rowsWith(table, words) {
  const numbers = words.map((word) => word.replaceAll(",", ""));
  return table.rows.flatMap((row, at) => {
    const name = fold(`${row.code ?? ""} ${row.path.join(" ")}`);
    const cells = row.cells.map((cell) => fold(cell.text).replaceAll(",", ""));
    const own = fold(row.path.at(-1) ?? "");
    const found = words.every((word, n) => name.includes(word) || (/^-?[\d.]+$/.test(numbers[n]) ? cells.some((cell) => cell.startsWith(numbers[n])) : cells.some((cell) => cell.length > 8 && cell.includes(word))));
    // A heading above many rows isn't a hit in each of them: something of the row itself must fit.
    const itself = words.some((word, n) => own.includes(word) || (row.code ?? "").includes(word) || cells.some((cell) => cell.includes(numbers[n])));
    return found && itself ? [at] : [];
  });
}

function fold(text) {
  return String(text ?? "").normalize("NFKC").toLowerCase();
}
