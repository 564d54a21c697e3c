"""What is added, compared and divided: every operand read, none taken for a total that nobody named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.plan import printed
from service.understand.names.supposed import parted
from service.understand.operands.composed import candidates
from service.understand.operands.operands import bare_total
from service.understand.operands.pairing import Candidate, all_read
from service.understand.resolve import resolve
from service.understand.wording import grammar, normalise, sayings, units
from service.understand.wording.folded import Folded
from service.understand.wording.frame import Frame, Op
from service.understand.wording.listing import items

if TYPE_CHECKING:
    from tests.service.conftest import Small


def plan_of(question: str, small: Small) -> str | None:
    text = sayings.plainly(normalise.question(question))
    for frame in grammar.frames(parted(text, small.vocabulary), small.vocabulary.protect):
        found = resolve(frame, small.vocabulary)
        if found is not None:
            return small.addressed(printed.show(found.plan))
    return None


@pytest.mark.parametrize("op", [Op.DIFFERENCE, Op.COMPARE, Op.MULTIPLE])
def test_nothing_is_compared_with_a_total_nobody_named(op: Op, small: Small) -> None:
    assert resolve(Frame(op, "差旅费多多少", ("差旅费",)), small.vocabulary) is None


@pytest.mark.parametrize(
    "question, plan",
    [
        ("办公、印刷、邮电三项开销合计", 'sum([办公费@表3, 印刷费@表3, 邮电费@表3], "")'),
        ("差旅费统一压减10%，压完之后是多少", "scaled(差旅费@表3, -10d, no)"),
        ("住房保障支出占支出总计的百分之几", "share(住房保障支出@表1, 支出总计@表1)"),
    ],
)
def test_plan(question: str, plan: str, small: Small) -> None:
    assert plan_of(question, small) == plan


def test_a_list_is_left_alone_where_the_document_lacks_a_fee(small: Small) -> None:
    assert parted("水、电两项费用合计", small.vocabulary) == "水、电两项费用合计"


@pytest.mark.parametrize(
    "text, listed",
    [
        ("城市和农村两类供养", ["城市供养", "农村供养"]),
        ("基本和重大两项公共卫生服务", ["基本公共卫生服务", "重大公共卫生服务"]),
        ("水和电两项费用", ["水", "电两项费用"]),
    ],
)
def test_kinds_of_a_thing(text: str, listed: list[str]) -> None:
    assert items(text, Folded(text, ())) == listed


@pytest.mark.parametrize("text", ["总额", "今年的年度总额", "本年合计"])
def test_bare_total(text: str) -> None:
    assert bare_total(text)


def test_one_addend_of_two_may_not_be_said_in_part(small: Small) -> None:
    read = candidates("差旅费", small.vocabulary)[0]
    half = said_in_part(read)
    assert all_read([read, read, half])
    assert not all_read([read, half])


def said_in_part(candidate: Candidate) -> Candidate:
    reading = replace(candidate.readings[0], whole=False)
    return replace(candidate, explained=0.7, readings=(reading,))


@pytest.mark.parametrize(
    "question, unit", [("平均每人多少（元）", "元"), ("平均每人多少（万元）", "万元"), ("平均每人多少", None)]
)
def test_unit_in_parentheses(question: str, unit: str | None) -> None:
    assert units.asked_unit(question) == unit
