"""Plan | figures | steps, over a few facts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.facts import State
from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.execute import Outcome, execute
from service.plan.printed import parse
from service.plan.quantity import UnitMismatch, shown

Make = Callable[..., StoredFact]

PRINTED = {
    1: ("120.00", "万元"),
    2: ("86.50", "万元"),
    3: ("62.00", "万元"),
    4: ("31.40", "万元"),
    5: ("299.90", "万元"),
    6: ("", "万元"),
    7: ("—", "万元"),
    8: ("1200000", "元"),
    9: ("2", "辆"),
    10: ("-1.20", "万元"),
    11: ("-10.71", "%"),
    12: ("及时", None),
    13: ("0.00", "万元"),
    14: ("7.60", "万元"),
    15: ("-46.30", "万元"),
}


@pytest.fixture(scope="module")
def facts(fact: Make) -> Mapping[int, StoredFact]:
    return {number: fact(number, text, unit) for number, (text, unit) in PRINTED.items()}


def said(outcome: Outcome) -> list[str]:
    return [f"{shown(figure.amount.value)}{figure.amount.unit}" for figure in outcome.figures]


def rows(outcome: Outcome) -> list[str]:
    return [f"{row.label} {shown(row.amount.value)}" for row in outcome.rows]


C = {number: f'cell({number}, "{number}")' for number in PRINTED}
ALL = f'group([{C[1]}, {C[2]}, {C[3]}, {C[4]}, {C[6]}], "项目", {C[5]})'


@pytest.mark.parametrize(
    "plan, figures",
    [
        (C[1], ["120.00万元"]),
        (C[6], ["0万元"]),
        (f"sum([{C[1]}, {C[2]}], '')".replace("'", '"'), ["206.50万元"]),
        (f'sum([{C[1]}, {C[8]}], "")', ["240.00万元"]),
        (f'sum([{C[8]}, {C[1]}], "")', ["2400000元"]),
        (f'sum([{C[1]}, {C[6]}, {C[7]}], "")', ["120.00万元"]),
        (f"difference({C[1]}, {C[2]})", ["33.50万元"]),
        (f"difference({C[2]}, {C[1]})", ["33.50万元"]),
        (f'convert(difference({C[2]}, {C[1]}), "元")', ["335000元"]),
        (f"share({C[1]}, {C[5]})", ["40.01%"]),
        (f"share({C[8]}, {C[5]})", ["40.01%"]),
        (f'share(sum([{C[1]}, {C[2]}], ""), {C[5]})', ["68.86%"]),
        (f"completion({C[2]}, {C[1]})", ["72.08%"]),
        (f"multiple({C[1]}, {C[3]})", ["1.94倍"]),
        (f'mean([{C[1]}, {C[2]}, {C[3]}, {C[4]}], "项目")', ["74.98万元"]),
        (f"per_unit({C[14]}, {C[9]})", ["3.80万元"]),
        (f'per_unit({C[1]}, given(12d, "月"))', ["10.00万元"]),
        (f"prior({C[1]}, {C[10]})", ["121.20万元"]),
        (f"prior({C[1]}, {C[15]})", ["166.30万元"]),
        (f'convert({C[1]}, "亿元")', ["0.012亿元"]),
        (f'convert({C[9]}, "元")', ["2辆"]),
        (f"stated({C[10]}, {C[11]})", ["1.20万元", "10.71%"]),
        (f"stated(none, {C[11]})", ["10.71%"]),
        (f"growth({C[1]}, {C[2]})", ["33.50万元", "38.73%", "120.00万元", "86.50万元"]),
        (f"growth({C[1]}, {C[13]})", ["120.00万元", "120.00万元", "0.00万元"]),
        (f"compare({C[2]}, {C[1]}, yes)", ["120.00万元", "86.50万元", "33.50万元"]),
        (f"compare({C[2]}, {C[1]}, no)", ["86.50万元", "120.00万元", "33.50万元"]),
        (f"several([{C[1]}, {C[9]}], no)", ["120.00万元", "2辆"]),
        (f"count({ALL})", ["5个"]),
        (f"breakdown({ALL})", ["299.90万元"]),
    ],
)
def test_figures(plan: str, figures: list[str], facts: Mapping[int, StoredFact]) -> None:
    assert said(execute(parse(plan), facts)) == figures


@pytest.mark.parametrize(
    "plan, labels",
    [
        (f"top({ALL}, 1, yes, no)", ["1 120.00"]),
        (f"top({ALL}, 2, yes, yes)", ["2 86.50"]),
        (f"top({ALL}, 2, no, no)", ["4 31.40", "3 62.00"]),
        (f"top({ALL}, none, yes, no)", ["1 120.00", "2 86.50", "3 62.00", "4 31.40"]),
        (f"top({ALL}, 9, yes, no)", ["1 120.00", "2 86.50", "3 62.00", "4 31.40"]),
        (f"top({ALL}, 9, yes, yes)", []),
        (f'filter({ALL}, ">", given(620000d, "元"), none, no)', ["1 120.00", "2 86.50"]),
        (f'filter({ALL}, ">=", given(620000d, "元"), none, no)', ["1 120.00", "2 86.50", "3 62.00"]),
        (f'filter({ALL}, "<", given(62d, ""), none, no)', ["4 31.40"]),
        (f'filter({ALL}, ">=", given(50d, "万元"), given(100d, "万元"), yes)', ["2 86.50", "3 62.00"]),
        (f'filter({ALL}, ">", given(1d, "辆"), none, yes)', []),
        (f"breakdown({ALL})", ["1 120.00", "2 86.50", "3 62.00", "4 31.40"]),
    ],
)
def test_rows(plan: str, labels: list[str], facts: Mapping[int, StoredFact]) -> None:
    assert rows(execute(parse(plan), facts)) == labels


@pytest.mark.parametrize(
    "plan, ops",
    [
        (C[1], ["lookup"]),
        (f"share({C[1]}, {C[5]})", ["lookup", "lookup", "ratio"]),
        (f'convert(sum([{C[1]}, {C[2]}], ""), "元")', ["lookup", "lookup", "sum", "convert"]),
        (f'mean([{C[1]}, {C[2]}], "")', ["lookup", "lookup", "sum", "mean"]),
        (f'per_unit({C[1]}, given(2d, "辆"))', ["lookup", "given", "per_unit"]),
        (f"prior({C[1]}, {C[10]})", ["lookup", "lookup", "prior"]),
        (f"top({ALL}, 2, yes, no)", ["lookup", "lookup"]),
    ],
)
def test_every_operation_is_a_step(plan: str, ops: list[str], facts: Mapping[int, StoredFact]) -> None:
    steps = execute(parse(plan), facts).steps
    assert [step.op for step in steps] == ops
    assert all((step.fact is not None) == (step.op == "lookup") for step in steps)


@pytest.mark.parametrize(
    "plan, notes",
    [
        (C[6], ("blank",)),
        (C[7], ("blank",)),
        (C[13], ()),
        (f"compare({C[1]}, {C[8]}, yes)", ("equal",)),
        (f"compare({C[1]}, {C[2]}, yes)", ("larger",)),
        (f'verify(sum([{C[1]}, {C[2]}, {C[3]}, {C[4]}], ""), {C[5]})', ("agrees",)),
        (f'verify({C[5]}, given(299.91d, "万元"))', ("differs",)),
        (f'verify(sum([{C[1]}, {C[2]}], ""), {C[5]})', ("differs",)),
        (f"checked(share({C[1]}, {C[5]}), {C[11]})", ("differs",)),
    ],
)
def test_what_an_answer_owes_its_reader(plan: str, notes: tuple[str, ...], facts: Mapping[int, StoredFact]) -> None:
    assert execute(parse(plan), facts).notes == notes


@pytest.mark.parametrize(
    "parts, whole, verdict",
    [
        (["1.00", "2.00"], "3.00", "agrees"),
        (["1.00", "2.00"], "3.01", "rounding"),  # half a unit of the last place for each of three figures
        (["1.00", "2.00"], "3.02", "differs"),
        (["1", "2"], "3.9", "rounding"),
        (["1.00", "2.00", "3.00", "4.00"], "10.02", "rounding"),
        (["1.00", "2.00", "3.00", "4.00"], "10.03", "differs"),
    ],
)
def test_rounding_is_told_from_error(parts: list[str], whole: str, verdict: str, fact: Make) -> None:
    known = {number: fact(number, text) for number, text in enumerate([*parts, whole])}
    cells = tuple(algebra.Cell(number, "") for number in known)
    assert execute(algebra.Verify(algebra.Sum(cells[:-1]), cells[-1]), known).notes == (verdict,)


@pytest.mark.parametrize(
    "plan, error",
    [
        (f"share({C[1]}, {C[6]})", ZeroDivisionError),
        (f"multiple({C[1]}, {C[13]})", ZeroDivisionError),
        (f'per_unit({C[1]}, given(0d, "辆"))', ZeroDivisionError),
        (f"share({C[1]}, {C[9]})", UnitMismatch),
        (f'sum([{C[1]}, {C[11]}], "")', UnitMismatch),
        (f"difference({C[9]}, {C[1]})", UnitMismatch),
        ('cell(99, "没有")', KeyError),
    ],
)
def test_what_cannot_be_computed(plan: str, error: type[Exception], facts: Mapping[int, StoredFact]) -> None:
    with pytest.raises(error):
        execute(parse(plan), facts)


amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)


@given(st.lists(amounts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_sums_are_exact_and_order_free(values: list[Decimal], shuffle: Random) -> None:
    known = {number: _fact(number, value) for number, value in enumerate(values)}
    cells = [algebra.Cell(number, "") for number in known]
    expected = sum(round(value * 100) for value in values)
    shuffle.shuffle(cells)
    total = execute(algebra.Sum(tuple(cells)), known).figures[0].amount
    assert total.value * 100 == expected
    nested = algebra.Sum((cells[0], algebra.Sum(tuple(cells[1:]))))
    assert execute(nested, known).figures[0].amount.value * 100 == expected


@given(amounts, amounts.filter(bool))
def test_a_share_is_rounded_once(part: Decimal, whole: Decimal) -> None:
    known = {1: _fact(1, part), 2: _fact(2, whole)}
    share = execute(algebra.Share(algebra.Cell(1, ""), algebra.Cell(2, "")), known).figures[0].amount
    exact = (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (share.value, share.unit) == (exact, "%")


@given(amounts, amounts)
def test_prior_and_growth_are_each_others_inverse(now: Decimal, change: Decimal) -> None:
    known = {1: _fact(1, now), 2: _fact(2, change)}
    prior = algebra.Prior(algebra.Cell(1, ""), algebra.Cell(2, ""))
    growth = execute(algebra.Growth(algebra.Cell(1, ""), prior), known)
    assert growth.figures[0].amount.value == abs(change)


@settings(max_examples=50)
@given(st.lists(amounts, min_size=1, max_size=6, unique=True), st.integers(1, 6))
def test_a_ranking_is_in_order_and_the_kth_is_in_it(values: list[Decimal], k: int) -> None:
    known = {number: _fact(number, value) for number, value in enumerate(values)}
    group = algebra.Group(tuple(algebra.Cell(number, str(number)) for number in known), "")
    ranked = [row.amount.value for row in execute(algebra.Top(group, k, True), known).rows]
    assert all(a >= b for a, b in itertools.pairwise(ranked))
    assert ranked == sorted((value for value in values if value), reverse=True)[:k]
    nth = [row.amount.value for row in execute(algebra.Top(group, k, True, True), known).rows]
    assert nth == ranked[k - 1 : k]


def _fact(number: int, value: Decimal) -> StoredFact:
    return StoredFact((str(number),), (), State.NUMBER, str(value), value, "万元", id=number)
