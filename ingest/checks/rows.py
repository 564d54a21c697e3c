"""Down a table: rows under a row add up to it, and a total stands for the rows it closes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from ingest.checks.model import CellSpot, Check, Figure, Verdict, amount, nearest, told
from ingest.checks.naming import belongs_to, canonical, is_item, is_known, parts_of
from ingest.checks.sheets import Sheet, judge_printed
from ingest.checks.words import words

CHILDREN = "children_sum"
TOTAL = "total_row"
_DOUBLE = Decimal("1.9")
"""Rows that add up to about twice their total are wholes and parts printed side by side."""


def check_rows(sheet: Sheet) -> Iterator[Check]:
    """Every sum that a table's rows promise, in each column of amounts."""
    tree = children_of(sheet)
    yield from _children(sheet, tree)
    for rows in sheet.blocks().values():
        yield from _totals(sheet, rows)
        yield from _named(sheet, [r for r in rows if r not in tree])


# -- parents and children ---------------------------------------------------------------------------


def children_of(sheet: Sheet) -> dict[int, list[int]]:
    """For each row that has any, the rows one level below it."""
    found: dict[int, list[int]] = defaultdict(list)
    last: dict[tuple[str, ...], int] = {}
    for r, row in enumerate(sheet.rows):
        if sheet.is_total(r):
            continue
        parent = last.get(row.path[:-1])
        if parent is not None:
            found[parent].append(r)
        last[row.path] = r
    return found


@dataclass(frozen=True, slots=True)
class _Sum:
    parent: int
    column: int
    verdict: Verdict
    difference: Decimal
    sides: tuple[Figure, ...]


def _children(sheet: Sheet, tree: dict[int, list[int]]) -> Iterator[Check]:
    sums = [one for parent, rows in tree.items() for one in _sums(sheet, parent, rows)]
    believed = _believed(sheet, tree, sums)
    for one in sums:
        rows = tree[one.parent]
        doubtful = one.verdict is Verdict.WRONG and (
            one.parent not in believed or _explained_by_marks(sheet, rows, one.difference)
        )
        yield _as_check(CHILDREN, "下级各项之和", one, doubtful)


def _sums(sheet: Sheet, parent: int, rows: Sequence[int]) -> Iterator[_Sum]:
    for column in sheet.columns_of([parent]):
        total = sheet.figure(parent, column)
        unit = sheet.unit(parent, column)
        same = [r for r in rows if sheet.has(r, column) and sheet.unit(r, column) == unit]
        addends = [figure for r in same if (figure := sheet.figure(r, column))]
        if total is None or len(addends) < len(rows):
            continue
        judged = _judged(sheet, parent, column, total, addends)
        if judged:
            yield judged


def _judged(sheet: Sheet, row: int, column: int, total: Figure, addends: Sequence[Figure]) -> _Sum | None:
    """None where nothing is printed on either side; unchecked where one side is blank."""
    judged = judge_printed(sheet, row, column, total, addends)
    return _Sum(row, column, *judged) if judged else None


def _believed(sheet: Sheet, tree: dict[int, list[int]], sums: Sequence[_Sum]) -> set[int]:
    """The parents whose rows are surely all their parts: by codes and known names, unless the table as a
    whole says otherwise; by indentation and numbering, where sums elsewhere in the table come out."""
    holding: dict[int, int] = defaultdict(int)
    for one in sums:
        holding[one.parent] += one.verdict in (Verdict.HOLDS, Verdict.ROUNDING)
    coded = {parent for parent, rows in tree.items() if _surely_parts(sheet, parent, rows)}
    judged = {one.parent for one in sums if one.verdict is not Verdict.UNCHECKED}
    good = {parent for parent in judged if holding[parent]}
    others = judged - coded
    if len(coded & judged) >= 4 and 2 * len(coded & good) < len(coded & judged):
        coded &= good
    if 2 * len(others & good) < len(others):
        others &= good
    return coded | others if good or coded else set()


def _surely_parts(sheet: Sheet, parent: int, rows: Sequence[int]) -> bool:
    code = sheet.rows[parent].code
    if code and all((sheet.rows[r].code or "").startswith(code) for r in rows):
        return True
    name = sheet.names(parent)[-1]
    below = {sheet.names(r)[-1] for r in rows}
    certain = (name, *map(canonical, words().certain))
    if any(parts <= below for whole in certain for parts in parts_of(whole)):
        return True
    return is_item(name) and len(rows) > 1 and all(is_item(one) for one in below)


def _explained_by_marks(sheet: Sheet, rows: Sequence[int], difference: Decimal) -> bool:
    """Rows after 其中： are some of the parts; only more than the whole would be wrong."""
    marked = any(words().partial_rows.match(sheet.rows[r].label) for r in rows)
    return marked and difference > 0


# -- totals -----------------------------------------------------------------------------------------


