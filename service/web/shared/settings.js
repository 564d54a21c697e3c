// What a reader sets for every page: theme, text size, language. Kept in this browser only.

const KEY = "mingzhang.settings";
const PAPER = { light: "#f6f5f1", dark: "#14181d" };

/** Every setting with its values, the first of which is the default. */
export const CHOICES = {
  theme: ["auto", "light", "dark"],
  text: ["normal", "large", "larger"],
  language: ["zh", "en"],
};

const current = read();

/** @param {"theme"|"text"|"language"} name @returns {string} its value */
export function setting(name) {
  return current[name];
}

/** Keep a setting and put it on the page; `document` hears a `setting` event with `{name, value}`. */
export function choose(name, value) {
  if (current[name] === value) return;
  current[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage is off: the choice holds until the page is left.
  }
  apply();
  document.dispatchEvent(new CustomEvent("setting", { detail: { name, value } }));
}

function read() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    // Unreadable: as if nothing had been kept.
  }
  return Object.fromEntries(Object.entries(CHOICES).map(([name, values]) => [name, values.includes(kept[name]) ? kept[name] : values[0]]));
}

function apply() {
  const root = document.documentElement;
  mark(root, "theme", current.theme, "auto");
  mark(root, "text", current.text, "normal");
  root.lang = current.language === "en" ? "en" : "zh-CN";
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? "dark" : "light";
    meta.content = PAPER[current.theme === "auto" ? own : current.theme];
  }
}

function mark(root, name, value, usual) {
  if (value === usual) delete root.dataset[name];
  else root.dataset[name] = value;
}

apply();
