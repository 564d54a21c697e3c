"""Small screens, large text, paper, English, slow lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from eval.stage import Stage
from tests.e2e.acts import FIGURE, RANKING, SHARE, ask, open_source, question_box, until

Visit = Callable[..., Any]
NARROW = {"width": 360, "height": 740}
PAGES = ("/", "/documents", "/staff", "/docs")
FIRST_LOAD = 100_000
"""Compressed bytes of the first load, all files together."""
CJK = re.compile(r"[\u4e00-\u9fff]")

TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length)
  .filter((one) => {
    const place = one.getBoundingClientRect();
    if (place.right <= innerWidth + 1 || place.width <= 1) return false;
    for (let around = one.parentElement; around; around = around.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(around).overflowX)) return false;
    }
    return true;
  })
  .slice(0, 5).map((one) => `${one.tagName}.${one.className} ${one.innerText?.slice(0, 20)}`)"""


def fits(page: Any, where: str) -> None:
    """Nothing sticks out to the side, and the page doesn't scroll that way."""
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], f"{where} scrolls sideways: {page.evaluate(TOO_WIDE)}"
    assert page.evaluate(TOO_WIDE) == [], where


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_a_narrow_phone(visit: Visit, path: str, percent: int) -> None:
    page = visit(path, viewport=NARROW)
    page.wait_for_load_state("networkidle")
    page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
    fits(page, path)


@pytest.mark.parametrize("percent", [100, 200])
def test_an_answer_and_its_source_fit_a_narrow_phone(visit: Visit, percent: int) -> None:
    page = visit("/", viewport=NARROW)
    page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
    ask(page, "很长的问题" * 60)
    ask(page, RANKING)
    answer = ask(page, SHARE)
    fits(page, "answers")
    assert question_box(page).is_visible()
    panel = open_source(page, answer)
    page.locator("td.lit").wait_for()
    assert panel.evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")
    fits(page, "panel")


@pytest.mark.parametrize("text", ["normal", "larger"])
def test_a_desk_at_two_hundred_percent_sees_the_answer_and_the_lit_cell(visit: Visit, text: str) -> None:
    page = visit("/", viewport={"width": 640, "height": 430})
    page.evaluate(f"localStorage.setItem('mingzhang.settings', JSON.stringify({{text: '{text}'}}))")
    page.reload()
    answer = ask(page, FIGURE)
    figure = answer.locator(".figure-value").bounding_box()
    assert figure["y"] + figure["height"] < page.locator(".field").bounding_box()["y"]
    assert page.locator(".field").bounding_box()["height"] < 430 / 4
    panel = open_source(page, answer)
    cell = panel.locator("td.lit").bounding_box()
    foot = panel.locator(".panel-foot").bounding_box()
    head = panel.locator("thead").bounding_box()
    assert head["y"] + head["height"] <= cell["y"] + 1
    assert cell["y"] + cell["height"] <= foot["y"]


def test_the_printable_checks_follow_the_reader(visit: Visit, site: Stage) -> None:
    documents = httpx.get(f"{site.url}/api/documents").json()["documents"]
    page = visit(f"/documents/{documents[0]['id']}/checks", viewport=NARROW)
    settings(page)
    pick(page, re.compile("^深色"))
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(20, 24, 29)"
    pick(page, re.compile("^English"))
    page.get_by_role("heading", name="Checks", level=1).wait_for()
    assert page.get_by_role("button", name="Print").is_visible()
    fits(page, "checks")
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_the_large_text_switch_holds_on_every_page(visit: Visit) -> None:
    page = visit("/", viewport=NARROW)
    size = "parseFloat(getComputedStyle(document.querySelector('#welcome-lead, .lead, main p')).fontSize)"
    before = page.evaluate(size)
    settings(page)
    pick(page, re.compile("^(特大|最大)"))
    assert page.evaluate(size) >= before * 1.45
    page.keyboard.press("Escape")
    fits(page, "/")
    for path in ("/documents", "/staff"):
        page.goto(page.url.rstrip("/") + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.dataset.text") == "larger"
        fits(page, path)
        page.goto("/".join(page.url.split("/")[:3]) + "/")


def test_the_theme_is_the_system_s_until_chosen(visit: Visit) -> None:
    page = visit("/", color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    settings(page)
    pick(page, "浅色")
    assert page.evaluate(paper) != dark
    page.reload()
    assert page.evaluate(paper) != dark
    assert visit("/").evaluate(paper) == page.evaluate(paper)


def test_an_answer_prints_without_the_page_around_it(visit: Visit) -> None:
    page = visit("/", viewport={"width": 794, "height": 1123})
    answer = ask(page, SHARE)
    page.emulate_media(media="print")
    assert answer.is_visible()
    assert "50.91" in answer.inner_text()
    assert not question_box(page).is_visible()
    assert (
        answer.get_by_role("button", name="分享").count() == 0
        or not answer.get_by_role("button", name="分享").is_visible()
    )
    assert page.get_by_role("navigation").filter(visible=True).count() == 0


def test_the_page_speaks_english_by_a_switch(visit: Visit) -> None:
    page = visit("/")
    page.wait_for_load_state("networkidle")
    settings(page)
    pick(page, "English")
    page.get_by_role("textbox", name="Your question").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    question_box(page).wait_for()
    until(page, "document.documentElement.lang === 'en'")
    page.wait_for_load_state("networkidle")
    own = page.evaluate(
        """() => [...document.querySelectorAll("header *, .dock *, .lead, .notice")]
          .filter((one) => !one.closest("#examples, option, [lang=zh-CN]:not(html)"))
          .flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data)
            .concat(one.getAttribute("aria-label") ?? "", one.getAttribute("placeholder") ?? ""))"""
    )
    assert [words for words in own if CJK.search(words)] == []
    answer = ask(page, "What was the official reception expense of 山西省政务服务中心 in 2025?")
    assert answer.get_by_role("button").count() > 0
    left = [name for name in answer.get_by_role("button").all_inner_texts() if name in {"复制", "分享", "打印"}]
    assert left == []


@pytest.mark.parametrize("path", PAGES)
def test_the_first_load_is_light(visit: Visit, site: Stage, path: str) -> None:
    page = visit("/docs")
    devices = page.context.new_cdp_session(page)
    devices.send("Network.enable")
    devices.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: dict[str, int] = {}
    devices.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(f"{site.url}{path}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    assert 0 < sum(sizes.values()) < FIRST_LOAD, f"{sum(sizes.values())} bytes in {len(sizes)} files"


def test_nothing_is_kept_about_a_reader_but_their_choices(visit: Visit) -> None:
    page = visit("/")
    ask(page, FIGURE)
    assert page.context.cookies() == []
    assert "公务接待费" not in page.evaluate("JSON.stringify({ ...localStorage })")


def settings(page: Any) -> None:
    page.get_by_role("button", name=re.compile("^(显示|显示设置|设置|Display|Settings)$")).first.click()


def pick(page: Any, choice: str | re.Pattern[str]) -> None:
    """Choose in the settings, as a finger does: on the words of the choice."""
    page.locator("label").filter(has_text=choice).filter(visible=True).last.click()
