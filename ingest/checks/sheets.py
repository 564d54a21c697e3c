"""A table as checking sees it: numbers with their printed places, columns and rows that may be added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.checks.model import CellSpot, Figure, Verdict
from ingest.checks.naming import canonical, canonical_path, carry_over_of, funding_of, kind_of
from ingest.checks.rounding import judge_sum, step_of
from ingest.checks.words import words
from ingest.facts import State
from ingest.tables.labels import is_total
from ingest.tables.model import Role, Row, Table, TableKind
from ingest.tables.words import key
from ingest.tables.words import words as layout

_EXACT = Decimal(0)
_FEW_LINES = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of figures with its place among the document's tables.

    ``kind`` and ``funding`` as its title says them, ``carry_over`` what its title says of last year's
    money; ``steps`` gives one unit of the last place that amounts of a unit are printed to in it.
    ``year`` is the document's own.
    """

    index: int
    table: Table
    kind: str | None
    funding: str | None
    carry_over: str | None
    total_names: tuple[str, ...]
    steps: dict[str | None, Decimal]
    year: int | None
    final: bool
    _figures: dict[tuple[int, int], Figure | None] = field(default_factory=dict, repr=False, compare=False)
    _additive: dict[int, bool] = field(default_factory=dict, repr=False, compare=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.table.rows

    @property
    def title(self) -> str:
        return self.table.title or "（无标题的表）"

    def has(self, row: int, column: int) -> bool:
        """Whether the row has this column at all (the other half of a table doesn't)."""
        return self.rows[row].cells[column].state is not None

    def value(self, row: int, column: int) -> Decimal | None:
        """The amount: 0 for a blank or a dash; None for words and where there is no cell."""
        cell = self.rows[row].cells[column]
        if cell.state is State.NUMBER:
            return None if cell.comparator else cell.value
        return Decimal(0) if cell.state in (State.BLANK, State.DASH) else None

    def printed(self, row: int, column: int) -> bool:
        """Whether a number is printed there."""
        return self.rows[row].cells[column].state is State.NUMBER

    def unit(self, row: int, column: int) -> str | None:
        return self.rows[row].cells[column].unit or self.table.columns[column].unit

    def figure(self, row: int, column: int) -> Figure | None:
        """The cell as a side of a check; a blank is exactly 0. None where ``value`` is None."""
        spot = (row, column)
        if spot not in self._figures:
            self._figures[spot] = self._figure(row, column)
        return self._figures[spot]

    def _figure(self, row: int, column: int) -> Figure | None:
        value = self.value(row, column)
        if value is None:
            return None
        unit = self.unit(row, column)
        step = self.steps.get(unit, step_of(value)) if self.printed(row, column) else _EXACT
        label = self.label(row, column)
        return Figure(label, value, unit, step, CellSpot(self.index, row, column))

    def label(self, row: int, column: int) -> str:
        name, heading = self.name(row), "/".join(self.table.columns[column].path)
        return f"《{self.title}》{name}（{heading}）" if heading else f"《{self.title}》{name}"

    def name(self, row: int) -> str:
        return self.rows[row].path[-1] if self.rows[row].path else self.rows[row].label

    def additive(self, column: int) -> bool:
        """Whether the figures of a column add up down it: amounts and counts, no rates or averages."""
        if column not in self._additive:
            self._additive[column] = self._adds_up(column)
        return self._additive[column]

    def _adds_up(self, column: int) -> bool:
        known = self.table.columns[column]
        last = known.path[-1] if known.path else ""
        if known.text or known.unit == "%" or self.counts_lines(column):
            return False
        return not words().columns.not_additive.search(last)

    def columns_of(self, rows: Sequence[int]) -> list[int]:
        """The additive columns that any of the rows has."""
        every = range(len(self.table.columns))
        return [c for c in every if self.additive(c) and any(self.has(r, c) for r in rows)]

    def is_total(self, row: int) -> bool:
        """Whether the row stands for others: 合计, 本年支出合计, 工资福利支出小计."""
        known = self.rows[row]
        return known.role is Role.TOTAL or (known.code is None and bool(words().total_rows.search(key(self.name(row)))))

    def numbers_columns(self, row: int) -> bool:
        """Whether a row only numbers the columns (栏次)."""
        return key(self.name(row)) in layout().header.line_number_rows

    def counts_lines(self, column: int) -> bool:
        """Whether a column only numbers the rows (行次)."""
        if len(self.rows) < _FEW_LINES or any(self.table.columns[column].path):
            return False
        values = [self.value(r, column) for r in range(len(self.rows)) if self.printed(r, column)]
        first = values[0] if values else None
        return first is not None and values == [first + n for n in range(len(values))]

    def current(self, column: int) -> bool:
        """Whether a column is of the document's own year and phase: not 上年, and of 年初预算数 | 决算数 the
        one that the document is about."""
        return self._of_year(column) and not self.budgeted(column)

    def budgeted(self, column: int) -> bool:
        """Whether a column of a final account states its budget, beside one that states what became of it."""
        patterns = words().columns
        known = self.table.columns[column]
        if not self.final or not self._of_year(column):
            return False
        if not any(patterns.budget.search(name) for name in known.path):
            return False
        others = (name for other in self.table.columns if other is not known for name in other.path)
        return any(patterns.final.search(name) for name in others)

    def _of_year(self, column: int) -> bool:
        known = self.table.columns[column]
        if self.year and known.year and known.year != self.year:
            return False
        text = "/".join(known.path)
        return not words().columns.earlier.search(text) or bool(words().carry.search(text))

    def principal(self, rows: Sequence[int], budgeted: bool = False) -> int | None:
        """The column that states the whole of these rows: the only current amount, else the total's.
        ``budgeted``: the same of the columns that state the budget."""
        wanted = self.budgeted if budgeted else self.current
        found = [c for c in self.columns_of(rows) if wanted(c)]
        beside = words().columns.beside
        found = [c for c in found if not any(beside.search(name) for name in self.table.columns[c].path)]
        if len(found) <= 1:
            return found[0] if found else None
        totals = [c for c in found if is_total_column(self.table.columns[c].path)]
        shortest = min((len(self.table.columns[c].path) for c in totals), default=0)
        outer = [c for c in totals if len(self.table.columns[c].path) == shortest]
        if len(outer) == 1:
            return outer[0]
        return None

    def blocks(self) -> dict[tuple[str, ...], list[int]]:
        """Rows of one level under one heading that is no row: halves, groups, or the whole table."""
        paths = {row.path for r, row in enumerate(self.rows) if not self.is_total(r)}
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for r, row in enumerate(self.rows):
            above = row.path[:-1]
            if above not in paths:
                found[above].append(r)
        return dict(found)

    def names(self, row: int) -> tuple[str, ...]:
        return canonical_path(self.rows[row].path)


def is_total_column(path: Sequence[str]) -> bool:
    return any(is_total(name) for name in path)


def sheets_of(tables: Sequence[Table], year: int | None, final: bool) -> list[Sheet]:
    """The tables that hold figures."""
    return [
        _sheet(index, table, year, final)
        for index, table in enumerate(tables)
        if table.kind is TableKind.FIGURES and not table.empty
    ]


def _sheet(index: int, table: Table, year: int | None, final: bool) -> Sheet:
    kind = kind_of(table.title)
    steps: dict[str | None, Decimal] = {}
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            if cell.state is State.NUMBER and cell.value is not None:
                unit = cell.unit or column.unit
                steps[unit] = min(steps.get(unit, Decimal(1)), step_of(cell.value))
    return Sheet(
        index,
        table,
        kind.kind if kind else None,
        (kind.funding if kind else None) or funding_of(table.title),
        carry_over_of(table.title),
        tuple(map(canonical, kind.total)) if kind else (),
        steps,
        year,
        final,
    )


def judge_printed(
    sheet: Sheet, row: int, column: int, total: Figure, addends: Sequence[Figure]
) -> tuple[Verdict, Decimal, tuple[Figure, ...]] | None:
    """A total of a cell against its addends, with the sides to show; None where nothing is printed on
    either side, unchecked where one side is blank."""
    filled = [one for one in addends if one.value]
    if not total.value and not filled:
        return None
    verdict, difference = judge_sum(total, addends)
    blank = not sheet.printed(row, column) or all(one.step == 0 for one in addends)
    if verdict is Verdict.WRONG and blank:
        verdict = Verdict.UNCHECKED
    return verdict, difference, (total, *(filled or addends))
