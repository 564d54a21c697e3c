"""Everything can be reached and left by keyboard, and one always sees where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.acts import FIGURE, answers, lit, panel, until

Visit = Callable[..., Any]

FOCUSED = """() => {
  let one = document.activeElement;
  const style = getComputedStyle(one);
  const around = one.closest("label, .field") ?? one.parentElement;
  const outlined = (look) => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  const marked = (look) => outlined(look) || look.boxShadow !== "none";
  return {
    tag: one.tagName,
    name: (one.getAttribute("aria-label") ?? one.innerText ?? "").trim(),
    label: one.labels?.[0]?.innerText.trim() ?? "",
    source: one.getAttribute("aria-haspopup") === "dialog" && Boolean(one.closest("article")),
    seen: marked(style) || marked(getComputedStyle(around)) || marked(getComputedStyle(one.nextElementSibling ?? one)),
  };
}"""


FROM_THE_TOP = "document.body.tabIndex = -1, document.body.focus()"


def tab_to(page: Any, wanted: Callable[[dict[str, Any]], bool], most: int = 40) -> dict[str, Any]:
    """Press Tab until the focus is where it is wanted; every stop on the way shows that it has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["seen"] or stop["tag"] == "BODY", f"focus can't be seen on {stop}"
        if wanted(stop):
            return stop
    raise AssertionError(f"not reached within {most} presses")


def test_from_load_to_the_lit_cell_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/", viewport={"width": 1280, "height": 860})
    page.wait_for_load_state("networkidle")
    page.evaluate(FROM_THE_TOP)
    tab_to(page, lambda stop: stop["label"] == "您的问题" or stop["tag"] == "TEXTAREA")
    page.keyboard.type(FIGURE)
    page.keyboard.press("Enter")
    answers(page).filter(has_text="1.50").locator("button[aria-haspopup=dialog]").first.wait_for()
    page.keyboard.press("Shift+Tab")
    for _ in range(30):
        stop = page.evaluate(FOCUSED)
        if stop["source"]:
            break
        page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED)["source"]
    page.keyboard.press("Enter")
    assert lit(page)["text"] == "1.50"
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    panel(page).wait_for(state="hidden")
    assert page.evaluate(FOCUSED)["source"]


def test_an_answer_is_read_out_once(visit: Visit) -> None:
    page = visit("/")
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """() => {
          window.said = [];
          const status = document.querySelector("[role=status]");
          const any = { childList: true, characterData: true, subtree: true };
          new MutationObserver(() => said.push(status.textContent)).observe(status, any);
        }"""
    )
    page.locator("textarea").fill(FIGURE)
    page.keyboard.press("Enter")
    answers(page).filter(has_text="1.50").wait_for()
    until(page, "said.some((words) => words.includes('1.50'))")
    assert len(page.evaluate("said.filter((words) => words.includes('1.50'))")) == 1
    live = page.locator("article [aria-live], article[aria-live], [role=log] article")
    assert live.count() == 0


def test_the_first_stop_skips_to_the_question(visit: Visit) -> None:
    page = visit("/")
    page.wait_for_load_state("networkidle")
    page.evaluate(FROM_THE_TOP)
    page.keyboard.press("Tab")
    assert "跳到" in page.evaluate(FOCUSED)["name"]
    page.keyboard.press("Enter")
    page.keyboard.type("能打字")
    assert page.locator("textarea").input_value() == "能打字"
