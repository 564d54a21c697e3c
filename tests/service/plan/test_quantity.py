"""Amounts: exact, in units of one kind."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.plan.quantity import MONEY, Amount, UnitMismatch, half_up, plain, shown

money = st.sampled_from(sorted(MONEY))
values = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    "value, unit, to, expected",
    [
        ("2.40", "万元", "元", "24000"),
        ("24000", "元", "万元", "2.4"),
        ("903.43", "万元", "亿元", "0.090343"),
        ("1.5", "千元", "元", "1500"),
        ("0", "万元", "元", "0"),
        ("2.40", "万元", "万元", "2.40"),
        ("98", "%", "%", "98"),
    ],
)
def test_converted(value: str, unit: str, to: str, expected: str) -> None:
    amount = Amount(Decimal(value), unit).to(to)
    assert (shown(amount.value), amount.unit) == (expected, to)


@pytest.mark.parametrize("unit, to", [("元", "%"), ("辆", "万元"), ("%", "个"), ("", "元")])
def test_units_of_other_kinds_never_meet(unit: str, to: str) -> None:
    with pytest.raises(UnitMismatch, match="不是同一类单位"):
        Amount(Decimal(1), unit) + Amount(Decimal(1), to)


@pytest.mark.parametrize(
    "value, places, expected",
    [
        ("33.195", 2, "33.20"),
        ("33.194999", 2, "33.19"),
        ("-33.195", 2, "-33.20"),
        ("0.005", 2, "0.01"),
        ("2.5", 0, "3"),
        ("10", 2, "10.00"),
    ],
)
def test_rounded_half_up(value: str, places: int, expected: str) -> None:
    assert shown(half_up(Decimal(value), places)) == expected


@pytest.mark.parametrize("value, expected", [("1E+3", "1000"), ("2.400", "2.4"), ("0.00", "0"), ("-5.0", "-5")])
def test_plain(value: str, expected: str) -> None:
    assert shown(plain(Decimal(value))) == expected


def test_nothing_is_divided_by_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        Amount(Decimal(1), "元").times(Amount(Decimal(0), "万元"))


@given(values, money, money)
def test_there_and_back(value: Decimal, unit: str, other: str) -> None:
    assert Amount(value, unit).to(other).to(unit).value == value


@given(values, values, money, money)
def test_sum_less_addend_is_the_other(a: Decimal, b: Decimal, unit: str, other: str) -> None:
    left, right = Amount(a, unit), Amount(b, other)
    assert (left + right - right).value == a
    assert (left + right).to("元").value == (right + left).to("元").value
