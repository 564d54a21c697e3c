"""Excel workbooks of the old kind (XLS) → blocks, by the same rules as the new."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from ingest.document import Document
from ingest.errors import UnreadableFile
from ingest.readers.number_format import BUILTIN, GENERAL, is_date_format, shown
from ingest.readers.workbook import MOST_CELLS, Cells, TooLarge, Worksheet, document_of, label, too_large
from ingest.readers.workbook_blocks import blocks_of

MEDIA_TYPE = "application/vnd.ms-excel"
_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""a workbook's first record, where nothing contains it"""
_STREAMS = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("Workbook", "Book"))
_LEFT = frozenset({0, 1, 4, 5, 7})
_CENTRED_OVER = 6
"""horizontal alignments: those under which indentation says something, and the one over blank cells"""


def is_xls(data: bytes) -> bool:
    """Whether the bytes are a workbook of Excel 97 to 2003."""
    return data.startswith(_BARE) or (data.startswith(_CONTAINER) and any(name in data for name in _STREAMS))


def read_xls(data: bytes, file_name: str) -> Document:
    """Blocks in the order of the sheets. Raises UnreadableFile for a workbook that is damaged, overlarge,
    under a password, or shows nothing."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        sheets: list[tuple[int, Worksheet]] = []
        hidden: list[str] = []
        room = MOST_CELLS
        for number, sheet in enumerate(book.sheets(), start=1):
            if sheet.visibility:
                hidden.append(sheet.name)
                continue
            cells = _cells(book, sheet, room)
            room -= len(cells.texts)
            sheets.append((number, cells.as_shown(sheet.name)))
        blocks = [block for number, sheet in sheets for block in blocks_of(sheet, number)]
    except TooLarge as error:
        raise too_large(file_name) from error
    except Exception as error:  # a damaged file makes the parser fail in any of its ways
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error):
            raise UnreadableFile(f"工作簿“{file_name}”有密码保护，请先解除密码。") from error
        raise UnreadableFile(f"工作簿“{file_name}”已损坏，无法读取。") from error
    return document_of(blocks, data, file_name, MEDIA_TYPE, hidden)


def _cells(book: Any, sheet: Any, room: int) -> Cells:
    import xlrd

    cells = Cells(room)
    cells.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    cells.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
    cells.hidden_columns = [(c, c) for c, info in sheet.colinfo_map.items() if info.hidden or info.width == 0]
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if sheet.cell_type(row, column) == xlrd.XL_CELL_EMPTY:
                cells.put((row, column), "")
                continue
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            text = _text(book, sheet, row, column, style)
            cells.put((row, column), text, runs_on=style.alignment.hor_align == _CENTRED_OVER)
    return cells


def _text(book: Any, sheet: Any, row: int, column: int, style: Any) -> str:
    import xlrd

    value = sheet.cell_value(row, column)
    match sheet.cell_type(row, column):
        case xlrd.XL_CELL_TEXT:
            indent = style.alignment.indent_level if style.alignment.hor_align in _LEFT else 0
            return label(value, indent)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            code = _code(book, style.format_key)
            if not value and not sheet.show_zero_values and not is_date_format(code):
                return ""
            return shown(Decimal(repr(value)), code, since_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#N/A"))
    return ""


def _code(book: Any, key: int) -> str:
    """The format code; days under a number that a system shows in its own way are shown as in Chinese."""
    if key in BUILTIN and is_date_format(BUILTIN[key]):
        return BUILTIN[key]
    found = book.format_map.get(key)
    return found.format_str if found else GENERAL
