"""A workbook's sheets as read from any of its formats: the cells that show something, by row and column.

Rows and columns count from 0. What a reader of the printed sheet wouldn't see isn't there: hidden sheets,
hidden rows and columns, cells that a format empties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.errors import UnreadableFile

Spot = tuple[int, int]
"""row, column"""
Area = tuple[int, int, int, int]
"""first row, first column, last row, last column"""
MOST_CELLS = 400_000
"""filled cells of a workbook: fifty disclosures of the largest kind"""
MOST_POSITIONS = 2_000_000
"""rows times columns of one table"""


class TooLarge(Exception):
    """A workbook has more cells than are read."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """``cells`` are texts as shown; ``areas`` the merged cells by their first one, each larger than a cell."""

    name: str
    cells: Mapping[Spot, str]
    areas: Mapping[Spot, Area] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which rows and columns of a sheet aren't shown; columns as ranges, first and last."""

    rows: frozenset[int] = frozenset()
    columns: tuple[tuple[int, int], ...] = ()

    def row(self, row: int) -> bool:
        return row in self.rows

    def column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.columns)


def as_shown(name: str, cells: Mapping[Spot, str], merged: Iterable[Area], hidden: Hidden) -> Worksheet:
    """The sheet without what is hidden. A merged cell of which the first row or column is hidden shows
    its text in what is left of it."""
    texts = dict(cells)
    areas: dict[Spot, Area] = {}
    for area in merged:
        top, left, bottom, right = area
        text = texts.get((top, left), "")
        _clear(texts, area)
        while top <= bottom and hidden.row(top):
            top += 1
        while left <= right and hidden.column(left):
            left += 1
        if not text or top > bottom or left > right:
            continue
        texts[top, left] = text
        if (top, left) != (bottom, right):
            areas[top, left] = (top, left, bottom, right)
    seen = {spot: text for spot, text in texts.items() if not hidden.row(spot[0]) and not hidden.column(spot[1])}
    return Worksheet(name, seen, areas)


def _clear(texts: dict[Spot, str], area: Area) -> None:
    """Takes out what stands under a merged cell: only its first cell's text is shown."""
    top, left, bottom, right = area
    if (bottom - top + 1) * (right - left + 1) > len(texts):
        under = [(r, c) for r, c in texts if top <= r <= bottom and left <= c <= right]
    else:
        under = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    for spot in under:
        texts.pop(spot, None)


def too_large(file_name: str) -> UnreadableFile:
    return UnreadableFile(f"工作簿“{file_name}”太大（表格超过 {MOST_CELLS} 个单元格），请拆成几个文件。")


def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """(11, 2) → C12."""
    return f"{column_letters(column)}{row + 1}"
