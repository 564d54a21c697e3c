"""Whether printed numbers agree: exactly, within what printing rounds away, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from ingest.checks.model import Figure, Verdict

_MONEY = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
"""Powers of ten, in 元."""
_TWO = Decimal(2)
HUNDRED = Decimal(100)


def step_of(value: Decimal) -> Decimal:
    """One unit of the last printed place."""
    exponent = value.as_tuple().exponent
    return _power(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


@cache
def _power(exponent: int) -> Decimal:
    return Decimal(1).scaleb(exponent)


def alike(unit: str | None, other: str | None) -> bool:
    """Whether amounts in these units can be compared."""
    return unit == other or (unit in _MONEY and other in _MONEY)


def converted(value: Decimal, unit: str | None, to: str | None) -> Decimal:
    """The value in another unit; ``alike`` must be true of the two."""
    if unit == to or unit is None or to is None:
        return value
    return value.scaleb(_MONEY[unit] - _MONEY[to])


def judge_sum(total: Figure, addends: Sequence[Figure]) -> tuple[Verdict, Decimal]:
    """Verdict and ``total`` − sum of ``addends``, in the total's unit.

    Rounding explains up to half a unit of the last place of each addend that isn't zero, or of the
    total where that is printed more coarsely.
    """
    return judge(total.value, converted_all(addends, total.unit), total.step / _TWO)


def converted_all(figures: Iterable[Figure], unit: str | None) -> list[tuple[Decimal, Decimal]]:
    """(value, half a step) of each figure, in ``unit``."""
    return [(converted(one.value, one.unit, unit), converted(one.step, one.unit, unit) / _TWO) for one in figures]


def judge(total: Decimal, addends: Sequence[tuple[Decimal, Decimal]], half: Decimal) -> tuple[Verdict, Decimal]:
    """As ``judge_sum``, of plain numbers: ``addends`` with half a step each, ``half`` that of the total."""
    difference = total - sum((value for value, _ in addends), Decimal(0))
    if not difference:
        return Verdict.HOLDS, difference
    smallest = max([*(half for _, half in addends), Decimal(0)])
    slack = sum((half for value, half in addends if value), Decimal(0))
    if half > smallest:
        slack = max(slack, half)
    return (Verdict.ROUNDING if abs(difference) <= slack else Verdict.WRONG), difference


def judge_equal(figure: Figure, other: Figure) -> tuple[Verdict, Decimal]:
    """Verdict and ``figure`` − ``other`` in the figure's unit: the same amount, perhaps in coarser print."""
    return judge_sum(figure, [other])


def is_unit_slip(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether a figure is its addends' sum but for the unit it is stated in (元 for 万元): thousands or more
    apart, digit for digit."""
    total = sum((converted(one.value, one.unit, figure.unit) for one in others), Decimal(0))
    return bool(total) and any(figure.value.scaleb(power) == total for power in (-8, -4, -3, 3, 4, 8))


def judge_percent(
    stated: Figure, part: tuple[Decimal, Decimal], whole: tuple[Decimal, Decimal]
) -> tuple[Verdict, Decimal] | None:
    """Verdict and stated − recomputed percentage (at the stated places); None where the whole is 0.

    ``part`` and ``whole`` are values in one unit, each with half a step. It holds where part / whole,
    rounded half up, is what is printed; it is rounding where it is for some values that print the same.
    """
    if not whole[0] or whole[0] - whole[1] <= 0 < whole[0] or whole[0] + whole[1] >= 0 > whole[0]:
        return None
    exact = (part[0] / whole[0] * HUNDRED).quantize(stated.step, ROUND_HALF_UP)
    difference = stated.value - exact
    if not difference:
        return Verdict.HOLDS, difference
    reach = [(part[0] + a * part[1]) / (whole[0] + b * whole[1]) * HUNDRED for a in (-1, 1) for b in (-1, 1)]
    half = stated.step / _TWO
    explained = min(reach) - half <= stated.value <= max(reach) + half
    return (Verdict.ROUNDING if explained else Verdict.WRONG), difference


def closeness(value: Decimal, other: Decimal) -> Decimal:
    """How far two values are apart, as a part of the larger; 1 where either is 0."""
    if not value or not other:
        return Decimal(1)
    return abs(value - other) / max(abs(value), abs(other))
