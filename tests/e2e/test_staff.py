"""Staff bring a document; a reader asks about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from eval.stage import Stage
from tests.e2e.acts import ask, lit, open_source

Visit = Callable[..., Any]
DESK = {"width": 1280, "height": 860}


def sign_in(page: Any, key: str) -> None:
    page.get_by_label("工作人员密钥", exact=True).fill(key)
    page.keyboard.press("Enter")


def test_a_wrong_key_is_told(visit: Visit) -> None:
    page = visit("/staff", viewport=DESK, tolerates="status of 40[13]")
    sign_in(page, "not-the-key")
    page.get_by_role("alert").filter(has_text=re.compile("密钥不正确|密钥")).wait_for()
    assert page.get_by_label("工作人员密钥", exact=True).is_visible()
    assert "not-the-key" not in page.url


def test_an_uploaded_document_can_be_asked_about(visit: Visit, site: Stage) -> None:
    page = visit("/staff", viewport=DESK)
    sign_in(page, site.key)
    choose = page.get_by_role("button", name="选择文件")
    choose.wait_for()
    assert site.key not in page.url
    with page.expect_file_chooser() as chooser:
        choose.click()
    chooser.value.set_files(site.file)
    progress = page.get_by_role("region", name="处理进度")
    progress.wait_for()
    progress.get_by_text(re.compile(r"已完成|已收录|\d+ 张表")).first.wait_for(timeout=60_000)
    page.get_by_role("main").get_by_text("清江县医疗保障局").first.wait_for()
    page.get_by_role("button", name="显示").click()
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Documents", level=1).wait_for()
    told = page.locator("#jobs").inner_text()
    assert "figures" in told
    assert not re.search("已完成|收起|数字", told)
    reader = visit("/")
    answer = ask(reader, "清江县医疗保障局2024年收入总计是多少？")
    assert re.search(r"\d", answer.inner_text())
    assert "清江县医疗保障局" in answer.inner_text()
    open_source(reader, answer)
    assert lit(reader)["text"].replace(",", "") in answer.inner_text().replace(",", "")


def test_the_key_is_forgotten_on_signing_out(visit: Visit, site: Stage) -> None:
    page = visit("/staff", viewport=DESK)
    sign_in(page, site.key)
    page.get_by_role("button", name="退出").click()
    page.get_by_label("工作人员密钥", exact=True).wait_for()
    stored = page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])")
    assert site.key not in stored
