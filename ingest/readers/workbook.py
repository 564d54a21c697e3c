"""A workbook's sheets as read from any of its formats: the cells that show something, by row and column.

Rows and columns count from 0. What a reader of the printed sheet wouldn't see isn't there: hidden sheets,
hidden rows and columns, cells that a format empties.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import Block, Document
from ingest.errors import TooMuch, UnreadableFile
from ingest.readers.contents import without_contents
from ingest.readers.glyphs import plain

Spot = tuple[int, int]
"""row, column"""
Area = tuple[int, int, int, int]
"""first row, first column, last row, last column"""
MOST_CELLS = 400_000
"""filled cells of a workbook: fifty disclosures of the largest kind"""
INDENT_MARK = "\u3000"
"""printed before a label once for each step that its cell is set in"""
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


@dataclass(slots=True)
class Cells:
    """What a sheet's file says, gathered cell by cell. ``room`` is how many more filled cells are taken;
    hidden columns are ranges, first and last."""

    room: int = MOST_CELLS
    texts: dict[Spot, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    _running: Spot | None = None

    def put(self, spot: Spot, text: str, *, runs_on: bool = False) -> None:
        """A row's next cell; one that ``runs_on`` is centred over the cells after it that are blank and say
        the same, which is as good as merged. Raises TooLarge."""
        if text.strip():
            self.texts[spot] = text
            self._running = spot if runs_on else None
            if len(self.texts) > self.room:
                raise TooLarge
        elif self._running is not None and runs_on and spot == (self._running[0], self._end(self._running) + 1):
            if self._end(self._running) > self._running[1]:
                self.merged.pop()
            self.merged.append((*self._running, *spot))
        else:
            self._running = None

    def _end(self, spot: Spot) -> int:
        return self.merged[-1][3] if self.merged and self.merged[-1][:2] == spot else spot[1]

    def hides(self, spot: Spot) -> bool:
        """Whether a cell stands in a hidden row or column."""
        return self._hides_row(spot[0]) or self._hides_column(spot[1])

    def _hides_row(self, row: int) -> bool:
        return row in self.hidden_rows

    def _hides_column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def as_shown(self, name: str) -> Worksheet:
        """The sheet without what is hidden. A merged cell of which the first row or column is hidden shows
        its text in what is left of it."""
        texts = dict(self.texts)
        areas: dict[Spot, Area] = {}
        for area in self.merged:
            top, left, bottom, right = area
            text = texts.get((top, left), "")
            _clear(texts, area)
            while top <= bottom and self._hides_row(top):
                top += 1
            while left <= right and self._hides_column(left):
                left += 1
            if not text or top > bottom or left > right:
                continue
            texts[top, left] = text
            if (top, left) != (bottom, right):
                areas[top, left] = (top, left, bottom, right)
        return Worksheet(name, {spot: text for spot, text in texts.items() if not self.hides(spot)}, areas)


def _clear(texts: dict[Spot, str], area: Area) -> None:
    """Takes out what stands under a merged cell: only its first cell's text is shown."""
    top, left, bottom, right = area
    if (bottom - top + 1) * (right - left + 1) > len(texts):
        under = [(r, c) for r, c in texts if top <= r <= bottom and left <= c <= right]
    else:
        under = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    for spot in under:
        texts.pop(spot, None)


def label(text: str, indent: int) -> str:
    """A text as shown, with its cell's indentation as leading blanks."""
    text = plain(text.replace("\xa0", " ")).rstrip()
    return INDENT_MARK * indent + text if text else ""


def document_of(
    blocks: Sequence[Block], data: bytes, file_name: str, media_type: str, hidden: Sequence[str]
) -> Document:
    """The workbook as a document; ``hidden`` names its hidden sheets. Raises UnreadableFile where it shows
    nothing."""
    kept = without_contents(tuple(blocks))
    if not kept:
        raise UnreadableFile(f"工作簿“{file_name}”里没有可见的内容。")
    unread = (f"隐藏的工作表没有读取：{'、'.join(hidden)}。",) if hidden else ()
    return Document(kept, file_name, media_type, hashlib.sha256(data).hexdigest(), unread=unread)


def too_large(file_name: str) -> TooMuch:
    return TooMuch(f"工作簿“{file_name}”太大（表格超过 {MOST_CELLS} 个单元格），请拆成几个文件。")


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
