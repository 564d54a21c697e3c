"""A disclosure as an Excel workbook: a sheet for each table, or all on one sheet.

Figures are numbers under formats, codes are numbers where they have no leading zero, labels are set in by
the cell's own indentation, headers are merged: as finance departments' software exports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from eval.documents.model import ABOVE, LEFT, Disclosure, Heading, Prose, Sheet, extent, number, shown
from eval.documents.text import contents

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write_xlsx(disclosure: Disclosure, path: Path, *, one_sheet: bool = False) -> None:
    """Print one disclosure. ``one_sheet``: everything under each other, blank rows between."""
    workbook_of(disclosure, one_sheet=one_sheet).save(path)


def workbook_of(disclosure: Disclosure, *, one_sheet: bool = False) -> Workbook:
    """The workbook before it is saved."""
    book = Workbook()
    pages = _OneSheet(book) if one_sheet else _Sheets(book)
    pages.lines("封面", disclosure.cover)
    pages.lines("目录", ["目录", *(line.replace("." * 12, "……") for line in contents(disclosure))])
    for name, texts, sheet in _in_turn(disclosure):
        if sheet is None:
            pages.lines(name, texts)
        else:
            pages.table(sheet)
    book.remove(book.worksheets[0])
    return book


def _in_turn(disclosure: Disclosure) -> Iterator[tuple[str, list[str], Sheet | None]]:
    """Runs of prose, under the name of their sheet, and tables."""
    texts: list[str] = []
    for part in disclosure.parts:
        match part:
            case Heading(text) | Prose(text):
                texts.append(text)
            case Sheet():
                if texts:
                    yield "说明", texts, None
                texts = []
                yield part.title, [], part
    if texts:
        yield "说明", texts, None


class _Sheets:
    """A sheet for each table and for each run of prose."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.row = 0
        self.page: Any = None

    def turn(self, name: str) -> None:
        """A new sheet under a name not used before."""
        bare = _FORBIDDEN.sub("", name)[: _LONGEST_NAME - 4]
        taken = {sheet.title for sheet in self.book.worksheets}
        names = (bare, *(f"{bare}{n}" for n in range(2, 100)))
        self.page = self.book.create_sheet(next(each for each in names if each not in taken))
        self.row = 1

    def lines(self, name: str, texts: list[str] | tuple[str, ...]) -> None:
        self.turn(name)
        for text in texts:
            self.page.cell(self.row, 1, text)
            self.row += 1

    def table(self, sheet: Sheet) -> None:
        self.turn(sheet.title)
        self.put(sheet)

    def put(self, sheet: Sheet) -> None:
        for line in sheet.above:
            self.caption(line, sheet)
        rows = [*sheet.header, *(line.cells for line in sheet.lines)]
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                self.cell(rows, r, c, cell, sheet)
        self.row += len(rows)
        for note in sheet.notes:
            self.page.cell(self.row, 1, note)
            self.page.merge_cells(None, self.row, 1, self.row, sheet.width)
            self.row += 1

    def caption(self, line: str, sheet: Sheet) -> None:
        """A title over the whole width; what stands left and right on its line in the outer columns."""
        parts = line.split("\t")
        if len(parts) == 1 or len(parts) > sheet.width:
            self.page.cell(self.row, 1, "  ".join(parts))
            self.page.merge_cells(None, self.row, 1, self.row, sheet.width)
            if line == sheet.title:
                self.page.cell(self.row, 1).alignment = Alignment(horizontal="center")
                self.page.cell(self.row, 1).font = Font(size=16, bold=True)
        else:
            columns = [1, sheet.width] if len(parts) == 2 else [1, sheet.width // 2 + 1, sheet.width]
            for column, text in zip(columns, parts, strict=False):
                if text:
                    self.page.cell(self.row, column, text)
        self.row += 1

    def cell(self, rows: list[tuple[str, ...]], r: int, c: int, cell: str, sheet: Sheet) -> None:
        spot = self.page.cell(self.row + r, c + 1)
        spot.border = _RULED
        if cell in (LEFT, ABOVE):
            return
        text = shown(cell)
        value = number(text)
        if value is not None and (c not in sheet.words or text[0] != "0") and r >= len(sheet.header):
            percent = text.endswith("%")
            places = len(text.rstrip("%").partition(".")[2])
            spot.value = float(value / 100 if percent else value)
            if spot.value == int(spot.value):
                spot.value = int(spot.value)
            spot.number_format = _format(places, "," in text, percent)
        elif text:
            bare = text.lstrip("　")
            spot.value = bare
            if len(bare) < len(text):
                spot.alignment = Alignment(indent=len(text) - len(bare))
        tall, wide = extent(rows, r, c)
        if (tall, wide) != (1, 1):
            first = self.row + r
            self.page.merge_cells(None, first, c + 1, first + tall - 1, c + wide)


def _format(places: int, grouped: bool, percent: bool) -> str:
    if not places and not grouped and not percent:
        return "General"
    return ("#,##0" if grouped else "0") + ("." + "0" * places if places else "") + ("%" if percent else "")


class _OneSheet(_Sheets):
    """Everything on one sheet."""

    def turn(self, name: str) -> None:
        if self.page is None:
            super().turn("公开表")
        else:
            self.row += 1

    def table(self, sheet: Sheet) -> None:
        self.turn(sheet.title)
        self.put(sheet)
