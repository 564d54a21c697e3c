"""The words of one operand, one set, one change → what they stand for in the small disclosure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from service.plan import algebra, printed
from service.understand.operands import changes
from service.understand.operands.composed import candidates
from service.understand.operands.operands import bare_total, given
from service.understand.operands.pairing import together
from service.understand.sets import groups, narrowed

if TYPE_CHECKING:
    from tests.service.conftest import Small


def shown(plan: algebra.Plan | None, small: Small) -> str | None:
    return None if plan is None else small.addressed(printed.show(plan))


@pytest.mark.parametrize(
    "text, lent, expression",
    [
        ("差旅费", "", "差旅费@表3"),
        ("办公费和印刷费", "", 'sum([办公费@表3, 印刷费@表3], "")'),
        ("办公费、印刷费和邮电费三项", "", 'sum([办公费@表3, 印刷费@表3, 邮电费@表3], "")'),
        ("办公费印刷费", "", 'sum([办公费@表3, 印刷费@表3], "")'),
        ("对个人和家庭的补助各项", "", 'sum([离休费@表3, 退休费@表3], "对个人和家庭的补助各项合计")'),
        ("实施期", "增雨作业次数", "增雨作业次数/实施期@绩效"),
        ("合计", "气象服务的项目支出", "气象服务@表2"),
    ],
)
def test_operand(text: str, lent: str, expression: str, small: Small) -> None:
    assert shown(candidates(text, small.vocabulary, lent)[0].expression, small) == expression


@pytest.mark.parametrize("text", ["火箭", "职业年金"])
def test_no_operand(text: str, small: Small) -> None:
    assert candidates(text, small.vocabulary) == []


@pytest.mark.parametrize(
    "texts, expressions",
    [
        (("办公费", "住房公积金"), ["办公费@表3", "住房公积金@表3"]),
        (("行政单位医疗", "住房公积金"), ["行政单位医疗@表2", "住房公积金@表2"]),
    ],
)
def test_operands_fit_one_another(texts: tuple[str, ...], expressions: list[str], small: Small) -> None:
    chosen = together([candidates(text, small.vocabulary) for text in texts])
    assert chosen is not None
    assert [shown(each.expression, small) for each in chosen] == expressions


def test_units_that_never_meet_are_not_put_together(small: Small) -> None:
    assert together([candidates(text, small.vocabulary) for text in ("差旅费", "办公用房建筑总面积")]) is None
    assert together([candidates("差旅费", small.vocabulary), []]) is None
    assert together([]) is None


@pytest.mark.parametrize("text, yes", [("合计", True), ("2025年合计", True), ("全部", True), ("差旅费", False)])
def test_bare_total(text: str, yes: bool) -> None:
    assert bare_total(text) is yes


def test_given() -> None:
    assert given("570人") == algebra.Given(Decimal(570), "人")
    assert given("差旅费") is None


@pytest.mark.parametrize(
    "noun, named, members, total",
    [
        ("project", "", 4, "临溪市气象局@表6"),
        ("function_class", "", 4, "合计@表2"),
        ("function_item", "", 7, "合计@表2"),
        ("function_item", "气象事务", 3, "合计@表2"),
        ("child", "气象事务", 3, "气象事务@表2"),
        ("child", "工资福利支出", 6, "工资福利支出@表3"),
        (None, "对个人和家庭的补助", 2, "对个人和家庭的补助@表3"),
        ("economic_item", "商品和服务支出", 9, "商品和服务支出@表3"),
    ],
)
def test_set(noun: str | None, named: str, members: int, total: str, small: Small) -> None:
    group = groups.group(noun, named, f"{named}有哪些", small.vocabulary)
    assert group is not None
    assert (len(group.members), shown(group.total, small)) == (members, total)


@pytest.mark.parametrize("noun, named", [("child", "差旅费"), ("child", "火箭"), (None, ""), ("indicator", "")])
def test_no_set(noun: str | None, named: str, small: Small) -> None:
    assert groups.group(noun, named, named, small.vocabulary) is None


def test_a_set_without_one(small: Small) -> None:
    group = groups.group("child", "对个人和家庭的补助", "", small.vocabulary)
    assert group is not None
    rest = narrowed.without(group, "离休费", small.vocabulary)
    assert rest is not None
    assert [cell.label for cell in rest.members] == ["退休费"]
    assert narrowed.without(group, "差旅费", small.vocabulary) is None


@pytest.mark.parametrize(
    "text, members",
    [
        ("四个项目", 4),
        ("这四个项目合计", 4),
        ("所有项目", 4),
        ("差旅费", None),
        ("项目支出", None),
    ],
)
def test_named_set(text: str, members: int | None, small: Small) -> None:
    group = groups.named_set(text, small.vocabulary)
    assert (group and len(group.members)) == members


@pytest.mark.parametrize(
    "text, question, plan",
    [
        ("三公经费", "三公经费减少多少", "stated(三公经费预算/change@文, 三公经费预算/rate@文, no)"),
        ("公务用车购置及运行费", "变化多少", "stated(公务用车购置及运行费/change@文, none, no)"),
        ("今年", "今年比去年增加多少", "stated(预算收入总计/change@文, 预算收入总计/rate@文, no)"),
        ("差旅费", "差旅费增加多少", None),
    ],
)
def test_change(text: str, question: str, plan: str | None, small: Small) -> None:
    assert shown(changes.stated(text, question, small.vocabulary), small) == plan


@pytest.mark.parametrize(
    "text, year, plan",
    [
        ("去年三公经费", 2024, "prior(三公经费预算@文, 三公经费预算/change@文)"),
        ("2024年公务接待费", 2024, "prior(公务接待费@文, 公务接待费/change@文)"),
        ("2023年公务接待费", 2023, None),
        ("去年差旅费", 2024, None),
    ],
)
def test_the_year_before(text: str, year: int, plan: str | None, small: Small) -> None:
    assert shown(changes.prior(text, year, small.vocabulary), small) == plan


@pytest.mark.parametrize(
    "text, reason",
    [
        ("公务接待费减少", "压减公务接待批次"),
        ("收入总计增加", "新增暴雨预警平台建设任务"),
        ("差旅费减少", None),
    ],
)
def test_reason(text: str, reason: str | None, small: Small) -> None:
    found = changes.with_reason(text, small.vocabulary)
    assert (found[0].reason if found else None) == reason
