"""What a reader does on the pages, by what they read there: labels, roles, words."""

from __future__ import annotations

import re
import time
from typing import Any

UNIT = "山西省政务服务中心2025年"
HOSPITAL = "平川县人民医院2024年"
FIGURE = f"{UNIT}公务接待费是多少？"
SHARE = f"{UNIT}项目支出占总支出的百分之几？"
RANKING = f"{UNIT}花钱最多的三个项目是什么？"
PASSAGE = f"{HOSPITAL}的职责是什么？"
PRINTED_FIGURE = f"{HOSPITAL}一般公共预算财政拨款收入是多少？"
UNCLEAR = "收入总计是多少？"
NOWHERE = f"{HOSPITAL}的养鱼费用是多少？"


def until(page: Any, holds: str, seconds: float = 15.0) -> None:
    """Wait until this JavaScript holds. Playwright's own waiting would need ``eval``, which the pages forbid."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < deadline, f"never held: {holds}"
        page.wait_for_timeout(50)


def question_box(page: Any) -> Any:
    return page.get_by_role("textbox", name=re.compile("您的问题|Your question"))


def answers(page: Any) -> Any:
    return page.get_by_role("article", name=re.compile("^(回答|Answer)$"))


def ask(page: Any, question: str) -> Any:
    """Type a question, send it, wait for the whole answer."""
    from playwright.sync_api import expect

    before = answers(page).count()
    box = question_box(page)
    box.fill(question)
    box.press("Enter")
    return answered(page, before, expect)


def press(page: Any, question: str) -> Any:
    """Press a ready question, wait for the whole answer."""
    from playwright.sync_api import expect

    before = answers(page).count()
    page.get_by_role("button", name=question).first.click()
    return answered(page, before, expect)


def answered(page: Any, before: int, expect: Any) -> Any:
    answer = answers(page).nth(before)
    answer.wait_for()
    expect(answer).not_to_have_attribute("aria-busy", "true")
    return answer


def sources(answer: Any) -> Any:
    """The buttons that open what an answer rests on, first to last, among them the operands of its steps."""
    return answer.locator("button[aria-haspopup=dialog]").filter(visible=True)


def panel(page: Any) -> Any:
    return page.get_by_role("dialog")


def open_source(page: Any, answer: Any, number: int = 0) -> Any:
    """Open a source of an answer; returns the panel."""
    sources(answer).nth(number).click()
    opened = panel(page)
    opened.wait_for()
    return opened


def lit(page: Any) -> dict[str, Any]:
    """The lit cell of the open table: its text, the lit headings of its row and column, whether it is in view
    and looks unlike its neighbours."""
    page.locator("td.lit").first.wait_for()
    until(
        page,
        """() => {
          const cell = document.querySelector("td.lit").getBoundingClientRect();
          return cell.top >= 0 && cell.bottom <= innerHeight && cell.left < innerWidth && cell.right > 0;
        }""",
    )
    return page.evaluate(
        """() => {
          const cells = [...document.querySelectorAll("td.lit")];
          const cell = cells[0];
          const look = (one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).outlineStyle].join();
          const other = [...document.querySelectorAll("td")].find((one) => !/lit/.test(one.className));
          const place = cell.getBoundingClientRect();
          const above = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
          return {
            count: cells.length,
            text: cell.innerText.trim(),
            row: [...cell.parentElement.querySelectorAll("th.lit-line")].map((one) => one.innerText.trim()),
            columns: [...document.querySelectorAll("thead th.lit-line")].map((one) => one.innerText.trim()),
            plain: !other || look(cell) === look(other),
            covered: !(above === cell || cell.contains(above) || above?.contains(cell)),
          };
        }"""
    )
