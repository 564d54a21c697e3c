"""Carry-overs in rows of their own, wholes that borrow nothing, and figures that answer no question after words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.store import Store
from service.answer.flow import answer_question

TEXT = """云山市水利局2025年部门预算

项目支出预算表
单位：万元
项目名称\t合计\t一般公共预算\t上年结转
合计\t150.00\t120.00\t30.00
堤防加固\t100.00\t100.00\t
堤防加固（结转）\t30.00\t\t30.00
水闸改造\t20.00\t20.00\t
"""


@pytest.mark.parametrize(
    "question", ["堤防加固，算上结转的一共多少钱", "堤防加固本年预算和上年结转一共多少", "堤防加固连同结转一共多少"]
)
def test_a_carry_over_in_a_row_of_its_own_counts(question: str, store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(TEXT), question)
    assert [figure["value"] for figure in answer["figures"]][:1] == ["130.00"]


def test_an_amount_without_such_a_row_stays_as_it_is(store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(TEXT), "水闸改造，算上结转的一共多少钱")
    assert [figure["value"] for figure in answer["figures"]] in (["20.00"], [])


@pytest.mark.parametrize(
    "question", ["堤防加固主要加固的什么堤", "堤防加固这一百万是干嘛用的", "水闸改造要达到什么效果"]
)
def test_no_figure_answers_a_question_after_words(question: str, store_of: Callable[..., Store]) -> None:
    assert answer_question(store_of(TEXT), question)["figures"] == []


def test_a_list_said_with_a_total_is_added_up(store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(TEXT), "堤防加固和水闸改造两个工程总投入多少万")
    assert [figure["value"] for figure in answer["figures"]][:1] == ["120.00"]
