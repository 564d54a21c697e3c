"""Columns of printed lines without rules between rows → rows.

A row is where its numbers stand. Labels that wrap stand around their number or hang below it, and go
to it; a numbered label, or one with a code beside it, is a row of its own even without numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.pdf_lines import Line

Columns = Sequence[Sequence[Line]]

_NUMBER = re.compile(r"^[-−△▲(（]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*%?[)）]?$")
_DASH = re.compile(r"^[-—–－─/]{1,2}$")
_BEGINS = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．](?!\d)|[①-⑳]|其中[:：]?"
    r"|\d{3,7}(?!\d)|合\s*计|总\s*计|小\s*计)"
)

_TOTAL = re.compile(r"(?:合\s*计|总\s*计)$")

_NEXT = 0.8
"""of the size: figures so near under a label that is broken around them are its"""


def is_number(text: str) -> bool:
    """Whether a cell's text is a whole number, decimal or percentage as tables print them, or a dash."""
    return bool(_NUMBER.match(text)) or is_dash(text)


def is_dash(text: str) -> bool:
    """Whether a cell's text is a dash, printed where there is no figure."""
    return bool(_DASH.match(text))


def begins_row(text: str) -> bool:
    """Whether a label has a number, a code or a word that rows begin with (其中, 合计)."""
    return bool(_BEGINS.match(text))


def decimals(text: str) -> int | None:
    """How many decimals a printed number has; None for anything else."""
    match = _NUMBER.match(text)
    return len(match.group(1) or "") if match else None


def is_stacked(columns: Columns) -> bool:
    """Whether the columns of one ruled row hold several rows: at least three whole numbers under one
    another, or two beside two others, printed alike and level with something else of their row. A
    number broken over two lines is neither."""
    stacks = [column for column in columns if len(column) > 1 and _is_alike(column)]
    heights = [sum(_is_levelled(line, stack, columns) for line in stack) for stack in stacks]
    return any(height > 2 for height in heights) or sum(height > 1 for height in heights) > 1


def _is_alike(column: Sequence[Line]) -> bool:
    places = {decimals(line.text) for line in column} - {None}
    return len(places) <= 1 and all(is_number(line.text) for line in column)


def _is_levelled(line: Line, stack: Sequence[Line], columns: Columns) -> bool:
    return any(_level(line, other) for column in columns if column is not stack for other in column)


def rows_of(columns: Columns) -> list[list[list[Line]]]:
    """Rows from top to bottom; each has, for every column, its lines of that row."""
    anchors = _anchors(columns)
    rows: list[list[list[Line]]] = [[[] for _ in columns] for _ in anchors]
    for number, column in enumerate(columns):
        for line in column:
            rows[_home(line, column, anchors)][number].append(line)
    return rows


def _anchors(columns: Columns) -> list[float]:
    """Heights of the rows: those of numbers, of codes, and of labels that begin a row.

    A label that fills its column and goes on in the next row's lines is that row's own beginning.
    """
    everything = sorted((line for column in columns for line in column), key=lambda line: line.middle)
    marks = [line for line in everything if is_number(line.text) or _BEGINS.match(line.text)]
    levels: list[list[Line]] = []
    for line in marks or everything:
        if levels and line.middle - levels[-1][0].middle <= 0.5 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    return [
        level[0].middle
        for i, level in enumerate(levels)
        if not (i + 1 < len(levels) and _goes_on(level, levels[i + 1], columns))
    ]


def _goes_on(level: list[Line], following: list[Line], columns: Columns) -> bool:
    if any(is_number(line.text) for line in level) or not any(is_number(line.text) for line in following):
        return False
    label, pitch = level[0], following[0].middle - level[0].middle
    homes = [column for column in columns if any(line in column for line in level)]
    if pitch < _NEXT * label.size and not any(_level(line, following[0]) for column in homes for line in column):
        return True
    if len(level) > 1 or any(not is_number(line.text) for line in following):
        return False
    column = homes[0]
    if any(_TOTAL.search(line.text) and _level(line, following[0]) for line in column):
        return False
    full = label.x1 > max(line.x1 for line in column) - label.size
    return full and pitch < 2 * label.size


def _home(line: Line, column: Sequence[Line], anchors: list[float]) -> int:
    """The row of a line: the one it is level with, else the one it goes on from, else the nearest."""
    nearest = min(range(len(anchors)), key=lambda i: abs(anchors[i] - line.middle))
    if abs(anchors[nearest] - line.middle) <= 0.4 * line.size:
        return nearest
    above = max((i for i, y in enumerate(anchors) if y < line.middle), default=None)
    if above is not None and any(
        abs(other.middle - anchors[above]) <= 0.4 * other.size for other in column if other is not line
    ):
        below = above + 1
        levelled = below < len(anchors) and any(
            abs(other.middle - anchors[below]) <= 0.4 * other.size for other in column if other is not line
        )
        if levelled or below >= len(anchors) or line.middle - anchors[above] < anchors[below] - line.middle:
            return above
    return nearest


def _level(a: Line, b: Line) -> bool:
    return abs(a.middle - b.middle) <= 0.5 * max(a.size, b.size)
