"""Printed amounts | value, unit, comparator."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import parse
from ingest.facts import State

NUMBERS = [
    ("2866.51", "2866.51", "万元", None),
    ("3,058.09", "3058.09", "万元", None),
    ("371,514,655.00", "371514655.00", "万元", None),
    ("371,514,\n655.00", "371514655.00", "万元", None),
    ("１２３．４５", "123.45", "万元", None),
    ("1，234", "1234", "万元", None),
    ("0.00", "0.00", "万元", None),
    (".5", "0.5", "万元", None),
    ("-12.5", "-12.5", "万元", None),
    ("－12.5", "-12.5", "万元", None),
    ("−12.5", "-12.5", "万元", None),
    ("(1.00)", "-1.00", "万元", None),
    ("（1.00）", "-1.00", "万元", None),
    ("△1.00", "-1.00", "万元", None),
    ("▲ 1.00", "-1.00", "万元", None),
    ("+3", "3", "万元", None),
    ("￥3", "3", "万元", None),
    ("≥50个", "50", "个", "≥"),
    ("≤3650317.98元", "3650317.98", "元", "≤"),
    ("<52人", "52", "人", "<"),
    ("〉=95％", "95", "%", "≥"),
    (">=95%", "95", "%", "≥"),
    ("＝100%", "100", "%", "="),
    ("不低于95%", "95", "%", "≥"),
    ("不超过30天", "30", "天", "≤"),
    ("95%以上", "95", "%", "≥"),
    ("10天以内", "10", "天", "≤"),
    ("100%", "100", "%", None),
    ("100 %", "100", "%", None),
    ("≥2万件", "2", "万件", "≥"),
    ("≥500Mbps", "500", "Mbps", "≥"),
    ("≤26℃", "26", "℃", "≤"),
    ("≤4万元", "4", "万元", "≤"),
    ("10元/人天", "10", "元/人天", None),
    ("≥2次", "2", "次", "≥"),
    ("≤12小时", "12", "小时", "≤"),
    ("99年", "99", "年", None),
    ("50台（套）", "50", "台(套)", None),
]


@pytest.mark.parametrize(("text", "value", "unit", "comparator"), NUMBERS)
def test_numbers(text: str, value: str, unit: str, comparator: str | None) -> None:
    quantity = parse(text, "万元")
    assert quantity.state is State.NUMBER
    assert (quantity.value, quantity.unit, quantity.comparator) == (Decimal(value), unit, comparator)


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\n"])
def test_blank(text: str) -> None:
    assert parse(text, "元").state is State.BLANK


@pytest.mark.parametrize("text", ["-", "--", "—", "——", "－", "–", "/"])
def test_dash(text: str) -> None:
    assert parse(text, "元").state is State.DASH


@pytest.mark.parametrize(
    "text",
    [
        "及时", "提高5%", "2025年12月底前", "2025年12月前", "2025年", "90%-95%", "国产化CPU", "2025-12-31",
        "1:2",
        "7*24小时", "229-山西省行政审批服务管理局", "12月底", "3.2.1", "（试行）", "12345热线专报，每日一份",
        "≥", "(3", "2025预算数", "2024年决算",
    ],
)  # fmt: skip
def test_text(text: str) -> None:
    quantity = parse(text, "元")
    assert (quantity.state, quantity.value, quantity.unit) == (State.TEXT, None, None)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_every_printed_decimal_reads_back(value: Decimal) -> None:
    assert parse(f"{value:,}", "元").value == value
    assert parse(f"{value}万元").unit == "万元"
