"""Excel workbooks (XLSX, XLSM) → blocks, sheet by sheet, cells as they show.

A formula counts with the result that was saved beside it; where none was, sums and differences of cells
are worked out, and a workbook with others is refused. Nothing is run. Hidden sheets, rows and columns are
left out: a reader of the printed sheets wouldn't see them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.document import Document
from ingest.errors import UnreadableFile
from ingest.readers.formulas import NotExact, result
from ingest.readers.office import Package, TooBig, is_package
from ingest.readers.workbook import MOST_CELLS, Cells, Spot, TooLarge, Worksheet, address, document_of, too_large
from ingest.readers.workbook_blocks import blocks_of
from ingest.readers.xlsx_cells import Looks, SheetCells
from ingest.readers.xlsx_parts import listing_of, strings_of, styles_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_xlsx(data: bytes) -> bool:
    """Whether the bytes are an archive with a workbook's parts."""
    return is_package(data, "xl/")


def read_xlsx(data: bytes, file_name: str) -> Document:
    """Blocks in the order of the sheets. Raises UnreadableFile for a damaged or overlarge workbook, for
    one that shows nothing, and for formulas without results that aren't sums or differences."""
    try:
        visible, hidden = _sheets(data, file_name)
        blocks = [block for number, sheet in visible for block in blocks_of(sheet, number)]
    except UnreadableFile:
        raise
    except (TooLarge, TooBig) as error:
        raise too_large(file_name) from error
    except Exception as error:  # a damaged file makes the parsers fail in any of their ways
        raise UnreadableFile(f"工作簿“{file_name}”已损坏，无法读取。") from error
    return document_of(blocks, data, file_name, MEDIA_TYPE, hidden)


def _sheets(data: bytes, file_name: str) -> tuple[list[tuple[int, Worksheet]], list[str]]:
    """The visible sheets with their numbers, and the names of the hidden ones."""
    package = Package(data, f"工作簿“{file_name}”")
    listing = listing_of(package)
    looks = Looks(strings_of(package, listing.strings), styles_of(package, listing.styles), listing.since_1904)
    sheets: dict[str, SheetCells] = {}
    room = MOST_CELLS
    for part in listing.sheets:
        sheets[part.name] = sheet = SheetCells(looks, Cells(room))
        if (source := package.open(part.path)) is not None:
            sheet.read(source)
        room -= len(sheet.cells.texts)
    shown = [(number, part.name) for number, part in enumerate(listing.sheets, start=1) if not part.hidden]
    results = _Results(sheets)
    for _, name in shown:
        for spot in [spot for spot in sheets[name].unsaved if not sheets[name].cells.hides(spot)]:
            try:
                sheets[name].settle(spot, results.of(name, spot))
            except (NotExact, RecursionError) as error:
                raise UnreadableFile(_without_result(file_name, name, spot)) from error
    visible = [(number, sheets[name].cells.as_shown(name)) for number, name in shown]
    return visible, [part.name for part in listing.sheets if part.hidden]


def _without_result(file_name: str, sheet: str, spot: Spot) -> str:
    return (
        f"工作簿“{file_name}”的公式没有保存计算结果（如工作表“{sheet}”的 {address(*spot)}），"
        "请用 Excel 或 WPS 打开、保存后再导入。"
    )


@dataclass(frozen=True, slots=True)
class _Results:
    """Values of formulas without saved results, from the numbers of all sheets; each worked out once."""

    sheets: Mapping[str, SheetCells]
    known: dict[tuple[str, Spot], Decimal] = field(default_factory=dict)

    def of(self, sheet: str, spot: Spot, within: frozenset[tuple[str, Spot]] = frozenset()) -> Decimal:
        """Raises NotExact, also where a formula needs itself."""
        here = (sheet, spot)
        if here not in self.known:
            formula = self.sheets[sheet].unsaved[spot].formula
            if here in within or not formula:
                raise NotExact
            inside = within | {here}
            self.known[here] = result(formula, sheet, lambda name, cell: self._held(name, cell, inside))
        return self.known[here]

    def _held(self, sheet: str, spot: Spot, within: frozenset[tuple[str, Spot]]) -> Decimal | str | None:
        held = self.sheets.get(sheet)
        if held is None:
            raise NotExact
        if spot in held.unsaved:
            return self.of(sheet, spot, within)
        return held.numbers.get(spot, held.cells.texts.get(spot))
