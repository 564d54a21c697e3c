"""What printing explains, and what it doesn't."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.checks.model import CellSpot, Figure, Verdict
from ingest.checks.rounding import judge_equal, judge_percent, judge_sum, step_of


def figure(text: str, unit: str | None = "万元") -> Figure:
    value = Decimal(text)
    return Figure(text, value, unit, step_of(value), CellSpot(0, 0, 0))


@pytest.mark.parametrize(
    "total, addends, verdict, difference",
    [
        ("3058.09", ["1501.15", "1556.95"], "rounding", "-0.01"),
        ("3058.09", ["1501.15", "1556.94"], "holds", "0.00"),
        ("3058.09", ["1501.15", "1556.96"], "wrong", "-0.02"),
        ("236.63", ["236.64"], "wrong", "-0.01"),
        ("100.00", ["33.33", "33.33", "33.33"], "rounding", "0.01"),
        ("100.00", ["33.33", "33.33", "33.32"], "wrong", "0.02"),
        ("100.00", ["50.00", "50.01", "0.00", "0.00"], "rounding", "-0.01"),
        ("100.00", ["50.00", "50.02", "0.00", "0.00"], "wrong", "-0.02"),
        ("0", ["0.00", "0"], "holds", "0.00"),
        ("-5.00", ["-2.50", "-2.50"], "holds", "0.00"),
    ],
)
def test_a_sum_may_be_off_by_half_a_unit_for_each_addend(
    total: str, addends: list[str], verdict: str, difference: str
) -> None:
    found = judge_sum(figure(total), [figure(addend) for addend in addends])
    assert found == (Verdict(verdict), Decimal(difference))


@pytest.mark.parametrize(
    "one, other, verdict",
    [
        (("171.01", "万元"), ("1710062.00", "元"), "rounding"),
        (("171.02", "万元"), ("1710062.00", "元"), "wrong"),
        (("4632600", "元"), ("463.26", "万元"), "holds"),
        (("4632700", "元"), ("463.26", "万元"), "wrong"),
        (("1.5", "亿元"), ("15000.00", "万元"), "holds"),
        (("1.5", "亿元"), ("15400.00", "万元"), "rounding"),
        (("1.5", "亿元"), ("15600.00", "万元"), "wrong"),
    ],
)
def test_the_coarser_print_decides_between_units(one: tuple[str, str], other: tuple[str, str], verdict: str) -> None:
    assert judge_equal(figure(*one), figure(*other))[0] == verdict
    assert judge_equal(figure(*other), figure(*one))[0] == verdict


@pytest.mark.parametrize(
    "stated, part, whole, verdict",
    [
        ("49.09", "1501.15", "3058.09", "holds"),
        ("49.08", "1501.15", "3058.09", "wrong"),
        ("99.86", "9746.50", "9759.38", "wrong"),
        ("33.3", "1", "3", "holds"),
        ("36", "1", "3", "rounding"),
        ("100", "0.39", "0.39", "holds"),
    ],
)
def test_a_percentage_is_recomputed_at_its_printed_places(stated: str, part: str, whole: str, verdict: str) -> None:
    operands = [(Decimal(text), step_of(Decimal(text)) / 2) for text in (part, whole)]
    found = judge_percent(figure(stated, "%"), operands[0], operands[1])
    assert found is not None
    assert found[0] == verdict


def test_nothing_is_a_share_of_nothing() -> None:
    nothing = (Decimal(0), Decimal(0))
    assert judge_percent(figure("0.00", "%"), nothing, nothing) is None


amounts = st.lists(st.decimals(min_value=1, max_value=10**6, places=5, allow_nan=False), min_size=1, max_size=12)


@given(amounts)
def test_rounding_exact_addends_is_never_called_wrong(exact: list[Decimal]) -> None:
    cent = Decimal("0.01")
    addends = [value.quantize(cent, ROUND_HALF_UP) for value in exact]
    total = sum(exact, Decimal(0)).quantize(cent, ROUND_HALF_UP)
    # The total is rounded too: half a unit more than the addends explain, which a whole unit never is.
    slack = (len(addends) + 1) * cent / 2
    verdict, difference = judge_sum(figure(str(total)), [figure(str(addend)) for addend in addends])
    assert abs(difference) <= slack
    if abs(difference) <= len(addends) * cent / 2:
        assert verdict is not Verdict.WRONG


@given(amounts, st.integers(min_value=1, max_value=10**6))
def test_more_than_half_a_unit_for_each_addend_is_wrong(exact: list[Decimal], beyond: int) -> None:
    cent = Decimal("0.01")
    addends = [value.quantize(cent, ROUND_HALF_UP) for value in exact]
    slip = (len(addends) // 2 + beyond) * cent
    total = sum(addends, Decimal(0)) + slip
    verdict, difference = judge_sum(figure(str(total)), [figure(str(addend)) for addend in addends])
    assert difference == slip
    assert verdict is Verdict.WRONG


@given(amounts)
def test_the_order_of_addends_changes_nothing(exact: list[Decimal]) -> None:
    addends = [figure(str(value)) for value in exact]
    total = figure(str(exact[0]))
    assert judge_sum(total, addends) == judge_sum(total, addends[::-1])
