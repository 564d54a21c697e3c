"""Columns that continue each other: 年初结转 + 本年收入 − 本年支出 = 年末结转."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ingest.checks.model import Check, Verdict, amount, told
from ingest.checks.rounding import judge
from ingest.checks.sheets import Sheet
from ingest.checks.words import words
from ingest.tables.labels import is_total

RULE = "flow"
_TWO = Decimal(2)
_SIGNS = (1, 1, -1)


def check_flows(sheet: Sheet) -> Iterator[Check]:
    """In a table with all four columns, each row; believed where half of the rows obey."""
    columns = [_column(sheet, step) for step in range(len(words().flow))]
    before, came, went, left = columns
    if before is None or came is None or went is None or left is None:
        return
    found: list[Check] = []
    for row in range(len(sheet.rows)):
        figures = [sheet.figure(row, c) for c in (left, before, came, went)]
        sides = tuple(figure for figure in figures if figure)
        if len(sides) < len(figures) or not any(side.value for side in sides):
            continue
        if sheet.numbers_columns(row) or len({side.unit for side in sides}) > 1:
            continue
        remains, *moved = sides
        addends = [(sign * one.value, one.step / _TWO) for sign, one in zip(_SIGNS, moved, strict=True)]
        verdict, difference = judge(remains.value, addends, remains.step / _TWO)
        says = f"{told(remains)}，按年初、收入、支出重算为 {amount(remains.value - difference, remains.unit)}"
        found.append(Check(RULE, verdict, says, sides, difference, remains.unit))
    good = sum(check.verdict is not Verdict.WRONG for check in found)
    if 2 * good >= len(found):
        yield from found


def _column(sheet: Sheet, step: int) -> int | None:
    """The column of one step of the flow: the only one so called, or the total of those under it."""
    pattern = words().flow[step]
    found = [
        c
        for c, column in enumerate(sheet.table.columns)
        if sheet.additive(c) and sheet.current(c) and column.path and pattern.search(column.path[0])
    ]
    totals = [c for c in found if is_total(sheet.table.columns[c].path[-1])]
    chosen = totals if len(found) > 1 else found
    return chosen[0] if len(chosen) == 1 else None
