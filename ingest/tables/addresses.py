"""From tables to facts: every amount at its whole address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts import Fact, State
from ingest.tables.model import Column, Table, TableCell, TableKind

_YEAR_ONLY = re.compile(r"((?:19|20)\d\d)\s*(?:年度?)?")


def facts_of(tables: Sequence[Table]) -> list[Fact]:
    """The facts of a document's tables, in table, row, column order.

    A fact is every cell of an amount column that the row has, blank and dash too, every number in a
    text column, and every indicator's value of a performance table, in words too.
    """
    return [fact for index, table in enumerate(tables) for fact in _facts(index, table)]


def _facts(index: int, table: Table) -> Iterator[Fact]:
    for r, row in enumerate(table.rows):
        for c, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            if not _states_amount(table, column, cell) or cell.state is None:
                continue
            yield Fact(
                row_path=row.path,
                column_path=column.path,
                state=cell.state,
                text=cell.text,
                value=cell.value,
                unit=cell.unit,
                comparator=cell.comparator,
                code=row.code,
                year=column.year or _year_of_row(row.label) or table.year,
                phase=column.phase,
                section=table.section,
                place=cell.place,
                table=index,
                row=r,
                column=c,
            )


def _year_of_row(label: str) -> int | None:
    """The year of a row that is called by it and nothing else (2024年)."""
    match = _YEAR_ONLY.fullmatch(label.strip())
    return int(match[1]) if match else None


def _states_amount(table: Table, column: Column, cell: TableCell) -> bool:
    if cell.state is State.NUMBER:
        return True
    if column.text:
        return False
    return cell.state is not State.TEXT or table.kind is TableKind.PERFORMANCE
