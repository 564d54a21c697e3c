"""Across a row: a 合计 or 小计 column is the sum of the columns beside it under the same header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.model import Check, Figure, Verdict, amount, told
from ingest.checks.naming import belongs_to, canonical, parts_of
from ingest.checks.sheets import Sheet, is_total_column, judge_printed
from ingest.checks.words import words
from ingest.tables.labels import is_total
from ingest.tables.model import Column

RULE = "parts_across"
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _RowSum:
    row: int
    verdict: Verdict
    difference: Decimal
    sides: tuple[Figure, ...]


def check_columns(sheet: Sheet) -> Iterator[Check]:
    """Every sum that a table's headers promise, in each row.

    Headers don't say which columns are all the parts: of the readings, the one that most rows obey is
    taken, and believed where at least half of them do or the parts are known to be all.
    """
    for total in range(len(sheet.table.columns)):
        best: tuple[int, list[_RowSum], tuple[int, ...]] | None = None
        for parts in _readings(sheet, total):
            sums = list(_sums(sheet, total, parts))
            good = sum(one.verdict in (Verdict.HOLDS, Verdict.ROUNDING) for one in sums)
            if sums and (best is None or good > best[0]):
                best = (good, sums, parts)
        if best is not None:
            good, sums, parts = best
            judged = [one for one in sums if one.verdict is not Verdict.UNCHECKED]
            believed = 2 * good >= len(judged) > 1 or _known_parts(sheet, total, parts)
            for one in sums:
                yield _as_check(one, believed)


def _sums(sheet: Sheet, total: int, parts: Sequence[int]) -> Iterator[_RowSum]:
    for row in range(len(sheet.rows)):
        if sheet.numbers_columns(row):
            continue
        whole = sheet.figure(row, total)
        present = [c for c in parts if sheet.has(row, c)]
        addends = [figure for c in present if (figure := sheet.figure(row, c))]
        if whole is None or len(addends) < len(parts):
            continue
        if any(one.unit != whole.unit for one in addends):
            continue
        if judged := judge_printed(sheet, row, total, whole, addends):
            yield _RowSum(row, *judged)


def _readings(sheet: Sheet, total: int) -> list[tuple[int, ...]]:
    """Sets of columns that ``total`` may be the sum of, the most natural first."""
    columns = sheet.table.columns
    path = columns[total].path
    if not sheet.additive(total):
        return []
    found: list[tuple[int, ...]] = []
    for level, name in enumerate(path):
        if is_total(name):
            parts = _siblings(sheet, total, path[:level], path[level + 1 :])
            for reading in (parts, _until_total(sheet, total, parts), _without_parts(sheet, parts)):
                if len(reading) > 1 and reading not in found:
                    found.append(reading)
    named = _named_parts(sheet, total)
    if named and named not in found:
        found.append(named)
    return found


def _siblings(sheet: Sheet, total: int, prefix: Path, suffix: Path) -> tuple[int, ...]:
    """The columns that stand for each group beside the total under ``prefix``: its own column, its own
    total, or all of its columns."""
    columns = sheet.table.columns
    depth = len(prefix)
    groups: dict[str, list[int]] = {}
    for c, column in enumerate(columns):
        path = column.path
        inside = len(path) > depth and path[:depth] == prefix and not is_total(path[depth])
        ends = not suffix or path[len(path) - len(suffix) :] == suffix
        if c != total and inside and ends and _addend(sheet, total, column, c, depth):
            groups.setdefault(path[depth], []).append(c)
    found: list[int] = []
    for members in groups.values():
        found += _stand_ins(columns, members, depth + 1, len(suffix))
    return tuple(found)


def _addend(sheet: Sheet, total: int, column: Column, index: int, depth: int) -> bool:
    whole = sheet.table.columns[total]
    if not sheet.additive(index) or column.unit != whole.unit:
        return False
    if column.year and whole.year and column.year != whole.year:
        return False
    if words().columns.part.search(column.path[-1]):
        return False
    names = [name for name in column.path[depth:] if not words().carry.search(name)]
    return not any(words().columns.beside.search(name) for name in names)


def _stand_ins(columns: Sequence[Column], members: Sequence[int], depth: int, tail: int) -> list[int]:
    own = [c for c in members if len(columns[c].path) - tail <= depth]
    if own:
        return own[:1]
    totals = [c for c in members if is_total(columns[c].path[depth])]
    if totals:
        return totals[:1]
    groups: dict[str, list[int]] = {}
    for c in members:
        groups.setdefault(columns[c].path[depth], []).append(c)
    return [c for group in groups.values() for c in _stand_ins(columns, group, depth + 1, tail)]


def _until_total(sheet: Sheet, total: int, parts: Sequence[int]) -> tuple[int, ...]:
    """Those right of the total and left of the next one."""
    columns = sheet.table.columns
    later = range(total + 1, len(columns))
    end = next((c for c in later if is_total(columns[c].path[0]) and c not in parts), len(columns))
    return tuple(c for c in parts if total < c < end)


def _without_parts(sheet: Sheet, parts: Sequence[int]) -> tuple[int, ...]:
    names = {c: _name(sheet, c) for c in parts}
    return tuple(c for c in parts if not any(belongs_to(names[c], other) for other in set(names.values())))


def _named_parts(sheet: Sheet, total: int) -> tuple[int, ...]:
    """Columns that the lexicon knows as all the parts of this one, whatever their headers."""
    columns = sheet.table.columns
    known = parts_of(_name(sheet, total))
    if is_total_column(columns[total].path) or not known or not sheet.current(total):
        return ()
    by_name = {_name(sheet, c): c for c in range(len(columns)) if sheet.additive(c) and sheet.current(c)}
    for parts in known:
        if parts <= set(by_name):
            return tuple(sorted(by_name[part] for part in parts))
    return ()


def _name(sheet: Sheet, column: int) -> str:
    path = [name for name in sheet.table.columns[column].path if not is_total(name)]
    return canonical(path[-1]) if path else ""


def _known_parts(sheet: Sheet, total: int, parts: Sequence[int]) -> bool:
    """Whether the parts are known to be all of their whole, so that even a single row must obey."""
    names = {canonical(name) for c in parts for name in sheet.table.columns[c].path if not is_total(name)}
    certain = map(canonical, words().certain)
    return any(known <= names for whole in certain for known in parts_of(whole))


def _as_check(one: _RowSum, believed: bool) -> Check:
    total = one.sides[0]
    verdict = Verdict.UNCHECKED if one.verdict is Verdict.WRONG and not believed else one.verdict
    gross = total.value - one.difference
    statement = f"{told(total)}，同行各栏之和 {amount(gross, total.unit)}"
    return Check(RULE, verdict, statement, one.sides, one.difference, total.unit)
