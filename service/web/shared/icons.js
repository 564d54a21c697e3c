// Line icons, drawn in the text's colour. For the eye only: whatever shows one has a name of its own.

import { drawn } from "./dom.js";

const PATHS = {
  plus: "M12 5v14M5 12h14",
  book: "M5 4.5h9a3 3 0 0 1 3 3v12H8a3 3 0 0 1-3-3zM17 8.5h2v11M8.5 8.5h5M8.5 12h5",
  sliders: "M4 8h9M19 8h1M4 16h1M11 16h9M16 5.5v5M8 13.5v5",
  copy: "M9 8.5h9.5V20H9zM6 15.5H5V4h9.5v1",
  share: "M12 15V4M8 7.5 12 4l4 3.5M6 11H5v9h14v-9h-1",
  download: "M12 4v11M8 11.5l4 3.5 4-3.5M5 19.5h14",
  print: "M7 9V4h10v5M7 16H4.5V9h15v7H17M7 13.5h10V20H7z",
  up: "M7 10.5v9H4v-9zM7 11l4-7.5c1.6 0 2.6 1.2 2.2 2.9L12.5 9.5H18a2 2 0 0 1 2 2.4l-1.3 6a2 2 0 0 1-2 1.6H7",
  down: "M17 13.5v-9h3v9zM17 13l-4 7.5c-1.6 0-2.6-1.2-2.2-2.9l.7-3.1H6a2 2 0 0 1-2-2.4l1.3-6a2 2 0 0 1 2-1.6H17",
  quote: "M10 7H5v6h5zM10 13c0 2.5-1.5 4-4 4.5M19 7h-5v6h5zM19 13c0 2.5-1.5 4-4 4.5",
  again: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4h-4",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
};

/** @param {keyof typeof PATHS} name @returns {SVGElement} */
export function icon(name) {
  return drawn(
    "svg",
    { viewBox: "0 0 24 24", width: "1.25em", height: "1.25em", class: "icon", "aria-hidden": "true", focusable: "false" },
    drawn("path", { d: PATHS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );
}
