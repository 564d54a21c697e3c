"""A printed grid as a plain matrix: every position knows its text and the cell that covers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import Cell, Grid, Place
from ingest.tables.labels import one_line


@dataclass(frozen=True, slots=True)
class Spot:
    """One position of a sheet. ``raw`` is as printed, ``text`` the same on one line; ``own`` is False
    where a merged cell that begins above or to the left covers the position, and then ``text``
    is that cell's. ``wide`` and ``tall`` are the covering cell's spans."""

    raw: str = ""
    place: Place | None = None
    own: bool = True
    wide: int = 1
    tall: int = 1

    @property
    def text(self) -> str:
        return one_line(self.raw)

    @property
    def printed(self) -> str:
        """The text where it is printed, '' where it only covers."""
        return self.text if self.own else ""


SheetRow = tuple[Spot, ...]
Sheet = tuple[SheetRow, ...]
BLANK = Spot()


def sheet_of(grid: Grid) -> Sheet:
    """The grid's cells and what they cover; a position that nothing covers is BLANK."""
    covers: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if cell is not None and (cell.row_span > 1 or cell.col_span > 1):
                for dr in range(cell.row_span):
                    for dc in range(cell.col_span):
                        covers.setdefault((r + dr, c + dc), cell)
    return tuple(
        tuple(_spot(cell, covers.get((r, c))) for c, cell in enumerate(row)) for r, row in enumerate(grid.rows)
    )


def _spot(cell: Cell | None, cover: Cell | None) -> Spot:
    if cell is not None:
        return Spot(cell.text, cell.place, True, cell.col_span, cell.row_span)
    if cover is not None:
        return Spot(cover.text, cover.place, False, cover.col_span, cover.row_span)
    return BLANK


def printed(row: Iterable[Spot]) -> list[str]:
    """The texts printed in a row, blanks left out, each merged cell once."""
    return [spot.text for spot in row if spot.own and spot.text]


def pages_of(sheet: Sheet) -> tuple[int, ...]:
    """The printed pages it stands on, ascending; none in a workbook."""
    pages = {spot.place.printed_page for row in sheet for spot in row if spot.place}
    return tuple(sorted(page for page in pages if page is not None))


def has_spans(rows: Sheet) -> bool:
    """Whether any cell of these rows is merged; a format without spans leaves blanks instead."""
    return any(spot.wide > 1 or spot.tall > 1 for row in rows for spot in row)


def without_blank_lines(sheet: Sheet) -> Sheet:
    """The sheet without rows that print nothing."""
    return tuple(row for row in sheet if any(spot.text for spot in row))
