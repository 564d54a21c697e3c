"""What goes wrong on the way is said with what to do about it, and nothing typed is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.acts import FIGURE, answers, ask, question_box

Visit = Callable[..., Any]


def test_a_lost_connection_gives_the_question_back(visit: Visit) -> None:
    page = visit("/", tolerates="ERR_INTERNET_DISCONNECTED")
    question_box(page).wait_for()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    failed = ask(page, FIGURE)
    assert "检查网络" in failed.inner_text()
    assert question_box(page).input_value() == FIGURE
    page.context.set_offline(False)
    failed.get_by_role("button", name="再试一次").click()
    answers(page).filter(has_text="1.50").wait_for()
    assert question_box(page).input_value() == ""


def test_an_answer_that_breaks_off_gives_the_question_back(visit: Visit) -> None:
    page = visit("/")
    half = 'event: text\ndata: {"delta": "公务接待费"}\n\n'
    page.route("**/api/chat", lambda route: route.fulfill(content_type="text/event-stream", body=half))
    failed = ask(page, FIGURE)
    assert "再试" in failed.inner_text()
    assert question_box(page).input_value() == FIGURE


@pytest.mark.parametrize("status, wait, said", [(429, "7", r"7 ?秒|稍后"), (503, None, "稍后"), (500, None, "稍后")])
def test_a_limit_or_a_fault_says_what_to_do(visit: Visit, status: int, wait: str | None, said: str) -> None:
    page = visit("/", tolerates=f"status of {status}")
    detail = {429: "提问过于频繁，请稍后再试。", 503: "服务尚未就绪，请稍后再试。"}.get(
        status, "服务内部出错，请稍后再试。"
    )
    problem = json.dumps({"type": "about:blank", "title": "problem", "status": status, "detail": detail})
    headers = {"content-type": "application/problem+json"} | ({"retry-after": wait} if wait else {})
    page.route("**/api/chat", lambda route: route.fulfill(status=status, headers=headers, body=problem))
    failed = ask(page, FIGURE)
    assert re.search(said, failed.inner_text())
    assert question_box(page).input_value() == FIGURE


def test_what_was_typed_and_answered_survives_a_reload(visit: Visit) -> None:
    page = visit("/")
    ask(page, FIGURE)
    question_box(page).fill("还没问完的")
    page.reload()
    answers(page).filter(has_text="1.50").wait_for()
    assert question_box(page).input_value() == "还没问完的"


def test_a_link_to_no_answer_says_so(visit: Visit) -> None:
    page = visit("/?answer=no-such-answer", tolerates="status of 404")
    page.get_by_text(re.compile("打不开|没有这个|找不到")).first.wait_for()
    assert question_box(page).is_enabled()
