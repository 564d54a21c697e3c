"""One 科目 in several tables: the same amount wherever the scope is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ingest.checks.halves import EXPENDITURE, half_of
from ingest.checks.model import Check, Figure, Verdict, told
from ingest.checks.naming import canonical, funding_of, is_item
from ingest.checks.rounding import alike, closeness, is_unit_slip, judge_equal
from ingest.checks.sheets import Sheet
from ingest.checks.standard import carried_over, is_carried_over
from ingest.checks.words import words

RULE = "same_item"
_TOTAL = "合计"
_KINDS = frozenset({"balance", "expenditure", "appropriation_balance", "appropriation", "general", "fund", "capital"})
_ALL, _FEW = "all", 2


@dataclass(frozen=True, slots=True)
class View:
    """One column of expenditure by 科目: what each 类 (and the total) comes to, in one scope."""

    sheet: Sheet
    column: int
    funding: str
    facet: str
    figures: dict[str, Figure]


def check_items(sheets: Sequence[Sheet]) -> Iterator[Check]:
    """Pairs of columns of one scope, item by item.

    Titles don't say all of a scope (last year's money, other funds), so the figures must: scopes are
    taken for the same where the totals agree, or at least half of the items do. Where totals don't agree, two
    that differ by an amount carried over differ in scope.
    """
    carried = carried_over(sheets)
    views = [view for sheet in sheets if sheet.kind in _KINDS for view in _views(sheet)]
    for one, other in combinations(views, 2):
        if one.sheet is not other.sheet and one.facet == other.facet and not _nearer(one, other, views):
            yield from _compared(one, other, carried)


def _nearer(one: View, other: View, views: Sequence[View]) -> bool:
    """Whether one of two columns of different funds has a column beside it of the other's funds."""
    return any(
        view.sheet is a.sheet and view.facet == a.facet and view.funding == b.funding != a.funding
        for a, b in ((one, other), (other, one))
        for view in views
    )


def _views(sheet: Sheet) -> Iterator[View]:
    half = half_of(sheet, EXPENDITURE)
    rows = half or [r for r in range(len(sheet.rows)) if _is_function(sheet, r) or sheet.is_total(r)]
    if not half and sheet.kind in ("balance", "appropriation_balance"):
        return
    principal = sheet.principal(rows)
    for column in sheet.columns_of(rows):
        if not sheet.current(column):
            continue
        name = canonical(sheet.table.columns[column].path[-1])
        funding = sheet.funding or _ALL
        facet = _TOTAL
        if column != principal:
            if name in ("基本支出", "项目支出"):
                facet = name
            elif sheet.kind == "appropriation_balance" and funding_of(name) not in (None, "appropriation"):
                funding = funding_of(name) or funding
            else:
                continue
        figures = _figures(sheet, rows, column)
        if len(figures) > 1:
            yield View(sheet, column, funding, facet, figures)


def _is_function(sheet: Sheet, row: int) -> bool:
    """A 类 of the functional classification, at the top of its table."""
    known = sheet.rows[row]
    return len(known.path) == 1 and (len(known.code or "") == 3 or (not known.code and is_item(sheet.names(row)[-1])))


def _figures(sheet: Sheet, rows: Sequence[int], column: int) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for row in rows:
        name = _TOTAL if sheet.is_total(row) else sheet.names(row)[-1]
        if name != _TOTAL and not is_item(name):
            continue
        figure = sheet.figure(row, column)
        if figure and figure.value and (name == _TOTAL or name not in found):
            found[name] = figure
    return found


def _compared(one: View, other: View, carried: Sequence[Figure]) -> Iterator[Check]:
    names = [name for name in one.figures if name in other.figures and name != _TOTAL]
    pairs = [(one.figures[name], other.figures[name]) for name in names]
    if not pairs or not all(alike(a.unit, b.unit) for a, b in pairs):
        return
    slips = [(a, b) for a, b in pairs if is_unit_slip(a, [b])]
    if len(slips) >= _FEW and 2 * len(slips) >= len(pairs):
        yield from (_as_check(a, b, *judge_equal(a, b)) for a, b in slips)
        return
    judged = [(name, a, b, *judge_equal(a, b)) for name, (a, b) in zip(names, pairs, strict=True)]
    agreeing = sum(verdict is not Verdict.WRONG for _, _, _, verdict, _ in judged)
    totals = _totals_agree(one, other)
    if one.funding != other.funding:
        if not totals:
            return
        same = agreeing * 2 >= len(judged)
    else:
        same = totals or (agreeing * 2 >= len(judged) and agreeing >= _FEW)
    if not same:
        return
    for _, a, b, verdict, difference in judged:
        apart = closeness(a.value, b.value) > words().prose.near or is_carried_over(difference, a, carried)
        if verdict is Verdict.WRONG and not totals and apart:
            verdict = Verdict.UNCHECKED
        yield _as_check(a, b, verdict, difference)


def _totals_agree(one: View, other: View) -> bool:
    a, b = one.figures.get(_TOTAL), other.figures.get(_TOTAL)
    if a is None or b is None or not alike(a.unit, b.unit):
        return False
    return judge_equal(a, b)[0] is not Verdict.WRONG


def _as_check(a: Figure, b: Figure, verdict: Verdict, difference: Decimal) -> Check:
    return Check(RULE, verdict, f"{told(a)}，{told(b)}", (a, b), difference, a.unit)
