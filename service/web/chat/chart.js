// A drawing of rows of one unit: bars for names, a line for years; its values are written on it.

import { drawn } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { grouped } from "../shared/text.js";

const WIDTH = 296;
const MOST_BARS = 20;
const WIDE = 800; // px from which the drawing stands beside the table
const YEAR = /(?:19|20)\d\d(?=\D|$)/;

let charts = 0;

/**
 * @param {{label: string, value: string, unit: string}[]} rows
 * @returns {SVGElement|null} null where they can't be compared: one row, several units, no numbers, too many
 */
export function chartOf(rows) {
  const points = rows.map((row) => ({ ...row, size: Number(row.value) }));
  const sameUnit = new Set(points.map((point) => point.unit)).size === 1;
  if (points.length < 2 || !sameUnit || points.some((point) => !Number.isFinite(point.size))) return null;
  const years = yearsOf(points);
  if (years) return lineOf(years);
  return points.length <= MOST_BARS && points.some((point) => point.size !== 0) ? barsOf(points) : null;
}

/** The points in order of their years, where they are one thing's in different years; else null. */
function yearsOf(points) {
  const dated = points.map((point) => ({ ...point, year: Number(YEAR.exec(point.label)?.[0]) }));
  const things = new Set(dated.map((point) => point.label.replace(YEAR, "")));
  const distinct = new Set(dated.map((point) => point.year)).size === dated.length;
  if (!distinct || things.size > 1 || dated.some((point) => !point.year)) return null;
  return dated.sort((one, other) => one.year - other.year);
}

function barsOf(points) {
  const size = typeSize();
  const line = Math.round(size * 3.3);
  const height = points.length * line;
  const room = WIDTH - Math.max(...points.map((point) => widthOf(grouped(point.value), size))) - 8;
  const most = Math.max(0, ...points.map((point) => point.size));
  const least = Math.min(0, ...points.map((point) => point.size));
  const x = (value) => ((value - least) / (most - least)) * room;
  const bars = points.map((point, at) => {
    const top = at * line;
    const [from, to] = [x(Math.min(0, point.size)), x(Math.max(0, point.size))];
    return drawn(
      "g",
      {},
      drawn("text", { class: "chart-name", x: 0, y: top + size, "font-size": size }, cut(point.label, size)),
      drawn("rect", { class: point.size < 0 ? "bar below" : "bar", x: from, y: top + size * 1.5, width: Math.max(to - from, 1.5), height: size, rx: 3 }),
      drawn("text", { class: "chart-value", x: to + 6, y: top + size * 2.35, "font-size": size }, grouped(point.value)),
    );
  });
  const zero = least < 0 && drawn("line", { class: "zero", x1: x(0), x2: x(0), y1: 0, y2: height });
  return framed(height, t("chart.bars", { n: points.length }), points, [zero, bars]);
}

function lineOf(points) {
  const size = typeSize();
  const [top, bottom, side] = [size * 2.6, size * 2.4, 34];
  const height = top + bottom + 150;
  const sizes = points.map((point) => point.size);
  const least = Math.min(0, ...sizes);
  const most = Math.max(0, ...sizes);
  const x = (at) => side + (at * (WIDTH - 2 * side)) / (points.length - 1);
  const y = (value) => top + (1 - (value - least) / (most - least || 1)) * 150;
  const path = points.map((point, at) => `${at ? "L" : "M"}${x(at).toFixed(1)} ${y(point.size).toFixed(1)}`).join("");
  return framed(height, t("chart.line", { from: points[0].year, to: points.at(-1).year }), points, [
    drawn("line", { class: "zero", x1: 0, x2: WIDTH, y1: y(0), y2: y(0) }),
    drawn("path", { class: "trend", d: path }),
    points.map((point, at) => drawn(
      "g",
      {},
      drawn("circle", { class: "dot", cx: x(at), cy: y(point.size), r: 4.5 }),
      drawn("text", { class: "chart-value", x: x(at), y: y(point.size) - size, "font-size": size, "text-anchor": "middle" }, grouped(point.value)),
      drawn("text", { class: "chart-name", x: x(at), y: height - size * 0.6, "font-size": size, "text-anchor": "middle" }, String(point.year)),
    )),
  ]);
}

function framed(height, title, points, children) {
  charts += 1;
  const unit = points[0].unit ?? "";
  const said = points.map((point) => t("chart.point", { label: point.label, value: `${grouped(point.value)}${unit}` })).join(t("chart.between"));
  return drawn(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`, role: "img", "aria-labelledby": `chart-${charts}`, "aria-describedby": `chart-${charts}-said` },
    drawn("title", { id: `chart-${charts}` }, title),
    drawn("desc", { id: `chart-${charts}-said` }, said),
    children,
  );
}

/**
 * Sizes in the drawing's own units, so that its words are about as large as those beside it: a drawing grows with
 * its place, and its place with the window or, in a wide one, with the reader's text.
 */
function typeSize() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const place = innerWidth < WIDE ? Math.min(30 * rem, innerWidth - 6 * rem) : 0.42 * Math.min(48 * rem, innerWidth - 2 * rem);
  return Math.min(24, Math.max(10, (0.82 * rem * WIDTH) / place));
}

function widthOf(text, size) {
  return [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? size : size * 0.6), 0);
}

/** As much of the name as a line holds. */
function cut(text, size) {
  if (widthOf(text, size) <= WIDTH) return text;
  let kept = "";
  for (const sign of text) {
    if (widthOf(`${kept}${sign}…`, size) > WIDTH) break;
    kept += sign;
  }
  return `${kept}…`;
}