def _totals(sheet: Sheet, rows: Sequence[int]) -> Iterator[Check]:
    rows = [r for r in rows if not words().not_in_total.match(sheet.rows[r].label)]
    for at, row in enumerate(rows):
        if sheet.is_total(row):
            for column in sheet.columns_of([row]):
                yield from _total(sheet, rows, at, column)


def _total(sheet: Sheet, rows: Sequence[int], at: int, column: int) -> Iterator[Check]:
    """A total is judged by whichever reading of the rows around it comes nearest."""
    total = sheet.figure(rows[at], column)
    if total is None:
        return
    found: list[_Sum] = []
    for reading in _readings(sheet, rows, at):
        usable = [r for r in reading if sheet.has(r, column) and sheet.unit(r, column) == total.unit]
        addends = [figure for r in usable if (figure := sheet.figure(r, column))]
        judged = _judged(sheet, rows[at], column, total, addends) if addends else None
        if judged:
            found.append(judged)
    if not found:
        return
    best = min(found, key=lambda one: nearest(one.verdict, one.difference))
    doubtful = best.verdict is Verdict.WRONG and _side_by_side(sheet, best)
    yield _as_check(TOTAL, "各项之和", best, doubtful)


def _readings(sheet: Sheet, rows: Sequence[int], at: int) -> list[list[int]]:
    """What a total may stand for: the items since the total before it, that total and they, all items
    before, all subtotals before; or, at the top, the items after it up to the next total, or all; or those
    that the table sets below it."""
    before, after = rows[:at], rows[at + 1 :]
    items = _without_parts(sheet, [r for r in before if not sheet.is_total(r)])
    totals = [r for r in before if sheet.is_total(r)]
    since = [r for r in items if not totals or r > totals[-1]]
    found = [since, [*totals[-1:], *since], items]
    if len(totals) > 1:
        found.append([*totals, *since])
        found += [[*totals[start:], *since] for start in range(1, len(totals) - 1)]
    below = _without_parts(sheet, [r for r in after if not sheet.is_total(r)])
    next_total = next((r for r in after if sheet.is_total(r)), None)
    found.append([r for r in below if next_total is None or r < next_total])
    if not items:
        found += [below, [r for r in after if sheet.is_total(r)]]
    path = sheet.rows[rows[at]].path
    found.append([r for r in range(rows[at] + 1, len(sheet.rows)) if sheet.rows[r].path[:-1] == path])
    gathered = {canonical(name) for name in words().gathered.get(canonical(sheet.name(rows[at])), ())}
    found.append([r for r in (*before, *after) if canonical(sheet.name(r)) in gathered])
    return [reading for reading in found if reading]


def _without_parts(sheet: Sheet, rows: Sequence[int]) -> list[int]:
    """Rows that aren't known to be part of another of them, nor marked 其中."""
    names = {r: canonical(sheet.name(r)) for r in rows}
    return [
        r
        for r in rows
        if not words().partial_rows.match(sheet.rows[r].label)
        and not any(belongs_to(names[r], other) for other in set(names.values()))
    ]


def _side_by_side(sheet: Sheet, one: _Sum) -> bool:
    """Whether the rows look like wholes and parts on one level, so that adding them all means nothing: they
    make about twice the total, or what they make too much is a run of rows below one that may hold them.
    Rows that are all known by name are parts of each other only where the run is exactly that row."""
    total, *addends = one.sides
    if one.difference >= 0:
        return False
    if total.value and abs(total.value - one.difference) >= abs(total.value) * _DOUBLE:
        return True
    excess = -one.difference
    rows = [figure.spot.row for figure in addends if isinstance(figure.spot, CellSpot)]
    known = all(is_known(sheet.name(row)) for row in rows)
    values = [figure.value for figure in addends]
    return any(
        excess in accumulate(values[start + 1 :]) and (whole == excess if known else whole >= excess)
        for start, whole in enumerate(values)
    )


def _named(sheet: Sheet, rows: Sequence[int]) -> Iterator[Check]:
    """A flat list that holds a whole and everything known to be its parts (“三公”经费)."""
    by_name = {canonical(sheet.name(r)): r for r in reversed(rows) if not sheet.is_total(r)}
    for whole in (canonical(name) for name in words().certain):
        row = by_name.get(whole)
        for parts in parts_of(whole) if row is not None else ():
            if row is not None and parts <= set(by_name):
                for one in _sums(sheet, row, sorted(by_name[part] for part in parts)):
                    yield _as_check(CHILDREN, "各组成部分之和", one, False)


def _as_check(rule: str, what: str, one: _Sum, doubtful: bool) -> Check:
    total, *addends = one.sides
    gross = total.value - one.difference
    verdict = Verdict.UNCHECKED if doubtful else one.verdict
    statement = f"{told(total)}，{what} {amount(gross, total.unit)}（{len(addends)} 项）"
    return Check(rule, verdict, statement, one.sides, one.difference, total.unit)
