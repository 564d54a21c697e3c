"""Years that only the document knows: 上年数 in a table whose title names no year."""

from __future__ import annotations

from dataclasses import replace

from ingest.tables.model import Column, Table
from ingest.tables.words import key, words


def dated(table: Table, year: int | None) -> Table:
    """The table with the years of its relative columns (上年预算数, 本年决算数) counted from ``year``,
    the document's own. A table that states a year, or a None year, is returned as it is."""
    if year is None or table.year is not None:
        return table
    return replace(table, columns=tuple(_dated(column, year) for column in table.columns))


def _dated(column: Column, year: int) -> Column:
    if column.year is not None:
        return column
    distances = (words().header.years.get(key(name)) for name in reversed(column.path))
    found = next((distance for distance in distances if distance is not None), None)
    return column if found is None else replace(column, year=year + found)
