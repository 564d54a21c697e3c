"""How far a table of laid-out text goes: lines without figures that begin where its labels do are its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.document import Grid
from ingest.readers.laid_out_cells import Lattice, Row
from ingest.readers.pdf_columns import Manner, close
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_rows import is_number
from ingest.readers.pdf_strips import Interval, strips_of

_SLACK = 1.2
"""columns: edges this near are one"""
_NOTE = re.compile(r"^(?:注|备注|说明)\s*[:：\d]|[。；]$")
_LONGEST = 0.6
"""of the table's width: what is longer is a line of text"""
_BETWEEN = 3
"""lines from one with figures to the next: between them may stand what wrapped, wherever it begins"""

_DEEPEST = 10
"""rows of a header"""

Cells = Sequence[Sequence[Line]]


def manner_of(rows: Sequence[Row], lattice: Lattice) -> Manner:
    """How these lines keep cells and rows together."""
    cells = {id(row.line): list(row.cells) for row in rows}
    slack = _SLACK * lattice.column

    def near(lines: Sequence[Line], parts: Cells, a: int, b: int) -> bool:
        edges = _edges([parts[a], parts[b]], slack)
        return close(lines, a, b) and (b - a <= _BETWEEN or all(edges.fit(row) for row in parts[a + 1 : b]))

    def reach(lines: Sequence[Line], parts: Cells, first: int, last: int) -> tuple[int, int]:
        edges = _edges(parts[first:last], slack)
        while (
            last < len(lines) and lines[last].top - lines[last - 1].bottom < lines[last].size and edges.fit(parts[last])
        ):
            last += 1
        if first and lines[first].middle - lines[first - 1].middle < lines[first].size:
            first -= 1  # labels broken around their figures
        return first, last

    return Manner(lambda line: cells[id(line)], near, reach)


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where labels begin and figures end in a table, where the first figure begins, and how wide it is;
    ``slack`` off is still there."""

    lefts: frozenset[float]
    rights: frozenset[float]
    room: float
    width: float
    slack: float

    def fit(self, row: Sequence[Line]) -> bool:
        """Whether the line is one of the table's rows."""
        return all(self._fits(part) for part in row)

    def _fits(self, part: Line) -> bool:
        if is_number(part.text):
            return any(abs(part.x1 - edge) < self.slack for edge in self.rights)
        long = part.x1 > self.room and part.x1 - part.x0 > _LONGEST * self.width
        return not long and not _NOTE.search(part.text) and any(abs(part.x0 - edge) < self.slack for edge in self.lefts)


def rescaled(carried: Sequence[Interval], rows: Sequence[Row]) -> tuple[Interval, ...]:
    """The columns of a table that goes on at the page's top, where that page is set in a scale of its own:
    those of the rows there, if they have as many."""
    top = [list(row.cells) for row in takewhile(lambda row: any(is_number(c.text) for c in row.cells[1:]), rows)]
    strips = strips_of(top) if carried and top else []
    return tuple(strips) if len(strips) == len(carried) else ()


def with_header_of(before: Grid, grid: Grid) -> Grid:
    """The table of a page's top with the header of the one that ended the page before, if it prints the
    same names again: fewer rows tell less about what a name stands over."""
    if grid.width != before.width:
        return grid
    depths = range(min(_DEEPEST, len(grid.rows), len(before.rows)), 0, -1)
    same = next((depth for depth in depths if _words(grid, depth) == _words(before, depth)), 0)
    return Grid(before.rows[:same] + grid.rows[same:], grid.ruled)


def _words(grid: Grid, depth: int) -> Counter[str]:
    return Counter(cell.text for row in grid.rows[:depth] for cell in row if cell and cell.text)


def _edges(rows: Cells, slack: float) -> _Edges:
    parts = [part for row in rows for part in row]
    return _Edges(
        frozenset(part.x0 for part in parts if not is_number(part.text)),
        frozenset(part.x1 for part in parts if is_number(part.text)),
        min((part.x0 for part in parts if is_number(part.text)), default=0.0),
        max(part.x1 for part in parts) - min(part.x0 for part in parts),
        slack,
    )
