"""Numbers that amounts are divided by: the question's, the calendar's, the document's own for that amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.plan import algebra
from service.understand.resolve import resolve
from service.understand.wording import grammar, normalise
from service.understand.wording.frame import Op

if TYPE_CHECKING:
    from tests.service.conftest import Small


def plan_of(question: str, small: Small) -> algebra.Plan | None:
    frames = grammar.frames(normalise.question(question), small.vocabulary.protect)
    frame = next((frame for frame in frames if frame.op is Op.PER_UNIT), None)
    found = resolve(frame, small.vocabulary) if frame is not None else None
    return found.plan if found is not None else None


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("差旅费按40人算，平均每人多少元", "人"),
        ("差旅费平均每名职工多少元，按40名职工计算", "人"),
        ("差旅费每月多少元", "月"),
    ],
)
def test_the_number_of_the_question_and_of_the_calendar(question: str, unit: str, small: Small) -> None:
    plan = plan_of(question, small)
    assert isinstance(plan, algebra.PerUnit)
    assert isinstance(plan.count, algebra.Given)
    assert plan.count.unit == unit


@pytest.mark.parametrize("question", ["差旅费平均每公里多少元", "差旅费平均每亩多少", "邮电费平均每辆车多少元"])
def test_no_number_of_another_thing(question: str, small: Small) -> None:
    plan = plan_of(question, small)
    assert plan is None or "公务用车" in str(plan)


@pytest.mark.parametrize("question", ["贵单位差旅费多少", "我是一名代表，差旅费多少", "单位差旅费是多少"])
def test_a_unit_is_no_counter(question: str, small: Small) -> None:
    assert all(f.op is not Op.PER_UNIT for f in grammar.frames(question, small.vocabulary.protect))
