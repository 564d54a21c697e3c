"""The chat page in a real browser: ask, read, open the source, see the cell lit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from eval.bench import free_ports
from ingest.store import Store
from service.api.context import Context
from service.app import create_app
from service.settings import Settings

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 720}
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def service_url(settings: Settings, answers: Any, document_id: str) -> Iterator[str]:
    (port,) = free_ports(1)
    app = create_app(context=Context(settings, answerer=answers))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service did not start"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(browser: Any, service_url: str) -> Iterator[Any]:
    """The page on a phone. Whatever the browser complains of fails the test."""
    complaints: list[str] = []
    opened = browser.new_page(viewport=PHONE, locale="zh-CN")
    opened.set_default_timeout(10_000)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("dialog", lambda dialog: complaints.append(f"script ran: {dialog.message}"))
    opened.goto(service_url)
    yield opened
    opened.close()
    assert complaints == []


def ask(page: Any, question: str) -> Any:
    page.fill("#question", question)
    page.keyboard.press("Enter")
    answer = page.locator(".turn").last.locator(".answer:not([aria-busy])")
    answer.wait_for()
    return answer


def citation(store: Store, **changes: Any) -> dict[str, Any]:
    document = next(one for one in store.documents() if one.tables)
    cited = {
        "document": document.id,
        "title": document.title,
        "section": "第二部分",
        "table": "支出决算表",
        "table_id": f"{document.id}-0",
        "row": None,
        "column": None,
        "page": 2,
        "box": None,
        "quote": "",
    }
    return cited | changes


def test_a_question_is_answered_with_the_figure_first(page: Any) -> None:
    answer = ask(page, "项目支出占多少？")
    assert answer.locator(".headline .main").inner_text().split() == ["项目支出占比", "22.64", "%"]
    assert "项目支出占22.64%" in answer.locator(".words").inner_text()
    assert answer.locator(".steps li").count() == 2
    assert answer.locator(".steps").is_visible()
    answer.locator("summary").click()
    assert not answer.locator(".steps").is_visible()
    assert page.locator("#status").inner_text().startswith("项目支出占22.64%")
    assert page.locator("#welcome").is_hidden()


@pytest.mark.parametrize(
    "row, column, box, text",
    [
        ("合计", "项目支出", None, "438.50"),
        ("一般公共服务支出 / 行政运行", "本年支出 / 基本支出", None, "1,501.15"),
        ("一般公共服务支出/行政运行", "基本支出", None, "1,501.15"),
        ("2010301 行政运行", "基本支出", None, "1,501.15"),
        ("别的名字", "", [0.5, 0.2, 0.6, 0.22], "1,501.15"),
    ],
)
def test_a_source_opens_its_table_with_the_cell_lit(
    page: Any, answers: Any, store: Store, row: str, column: str, box: list[float] | None, text: str
) -> None:
    answers.give(citations=[citation(store, row=row, column=column, box=box)])
    ask(page, "项目支出是多少？").locator(".source").click()
    lit = page.locator("td.lit")
    lit.wait_for()
    assert lit.inner_text() == text
    assert lit.is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.className") == "source"


def test_what_the_page_shows_elsewhere_is_not_said_twice(page: Any, answers: Any, store: Store) -> None:
    rows = [
        {"label": "甲项目", "value": "300.00", "unit": "万元"},
        {"label": "乙项目", "value": "9.00", "unit": "万元"},
    ]
    count = {"value": "2", "unit": "个", "label": "项目个数"}
    text = "2个。不少于5万元的项目有2个：\n1. 甲项目：300.00万元\n2. 乙项目：9.00万元\n来源：《支出决算表》。"
    cited = citation(store, row="合计", column="项目支出")
    answers.give(kind="table", text=text, rows=rows, figures=[count], steps=[], citations=[cited])
    answer = ask(page, "不少于5万元的项目有几个？")
    assert answer.locator(".words").inner_text() == "不少于5万元的项目有2个："
    assert answer.locator(".headline .main").inner_text().split() == ["项目个数", "2", "个"]
    assert answer.locator(".breakdown tbody tr").count() == 2
    assert page.locator("#status").inner_text() == text.replace("\n", " ")


def test_a_passage_is_quoted(page: Any, answers: Any, store: Store) -> None:
    quote = "主要原因是项目减少。"
    cited = citation(store, table=None, table_id=None, quote=quote)
    answers.give(kind="passage", text=quote, figures=[], steps=[], citations=[cited])
    answer = ask(page, "为什么减少？")
    assert answer.locator("blockquote").inner_text() == quote
    answer.locator(".source").click()
    assert page.locator("#panel mark").inner_text() == quote


def test_asked_back_a_choice_is_asked(page: Any, answers: Any) -> None:
    choice = "2024年项目支出是多少？"
    answers.give(kind="clarify", text="您问哪一年？", figures=[], options=[choice])
    answer = ask(page, "项目支出是多少？")
    answers.answer = None
    answer.get_by_role("button", name=choice).click()
    page.locator(".turn").nth(1).locator(".headline").wait_for()
    assert answers.asked[-1] == (choice, None, "c1")


def test_markup_in_an_answer_stays_text(page: Any, answers: Any) -> None:
    figure = {"value": SCRIPT, "unit": SCRIPT, "label": SCRIPT}
    row = {"label": SCRIPT, "value": SCRIPT, "unit": SCRIPT}
    answers.give(text=SCRIPT, figures=[figure], rows=[row], options=[SCRIPT])
    answer = ask(page, SCRIPT)
    assert answer.locator(".words").inner_text() == SCRIPT
    assert page.locator("img:not(.brand img)").count() == 0


def test_an_error_is_told_and_can_be_tried_again(page: Any, answers: Any) -> None:
    answers.answer = RuntimeError("secret")
    answer = ask(page, "项目支出？")
    assert "服务内部出错" in answer.inner_text()
    answers.answer = None
    answer.get_by_role("button", name="再试一次").click()
    page.locator(".headline").wait_for()
    assert page.locator(".turn").count() == 1


def test_a_conversation_goes_on_after_a_reload(page: Any, answers: Any) -> None:
    ask(page, "项目支出占多少？")
    page.fill("#question", "那基本")
    page.reload()
    page.locator(".headline").wait_for()
    assert page.locator(".asked").inner_text() == "项目支出占多少？"
    assert page.input_value("#question") == "那基本"
    ask(page, "那基本支出呢？")
    assert answers.asked[-1] == ("那基本支出呢？", None, "c1")
    assert page.locator(".turn").count() == 2


def test_a_shared_answer_reads_the_same_and_can_be_gone_on_from(page: Any, answers: Any, service_url: str) -> None:
    told = ask(page, "项目支出占多少？").locator(".words").inner_text()
    page.goto(f"{service_url}/?answer=a1")
    page.locator(".from-link").wait_for()
    assert page.locator(".answer .words").inner_text() == told
    ask(page, "那基本支出呢？")
    # Not in the conversation of whoever shared it: the question is put again in one of our own.
    assert answers.asked[1:] == [("项目支出占多少？", None, None), ("那基本支出呢？", None, "c1")]


def test_rows_have_a_chart_that_says_what_it_shows(page: Any, answers: Any) -> None:
    rows = [{"label": f"{year}年经费", "value": value, "unit": "万元"} for year, value in ((2024, "9.5"), (2025, "-1"))]
    answers.give(kind="table", text="分年：", rows=rows, figures=[], steps=[])
    answer = ask(page, "两年各多少？")
    chart = answer.get_by_role("img", name="折线图：2024年至2025年")
    assert chart.locator("desc").text_content() == "2024年经费 9.5万元、2025年经费 -1万元"
    assert chart.locator(".chart-value").all_text_contents() == ["9.5", "-1"]


def test_what_is_shown_and_how_large_is_the_readers_choice(page: Any) -> None:
    ask(page, "项目支出占多少？")
    page.locator("#show-settings").click()
    for choice in ("language-en", "theme-dark", "text-larger"):
        page.locator(f"label:has(#setting-{choice})").click()
    page.get_by_role("heading", name="Sources").or_(page.get_by_text("How it was worked out")).first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#settings-box").is_hidden()
    page.reload()
    page.locator(".headline").wait_for()
    assert page.evaluate("({...document.documentElement.dataset})") == {"theme": "dark", "text": "larger"}
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".asked").inner_text() == "项目支出占多少？"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_documents_unfold_into_their_tables(page: Any) -> None:
    page.locator("#show-documents").click()
    page.locator(".paper summary").click()
    page.get_by_role("button", name="支出决算表").click()
    page.locator("#panel .sheet").wait_for()
    assert page.locator("#panel-title").inner_text() == "支出决算表"
    assert page.locator("#panel td.lit").count() == 0


def test_the_interface_is_described(page: Any, service_url: str) -> None:
    page.goto(f"{service_url}/docs")
    route = page.locator(".route", has_text="/api/chat")
    route.locator("summary").click()
    assert '"question"' in route.locator("pre").inner_text()


def test_a_place_on_a_page_is_marked(page: Any, answers: Any, store: Store, pdf_id: str) -> None:
    cited = citation(
        store, document=pdf_id, table=None, table_id=None, page=1, box=[0.25, 0.5, 0.75, 0.6], quote="引文"
    )
    answers.give(citations=[cited])
    ask(page, "哪里写着？").locator(".source").click()
    page.locator("#panel .view").last.click()
    picture = page.locator(".leaf img")
    picture.wait_for()
    page.wait_for_function("document.querySelector('.leaf img').naturalWidth > 0")
    leaf, mark = picture.bounding_box(), page.locator(".mark").bounding_box()
    assert mark["x"] - leaf["x"] == pytest.approx(leaf["width"] * 0.25, abs=2)
    assert mark["height"] == pytest.approx(leaf["height"] * 0.1, abs=2)


def test_enter_while_composing_does_not_send(page: Any, answers: Any) -> None:
    page.fill("#question", "xiangmu")
    page.dispatch_event("#question", "keydown", {"key": "Enter", "isComposing": True})
    page.wait_for_timeout(100)
    assert answers.asked == []


def test_nothing_overflows_a_phone_and_every_control_has_a_name(page: Any) -> None:
    ask(page, "很长的问题" * 90)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, a, textarea, select')]"
        ".filter(one => !(one.innerText || one.ariaLabel || one.labels?.length)).map(one => one.outerHTML)"
    )
    assert nameless == []
