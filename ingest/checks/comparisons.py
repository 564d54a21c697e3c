"""Columns that compare two others: 增减额, 增减%, 完成%, 占比."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import permutations

from ingest.checks.model import Check, Figure, Verdict, amount, told
from ingest.checks.rounding import judge, judge_percent
from ingest.checks.sheets import Sheet
from ingest.checks.words import words

DIFFERENCE, RATIO = "column_difference", "column_ratio"
_TWO = Decimal(2)
_FEW = 2
_Operands = tuple[Figure, Figure]
_Judged = tuple[Verdict, Decimal, tuple[Figure, ...]]


def check_comparisons(sheet: Sheet) -> Iterator[Check]:
    """Which two columns a column compares is found from the figures: the pair that most rows obey, where at
    least two rows and half of them do."""
    for column, known in enumerate(sheet.table.columns):
        text = "/".join(known.path)
        if known.text:
            continue
        if known.unit == "%" and words().columns.ratio.search(text):
            yield from _best(sheet, column, RATIO, (_growth, _share))
        elif known.unit != "%" and words().columns.difference.search(text):
            yield from _best(sheet, column, DIFFERENCE, (_difference,))


def _best(
    sheet: Sheet,
    column: int,
    rule: str,
    readings: tuple[Callable[[Figure, _Operands], _Judged | None], ...],
) -> Iterator[Check]:
    best: tuple[int, list[_Judged]] = (0, [])
    others = [c for c in range(len(sheet.table.columns)) if c != column and sheet.additive(c)]
    for reading in readings:
        for a, b in permutations(others, 2):
            found = [judged for r in range(len(sheet.rows)) if (judged := _row(sheet, r, column, (a, b), reading))]
            good = sum(one[0] is not Verdict.WRONG for one in found)
            if good > best[0]:
                best = (good, found)
    good, found = best
    if good < _FEW or 2 * good < len(found):
        return
    for verdict, difference, sides in found:
        recomputed = amount(sides[0].value - difference, sides[0].unit)
        yield Check(rule, verdict, f"{told(sides[0])}，按同行重算为 {recomputed}", sides, difference, sides[0].unit)


def _row(
    sheet: Sheet,
    row: int,
    column: int,
    operands: tuple[int, int],
    reading: Callable[[Figure, _Operands], _Judged | None],
) -> _Judged | None:
    if not sheet.printed(row, column) or not any(sheet.printed(row, c) for c in operands):
        return None
    stated, one, other = (sheet.figure(row, c) for c in (column, *operands))
    return reading(stated, (one, other)) if stated and one and other and one.unit == other.unit else None


def _difference(stated: Figure, operands: _Operands) -> _Judged | None:
    now, then = operands
    if stated.unit != now.unit:
        return None
    addends = [(now.value, now.step / _TWO), (-then.value, then.step / _TWO)]
    return (*judge(stated.value, addends, stated.step / _TWO), (stated, now, then))


def _growth(stated: Figure, operands: _Operands) -> _Judged | None:
    now, then = operands
    part = (now.value - then.value, (now.step + then.step) / _TWO)
    judged = judge_percent(stated, part, (then.value, then.step / _TWO))
    return None if judged is None else (*judged, (stated, now, then))


def _share(stated: Figure, operands: _Operands) -> _Judged | None:
    part, whole = operands
    judged = judge_percent(stated, (part.value, part.step / _TWO), (whole.value, whole.step / _TWO))
    return None if judged is None else (*judged, (stated, part, whole))
