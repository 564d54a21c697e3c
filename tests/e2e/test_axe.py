"""Every page in every state, by light and by dark, through axe-core: WCAG 2.2 AA without a violation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from eval.stage import Stage
from tests.e2e.acts import NOWHERE, PASSAGE, PRINTED_FIGURE, RANKING, SHARE, UNCLEAR, ask, open_source
from tests.e2e.test_staff import sign_in

Visit = Callable[..., Any]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK = {"width": 1280, "height": 860}


@pytest.fixture(scope="module")
def axe() -> Any:
    return pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()


@pytest.fixture
def looked(visit: Visit, axe: Any) -> Iterator[Any]:
    """``looked(path)`` opens a page; ``looked.at(page, state)`` has it judged, its contrast by dark, too."""
    faults: list[str] = []

    class Look:
        def __call__(self, path: str, **options: Any) -> Any:
            page = visit(path, color_scheme="light", **options)
            page.wait_for_load_state("networkidle")
            return page

        def at(self, page: Any, state: str) -> None:
            self.judge(page, state, {"type": "tag", "values": TAGS})
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            self.judge(page, f"{state}, dark", {"type": "rule", "values": ["color-contrast"]})
            page.emulate_media(color_scheme="light", reduced_motion="reduce")

        def judge(self, page: Any, state: str, rules: dict[str, Any]) -> None:
            page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # colours on their way
            found = axe.run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
            for violation in found.response["violations"]:
                for node in violation["nodes"]:
                    why = node["failureSummary"].replace("\n", " ")
                    faults.append(f"{state}: {violation['id']}: {node['target']} {node['html'][:160]} — {why[:240]}")

    yield Look()
    assert not faults, "\n".join(faults)


def test_the_chat(looked: Any) -> None:
    page = looked("/")
    page.locator("#examples button").first.wait_for()
    looked.at(page, "welcome")
    answer = ask(page, SHARE)
    ask(page, PASSAGE)
    ask(page, RANKING)
    ask(page, UNCLEAR)
    ask(page, NOWHERE)
    looked.at(page, "answers of every kind")
    answer.get_by_role("button", name="没用").click()
    answer.get_by_role("textbox").wait_for()
    page.locator("#show-settings").click()
    looked.at(page, "feedback and settings open")


def test_the_panel(looked: Any, site: Stage) -> None:
    page = looked("/", viewport=DESK)
    open_source(page, ask(page, SHARE))
    page.locator("td.lit").wait_for()
    looked.at(page, "table open")
    page.keyboard.press("Escape")
    if site.has_pdf:
        panel = open_source(page, ask(page, PRINTED_FIGURE))
        page.locator("td.lit").wait_for()
        panel.get_by_role("button", name="原件页面").click()
        panel.locator("img").first.wait_for()
        looked.at(page, "original page open")
        page.keyboard.press("Escape")
        open_source(page, ask(page, PASSAGE)).locator("mark").first.wait_for()
        looked.at(page, "passage open")


def test_the_documents(looked: Any, site: Stage) -> None:
    page = looked("/documents", viewport=DESK)
    link = page.get_by_role("link", name="山西省政务服务中心").first
    link.wait_for()
    looked.at(page, "documents")
    link.click()
    table = page.get_by_role("main").get_by_text("2025年预算收支总表").filter(visible=True).first
    table.wait_for()
    looked.at(page, "document open")
    table.click()
    page.locator("table").first.wait_for()
    looked.at(page, "table of a document")
    page.goto(page.url)
    page.get_by_text("勾稽核对").filter(visible=True).first.click()
    page.wait_for_load_state("networkidle")
    looked.at(page, "check report")


def test_the_widget_on_its_demo_page(looked: Any, site: Stage) -> None:
    page = looked("/docs", tolerates=f"another host: {site.host}|favicon")
    page.goto(f"{site.host}/")
    page.get_by_role("button", name="预算决算问答").click()
    page.get_by_role("textbox", name="您的问题").wait_for()
    looked.at(page, "widget open")


def test_the_staff_desk(looked: Any, site: Stage) -> None:
    page = looked("/staff", viewport=DESK)
    looked.at(page, "signed out")
    sign_in(page, site.key)
    page.get_by_role("button", name="选择文件").wait_for()
    page.wait_for_load_state("networkidle")
    looked.at(page, "signed in")
    for name in ("提问", "词库"):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_load_state("networkidle")
        looked.at(page, name)


def test_the_description_of_the_interface(looked: Any) -> None:
    page = looked("/docs")
    page.locator("summary").first.click()
    looked.at(page, "docs")
