"""The columns a table means: path, unit and year of each, halves' equal columns made one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.tables.columns import Half, Use
from ingest.tables.header import Path
from ingest.tables.labels import as_unit, split_unit, year_of
from ingest.tables.model import Column
from ingest.tables.words import key, words


def columns_of(
    halves: Sequence[Half], paths: Sequence[Path], uses: Sequence[Use], unit: str | None, year: int | None
) -> tuple[list[Column], dict[int, int]]:
    """The table's columns, and for each printed column the one it became; columns of two halves
    with one header are one."""
    columns: list[Column] = []
    targets: dict[int, int] = {}
    places: defaultdict[Column, list[int]] = defaultdict(list)
    for half in halves:
        of_other_halves = {column: iter(tuple(found)) for column, found in places.items()}
        for c in half.values:
            column = _column(paths[c][half.prefix :] or paths[c][-1:], uses[c], unit, year)
            at = next(of_other_halves.get(column, iter(())), len(columns))
            if at == len(columns):
                columns.append(column)
                places[column].append(at)
            targets[c] = at
    return columns, targets


def _column(path: Path, use: Use, table_unit: str | None, table_year: int | None) -> Column:
    names: list[str] = []
    unit: str | None = None
    for name in path:
        name, found = split_unit(name)
        stated = _stated_unit(name)
        unit = found or stated or unit
        if not stated:
            names.append(name)
    text = use is not Use.AMOUNT
    by_name = unit if unit is not None else unit_by_name(names)
    return Column(
        path=tuple(names),
        unit=None if text else table_unit if by_name is None else by_name or None,
        year=_year(names, table_year),
        text=text,
    )


def _stated_unit(name: str) -> str | None:
    """The unit that a header cell states and nothing else (单位：万元)."""
    label, _, unit = key(name).strip("()").partition(":")
    return as_unit(unit) if unit and label in words().caption.unit_keys else None


def unit_by_name(names: Sequence[str]) -> str | None:
    units = words().units
    for name in reversed(names):
        form = key(name)
        if form.endswith(("%", *units.percent)):
            return "%"
        for word, unit in units.by_name.items():
            if form.endswith(word):
                return unit
    return None


def _year(names: Sequence[str], table_year: int | None) -> int | None:
    for name in reversed(names):
        year = year_of(name)
        if year:
            return year
        distance = words().header.years.get(key(name))
        if distance is not None and table_year:
            return table_year + distance
    return None
