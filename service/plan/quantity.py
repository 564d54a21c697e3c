"""Exact amounts with units: Decimal in, Decimal out, never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.errors import MingzhangError

MONEY = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10**4),
    "百万元": Decimal(10**6),
    "亿元": Decimal(10**8),
}
"""Money units as multiples of 元."""


class UnitMismatch(MingzhangError):
    """Amounts of different kinds can't be added or compared."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A value and its unit. ``value`` is unrounded; ``shown`` rounds for people."""

    value: Decimal
    unit: str

    def to(self, unit: str) -> Amount:
        """The same amount in another unit of its kind, exactly; raises UnitMismatch."""
        if unit == self.unit:
            return self
        if self.unit in MONEY and unit in MONEY:
            return Amount(plain(self.value * MONEY[self.unit] / MONEY[unit]), unit)
        raise UnitMismatch(f"“{self.unit}”和“{unit}”不是同一类单位，不能一起计算。")

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.value + other.to(self.unit).value, self.unit)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.value - other.to(self.unit).value, self.unit)

    def times(self, other: Amount) -> Decimal:
        """How many times ``other`` this is, unrounded; raises UnitMismatch, or ZeroDivisionError for 0."""
        divisor = other.to(self.unit).value
        if divisor == 0:
            raise ZeroDivisionError
        return self.value / divisor


def plain(value: Decimal) -> Decimal:
    """``value`` without an exponent and with no zeros after the point that weren't needed."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral() else normal


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """Rounded half up, as 部门预算公开 states shares and averages."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def shown(value: Decimal) -> str:
    """A decimal string without exponent or thousands separators."""
    return format(value, "f")
