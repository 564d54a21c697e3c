"""Questions that words answer: terms told apart, the money a term takes in, reasons."""

from __future__ import annotations

import pytest

from service.passages import terms


@pytest.mark.parametrize(
    "question, apart",
    [
        ("基本支出跟项目支出有啥不一样", ("基本支出", "项目支出")),
        ("人员经费和公用经费的区别是什么", ("人员经费", "公用经费")),
        ("人员经费和公用经费差多少", None),
    ],
)
def test_terms_told_apart(question: str, apart: tuple[str, str] | None) -> None:
    assert terms.told_apart(question) == apart


@pytest.mark.parametrize(
    "question, term",
    [("单位资金在这里指的是哪些钱", "单位资金"), ("其他收入主要是些什么钱", "其他收入"), ("其他收入是多少钱", None)],
)
def test_kinds_of_money(question: str, term: str | None) -> None:
    assert terms.kinds_of(question) == term


def test_a_reason_needs_words_unless_an_amount_is_asked() -> None:
    assert terms.needs_words("项目支出怎么是零")
    assert not terms.needs_words("项目支出为什么少了，少了多少")
