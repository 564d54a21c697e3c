/*! 明账 Mingzhang: a chat bubble or <mingzhang-chat>; no cookies, no storage, no third party. See docs/embedding.md */
(() => {
  "use strict";
  const NAME = "mingzhang-chat";
  const script = document.currentScript || document.querySelector("script[src*='/widget.js']");
  if (!script || customElements.get(NAME)) return;
  const SERVICE = new URL(".", script.src).href;
  const SHEET = "(max-width: 480px), (max-height: 480px)"; // too small for a window: a sheet over the page
  const PATIENCE = 60000; // milliseconds
  const SOURCES = 4; // shown; the rest stands behind the answer's own link

  const WORDS = {
    zh: {
      title: "预算决算问答", close: "关闭", fresh: "新对话", log: "问答记录",
      hello: "政府的账，问一句就明白", lead: "数字都取自已公开的预算、决算文件，注明出处，可以核对。",
      examples: "可以这样问", question: "您的问题", hint: "例如：“三公”经费是多少", send: "提问",
      notice: "仅供查阅，以官方公开原文为准。", tab: "（新标签页）", waiting: "正在查账…", rows: "明细", steps: "怎么得出的", options: "请选择",
      sources: "出处（点开核对）", more: "全部 {n} 处出处", up: "有帮助", down: "没有帮助", thanks: "谢谢您的评价。", why: "哪里不对？可以不填", submit: "提交",
      unsent: "没有送到，请再按一次。", there: "到问答页面提问", page: "《{title}》第 {page} 页", work: "《{title}》{sheet}{cell}",
      offline: "连不上问答服务。请检查网络，再按一次提问；您的问题还在输入框里。",
      broken: "服务暂时无法回答。请稍后再按一次提问；您的问题还在输入框里。",
      origin: "本网站（{origin}）尚未获准使用这项问答服务，需由服务管理员将其加入 MINGZHANG_ALLOWED_ORIGINS。您可以先到问答页面提问。",
    },
    en: {
      title: "Ask about the budget", close: "Close", fresh: "Start over", log: "Questions and answers",
      hello: "Public accounts in plain words", lead: "Every figure comes from a published budget or final account, with its source for you to check.",
      examples: "You could ask", question: "Your question", hint: "e.g. What is total expenditure?", send: "Ask",
      notice: "For reference only; the official disclosure prevails.", tab: " (new tab)", waiting: "Looking it up…", rows: "Details", steps: "How it was worked out", options: "Choose one",
      sources: "Sources (open to check)", more: "All {n} sources", up: "Helpful", down: "Not helpful", thanks: "Thank you.", why: "What is wrong? (optional)", submit: "Send",
      unsent: "That didn’t get through. Please press again.", there: "Ask on the service’s page", page: "{title}, p. {page}", work: "{title} {sheet}{cell}",
      offline: "The service can’t be reached. Check your connection and ask again; your question is still in the box.",
      broken: "The service can’t answer right now. Please ask again later; your question is still in the box.",
      origin: "This site ({origin}) isn’t allowed to use the service yet: its operator has to add it to MINGZHANG_ALLOWED_ORIGINS. Meanwhile you can ask on the service’s own page.",
      429: "Too many questions. Wait {n} seconds, then ask again; your question is still in the box.",
      422: "The service couldn’t read this question. Please put it another way.",
    },
  };

  // rem is the page's root size within bounds (see `connectedCallback`): pages use roots of 10 or 100 px to count in.
  const CSS = `
:host { display: block; height: 36rem; }
:host([data-bubble]) { display: contents !important; opacity: 1 !important; }
:host([hidden]) { display: none !important; }
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit; letter-spacing: inherit; }
.mz { all: initial; direction: ltr; display: block; height: 100%; color: var(--ink); font: 1rem/1.6 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; color-scheme: light;
  --paper: #f6f5f1; --card: #fff; --ink: #1c2430; --soft: #566171; --line: #dedcd3; --accent: #1d4f7c; --on: #fff; --tint: #e7eef5; --seal: #b5362c; --shadow: 0 2px 4px rgba(28,36,48,.08), 0 12px 40px rgba(28,36,48,.18);
  --sans: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; --serif: "Songti SC", "Noto Serif CJK SC", SimSun, serif; }
.dark { color-scheme: dark; --paper: #14181d; --card: #1c2229; --ink: #e8ebef; --soft: #a3adba; --line: #343d48; --accent: #8fbfe8; --on: #10161d; --tint: #22303d; --seal: #d9584c; --shadow: 0 0 0 1px #343d48, 0 12px 40px rgba(0,0,0,.5); }
ul { list-style: none; }
button { color: inherit; border: 0; background: none; cursor: pointer; }
a { color: var(--accent); }
[hidden] { display: none !important; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
svg { flex: none; width: 1.375rem; height: 1.375rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.seal { width: 34px; height: 34px; stroke: #fff; stroke-width: 5; } .seal :first-child { fill: var(--seal); stroke: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launch { position: fixed; z-index: 2147483646; right: 1.25rem; bottom: calc(1.25rem + env(safe-area-inset-bottom)); display: flex; align-items: center; gap: .5rem; max-width: calc(100vw - 2.5rem); min-height: 3.5rem; padding: .5rem 1.375rem .5rem 1.125rem; border: 1px solid transparent; border-radius: 99px; background: var(--accent); color: var(--on); font-weight: 500; line-height: 1.3; text-align: left; box-shadow: 0 0 0 2px var(--card), var(--shadow); }
.panel { position: relative; display: flex; flex-direction: column; height: 100%; border: 1px solid var(--line); border-radius: 16px; background: var(--paper); overflow: hidden; }
.bubble .panel { position: fixed; z-index: 2147483647; right: 1.25rem; bottom: 1.25rem; width: min(26rem, calc(100vw - 2.5rem)); height: min(42rem, calc(100vh - 2.5rem)); box-shadow: var(--shadow); }
.left .launch, .left .panel { right: auto; left: 1.25rem; }
.shade { display: none; }
.head { display: flex; align-items: center; gap: .5rem; padding: .5rem .5rem .5rem 1rem; border-bottom: 1px solid var(--line); background: var(--card); }
h2, .hello { font: 700 1.0625rem/1.4 var(--serif); } h2 { flex: 1; min-width: 0; } .hello { font-size: 1.375rem; margin: .5rem 0 .25rem; }
.quiet { flex: none; display: inline-flex; align-items: center; justify-content: center; min-width: 44px; min-height: 44px; padding: 0 10px; border-radius: 10px; color: var(--accent); font-size: .875rem; }
.log { flex: 1; min-height: 0; padding: 1rem; overflow-y: auto; overscroll-behavior: contain; } .log:focus-visible { outline-offset: -3px; }
.lead, .label, .small, .aside, .unit, .under, .head .close { color: var(--soft); }
.label, .small, .source { font-size: .875rem; } .aside, .under, .number { font-size: .8125rem; }
.small { margin: 1.25rem 0 .5rem; } .answer .small { margin-top: 0; }
.list, .turn { display: grid; gap: .5rem; } .turn + .turn { margin-top: 1.25rem; }
.choice, .answer, .source { border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
.choice { width: 100%; min-height: 48px; padding: .5rem .875rem; text-align: left; }
.quiet:hover, .choice:hover, .source:hover { background: var(--tint); }
.choice, .lead, .asked, .answer { font-size: .9375rem; }
.asked { justify-self: end; max-width: 88%; padding: .5rem .875rem; border-radius: 16px 16px 4px; background: var(--tint); font-weight: 500; white-space: pre-wrap; }
.answer { min-width: 0; padding: 1rem; } .answer > * + * { margin-top: .75rem; }
.refusal, .clarify, .failed { border-left: 4px solid var(--soft); } .failed { border-left-color: var(--seal); }
.value { font-size: 1.375rem; font-weight: 650; line-height: 1.2; } .main .value { font-size: 2.625rem; } .main .long { font-size: 1.875rem; }
.unit { margin-left: .2em; font-weight: 400; font-size: .875rem; } .main .unit { font-size: 1.25rem; }
.words { white-space: pre-wrap; } .passage > .words { padding-left: .875rem; border-left: 3px solid var(--accent); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: baseline; } td { padding-left: 1rem; font-weight: 600; text-align: right; white-space: nowrap; }
.bar { display: block; height: 6px; margin-top: .25rem; border-radius: 3px; background: var(--accent); }
summary { min-height: 44px; padding: .625rem 0; color: var(--accent); font-size: .875rem; cursor: pointer; } details { font-size: .875rem; }
.source { display: grid; grid-template-columns: auto 1fr; gap: 0 .625rem; padding: .5rem .75rem; text-decoration: none; }
.number { grid-row: span 2; align-self: start; min-width: 1.5rem; border-radius: 6px; background: var(--tint); font-weight: 600; line-height: 1.5rem; text-align: center; }
.failed .quiet { margin: .25rem 0 -.5rem -10px; }
.thumbs + .field { margin-top: 1rem; } .thumbs { display: flex; align-items: center; gap: .25rem; margin: .25rem 0 -.5rem -.5rem; } .thumbs button { color: var(--soft); } [aria-pressed=true] { color: var(--accent) !important; background: var(--tint); }
.ask { padding: .625rem .75rem 0; border-top: 1px solid var(--line); background: var(--card); }
.field { display: flex; align-items: flex-end; padding: 3px; border: 1px solid var(--soft); border-radius: 16px; } .field:focus-within { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
textarea, input { flex: 1; min-width: 0; max-height: 8rem; padding: .5rem .75rem; border: 0; outline: 0 !important; background: none; color: inherit; resize: none; } ::placeholder { color: var(--soft); opacity: 1; }
.send { display: grid; place-items: center; width: 44px; height: 44px; border: 1px solid transparent; border-radius: 12px; background: var(--accent); color: var(--on); } .send[aria-disabled=true] { background: var(--tint); color: var(--soft); cursor: default; }
.under { display: flex; align-items: center; min-height: 2.5rem; padding: 0 .25rem; }
@media ${SHEET} {
  .shade { display: block; position: fixed; z-index: 2147483646; inset: 0; background: rgba(16,20,26,.45); }
  .bubble .panel { left: 0; right: 0; bottom: var(--below, 0); width: auto; height: calc(var(--seen, 100vh) - min(3rem, 10vh)); border-width: 1px 0 0; border-radius: 18px 18px 0 0; }
  .bubble .ask { padding-bottom: env(safe-area-inset-bottom); }
}
@media (prefers-reduced-motion: no-preference) { .bubble .panel, .turn { animation: rise .2s ease-out; } @keyframes rise { from { opacity: 0; transform: translateY(10px); } } }
@media print { .bubble { display: none; } }`;

  const PATHS = {
    talk: "M4 5h16v11H10l-4.5 4v-4H4zM8 9h8M8 12.2h5", send: "M12 20V5M5.5 11.5 12 5l6.5 6.5", close: "m6 6 12 12M18 6 6 18",
    up: "M7 11v9H4v-9zl4.5-7q2 .3 1.6 3l-.6 3H19q1.5 0 1.2 1.5l-1.4 7Q18.5 20 17 20H7", down: "M7 13V4H4v9zl4.5 7q2-.3 1.6-3l-.6-3H19q1.5 0 1.2-1.5l-1.4-7Q18.5 4 17 4H7",
    seal: "M15 17h11v28H15zM15 31h11M37 16h13v31M37 16v21q0 7-5 11M37 26h13M37 36h13",
  };

  /** An element; text only ever becomes a text node. `on…` traits are listeners, true is a bare attribute. */
  function el(tag, traits, ...children) {
    const node = /^(svg|path|rect)$/.test(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(traits || {})) {
      if (typeof value === "function") node.addEventListener(name.slice(2), value);
      else if (value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(3).filter(Boolean));
    return node;
  }
  const icon = (name) => el("svg", { class: name === "seal" && name, viewBox: name === "seal" ? "0 0 64 64" : "0 0 24 24", "aria-hidden": "true" }, name === "seal" && el("rect", { x: 3, y: 3, width: 58, height: 58, rx: 12 }), el("path", { d: PATHS[name] }));
  const press = (name, label, onclick) => el("button", { class: `quiet ${name}`, type: "button", "aria-label": label, onclick }, icon(name));
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] || "");
  const language = (text) => (/[\u4e00-\u9fff]/.test(text) ? "zh-CN" : "en");
  const grouped = (value) => value.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  const last = (path) => (path || "").split(" / ").pop();

  const send = (path, options) => fetch(SERVICE + path, { credentials: "omit", cache: "no-store", ...options });

  /** JSON from the service. Raises {key of WORDS} or {key, status, detail}. */
  async function call(path, body) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PATIENCE);
    let response;
    try {
      response = await send(path, { signal: abort.signal, ...(body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }) });
      if (response.status === 204) return null;
      const said = await response.json();
      if (response.ok) return said;
      throw { key: "broken", status: response.status, detail: said.detail };
    } catch (error) {
      throw error.key ? error : { key: response || abort.signal.aborted ? "broken" : await cause() };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Why nothing came. A browser doesn't tell a lost connection from an origin that isn't allowed; asking plainly does. */
  async function cause() {
    const reached = (path, options) => send(path, options).then(() => true, () => false);
    if (await reached("healthz")) return "broken";
    return (await reached("widget.js", { mode: "no-cors", method: "HEAD" })) ? "origin" : "offline";
  }

  /** `rgb` moved towards `end` (0 or 255) until it has a contrast of 4.5 to a ground of that luminance (WCAG). */
  function legible(rgb, ground, end) {
    const light = (color) => color.reduce((sum, c, at) => sum + (c / 255) ** 2.2 * [.2126, .7152, .0722][at], .05);
    let shown = rgb;
    for (let part = 0; part <= 1 && Math.max(light(shown) / ground, ground / light(shown)) < 4.6; part += .05) shown = rgb.map((c) => Math.round(c + (end - c) * part));
    return `rgb(${shown})`;
  }

  /** The largest of rows that a drawing may hold against each other: of one unit, none negative; else 0. */
  function comparable(rows) {
    const values = rows.map((row) => Number(row.value));
    return rows.length > 1 && rows.every((row, at) => row.unit === rows[0].unit && values[at] >= 0) ? Math.max(...values) : 0;
  }

  function bar(part) {
    const node = el("span", { class: "bar" });
    node.style.width = `max(2px, ${part * 100}%)`;
    return node;
  }

  const amount = (one) => [grouped(one.value), one.unit && el("span", { class: "unit" }, one.unit)];
  const table = (caption, rows, most) => el("table", {}, el("caption", { class: "unseen" }, caption),
    el("tbody", {}, rows.map((one) => el("tr", {}, el("th", { scope: "row" }, one.label, most && bar(one.value / most)), el("td", {}, amount(one))))));

  class MingzhangChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const css = CSS.replace(/([\d.]+)rem/g, "calc(var(--u)*$1)");
      try {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        root.adoptedStyleSheets = [sheet];
      } catch { // browsers before 2023, which need style-src 'unsafe-inline'
        root.append(el("style", {}, css));
      }
      this.bubble = this.hasAttribute("data-bubble");
      this.t = WORDS[/^en/i.test(this.option("lang") || document.documentElement.lang) ? "en" : "zh"];
      this.documents = this.option("documents").split(/[\s,|]+/).filter(Boolean);
      this.conversation = null;
      root.append(this.frame = this.build());
      this.paint = (name, value) => this.frame.style.setProperty(name, value);
      this.paint("--u", this.option("size") || "clamp(16px, 1rem, 32px)");
      this.coloured();
      if (!this.bubble) this.begin();
      else this.fitted();
      if (this.bubble && /^(|true)$/.test(this.getAttribute("data-open") ?? "no")) this.show(false);
    }

    /** An option of this element: data-name or name. */
    option(name) {
      return this.getAttribute(`data-${name}`) || this.getAttribute(name) || "";
    }

    build() {
      const { t, bubble } = this;
      const title = this.option("title") || t.title;
      this.log = el("div", { class: "log", tabindex: "0", role: "group", "aria-label": t.log },
        this.welcome = el("div", {}, el("p", { class: "hello" }, t.hello), el("p", { class: "lead" }, t.lead), this.examples = el("div")));
      this.box = el("textarea", {
        id: "box", rows: 1, maxlength: 500, placeholder: t.hint, enterkeyhint: "send", "aria-describedby": "notice", oninput: () => this.grow(),
        // While an input method is composing, Enter picks a word and must not send.
        onkeydown: (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); this.ask(this.box.value); } },
      });
      this.button = el("button", { class: "send", "aria-label": t.send, "aria-disabled": "true" }, icon("send"));
      this.fresh = el("button", { class: "quiet", type: "button", hidden: true, onclick: () => this.restart() }, t.fresh);
      this.status = el("p", { class: "unseen", role: "status" });
      this.heading = el("h2", { id: "title" }, title);
      this.panel = el("section", { class: "panel", role: bubble ? "dialog" : "region", "aria-labelledby": "title", hidden: bubble, onkeydown: (event) => this.pressed(event) },
        el("div", { class: "head" }, icon("seal"), this.heading, this.fresh, bubble && press("close", t.close, () => this.close())),
        this.log,
        el("form", { class: "ask", onsubmit: (event) => { event.preventDefault(); this.ask(this.box.value); } },
          el("label", { class: "unseen", for: "box" }, t.question), el("div", { class: "field" }, this.box, this.button), el("p", { class: "under", id: "notice" }, t.notice)),
        this.status);
      this.launch = el("button", { class: "launch", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", hidden: !bubble, onclick: () => this.show() }, icon("talk"), title);
      this.shade = el("div", { class: "shade", hidden: true, onclick: () => this.close() });
      return el("div", { class: `mz ${bubble ? "bubble" : ""} ${/left/.test(this.option("position")) ? "left" : ""}`, lang: language(t.title) }, this.launch, this.shade, this.panel);
    }

    link(href, name, ...children) {
      return el("a", { href, class: name, target: "_blank", rel: "noopener noreferrer" }, children, el("span", { class: "unseen" }, this.t.tab));
    }

    /** Dark as the reader's device, unless the page fixes a theme; the page's own colour, made legible on either. */
    coloured() {
      const night = matchMedia("(prefers-color-scheme: dark)");
      const paint = () => {
        const dark = /^dark/.test(this.option("theme") || (night.matches ? "dark" : ""));
        this.frame.classList.toggle("dark", dark);
        this.paint("color", "");
        this.paint("color", this.option("color"));
        if (!this.frame.style.color) return;
        const rgb = getComputedStyle(this.frame).color.match(/[\d.]+/g).slice(0, 3).map(Number);
        this.paint("color", "");
        const accent = dark ? legible(rgb, .075, 255) : legible(rgb, .9, 0);
        this.paint("--accent", accent);
        this.paint("--tint", accent.replace("rgb(", "rgba(").replace(")", ",.1)"));
      };
      night.addEventListener?.("change", paint);
      paint();
    }

    /** A sheet stays above the keyboard of a phone; when the page is magnified, it stays where it is. */
    fitted() {
      const seen = window.visualViewport;
      const fit = () => {
        if (seen.scale > 1.01) return;
        this.paint("--seen", `${seen.height}px`);
        this.paint("--below", `${Math.max(0, innerHeight - seen.height - seen.offsetTop)}px`);
      };
      seen?.addEventListener("resize", fit);
      if (seen) fit();
    }

    /** Open the bubble and put the reader into it. */
    show(focus = true) {
      this.opened(true);
      this.begin();
      if (focus) this.box.focus();
    }

    /** Close it and put the reader back. */
    close() {
      this.opened(false);
      this.launch.focus();
    }

    opened(open) {
      if (!this.bubble) return;
      this.panel.hidden = this.shade.hidden = !open;
      this.launch.hidden = open;
      this.launch.setAttribute("aria-expanded", open);
    }

    pressed(event) {
      if (!this.bubble || event.isComposing) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      } else if (event.key === "Tab" && matchMedia(SHEET).matches) {
        // A sheet covers the page: focus must not go where nobody sees it. A window lets it go.
        const stops = [...this.panel.querySelectorAll("a, button, textarea, input, summary, [tabindex]")].filter((one) => one.offsetParent);
        const at = event.shiftKey ? 0 : stops.length - 1;
        if (this.shadowRoot.activeElement !== stops[at]) return;
        event.preventDefault();
        stops[stops.length - 1 - at].focus();
      }
    }

    /** Learn what can be asked, once the reader is there: a page that isn't used sends nothing. */
    async begin() {
      if (this.begun) return;
      this.begun = true;
      let questions = this.option("examples").split("|").map((one) => one.trim()).filter(Boolean);
      try {
        const known = await call(`api/examples?${new URLSearchParams([["language", this.t === WORDS.en ? "en" : "zh"], ...this.documents.map((id) => ["documents", id])])}`);
        if (!this.option("title") && known.unit_name) Object.assign(this.heading, { textContent: known.unit_name, lang: language(known.unit_name) });
        if (!questions.length) questions = known.questions;
      } catch (trouble) {
        this.begun = false; // tried again when opened again
        if (trouble.key === "origin") this.examples.replaceChildren(this.failure(trouble, ""));
        if (trouble.key === "origin") return;
      }
      if (questions.length) this.examples.replaceChildren(el("h3", { class: "small" }, this.t.examples), this.choices(questions, this.t.examples));
    }

    choices(questions, label) {
      return el("ul", { class: "list", "aria-label": label }, questions.map((one) => el("li", {}, el("button", { class: "choice", type: "button", lang: language(one), onclick: () => this.ask(one) }, one))));
    }

    /** Put `question` to the service and show the turn. */
    async ask(question) {
      const asked = question.trim();
      if (!asked || this.asking) return;
      const asking = this.asking = {};
      if (this.box.value.trim() === asked) this.box.value = "";
      this.grow();
      this.welcome.remove();
      this.fresh.hidden = false;
      const waiting = el("p", { class: "answer aside" }, this.t.waiting);
      const turn = el("div", { class: "turn" }, el("h3", { class: "asked", lang: language(asked) }, asked), waiting);
      this.log.append(turn);
      this.reveal(turn);
      this.say(this.t.waiting);
      if (matchMedia("(pointer: coarse)").matches) this.log.focus({ preventScroll: true }); // puts the keyboard away
      let shown;
      try {
        const answer = await call("api/chat", { question: asked, conversation_id: this.conversation, ...(this.documents.length && { documents: this.documents }) });
        if (asking !== this.asking) return;
        this.conversation = answer.conversation_id;
        shown = this.answer(answer);
        this.say(answer.text);
      } catch (trouble) {
        if (asking !== this.asking) return;
        if (!this.box.value.trim()) this.box.value = asked;
        shown = this.failure(trouble, asked);
      }
      waiting.replaceWith(shown);
      this.asking = null;
      this.grow();
      this.reveal(turn);
    }

    restart() {
      this.asking = this.conversation = null;
      this.log.replaceChildren(this.welcome);
      this.fresh.hidden = true;
      this.grow();
      this.box.focus();
    }

    answer({ id, kind, text, rows, figures, steps, citations, options }) {
      const { t } = this;
      const inRows = (one) => rows.some((row) => row.value === one.value && row.unit === one.unit);
      const repeats = (line) => (citations.length && /^(来源|Sources?)[：:]/.test(line)) || rows.some((row) => row.label && line.includes(row.label) && line.replace(/,/g, "").includes(row.value) && line.length < row.label.length + row.value.length + 20);
      const isOrigin = (line) => kind === "passage" && line.startsWith("——");
      const lines = text.split("\n");
      const kept = lines.filter((line) => !repeats(line) && !isOrigin(line));
      return el("div", { class: `answer ${kind}`, lang: language(text) },
        !/passage|refusal/.test(kind) && figures.filter((one) => !inRows(one)).map((one, at) => el("div", { class: at ? "" : "main" }, el("p", { class: "label" }, one.label), el("p", { class: one.value.length > 8 ? "value long" : "value" }, amount(one)))),
        el("p", { class: "words" }, (kept.length ? kept : lines).join("\n")),
        lines.filter(isOrigin).map((line) => el("p", { class: "aside" }, line)),
        rows.length && table(t.rows, rows, comparable(rows)),
        steps.length > 1 && steps.some(({ op }) => op !== "lookup") && el("details", { open: !rows.length && steps.length < 6 }, el("summary", {}, t.steps), table(t.steps, steps)),
        options.length && this.choices(options, t.options),
        citations.length && this.sources(`${SERVICE}?answer=${encodeURIComponent(id)}`, citations),
        kind !== "clarify" && this.thumbs(id));
    }

    sources(href, citations) {
      const { t } = this;
      const place = (one) => [one.table || last(one.section), [one.row, one.column].map(last).filter(Boolean).join(" × ")].filter(Boolean).join(" · ");
      const row = (one, at) => this.link(href, "source", el("span", { class: "number" }, String(at + 1)), el("span", {}, place(one)), el("span", { class: "aside" }, filled(one.page ? t.page : t.work, one)));
      return el("div", {}, el("h3", { class: "small" }, t.sources), el("ul", { class: "list" }, citations.slice(0, SOURCES).map((one, at) => el("li", {}, row(one, at)))),
        citations.length > SOURCES && this.link(href, "quiet", filled(t.more, { n: citations.length })));
    }

    /** Thumbs up or down; a second press takes it back, a thumb down may say why. */
    thumbs(answer) {
      const { t } = this;
      const note = el("span", { class: "aside", role: "status" });
      const send = async (vote, reason) => {
        try {
          await call("api/feedback", { answer, vote, ...(reason && { reason }) });
          up.setAttribute("aria-pressed", vote === "up");
          down.setAttribute("aria-pressed", vote === "down");
          note.textContent = vote ? t.thanks : "";
          why.hidden = vote !== "down" || !!reason;
          if (reason) down.focus();
          else why.scrollIntoView({ block: "nearest" });
        } catch {
          note.textContent = t.unsent;
        }
      };
      const [up, down] = ["up", "down"].map((name) => press(name, t[name], ({ currentTarget }) => send(currentTarget.getAttribute("aria-pressed") === "true" ? null : name)));
      const words = el("input", { maxlength: 500, placeholder: t.why, "aria-label": t.why });
      const why = el("form", { class: "field", hidden: true, onsubmit: (event) => { event.preventDefault(); if (words.value.trim()) send("down", words.value.trim()); } },
        words, el("button", { class: "send", "aria-label": t.submit }, icon("send")));
      return el("div", {}, el("div", { class: "thumbs" }, up, down, note), why);
    }

    /** What went wrong and what to do, said aloud, too. The question is in the box again. */
    failure({ key, status, detail }, asked) {
      const { t } = this;
      const words = filled(t === WORDS.zh && detail ? detail : t[status] || t[key] || t.broken, { origin: location.origin, n: /\d+/.exec(detail) });
      this.say(words);
      return el("div", { class: "answer failed" }, el("p", {}, words), key === "origin" && this.link(SERVICE + (asked && `?q=${encodeURIComponent(asked)}`), "quiet", t.there));
    }

    /** Tell those who listen rather than look. */
    say(words) {
      this.status.textContent = words;
    }

    /** The turn's question at the top, its answer below. */
    reveal(turn) {
      this.log.scrollTop += turn.getBoundingClientRect().top - this.log.getBoundingClientRect().top - 12;
    }

    /** As tall as what is written, up to the style's limit. */
    grow() {
      this.box.style.height = "auto";
      if (this.box.scrollHeight) this.box.style.height = `${this.box.scrollHeight}px`;
      this.button.setAttribute("aria-disabled", !this.box.value.trim() || !!this.asking);
    }
  }
  customElements.define(NAME, MingzhangChat);

  /** A bubble with the script's options, unless the page has its own place for the chat. */
  function place() {
    if (script.dataset.bubble === "false" || document.querySelector(NAME)) return;
    const options = Object.entries(script.dataset).map(([name, value]) => [`data-${name}`, value]);
    document.body.append(el(NAME, { ...Object.fromEntries(options), "data-bubble": true }));
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();
