"""Excel workbooks (XLSX, XLSM) → blocks, sheet by sheet, cells as they show.

A formula counts with the result that was saved beside it; nothing is run. Hidden sheets, rows and columns
are left out: a reader of the printed sheets wouldn't see them.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from ingest.document import Block, Document
from ingest.errors import UnreadableFile
from ingest.readers.contents import without_contents
from ingest.readers.glyphs import plain
from ingest.readers.number_format import is_date_format, shown
from ingest.readers.office import is_package
from ingest.readers.workbook import MOST_CELLS, Area, Hidden, Spot, TooLarge, Worksheet, address, as_shown, too_large
from ingest.readers.workbook_blocks import blocks_of
from ingest.readers.xlsx_parts import (
    Package,
    Style,
    TooBig,
    elements,
    listing_of,
    local,
    rich_text,
    strings_of,
    style_at,
    styles_of,
)

INDENT_MARK = "\u3000"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def is_xlsx(data: bytes) -> bool:
    """Whether the bytes are an archive with a workbook's parts."""
    return is_package(data, "xl/")


def read_xlsx(data: bytes, file_name: str) -> Document:
    """Blocks in the order of the sheets. Raises UnreadableFile for a damaged or overlarge workbook, for
    one that shows nothing, and for formulas without saved results."""
    try:
        sheets = _sheets(data, file_name)
        blocks = [block for number, sheet in sheets for block in blocks_of(sheet, number)]
    except UnreadableFile:
        raise
    except (TooLarge, TooBig) as error:
        raise too_large(file_name) from error
    except Exception as error:  # a damaged file makes the parsers fail in any of their ways
        raise UnreadableFile(f"工作簿“{file_name}”已损坏，无法读取。") from error
    return document_of(blocks, data, file_name, MEDIA_TYPE)


def document_of(blocks: Sequence[Block], data: bytes, file_name: str, media_type: str) -> Document:
    """The workbook as a document. Raises UnreadableFile where it shows nothing."""
    kept = without_contents(tuple(blocks))
    if not kept:
        raise UnreadableFile(f"工作簿“{file_name}”里没有可见的内容。")
    return Document(kept, file_name, media_type, hashlib.sha256(data).hexdigest())


def _sheets(data: bytes, file_name: str) -> list[tuple[int, Worksheet]]:
    """The visible sheets with their numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive)
        listing = listing_of(package)
        looks = _Looks(strings_of(package, listing.strings), styles_of(package, listing.styles), listing.since_1904)
        found: list[tuple[int, Worksheet]] = []
        filled = 0
        for number, part in enumerate(listing.sheets, start=1):
            source = None if part.hidden else package.open(part.path)
            if source is None:
                continue
            cells = _Cells(looks, MOST_CELLS - filled)
            cells.read(source)
            hidden = cells.hidden
            unsaved = [spot for spot in cells.unsaved if not hidden.row(spot[0]) and not hidden.column(spot[1])]
            if unsaved:
                raise UnreadableFile(_without_results(file_name, part.name, unsaved[0]))
            filled += len(cells.texts)
            found.append((number, as_shown(part.name, cells.texts, cells.merged, hidden)))
    return found


def _without_results(file_name: str, sheet: str, spot: Spot) -> str:
    return (
        f"工作簿“{file_name}”的公式没有保存计算结果（如工作表“{sheet}”的 {address(*spot)}），"
        "请用 Excel 或 WPS 打开、保存后再导入。"
    )


@dataclass(frozen=True, slots=True)
class _Looks:
    """What cells refer to: shared texts and styles."""

    strings: Sequence[str]
    styles: Sequence[Style]
    since_1904: bool


@dataclass(slots=True)
class _Cells:
    """What a sheet's part says, gathered. ``room`` is how many more cells are taken."""

    looks: _Looks
    room: int
    texts: dict[Spot, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    unsaved: list[Spot] = field(default_factory=list)
    _rows: set[int] = field(default_factory=set)
    _columns: list[tuple[int, int]] = field(default_factory=list)
    _zeros: bool = True

    @property
    def hidden(self) -> Hidden:
        return Hidden(frozenset(self._rows), tuple(self._columns))

    def read(self, source: Any) -> None:
        row = -1
        for element in elements(source, "row", "col", "mergeCell", "sheetView"):
            match local(element):
                case "row":
                    row = self._row(element, row + 1)
                case "col":
                    self._column(element.attrib)
                case "mergeCell":
                    self._merge(element.get("ref", ""))
                case _:
                    self._zeros = element.get("showZeros", "1") not in ("0", "false")

    def _column(self, said: Mapping[str, str]) -> None:
        if said.get("hidden") in ("1", "true") or said.get("width") == "0":
            self._columns.append((int(said["min"]) - 1, int(said["max"]) - 1))

    def _merge(self, reference: str) -> None:
        corners = [spot for spot in map(_spot, reference.split(":")) if spot is not None]
        if len(corners) == 2:
            (top, left), (bottom, right) = corners
            self.merged.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _row(self, element: Any, expected: int) -> int:
        number = element.get("r")
        row = int(number) - 1 if number else expected
        if element.get("hidden") in ("1", "true") or element.get("ht") == "0":
            self._rows.add(row)
        column = -1
        running: Spot | None = None
        for cell in element:
            spot = _spot(cell.get("r", ""))
            column = spot[1] if spot else column + 1
            style = self._style(cell)
            text = self._text(cell, style, (row, column))
            if text.strip():
                self._take((row, column), text)
                running = (row, column) if style.runs_on else None
            elif running is not None and style.runs_on and column == self._end(running) + 1:
                self._run_on(running, column)
            else:
                running = None
        return row

    def _take(self, spot: Spot, text: str) -> None:
        self.texts[spot] = text
        if len(self.texts) > self.room:
            raise TooLarge

    def _end(self, spot: Spot) -> int:
        return self.merged[-1][3] if self.merged and self.merged[-1][:2] == spot else spot[1]

    def _run_on(self, spot: Spot, column: int) -> None:
        """A text centred over the blank cells after it is as good as merged."""
        if self._end(spot) > spot[1]:
            self.merged.pop()
        self.merged.append((*spot, spot[0], column))

    def _style(self, cell: Any) -> Style:
        return style_at(self.looks.styles, cell.get("s"))

    def _text(self, cell: Any, style: Style, spot: Spot) -> str:
        parts = {local(child): child for child in cell}
        value = parts["v"].text or "" if "v" in parts else None
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _label(rich_text(parts["is"]) if "is" in parts else "", style)
        if value is None or (not value and kind == "n"):
            if "f" in parts:
                self.unsaved.append(spot)
            return ""
        match kind:
            case "s":
                return _label(self.looks.strings[int(value)], style)
            case "str":
                return _label(value, style)
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "e" | "d":
                return value
        return self._number(value, style.code)

    def _number(self, text: str, code: str) -> str:
        try:
            value = Decimal(text.strip())
        except InvalidOperation:
            return text
        if not value.is_finite():
            return text
        if not value and not self._zeros and not is_date_format(code):
            return ""
        return shown(value, code, since_1904=self.looks.since_1904)


def _label(text: str, style: Style) -> str:
    """A text with the indentation that its style gives it, as leading blanks."""
    text = plain(text.replace("\xa0", " ")).rstrip()
    return INDENT_MARK * style.indent + text if text else ""


def _spot(reference: str) -> Spot | None:
    """C12 → (11, 2)."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
