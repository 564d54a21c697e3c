// The sentences of the pages, in the reader's language. Chinese also stands in the HTML itself.

import { setting } from "./settings.js";

const PLACES = [["data-t", null], ["data-t-label", "aria-label"], ["data-t-placeholder", "placeholder"], ["data-t-title", "title"]];

const named = new Set();
let sentences = {};

/** Load the sentences of these pages (`common`, `chat`…) and fill the elements that name them. */
export async function speak(...names) {
  names.forEach((name) => named.add(name));
  await load([...new Set(names)]);
  translate();
  delete document.documentElement.dataset.waiting;
}

/**
 * The sentence of `key` with `{name}`s filled in; the key itself where there is none.
 * @param {string} key
 * @param {Object<string, unknown>} [values] with `n: 1`, a sentence `key.one` comes before `key`
 */
export function t(key, values = {}) {
  const sentence = (values.n === 1 && sentences[`${key}.one`]) || (sentences[key] ?? key);
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Is there a sentence of that key? */
export function knows(key) {
  return key in sentences;
}

/** How times are written in the reader's language. */
export function locale() {
  return language() === "en" ? "en-GB" : "zh-CN";
}

/** A moment in the reader's language: 2026年11月24日 15:30. */
export function moment(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(at);
}

/** Fill the elements that name a sentence. */
function translate() {
  for (const [name, attribute] of PLACES) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      const key = one.getAttribute(name);
      if (!(key in sentences)) continue;
      if (attribute) one.setAttribute(attribute, sentences[key]);
      else one.textContent = sentences[key];
    }
  }
  const title = document.querySelector("title[data-t]");
  if (title && title.dataset.t in sentences) document.title = sentences[title.dataset.t];
}

/** In a page of another language, say of each piece of Chinese below `root` that it is Chinese. */
export function markChinese(root) {
  if (language() === "zh") return;
  for (const one of root.querySelectorAll("*")) {
    const own = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /[\u4e00-\u9fff]/.test(node.data));
    if (own && !one.lang && !(one instanceof SVGElement)) one.lang = "zh-CN";
  }
}

function language() {
  return setting("language");
}

async function load(names) {
  const files = await Promise.all(names.map(async (name) => {
    const path = new URL(`../i18n/${name}.${language()}.json`, import.meta.url);
    try {
      const response = await fetch(path);
      return response.ok ? await response.json() : {};
    } catch {
      return {}; // The HTML's own Chinese stays; keys show where nothing else can.
    }
  }));
  sentences = Object.assign({}, sentences, ...files);
}

// The switch: everything that was loaded once more, then whoever drew sentences draws them again (`spoken`).
document.addEventListener("setting", async ({ detail }) => {
  if (detail.name !== "language") return;
  await load([...named]);
  translate();
  document.dispatchEvent(new CustomEvent("spoken"));
});
