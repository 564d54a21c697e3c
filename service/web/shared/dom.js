// Elements from plain values. Text only ever becomes a text node: nothing here can run as markup.

/**
 * @param {string} tag
 * @param {Object<string, unknown>} [traits] `class`, `on` ({event: listener}), and attributes; true is a bare one.
 * @param {...(Node|string|null|false|undefined|Array)} children strings become text, nothing is skipped
 * @returns {HTMLElement}
 */
export function el(tag, traits = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "") node.append(child);
  }
  return node;
}

/** @param {string} id @returns {any} the page's own element of that id */
export function byId(id) {
  return document.getElementById(id);
}
