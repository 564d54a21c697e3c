"""Numbers as a spreadsheet shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.number_format import BUILTIN, general, is_date_format, shown

ACCOUNT = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    "value, code, text",
    [
        ("12345.6", "#,##0.00", "12,345.60"),
        ("12345.6", "0.00", "12345.60"),
        ("1234567.891", "#,##0", "1,234,568"),
        ("0.2167", "0.00%", "21.67%"),
        ("0.5", "0%", "50%"),
        ("2010301", "General", "2010301"),
        ("7", "000", "007"),
        ("2010301", "0", "2010301"),
        ("12", "@", "12"),
        ("5", "0.##", "5"),
        ("5.5", "0.##", "5.5"),
        ("0.5", "#.##", ".5"),
        ("0", "#,###", ""),
        ("5", ";;;", ""),
        # noise of binary sums, and halves rounded as a spreadsheet does
        ("0.30000000000000004", "General", "0.3"),
        ("0.30000000000000004", "0.00", "0.30"),
        ("3000.2999999999997", "General", "3000.3"),
        ("123456.780000001", "General", "123456.78"),
        ("1.005", "0.00", "1.01"),
        ("1.0049999999999999", "0.00", "1.01"),
        ("123.456789", "0.00", "123.46"),
        ("123.456789", "General", "123.456789"),
        ("0.333333333333333", "General", "0.3333333333"),
        ("12345678901.55", "General", "12345678901.55"),
        ("1E+3", "General", "1000"),
        ("1.5E-7", "General", "0.00000015"),
        # negatives
        ("-12.5", "0.00", "-12.50"),
        ("-12.5", "#,##0.00;[Red](#,##0.00)", "(12.50)"),
        ("-12.5", r"0.00_);[Red]\(0.00\)", "(12.50)"),
        ("-12.5", '"▲"0.00', "-▲12.50"),
        ("-12.5", '0.00;"▲"0.00', "▲12.50"),
        ("-0.001", "0.00", "0.00"),
        # accounts
        ("1234.5", ACCOUNT, "1,234.50"),
        ("-1234.5", ACCOUNT, "-1,234.50"),
        ("0", ACCOUNT, "-"),
        ("0", BUILTIN[43], "-"),
        # in thousands, and 万元 made by a literal point
        ("1234567", "0.00,", "1234.57"),
        ("123456", r"0\.0,", "12.3"),
        ("123456.78", "0!.0000", "12.3457"),
        # words and currencies
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("12", '0.00"万元"', "12.00万元"),
        ("12", 'General"人"', "12人"),
        # conditions
        ("0", '[=0]"";General', ""),
        ("12", '[=0]"";General', "12"),
        ("20000", '[>=10000]0.0,"千";0', "20.0千"),
        ("20", '[>=10000]0.0,"千";0', "20"),
        # fractions and exponents are shown as decimals
        ("0.1", "# ?/?", "0.1"),
        ("123456", "0.00E+00", "123456"),
        # days
        ("45678", "yyyy-mm-dd", "2025-01-21"),
        ("45678", BUILTIN[14], "2025/1/21"),
        ("45678", BUILTIN[31], "2025年1月21日"),
        ("45678.5", "yyyy/m/d h:mm", "2025/1/21 12:00"),
        ("45678", '[$-804]yyyy"年"m"月";@', "2025年1月"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("1e12", "yyyy-mm-dd", "1000000000000"),
        # beyond what a spreadsheet holds
        ("1e999999", "0.00", "#NUM!"),
        ("1e-999999", "0.00", "0.00"),
        ("1e30", "#,##0", "1,000,000,000,000,000,000,000,000,000,000"),
    ],
)  # fmt: skip
def test_shown(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


def test_days_since_1904() -> None:
    assert shown(Decimal(44216), "yyyy-mm-dd", since_1904=True) == "2025-01-21"


@pytest.mark.parametrize("code, dated", [("yyyy-mm", True), ("0.00", False), ('0"年"', False), ("[Red]0.00", False)])
def test_which_codes_are_dates(code: str, dated: bool) -> None:
    assert is_date_format(code) is dated


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_of_cents_is_shown_whole(value: Decimal) -> None:
    assert Decimal(general(value) if value else "0") == value
    assert Decimal(shown(value, "0.00")) == value
    assert Decimal(shown(value, "#,##0.00").replace(",", "")) == value


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%;"\\[]@ymdhsE+-_* General万元', max_size=12))
def test_no_code_fails(value: float, code: str) -> None:
    shown(Decimal(repr(value)), code)
