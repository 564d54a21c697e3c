"""Words | what they say beside names | the address they mean. No score is tested, only what comes first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understand.names.link import likely, link
from service.understand.names.match import match
from service.understand.names.naming import grams
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.service.conftest import Small


@pytest.mark.parametrize(
    "text, field, value",
    [
        ("2025年差旅费", "years", (2025,)),
        ("去年差旅费", "years", (2024,)),
        ("24年差旅费", "years", (2024,)),
        ("前年差旅费", "years", (2023,)),
        ("差旅费", "years", ()),
        ("上年结转", "years", ()),
        ("2080501多少", "codes", ("2080501",)),
        ("208类05款01项", "codes", ("2080501",)),
        ("12345热线", "codes", ()),
        ("表3的差旅费", "table", 3),
        ("表三的差旅费", "table", 3),
        ("差旅费", "table", None),
        ("增雨作业次数实施期", "phase", "实施期"),
        ("增雨作业次数年度目标", "phase", "年度"),
        ("公车几辆", "counter", "辆"),
        ("增长百分之几", "counter", "%"),
        ("差旅费多少元", "counter", "元"),
        ("差旅费", "counter", None),
    ],
)
def test_what_is_no_name(text: str, field: str, value: object, vocabulary: Vocabulary) -> None:
    assert getattr(segment(text, vocabulary), field) == value


@pytest.mark.parametrize(
    "text, name, stands, exact",
    [
        ("今年差旅费多少", "差旅费", True, True),
        ("维修费多少", "维修（护）费", True, True),
        ("农户满意度", "受益农户满意度", True, False),
        ("差旅费多少", "印刷费", False, False),
        ("出差花了多少", "差旅费", True, True),
    ],
)
def test_how_a_name_stands(text: str, name: str, stands: bool, exact: bool, vocabulary: Vocabulary) -> None:
    found = match(vocabulary.name(name), segment(text, vocabulary), vocabulary)
    assert (found is not None) == stands
    assert bool(found and found.exact) == exact


@pytest.mark.parametrize(
    "text, address",
    [
        ("差旅费", "差旅费@表3"),
        ("2200504的项目支出", "气象事业机构/项目支出@表2"),
        ("表5的公务接待费", "公务接待费@表5"),
        ("表3的公务接待费", "公务接待费@表3"),
        ("表二的住房公积金", "住房公积金@表2"),
        ("经济科目表的住房公积金", "住房公积金@表3"),
        ("气象观测站点维护", "气象观测站点维护经费@表6"),
        ("自然资源海洋气象等支出当年预算安排", "自然资源海洋气象等支出/当年预算安排@表1"),
        ("自然资源海洋气象等支出上年结转安排", "自然资源海洋气象等支出/上年结转安排@表1"),
        ("受益农户满意度实施期", "受益农户满意度/实施期@绩效"),
    ],
)
def test_what_is_likely_meant(text: str, address: str, small: Small) -> None:
    found = likely(link(segment(text, small.vocabulary), small.vocabulary))
    assert small.address(found[0].fact) == address


@pytest.mark.parametrize("text", ["火箭", "", "？", "多少钱", "2019年的"])
def test_nothing_named_nothing_meant_by_name(text: str, vocabulary: Vocabulary) -> None:
    assert not [reading for reading in likely(link(segment(text, vocabulary), vocabulary)) if reading.named]


def test_readings_are_in_order_and_of_this_document(small: Small) -> None:
    readings = link(segment("住房公积金", small.vocabulary), small.vocabulary)
    assert [r.score for r in readings] == sorted((r.score for r in readings), reverse=True)
    assert all(small.vocabulary.facts[r.fact.id] == r.fact for r in readings)
    assert all(0 <= r.explained <= 1 for r in readings)


@given(st.text("气象服务事务观测站点差旅费收入总计、占比和多少", max_size=16))
def test_protected_spans_are_in_order_and_apart(text: str) -> None:
    vocabulary = _held[0]
    spans = vocabulary.protect(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("core, pairs", [("差旅费", {"差旅", "旅费"}), ("费", {"费"}), ("", {""})])
def test_grams(core: str, pairs: set[str]) -> None:
    assert grams(core) == pairs


_held: list[Vocabulary] = []


@pytest.fixture(autouse=True)
def _hold(vocabulary: Vocabulary) -> None:
    """Hypothesis runs a test many times over one vocabulary: the session's."""
    _held[:] = [vocabulary]
