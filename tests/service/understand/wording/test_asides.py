"""Question with talk around it | what is left of it, or None where nothing may be dropped."""

from __future__ import annotations

import pytest

from service.understand.wording import normalise
from service.understand.wording.asides import without_asides

NAMES = ("福利费", "住房公积金", "差旅费", "工会经费")

CASES = [
    ("福利费要准备多少，工会这边催得紧，快愁死了", "福利费要准备多少"),
    ("住房公积金要交多少，急，报表等着填", "住房公积金要交多少"),
    ("大家都在骂，差旅费到底多少（别糊弄）", "差旅费到底多少"),
    ("差旅费多少 在线等 急", "差旅费多少"),
    ("差旅费多少，不含结转的", None),
    ("差旅费多少（当年的）", None),
    ("如果砍一半，差旅费是多少", None),
    ("差旅费多少，福利费呢", None),
    ("急，愁死了", None),
]


def protect(text: str) -> list[tuple[int, int]]:
    return sorted((text.find(name), text.find(name) + len(name)) for name in NAMES if name in text)


@pytest.mark.parametrize(("question", "left"), CASES)
def test_asides_are_dropped_and_nothing_else(question: str, left: str | None) -> None:
    assert without_asides(normalise.question(question), protect) == left
