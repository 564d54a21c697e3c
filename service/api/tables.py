"""GET /api/tables/{id}: the whole table a citation points into, as JSON or CSV."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ingest.store import StoredTable
from service.api import shapes
from service.api.context import context_of
from service.api.problems import Problem

router = APIRouter(prefix="/api/tables", tags=["tables"])


# Before the JSON route: that one's {table_id} would take "….csv" for an id.
@router.get("/{table_id}.csv", summary="整张表，供电子表格打开", response_class=Response)
def table_as_csv(request: Request, table_id: str) -> Response:
    """The table for a spreadsheet."""
    stored = _table(request, table_id)
    name = quote(f"{stored.title or stored.id}.csv")
    return Response(
        shapes.table_csv(stored),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename=\"{stored.id}.csv\"; filename*=UTF-8''{name}"},
    )


@router.get("/{table_id}", summary="整张表：列、行、单元格")
def table(request: Request, table_id: str) -> dict[str, Any]:
    """The table with its columns, rows and cells."""
    return shapes.table(_table(request, table_id))


def _table(request: Request, table_id: str) -> StoredTable:
    stored = context_of(request).store.table(table_id)
    if stored is None:
        raise Problem(404, "没有这张表。")
    return stored
