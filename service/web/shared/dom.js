// Elements from plain values. Text only ever becomes a text node: nothing here can run as markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Object<string, unknown>} [traits] `class`, `on` ({event: listener}), and attributes; true is a bare one.
 * @param {...(Node|string|null|false|undefined|Array)} children strings become text, nothing is skipped
 * @returns {HTMLElement}
 */
export function el(tag, traits = {}, ...children) {
  return filled(document.createElement(tag), traits, children);
}

/** As `el`, for the elements of a drawing. @returns {SVGElement} */
export function drawn(tag, traits = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), traits, children);
}

/** @param {string} id @returns {any} the page's own element of that id */
export function byId(id) {
  return document.getElementById(id);
}

/** Tell those who listen rather than look. */
export function say(words) {
  byId("status").textContent = words;
}

function filled(node, traits, children) {
  for (const [name, value] of Object.entries(traits)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "") node.append(child);
  }
  return node;
}
