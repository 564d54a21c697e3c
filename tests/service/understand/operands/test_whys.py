"""What a question after a reason is about, however it is worded."""

from __future__ import annotations

import pytest

from service.understand.operands.whys import asks_why, subjects


@pytest.mark.parametrize(
    "question, subject",
    [
        ("总收支为啥比上年涨了12%多", "总收支涨"),
        ("2024年总收支比上一年增加，啥原因", "总收支增加"),
        ("车一辆没少，三公经费咋就比去年降了1万元捏？啥原因", "三公经费降"),
        ("财政拨款咋突然涨这么多，理由", "财政拨款涨"),
        ("公车运行维护费怎么降了", "公车运行维护费降了"),
    ],
)
def test_subjects(question: str, subject: str) -> None:
    assert asks_why(question)
    assert subject in subjects(question)


@pytest.mark.parametrize("question", ["三公经费多少", "项目怎么实施", "三公经费怎么样"])
def test_no_reason_is_asked(question: str) -> None:
    assert not asks_why(question)


def test_nothing_is_left_of_a_bare_why() -> None:
    assert subjects("为什么") == []
