"""GET /api/tables/{id}: the whole table a citation points into, as JSON, CSV or a workbook."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ingest.store import StoredTable
from service.api import shapes, sheets
from service.api.context import context_of
from service.api.problems import Problem

router = APIRouter(prefix="/api/tables", tags=["tables"])


# Before the JSON route: that one's {table_id} would take "….csv" for an id.
@router.get("/{table_id}.csv", summary="整张表，供电子表格打开", response_class=Response)
def table_as_csv(request: Request, table_id: str) -> Response:
    """The table for a spreadsheet."""
    stored = _table(request, table_id)
    return sheets.csv_response(stored.id, sheets.rows_of_table(stored, printed=True), stored.title)


@router.get("/{table_id}.xlsx", summary="整张表，Excel 工作簿", response_class=Response)
def table_as_workbook(request: Request, table_id: str) -> Response:
    """The table as a workbook; its numbers are numbers."""
    stored = _table(request, table_id)
    return sheets.workbook_response(stored.id, stored.title, sheets.rows_of_table(stored))


@router.get("/{table_id}", summary="整张表：列、行、单元格")
def table(request: Request, table_id: str) -> dict[str, Any]:
    """The table with its columns, rows and cells."""
    return shapes.table(_table(request, table_id))


def _table(request: Request, table_id: str) -> StoredTable:
    stored = context_of(request).store.table(table_id)
    if stored is None:
        raise Problem(404, "没有这张表。")
    return stored
