"""Ask, read, check the source: the chat page as a reader uses it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from eval.stage import Stage
from tests.e2e.acts import (
    FIGURE,
    HOSPITAL,
    NOWHERE,
    PASSAGE,
    PRINTED_FIGURE,
    RANKING,
    SHARE,
    UNCLEAR,
    UNIT,
    answers,
    ask,
    lit,
    open_source,
    press,
    question_box,
    until,
)

Visit = Callable[..., Any]

SLOWLY = """
  const real = window.fetch;
  window.pieces = [];
  window.fetch = async (...asked) => {
    const response = await real(...asked);
    if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) return response;
    const events = (await response.text()).split("\\n\\n").filter(Boolean);
    const body = new ReadableStream({
      async start(to) {
        for (const event of events) {
          to.enqueue(new TextEncoder().encode(event + "\\n\\n"));
          await new Promise((done) => setTimeout(done, 60));
          const busy = document.querySelector("[aria-busy=true]:is(article, .answer)");
          window.pieces.push({ event: /event: (\\w+)/.exec(event)?.[1] ?? null, shown: busy?.innerText ?? null });
        }
        to.close();
      },
    });
    return new Response(body, { status: response.status, headers: response.headers });
  };
"""
"""Delivers a stream event by event and notes what the unfinished answer shows after each."""


def test_a_figure_leads_to_its_cell(visit: Visit) -> None:
    page = visit("/")
    answer = ask(page, FIGURE)
    assert "1.50" in answer.inner_text()
    assert "万元" in answer.inner_text()
    panel = open_source(page, answer)
    found = lit(page)
    assert found == {
        "count": 1,
        "text": "1.50",
        "row": ["公务接待费"],
        "columns": ["2025年预算数", "合计"],
        "plain": False,
        "covered": False,
    }
    assert "三公" in panel.get_by_role("heading").first.inner_text()
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")


def test_every_operand_of_a_calculation_is_a_link(visit: Visit) -> None:
    page = visit("/")
    answer = ask(page, SHARE)
    assert "50.91" in answer.inner_text()
    operands = answer.get_by_role("list").filter(has_text="项目支出").get_by_role("button")
    found = []
    for value in ("1,556.95", "3,058.09"):
        operands.filter(has_text=value).first.click()
        found.append(lit(page)["text"].replace(",", ""))
        page.keyboard.press("Escape")
    assert found == ["1556.95", "3058.09"]


def test_a_ranking_is_a_table_with_a_chart(visit: Visit) -> None:
    answer = ask(visit("/"), RANKING)
    table = answer.get_by_role("table")
    assert table.get_by_role("columnheader").count() >= 2
    assert table.locator("tbody tr").count() == 3
    chart = answer.locator("svg[role=img]")
    assert "463.26" in chart.text_content()
    named = chart.get_attribute("aria-label") or chart.get_attribute("aria-labelledby")
    assert named


def test_a_ranking_is_taken_along_as_files(visit: Visit) -> None:
    page = visit("/")
    answer = ask(page, RANKING)
    for name, start in (("CSV", b""), ("Excel|XLSX", b"PK")):
        with page.expect_download() as waiting:
            answer.get_by_role("link", name=re.compile(name)).click()
        content = waiting.value.path().read_bytes()
        assert content.startswith(start)
        assert len(content) > 100


def test_a_passage_is_opened_at_its_sentence(visit: Visit, site: Stage) -> None:
    _needs_pdf(site)
    page = visit("/")
    answer = ask(page, PASSAGE)
    assert "二级甲等综合医院" in answer.inner_text()
    panel = open_source(page, answer)
    marked = panel.locator("mark").first
    marked.wait_for()
    assert "二级甲等综合医院" in marked.inner_text()
    assert "单位职责" in panel.inner_text()


def test_the_original_page_shows_the_place(visit: Visit, site: Stage) -> None:
    _needs_pdf(site)
    page = visit("/", viewport={"width": 1280, "height": 860})
    with page.expect_response("**/api/chat"):
        answer = ask(page, PRINTED_FIGURE)
    assert "2,642.87" in answer.inner_text()
    panel = open_source(page, answer)
    assert lit(page)["text"].replace(",", "") == "2642.87"
    panel.get_by_role("button", name=re.compile("原文|原件|原页")).or_(
        panel.get_by_role("radio", name=re.compile("原文|原件|原页"))
    ).or_(panel.get_by_role("tab", name=re.compile("原文|原件|原页"))).first.click()
    until(
        page,
        "[...document.querySelectorAll('dialog img')].some((one) => /pages/.test(one.src) && one.naturalWidth > 100)",
    )
    picture = panel.locator("img[src*=pages]").first.bounding_box()
    marked = panel.locator(".mark").first.bounding_box()
    cited = _kept(page, site)["citations"][0]["box"]
    assert marked["x"] - picture["x"] == pytest.approx(picture["width"] * cited[0], abs=8)
    assert marked["y"] - picture["y"] == pytest.approx(picture["height"] * cited[1], abs=8)


def test_an_answer_streams_in(visit: Visit) -> None:
    page = visit("/")
    page.add_init_script(SLOWLY)
    page.reload()
    ask(page, SHARE)
    pieces = page.evaluate("window.pieces")
    before = [one["shown"] or "" for one in pieces if one["event"] == "text"]
    stepped = [one["shown"] or "" for one in pieces if one["event"] == "step"]
    assert "1,556.95" in stepped[-1] or "1556.95" in stepped[-1]
    assert "50.91" in before[-1]
    assert len(set(before)) > 1


def test_an_unclear_question_is_asked_back(visit: Visit, site: Stage) -> None:
    _needs_pdf(site)
    page = visit("/")
    answer = ask(page, UNCLEAR)
    choices = answer.get_by_role("list").get_by_role("button")
    chosen = choices.filter(has_text="平川县人民医院")
    answer = press(page, chosen.inner_text())
    assert "36,641.09" in answer.inner_text()


def test_a_refusal_offers_what_is_near(visit: Visit) -> None:
    page = visit("/")
    refused = ask(page, NOWHERE)
    offered = refused.get_by_role("list").get_by_role("button").first
    offered.wait_for()
    answer = press(page, offered.inner_text())
    assert re.search(r"\d", answer.inner_text())


def test_a_follow_up_keeps_the_conversation(visit: Visit) -> None:
    page = visit("/")
    ask(page, f"{UNIT}公务接待费是多少？")
    answer = ask(page, "那项目支出占总支出的百分之几？")
    assert "50.91" in answer.inner_text()
    assert answers(page).count() == 2


def test_a_shared_link_reads_the_same_and_goes_on(visit: Visit, site: Stage) -> None:
    page = visit("/", viewport={"width": 1280, "height": 860}, permissions=["clipboard-read", "clipboard-write"])
    answer = ask(page, SHARE)
    answer.get_by_role("button", name="分享").click()
    until(page, "navigator.clipboard.readText().then((text) => text.includes('answer='))")
    link = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    other = visit(f"{link.path}?{link.query}")
    again = answers(other).first
    again.wait_for()
    assert _told(again) == _told(answer)
    assert other.get_by_role("heading", name=SHARE).count() == 1

    before = _asked(site)
    assert re.search(r"\d", ask(other, "那上年呢？").inner_text())
    assert _asked(site) == before + 1, "the shared question isn't counted again"


@pytest.mark.parametrize(
    ("paths", "above"),
    [
        (["收入/拨款", "收入/总计", "支出/教育", "支出/总计"], [["收入"], [], ["支出"], []]),
        (["教育", "教育/高等教育", "教育/高等教育/大学"], [[], [], []]),
        (["项目/一/质量", "项目/一/时效", "项目/二/质量"], [["项目", "项目/一"], [], ["项目/二"]]),
    ],
)
def test_a_tables_side_begins_with_its_heading(visit: Visit, paths: list[str], above: list[list[str]]) -> None:
    found = visit("/").evaluate(
        """async (paths) => {
          const { headingsAbove } = await import("/web/shared/headings.js");
          const rows = paths.map((path) => ({ path: path.split("/") }));
          return rows.map((_, at) => headingsAbove(rows, at).map((path) => path.join("/")));
        }""",
        paths,
    )
    assert found == above


def test_an_official_citation_is_copied(visit: Visit) -> None:
    page = visit("/", permissions=["clipboard-read", "clipboard-write"])
    answer = ask(page, FIGURE)
    answer.get_by_role("button", name=re.compile("复制引")).first.click()
    until(page, "navigator.clipboard.readText().then((text) => text.includes('《'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "《山西省政务服务中心2025年度单位预算公开》" in copied
    assert "公务接待费" in copied


def test_a_vote_and_its_reason_reach_the_staff(visit: Visit, site: Stage) -> None:
    page = visit("/")
    reason = "想看到上年数"
    answer = ask(page, f"{UNIT}会议费预算是多少？")
    with page.expect_response("**/api/feedback"):
        answer.get_by_role("button", name=re.compile("没用|没有帮助")).click()
    answer.get_by_role("textbox").fill(reason)
    with page.expect_response("**/api/feedback") as sent:
        answer.get_by_role("button", name="提交").click()
    assert sent.value.status == 204
    said = httpx.get(
        f"{site.url}/api/questions", params={"kind": "down"}, headers={"Authorization": f"Bearer {site.key}"}
    ).json()["questions"]
    assert [one["comments"] for one in said if "会议费" in one["question"]] == [[reason]]


def test_examples_are_made_from_the_documents(visit: Visit, site: Stage) -> None:
    page = visit("/")
    questions = httpx.get(f"{site.url}/api/examples").json()["questions"]
    shown = page.get_by_role("list", name="可以这样问").get_by_role("button")
    shown.first.wait_for()
    assert shown.all_inner_texts() == questions[:3], "a phone shows as many as leave room for the notice"
    assert any("山西省政务服务中心" in one for one in questions)
    for question in questions[:2]:
        assert re.search(r"\d", press(page, question).inner_text())
        page.get_by_role("button", name="新对话").click()


def test_examples_and_what_is_near_speak_english(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("list", name="可以这样问").get_by_role("button").first.wait_for()
    page.get_by_role("button", name="显示").click()
    page.get_by_text("English", exact=True).click()
    shown = page.get_by_role("list", name="You can ask").get_by_role("button")
    until(page, "/^What/.test(document.querySelector('#examples button').innerText)")
    assert all(one.startswith(("What", "How")) for one in shown.all_inner_texts())
    page.keyboard.press("Escape")
    answer = press(page, shown.last.inner_text())
    assert answer.locator(".figure-value, td.amount").count() >= 1
    refused = ask(page, "What is the budget for fish farming?")
    near = refused.get_by_role("button", name=re.compile("^(What|How)"))
    near.first.wait_for()


def test_the_welcome_says_what_it_is(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("list", name="可以这样问").get_by_role("button").first.wait_for()
    words = page.get_by_role("main").inner_text()
    assert re.search("为准", words)
    assert page.get_by_role("heading", level=1).is_visible()


def test_enter_while_composing_does_not_send(visit: Visit) -> None:
    page = visit("/")
    box = question_box(page)
    box.fill("xiangmu")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert box.input_value() == "xiangmu"
    assert answers(page).count() == 0


def test_markup_in_a_question_stays_text(visit: Visit) -> None:
    page = visit("/")
    ask(page, f"{HOSPITAL}<img src=x onerror=alert(1)>是多少？")
    assert page.locator("img[src=x]").count() == 0


def _asked(site: Stage) -> int:
    """How many questions the service has counted."""
    headers = {"Authorization": f"Bearer {site.key}"}
    return int(httpx.get(f"{site.url}/api/questions", headers=headers).json()["summary"]["asked"])


def _needs_pdf(site: Stage) -> None:
    if not site.has_pdf:
        pytest.skip("no Chinese font on this machine to set a PDF in")


def _kept(page: Any, site: Stage) -> dict[str, Any]:
    """The answer on the page as the service keeps it, found by its files' links."""
    link = answers(page).last.locator("a[href*='/api/answers/']").first.get_attribute("href")
    return httpx.get(f"{site.url}{link.removesuffix('.csv').removesuffix('.xlsx')}").json()


def _told(answer: Any) -> list[str]:
    """What an answer says, without when it was asked and what can be done with it."""
    told = [*answer.locator(".headline, .words, .quote, table").all_inner_texts()]
    return told + answer.get_by_role("region").all_inner_texts()
