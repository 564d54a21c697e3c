"""Tables as files for a spreadsheet: CSV, and workbooks in which numbers are numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from fastapi.responses import Response

from ingest.facts import State
from ingest.store import StoredTable
from ingest.tables.model import Column
from service.archive.answers import Kept

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
"""characters of a column at most"""


class Printed(str):
    """An amount as it is printed: no formula, whatever its sign."""


Cell = str | Decimal | int | None
Rows = list[list[Cell]]


def rows_of_table(stored: StoredTable, printed: bool = False) -> Rows:
    """A header, then a row's code, name and cells: amounts as numbers, never rounded, or as they are ``printed``."""
    rows: Rows = [["编码", "项目", *[_heading(column) for column in stored.columns]]]
    for row in stored.rows:
        cells: list[Cell] = []
        for cell in row.cells:
            number = cell.value if cell.state is State.NUMBER else None
            cells.append(cell.text if number is None else Printed(cell.text) if printed else number)
        rows.append([row.code or "", " / ".join(row.path) or row.label, *cells])
    return rows


def rows_of_answer(kept: Kept) -> Rows:
    """Question and header, then what the answer lists, or its figures; below, where they stand."""
    answer = kept.answer
    shown = answer.get("rows") or answer.get("figures") or []
    rows: Rows = [["问题", kept.question], ["名称", "数值", "单位"]]
    rows += [[one.get("label", ""), _number(one.get("value", "")), one.get("unit") or ""] for one in shown]
    if not shown:
        rows.append([answer.get("text", ""), "", ""])
    for citation in answer.get("citations", []):
        parts = (citation.get("table") or citation.get("section"), citation.get("row"), citation.get("column"))
        page = f"第{citation['page']}页" if citation.get("page") else ""
        rows.append(["出处", f"《{citation['title']}》{page}", " ".join(part for part in parts if part)])
    rows.append(["说明", "仅供查阅，以官方公开原文为准。"])
    return rows


def csv_response(name: str, rows: Sequence[Sequence[Cell]], title: str = "") -> Response:
    """A byte order mark first, so that spreadsheets read it as UTF-8; no text that one would run as a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return Response(
        "\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=_attached(name, title, "csv")
    )


def workbook_response(name: str, title: str, rows: Sequence[Sequence[Cell]]) -> Response:
    """One sheet; text is text, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in title if c not in "[]:*?/\\")[:31] or "表")
    for at in range(max(map(len, rows))):
        longest = max(len(str(row[at])) for row in rows if at < len(row))
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(WIDEST, 2 * longest + 2)
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            if isinstance(value, Decimal):
                cell.number_format = "#,##0.00" if value == value.quantize(Decimal("0.01")) else "General"
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return Response(out.getvalue(), media_type=WORKBOOK, headers=_attached(name, title, "xlsx"))


def _attached(name: str, title: str, ending: str) -> dict[str, str]:
    shown = quote(f"{title or name}.{ending}")
    return {"Content-Disposition": f"attachment; filename=\"{name}.{ending}\"; filename*=UTF-8''{shown}"}


def _number(text: str) -> Cell:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text


def _heading(column: Column) -> str:
    name = " / ".join(column.path)
    return f"{name}（{column.unit}）" if column.unit else name


def _harmless(cell: Cell) -> str:
    """Text that a spreadsheet won't run as a formula; an amount as it is, whatever its sign."""
    if isinstance(cell, Printed):
        return str(cell)
    if not isinstance(cell, str):
        return "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) and len(cell) > 1 else cell
