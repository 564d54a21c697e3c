"""A two-sided table balances: 收入总计 is 支出总计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.checks.model import Check, Figure, told
from ingest.checks.rounding import alike, judge_equal
from ingest.checks.sheets import Sheet

RULE = "balance"
INCOME, EXPENDITURE = "收入", "支出"


def check_halves(sheet: Sheet) -> Iterator[Check]:
    """The last total of the income side against that of the expenditure side, in each column both have,
    else in the columns that state the whole of each."""
    income, expenditure = half_of(sheet, INCOME), half_of(sheet, EXPENDITURE)
    left, right = last_total(sheet, income), last_total(sheet, expenditure)
    if left is None or right is None or left not in income[-1:] or right not in expenditure[-1:]:
        return
    shared = [c for c in sheet.columns_of([left]) if sheet.has(right, c)]
    pairs = [(c, c) for c in shared]
    if not pairs:
        own = sheet.principal(income), sheet.principal(expenditure)
        pairs = [(own[0], own[1])] if own[0] is not None and own[1] is not None else []
    for a, b in pairs:
        one, other = sheet.figure(left, a), sheet.figure(right, b)
        if one and other and (one.value or other.value):
            yield from _judged(one, other)


def half_of(sheet: Sheet, side: str) -> list[int]:
    """The rows of a table's income or expenditure side, by the name of their half; else, where one list
    holds both, those from the side's first row to its total; [] where the table has no such side."""
    other = EXPENDITURE if side == INCOME else INCOME
    heads = {row.path[0] for row in sheet.rows if len(row.path) > 1}
    mine = {head for head in heads if side in head and other not in head}
    if any(other in head and side not in head for head in heads) and mine:
        return [r for r, row in enumerate(sheet.rows) if row.path[0] in mine]
    return []


def last_total(sheet: Sheet, rows: Sequence[int]) -> int | None:
    """The side's closing total."""
    return next((r for r in reversed(rows) if sheet.is_total(r)), None)


def _judged(one: Figure, other: Figure) -> Iterator[Check]:
    if not alike(one.unit, other.unit):
        return
    verdict, difference = judge_equal(one, other)
    yield Check(RULE, verdict, f"{told(one)}，{told(other)}", (one, other), difference, one.unit)
