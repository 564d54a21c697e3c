// The words the service knows, as they stand, and where they are added to.

import { el, say } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { get } from "./api.js";
import { counted, fill, paused } from "./view.js";

const COLUMNS = ["name", "code", "aliases", "scheme", "source"];
const TEACHING = [
  ["alias", "ingest/lexicon/functional.tsv, economic.tsv, economic_government.tsv"],
  ["term", "ingest/lexicon/aliases.yaml"],
  ["short", "ingest/lexicon/abbreviations.tsv"],
  ["same", "ingest/lexicon/synonyms.tsv"],
  ["sum", "ingest/lexicon/compounds.tsv"],
];

/** Show the lexicon in `section`. */
export async function showLexicon(section) {
  document.title = t("staff.title", { view: t("staff.nav.lexicon") });
  if (section.childElementCount) return;
  const list = el("div", { class: "lexicon-list" });
  const search = el("input", { type: "search", id: "find-word", class: "input", maxlength: "50", placeholder: t("staff.lexicon.find"), "aria-label": t("staff.lexicon.find"),
    on: { input: paused(() => refresh(list, search.value.trim())) } });
  section.append(
    el("h1", { tabindex: "-1" }, t("staff.nav.lexicon")),
    el("p", { class: "hint" }, t("staff.lexicon.lead")),
    el("div", { class: "tools" }, search),
    teaching(),
    list,
  );
  await refresh(list, "");
}

async function refresh(list, words) {
  await fill(list, async () => {
    const { entries, total } = await get(`/api/lexicon?${new URLSearchParams({ q: words })}`);
    say(t("staff.lexicon.count", { n: total }));
    if (!entries.length) return [el("p", { class: "empty" }, t("staff.lexicon.none", { words }))];
    const tally = total > entries.length ? t("staff.lexicon.cut", { n: entries.length, all: counted(total) }) : t("staff.lexicon.count", { n: counted(total) });
    return [el("p", { class: "hint" }, tally), tableOf(entries)];
  });
}

function tableOf(entries) {
  return el("table", { class: "ledger lexicon", role: "table", "aria-label": t("staff.nav.lexicon") },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, COLUMNS.map((name) => el("th", { role: "columnheader", scope: "col" }, t(`staff.lexicon.${name}`))))),
    el("tbody", { role: "rowgroup" }, entries.map((entry) => el("tr", { role: "row" },
      COLUMNS.map((name) => el("td", { role: "cell", class: name, "data-name": t(`staff.lexicon.${name}`) }, saidOf(entry, name)))))));
}

function saidOf(entry, name) {
  switch (name) {
    case "aliases":
      return entry.aliases.length ? el("ul", { class: "words" }, entry.aliases.map((alias) => el("li", {}, alias))) : "—";
    case "scheme":
      return t(`staff.scheme.${entry.kind}`);
    default:
      return entry[name] || "—";
  }
}

function teaching() {
  return el("details", { class: "fold teaching" },
    el("summary", {}, t("staff.lexicon.teach")),
    el("div", {},
      el("p", {}, t("staff.lexicon.teachLead")),
      el("dl", {}, TEACHING.map(([name, file]) => [el("dt", {}, t(`staff.lexicon.teach.${name}`)), el("dd", {}, el("code", {}, file))])),
      el("p", {}, t("staff.lexicon.teachDocs"), " ", el("code", {}, "docs/lexicon.md"))));
}
