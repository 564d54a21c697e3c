"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understand.wording import numbers

WRITTEN = "零一二三四五六七八九"


def written(number: int) -> str:
    """A whole number below 10^12 in Chinese, as a cheque has it but without 正."""
    if number < 10:
        return WRITTEN[number]
    for unit, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return written(head) + unit + (gap + written(rest) if rest else "")
    raise AssertionError(number)


@pytest.mark.parametrize(
    "text, number",
    [
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千零一", 1001),
        ("两千八百万", 28_000_000),
        ("一亿二千万", 120_000_000),
        ("二〇二五", 2025),
        ("", None),
        ("多少", None),
        ("3", 3),
        ("两千八", 2800),
        ("一万五", 15000),
    ],
)
def test_numeral(text: str, number: int | None) -> None:
    assert numbers.numeral(text) == number


@pytest.mark.parametrize(
    "text, value, unit",
    [
        ("50万", "500000", "元"),
        ("100万元", "1000000", "元"),
        ("一百万元", "1000000", "元"),
        ("2800万", "28000000", "元"),
        ("3.5亿元", "350000000", "元"),
        ("5千元", "5000", "元"),
        ("1,234.50元", "1234.50", "元"),
        ("八块钱", "8", "元"),
        ("95%", "95", "%"),
        ("3辆", "3", "辆"),
        ("三个人", "3", "个"),
        ("940平方米", "940", "平方米"),
        ("5万件", "50000", "件"),
        ("20", "20", ""),
        ("百分之五", "5", "%"),
    ],
)
def test_amount(text: str, value: str, unit: str) -> None:
    found = numbers.amount(text)
    assert found is not None
    assert found == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["", "没有", "公务接待费"])
def test_no_amount(text: str) -> None:
    assert numbers.amount(text) is None


@given(st.integers(1, 10**12 - 1))
def test_a_written_number_is_read_back(number: int) -> None:
    assert numbers.numeral(written(number)) == number


@given(st.integers(1, 10**7), st.sampled_from(sorted(numbers.MONEY)))
def test_money_is_in_yuan(number: int, unit: str) -> None:
    assert numbers.amount(f"{number}{unit}") == (number * numbers.MONEY[unit], "元")
