"""Between the standard tables: the identities of ``identities.yaml``, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from ingest.checks.halves import half_of
from ingest.checks.model import Check, Figure, Verdict, told
from ingest.checks.naming import canonical, parts_of
from ingest.checks.rounding import alike, closeness, converted, is_unit_slip, judge_sum
from ingest.checks.sheets import Sheet, is_total_column
from ingest.checks.words import IdentityRule, SideWords, words

Side = tuple[Figure, ...]
"""One cell, or several that add up to what is meant."""
_WHOLE = ("合计", "收支总计")


def check_standard(sheets: Sequence[Sheet]) -> Iterator[Check]:
    """Every identity one of whose sides the document has."""
    carried = carried_over(sheets)
    for rule in words().identities:
        left, right = _sides(sheets, rule.left), _sides(sheets, rule.right)
        if left and right:
            yield _judged(rule, left, right, carried)
        elif left or right:
            yield Check(rule.rule, Verdict.UNCHECKED, f"{rule.says}：缺少一方，未核", [*left, *right][0])


def carried_over(sheets: Sequence[Sheet]) -> list[Figure]:
    """Last year's money wherever the tables print it: what scopes may differ by."""
    found: list[Figure] = []
    for sheet in sheets:
        for r, row in enumerate(sheet.rows):
            for c in sheet.columns_of([r]):
                if is_carry((*row.path, *sheet.table.columns[c].path)):
                    figure = sheet.figure(r, c)
                    if figure and figure.value:
                        found.append(figure)
    return found


def is_carry(path: Sequence[str]) -> bool:
    """Whether a row or column is about last year's money."""
    return any(_of_last_year(name) for name in path)


@lru_cache(maxsize=8192)
def _of_last_year(name: str) -> bool:
    return bool(words().carry.search(name))


def is_carried_over(difference: Decimal, of: Figure, carried: Sequence[Figure]) -> bool:
    """Whether a difference, in the unit of ``of``, is an amount carried over: then only scopes differ."""
    return any(
        alike(figure.unit, of.unit)
        and abs(abs(difference) - abs(converted(figure.value, figure.unit, of.unit))) <= 2 * of.step
        for figure in carried
    )


def _judged(rule: IdentityRule, left: Sequence[Side], right: Sequence[Side], carried: Sequence[Figure]) -> Check:
    order = [Verdict.HOLDS, Verdict.ROUNDING, Verdict.WRONG]
    pairs = [
        (one[0], other, *judge_sum(one[0], other))
        for one in left
        for other in right
        if len(one) == 1 and all(alike(one[0].unit, figure.unit) for figure in other)
    ]
    if not pairs:
        return Check(rule.rule, Verdict.UNCHECKED, f"{rule.says}：单位不同，未核", (*left[0], *right[0]))
    one, other, verdict, difference = min(pairs, key=lambda pair: (order.index(pair[2]), abs(pair[3])))
    slip = next((pair for pair in pairs if verdict is Verdict.WRONG and is_unit_slip(pair[0], pair[1])), None)
    if slip:
        one, other, verdict, difference = slip
    elif verdict is Verdict.WRONG and (rule.never_wrong or not _same_scope(one, difference, carried)):
        verdict = Verdict.UNCHECKED
    statement = f"{rule.says}：{told(one)}，{'、'.join(map(told, other))}"
    return Check(rule.rule, verdict, statement, (one, *other), difference, one.unit)


def _same_scope(one: Figure, difference: Decimal, carried: Sequence[Figure]) -> bool:
    """Beyond doubt: nothing is carried over in the whole document, or the two are a slip apart that no
    amount carried over explains."""
    if not carried:
        return True
    near = closeness(one.value, one.value - difference) <= words().prose.near
    return near and not is_carried_over(difference, one, carried)


def _sides(sheets: Sequence[Sheet], side: SideWords) -> list[Side]:
    """What may be this side, in the first kind of table that has any."""
    for kind in side.kinds:
        found = [one for sheet in sheets if sheet.kind == kind for one in _cells(sheet, side)]
        if found:
            return found
    return []


def _cells(sheet: Sheet, side: SideWords) -> Iterator[Side]:
    rows = half_of(sheet, side.half) if side.half else list(range(len(sheet.rows)))
    chosen = _rows(sheet, side, rows)
    for column in _columns(sheet, side, rows):
        for group in chosen:
            figures = tuple(f for r in group if sheet.printed(r, column) and (f := sheet.figure(r, column)))
            if len(figures) == len(group) and any(figure.value for figure in figures):
                yield figures


def _rows(sheet: Sheet, side: SideWords, rows: Sequence[int]) -> list[list[int]]:
    """Rows, each alone or several that together are the table's total."""
    totals = [r for r in rows if sheet.is_total(r)]
    if side.any_row:
        return [[row] for row in totals[:1] or rows[:1]]
    if side.rows:
        names = set(map(canonical, side.rows))
        return [[r] for r in rows if sheet.names(r)[-1] in names and not is_carry(sheet.rows[r].path[:-1])]
    named = {canonical(sheet.name(r)): r for r in totals}
    whole = [r for name, r in named.items() if name in (*_WHOLE, *sheet.total_names)]
    if whole or len(totals) <= 1:
        return [[row] for row in (whole or totals)[-1:]]
    known = [parts for name in sheet.total_names for parts in parts_of(name) if parts == set(named)]
    return [totals] if known else []


def _columns(sheet: Sheet, side: SideWords, rows: Sequence[int]) -> list[int]:
    if side.columns:
        names = set(map(canonical, side.columns))
        named = [c for c in sheet.columns_of(rows) if sheet.current(c) and _name(sheet, c) in names]
        if named or side.or_total != sheet.kind:
            return named
    principal = sheet.principal(rows)
    return [] if principal is None else [principal]


def _name(sheet: Sheet, column: int) -> str:
    names = [name for name in sheet.table.columns[column].path if not is_total_column([name])]
    return canonical(names[-1]) if names else ""
