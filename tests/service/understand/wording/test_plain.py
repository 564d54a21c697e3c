"""Turns of phrase | what they are put as, with A, B and C for names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understand.wording.folded import Folded, fold
from service.understand.wording.plain import in_plain_words, plainly


def folded(text: str, names: dict[str, str] | None = None) -> Folded:
    said = text
    for letter, name in (names or {}).items():
        said = said.replace(letter, name)
    known = re.compile("|".join(map(re.escape, (names or {"A": "A", "B": "B", "C": "C"}).values())))
    return fold(said, lambda whole: [found.span() for found in known.finditer(whole)])


def put(text: str, **names: str) -> str:
    said = plainly(folded(text, names))
    return said.unfold(said.text)


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("A+B+C=", "A加B加C是多少"),
        ("A和B加一块儿多少", "A和B加起来多少"),
        ("每花100块A有几块是B", "B占A的百分之几"),
        ("A顶得上几个B", "A是B的几倍"),
        ("A减半是多少", "A减少一半后是多少"),
        ("A分摊到每个人头上是多少", "A每人多少"),
        ("A加B正好是C吗", "A加B等于C吗"),
        ("A翻一番是多少", "A增加100%后是多少"),
        ("啥叫A", "什么是A"),
        ("A咋回事少了这么多", "为什么A少了这么多"),
        ("A是多少", "A是多少"),
    ],
)
def test_a_turn_of_phrase_is_put_plainly(said: str, plain: str) -> None:
    assert put(said) == plain


def test_a_scope_is_no_operand() -> None:
    assert put("不含A的B是多少", A="办公费", B="公用经费") == "公用经费减去办公费是多少"
    assert put("不含A的B是多少", A="上年结转", B="公用经费") == "不含上年结转的公用经费是多少"


def test_what_is_looked_up_keeps_its_turns() -> None:
    assert in_plain_words(folded("A+B好多钱")) == "A+B多少钱"


@given(st.text("ABC加减占比和的里多少几前三最大每人百分之%10万元咋啥砍半翻番=+，", max_size=20))
def test_names_survive(text: str) -> None:
    said = folded(text)
    put_plainly = plainly(said)
    assert put_plainly.names == said.names
    assert "\\g<" not in put_plainly.text
