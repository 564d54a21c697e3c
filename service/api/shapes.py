"""What the store holds, in the shapes the contract gives it on the wire."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ingest.document import place_json
from ingest.facts import State
from ingest.store import StoredDocument, StoredTable
from ingest.store.records import StoredPassage
from ingest.tables.model import Column, Row, TableCell


def document(stored: StoredDocument) -> dict[str, Any]:
    """One of ``GET /api/documents``."""
    return {
        "id": stored.id,
        "title": stored.title,
        "unit_name": stored.unit_name,
        "year": stored.year,
        "kind": stored.kind.value,
        "level": stored.level.value if stored.level else None,
        "tables": stored.tables,
        "figures": stored.figures,
        "passages": stored.passages,
        "checks_wrong": stored.checks_wrong or 0,
        "file_name": stored.file_name,
        "media_type": stored.media_type,
        "pages": stored.pages,
        "scanned": list(stored.scanned),
        "ingested_at": stored.ingested_at.isoformat(),
    }


def table_line(stored: StoredTable) -> dict[str, Any]:
    """One of ``GET /api/documents/{id}/tables``."""
    return {
        "id": stored.id,
        "title": stored.title,
        "unit": stored.unit,
        "pages": list(stored.pages),
        "rows": len(stored.rows),
        "columns": len(stored.columns),
        "empty": stored.empty,
    }


def table(stored: StoredTable) -> dict[str, Any]:
    """``GET /api/tables/{id}``: the whole table; values are decimal strings as printed, never rounded."""
    return {
        "id": stored.id,
        "document": stored.document_id,
        "title": stored.title,
        "section": " / ".join(stored.section),
        "subject": stored.subject,
        "unit": stored.unit,
        "year": stored.year,
        "pages": list(stored.pages),
        "notes": list(stored.notes),
        "columns": [
            {"path": list(column.path), "unit": column.unit, "year": column.year, "phase": column.phase}
            for column in stored.columns
        ],
        "rows": [_row(row, stored.columns) for row in stored.rows],
    }


def _row(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "path": list(row.path),
        "label": row.label,
        "code": row.code,
        "role": row.role.value,
        "page": row.place.printed_page if row.place else None,
        "cells": [_cell(cell, column) for cell, column in zip(row.cells, columns, strict=True)],
    }


def _cell(cell: TableCell, column: Column) -> dict[str, Any]:
    number = cell.state is State.NUMBER and cell.value is not None
    return {
        "text": cell.text,
        "value": plain(cell.value) if number and cell.value is not None else None,
        "unit": (cell.unit or column.unit) if number else None,
        **place_json(cell.place),
        "exists": cell.state is not None,
    }


def plain(value: Decimal) -> str:
    """The decimal without an exponent."""
    return format(value, "f")


def passage(stored: StoredPassage) -> dict[str, Any]:
    """One of ``GET /api/documents/{id}/passages``."""
    return {
        "id": stored.id,
        "section": list(stored.section),
        "text": stored.text,
        "kind": stored.kind.value,
        **place_json(stored.place),
    }
