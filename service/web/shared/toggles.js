// The settings popover: text size, theme, language. Any page has it by an element with `data-settings`.

import { byId, el } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { CHOICES, choose, setting } from "./settings.js";

const ORDER = ["text", "theme", "language"];

/** Put the button and its popover into `host`; after `speak`. */
export function mountSettings(host = document.querySelector("[data-settings]")) {
  const box = el("div", { class: "settings-box", id: "settings-box", role: "group", hidden: true });
  const word = el("span", { class: "word" });
  const button = el(
    "button",
    { class: "quiet", type: "button", id: "show-settings", "aria-expanded": "false", "aria-controls": "settings-box" },
    icon("sliders"),
    word,
  );
  const name = () => {
    word.textContent = t("settings");
    box.setAttribute("aria-label", t("settings"));
    const held = box.contains(document.activeElement) ? document.activeElement.id : null;
    box.replaceChildren(...ORDER.map(choicesOf));
    if (held) byId(held)?.focus();
  };
  const open = (shown) => {
    box.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) box.querySelector("input:checked")?.focus();
  };
  button.addEventListener("click", () => open(box.hidden));
  host.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    open(false);
    button.focus();
  });
  document.addEventListener("pointerdown", (event) => { if (!box.hidden && !host.contains(event.target)) open(false); });
  host.addEventListener("focusout", (event) => { if (event.relatedTarget && !host.contains(event.relatedTarget)) open(false); });
  document.addEventListener("spoken", name);
  host.classList.add("settings");
  host.replaceChildren(button, box);
  name();
}

function choicesOf(name) {
  return el(
    "fieldset",
    { class: "choices" },
    el("legend", {}, t(`settings.${name}`)),
    el("div", { class: "segments" }, CHOICES[name].map((value) => el(
      "label",
      {},
      el("input", {
        type: "radio", class: "unseen", id: `setting-${name}-${value}`, name: `setting-${name}`, value,
        checked: setting(name) === value, on: { change: () => choose(name, value) },
      }),
      el("span", { lang: name === "language" ? { zh: "zh-CN", en: "en" }[value] : null }, t(`settings.${name}.${value}`)),
    ))),
  );
}
