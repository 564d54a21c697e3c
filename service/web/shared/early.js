// Before the page is painted: the reader's kept theme, text size and language, so that nothing flashes.
// A classic script on purpose: modules run too late for that.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("mingzhang.settings")) || {};
  } catch {
    // No storage, or not ours: the defaults hold.
  }
  const root = document.documentElement;
  if (kept.theme === "light" || kept.theme === "dark") root.dataset.theme = kept.theme;
  if (kept.text === "large" || kept.text === "larger") root.dataset.text = kept.text;
  if (kept.language === "en") {
    root.lang = "en";
    root.dataset.waiting = "";
  }
})();
