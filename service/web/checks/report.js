// The reconciliation report: in the reader's language, theme and text size, and to paper by a button.

import { byId } from "../shared/dom.js";
import { markChinese, speak, t } from "../shared/i18n.js";
import { mountSettings } from "../shared/toggles.js";

const subject = document.querySelector(".of").textContent;

function spoken() {
  document.title = `${t("checks.title")} · ${subject}`;
  markChinese(document.querySelector("main"));
}

await speak("common", "checks");
mountSettings();
spoken();
document.addEventListener("spoken", spoken);
const print = byId("print");
print.hidden = false;
print.addEventListener("click", () => window.print());
