"""Where the tables speak of a subject: the cells that a sentence about it must agree with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.checks.model import Figure
from ingest.checks.naming import canonical_path, funding_of
from ingest.checks.sheets import Sheet, is_total_column


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that speaks of a subject. ``names`` is its row's canonical path; ``whole``: it states all of
    its subject, not a part (基本支出 of 行政运行). ``funding`` None: of all funds, as far as is known."""

    figure: Figure
    sheet: Sheet
    names: tuple[str, ...]
    whole: bool
    funding: str | None


def entries_of(sheets: Sequence[Sheet], budgeted: bool = False) -> dict[str, list[Entry]]:
    """Canonical subject → the cells of the document's own year that speak of it; ``budgeted``: those of a
    final account that state its budget."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for sheet in sheets:
        for name, entry in _entries(sheet, budgeted):
            found[name].append(entry)
    return found


def _entries(sheet: Sheet, budgeted: bool) -> Iterator[tuple[str, Entry]]:
    wanted = sheet.budgeted if budgeted else sheet.current
    current = [c for c in range(len(sheet.table.columns)) if sheet.additive(c) and wanted(c)]
    halves: dict[tuple[int, ...], int | None] = {}
    grand = _grand(sheet)
    for r in range(len(sheet.rows)):
        columns = tuple(c for c in current if sheet.has(r, c))
        if columns not in halves:
            like = [other for other in range(len(sheet.rows)) if all(sheet.has(other, c) for c in columns)]
            halves[columns] = sheet.principal(like, budgeted)
        names = sheet.names(r)
        own = names[-1] if names else ""
        for c in columns:
            figure = sheet.figure(r, c)
            if figure is None:
                continue
            name = _column_name(sheet, c)
            main = c == halves[columns]
            funding = _narrower(sheet.funding, own)
            if not main and funding_of(name) and funding in (None, "appropriation"):
                funding, main = funding_of(name), True
            yield own, Entry(figure, sheet, names, main, funding)
            if r in grand and main:
                whole = own in ("合计", "收支总计") or not sheet.is_total(r)
                for total in sheet.total_names if whole else ():
                    yield total, Entry(figure, sheet, names, True, funding)
            if r in grand and name and name != own:
                yield name, Entry(figure, sheet, names, True, _narrower(sheet.funding, name) or funding)


def _grand(sheet: Sheet) -> list[int]:
    """The rows that stand for the whole table: its totals, else its only row, or the only one at the top."""
    totals = [r for r in range(len(sheet.rows)) if sheet.is_total(r)]
    top = [r for r, row in enumerate(sheet.rows) if len(row.path) == 1]
    return totals or (top if len(top) == 1 else [])


def _narrower(funding: str | None, name: str) -> str | None:
    """A table's funding, unless a name in it says which part of it."""
    return funding_of(name) or funding if funding in (None, "appropriation") else funding


def _column_name(sheet: Sheet, column: int) -> str:
    known = sheet.table.columns[column].path
    inner = [name for name in known if not is_total_column([name])]
    for found in reversed(canonical_path(tuple(inner))):
        if found not in _PHASES:
            return found
    return ""


_PHASES = frozenset({"预算数", "决算数", "金额", "年初预算", "全年预算数", "本年数", "合计"})
