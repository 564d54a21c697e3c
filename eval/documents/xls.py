"""A disclosure as a workbook of Excel 97: what ``xlsx`` prints, saved in the older format."""

from __future__ import annotations

from pathlib import Path

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from eval.documents.biff import Sheet, xls
from eval.documents.model import Disclosure
from eval.documents.xlsx import workbook_of


def write_xls(disclosure: Disclosure, path: Path) -> None:
    """Print one disclosure, a sheet a table."""
    path.write_bytes(xls({page.title: _sheet(page) for page in workbook_of(disclosure).worksheets}))


def _sheet(page: Worksheet) -> Sheet:
    rows = [[_value(cell) if isinstance(cell, Cell) else None for cell in row] for row in page.iter_rows()]
    merged = [
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1) for area in page.merged_cells.ranges
    ]
    return Sheet(rows, merged)


def _value(cell: Cell) -> object:
    if isinstance(cell.value, str):
        return "\u3000" * int(cell.alignment.indent or 0) + cell.value
    return None if cell.value is None else (cell.value, cell.number_format)
