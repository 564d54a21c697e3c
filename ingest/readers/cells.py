"""Cells with spans → a grid; a table that only lays out a page → what its cells hold, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, Cell, Grid, Paragraph
from ingest.errors import UnreadableFile

_MOST_POSITIONS = 2_000_000
"""rows times columns of one table: more is no disclosure"""
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
    is a table of one column, or of one row of no more than two cells or of cells with several paragraphs.
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
    return [_grid(_compact(band))]


def _is_layout(cells: Sequence[Placed]) -> bool:
    if len({cell.column for cell in cells}) == 1:
        return True
    alone = len({cell.row for cell in cells}) == 1
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
    return replace(cell, row=row, column=column, tall=tall, wide=wide)


def _grid(cells: Sequence[Placed]) -> Grid:
    height, width = 1 + max(cell.row for cell in cells), 1 + max(cell.column for cell in cells)
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        rows[cell.row][cell.column] = Cell(cell.text, None, cell.tall, cell.wide)
    return Grid(tuple(tuple(row) for row in rows))
