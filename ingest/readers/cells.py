"""Cells with spans → a grid; a table that only lays out a page → what its cells hold, in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.document import Block, Cell, Grid, Paragraph
from ingest.errors import UnreadableFile

_MOST_POSITIONS = 2_000_000
"""rows times columns of one table: more is no disclosure"""
_FIGURE = re.compile(r"[-−－]?[(（]?[-−－]?\d[\d,，]*(?:\.\d+)?[%％]?[)）]?")
_FEWEST_BESIDE = 3
"""cells: a single row of fewer is a layout, not a table"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell that begins at ``row`` and ``column`` (from 0), its spans, and the blocks in it. Its
    paragraphs keep their leading spaces: they say what is part of what."""

    row: int
    column: int
    tall: int
    wide: int
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Its paragraphs, a line each, without blank ones."""
        texts = (block.text.rstrip() for block in self.blocks if isinstance(block, Paragraph))
        return "\n".join(text for text in texts if text)

    @property
    def nests(self) -> bool:
        return any(isinstance(block, Grid) for block in self.blocks)


def blocks_of_table(cells: Sequence[Placed]) -> list[Block]:
    """One grid, or what a layout holds: rows with a table in one of their cells are taken apart, and so
    is a table of one column, or of one row without a figure that has no more than two cells, or cells with
    several paragraphs. A row that stacks lines, figures among them, is as many rows as lines.
    Raises UnreadableFile where the table is beyond all measure."""
    placed = _compact(cells)
    if not placed:
        return []
    if any(cell.nests for cell in placed):
        return [block for band in _bands(placed) for block in _of_band(band)]
    return _of_band(placed)


def _of_band(band: Sequence[Placed]) -> list[Block]:
    if any(cell.nests for cell in band) or _is_layout(band):
        inside = sorted(band, key=lambda cell: (cell.row, cell.column))
        return [bare for cell in inside for block in cell.blocks if (bare := _bare(block)) is not None]
    return [_grid(_without_blank_end(_unstacked(_compact(band))))]


def _is_layout(cells: Sequence[Placed]) -> bool:
    if len({cell.column for cell in cells}) == 1:
        return True
    alone = len({cell.row for cell in cells}) == 1 and not any(_is_figure(cell.text) for cell in cells)
    return alone and (len(cells) < _FEWEST_BESIDE or any(_paragraphs(cell) > 1 for cell in cells))


def _paragraphs(cell: Placed) -> int:
    return sum(isinstance(block, Paragraph) and bool(block.text.strip()) for block in cell.blocks)


def _bare(block: Block) -> Block | None:
    """The block as it stands outside a cell; None for a blank paragraph."""
    if isinstance(block, Grid):
        return block
    text = block.text.strip()
    return replace(block, text=text) if text else None


def _bands(cells: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Rows that hold a table, each run of them by itself, and the runs between."""
    nesting = {row for cell in cells if cell.nests for row in range(cell.row, cell.row + cell.tall)}
    band: list[Placed] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if band and (cell.row in nesting) != (band[-1].row in nesting):
            yield band
            band = []
        band.append(cell)
    yield band


def _unstacked(cells: Sequence[Placed]) -> list[Placed]:
    """Rows whose cells stack equally many lines, some of them all figures, as that many rows."""
    rows: dict[int, list[Placed]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    heights = {row: _stack(rows[row]) for row in sorted(rows)}
    if not any(height > 1 for height in heights.values()):
        return list(cells)
    starts = dict(zip(heights, accumulate(heights.values(), initial=0), strict=False))
    found: list[Placed] = []
    for cell in cells:
        row, height = starts[cell.row], heights[cell.row]
        if height > 1:
            lines = cell.text.split("\n") if cell.text else [""] * height
            found += [replace(cell, row=row + n, blocks=(Paragraph(line),)) for n, line in enumerate(lines)]
        else:
            tall = sum(heights.get(below, 1) for below in range(cell.row, cell.row + cell.tall))
            found.append(replace(cell, row=row, tall=tall))
    return found


def _stack(row: Sequence[Placed]) -> int:
    """How many rows a row's cells stack; 1 where they don't."""
    filled = [cell.text.split("\n") for cell in row if cell.text]
    heights = {len(lines) for lines in filled}
    stacked = any(all(map(_is_figure, lines)) for lines in filled)
    return heights.pop() if len(heights) == 1 and stacked and all(cell.tall == 1 for cell in row) else 1


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text.strip()))


def _without_blank_end(cells: Sequence[Placed]) -> list[Placed]:
    """Without last columns in which nothing is printed but what reaches over the whole width."""
    width = max(cell.column + cell.wide for cell in cells)
    printed = [cell for cell in cells if cell.text and cell.wide < width]
    end = max((cell.column + cell.wide for cell in printed), default=width)
    if end == width:
        return list(cells)
    return [replace(cell, wide=min(cell.wide, end - cell.column)) for cell in cells if cell.column < end]


def _compact(cells: Sequence[Placed]) -> list[Placed]:
    """The same cells without rows and columns in which none begins."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    if len(rows) * len(columns) > _MOST_POSITIONS:
        raise UnreadableFile(f"一张表有 {len(rows)} 行 {len(columns)} 列，超出了能处理的大小。")
    return [_moved(cell, rows, columns) for cell in cells]


def _moved(cell: Placed, rows: Sequence[int], columns: Sequence[int]) -> Placed:
    row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
    tall = bisect_left(rows, cell.row + cell.tall) - row
    wide = bisect_left(columns, cell.column + cell.wide) - column
    where = (row, column, tall, wide)
    if where == (cell.row, cell.column, cell.tall, cell.wide):
        return cell
    return Placed(*where, cell.blocks)


def _grid(cells: Sequence[Placed]) -> Grid:
    height, width = 1 + max(cell.row for cell in cells), 1 + max(cell.column for cell in cells)
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        rows[cell.row][cell.column] = Cell(cell.text, None, cell.tall, cell.wide)
    return Grid(tuple(tuple(row) for row in rows))
