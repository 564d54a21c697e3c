"""The document model that every reader makes and everything after it reads.

A reader turns a file into blocks in reading order: paragraphs and grids, with the place
of each on its page. It knows no budget words; headings, tables and facts are found later,
once, for all formats.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 as fractions of the page's width and height, from its top left."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page counted from 1, and the box on it where the format has one.

    In a workbook the pages are its sheets: ``sheet`` is the name of one, ``cell`` the address on it
    (C12), of several cells the first.
    """

    page: int
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def printed_page(self) -> int | None:
        """The page as a reader counts them, None for a sheet of a workbook."""
        return None if self.sheet is not None else self.page

    def __or__(self, other: Place) -> Place:
        """The smallest place holding both; of two pages, the first."""
        if self.page != other.page:
            return min(self, other, key=lambda place: place.page)
        if self.box is None or other.box is None:
            return replace(self, box=self.box or other.box)
        (a0, b0, a1, b1), (c0, d0, c1, d1) = self.box, other.box
        return Place(self.page, (min(a0, c0), min(b0, d0), max(a1, c1), max(b1, d1)))


def place_json(place: Place | None) -> dict[str, Any]:
    """A place as citations carry it: ``page`` and ``box``, None where the format has none; in a workbook
    also ``sheet`` and ``cell``."""
    if place is not None and place.sheet is not None:
        return {"page": None, "box": None, "sheet": place.sheet, "cell": place.cell}
    return {"page": place.page if place else None, "box": list(place.box) if place and place.box else None}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters ``[start, end)`` of a paragraph's text and the place they stand at (one printed line)."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text, its wrapped lines joined.

    ``level`` is a heading level (1 = highest) where the format itself says so, else None;
    ``centred`` and ``size`` (points) are what the page shows, None/False where it has none.
    """

    text: str
    runs: tuple[Run, ...] = ()
    level: int | None = None
    centred: bool = False
    size: float | None = None

    def place(self, start: int = 0, end: int | None = None) -> Place | None:
        """The place of ``text[start:end]``: its lines joined; None where the format has none."""
        stop = len(self.text) if end is None else end
        found: Place | None = None
        for run in self.runs:
            if run.start < stop and run.end > start:
                found = run.place if found is None else found | run.place
        return found


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: text as printed (a line break inside the cell is ``\\n``), its spans and place."""

    text: str
    place: Place | None = None
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: a rectangle of cells.

    ``rows[r][c]`` is None where a merged cell above or to the left covers that position, or
    where the format printed nothing at all. A format without spans (tab-separated text) leaves
    empty cells instead; whoever reads headers must accept both.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    ruled: bool = True

    def __post_init__(self) -> None:
        if any(len(a) != len(b) for a, b in pairwise(self.rows)):
            raise ValueError("a grid's rows must be of one width")

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages it stands on, ascending; empty where the format has none."""
        found = {cell.place.page for row in self.rows for cell in row if cell and cell.place}
        return tuple(sorted(found))

    def text(self, row: int, column: int) -> str:
        """The cell's text, '' where there is none."""
        cell = self.rows[row][column]
        return cell.text if cell else ""


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: blocks in reading order.

    ``media_type`` is what the content is (not what the name says); ``pages`` is 0 for formats
    without pages; ``sha256`` is of the file's bytes; ``unread`` says, in sentences for a person, what of
    the file was left out (hidden sheets); ``scanned`` are the pages that were pictures, whose text was
    recognised.
    """

    blocks: tuple[Block, ...]
    file_name: str
    media_type: str
    sha256: str
    pages: int = 0
    unread: tuple[str, ...] = ()
    scanned: tuple[int, ...] = ()
