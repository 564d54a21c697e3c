"""Facts, tables and passages as rows, and rows as them again. Facts are read as bare tuples: there are
thousands in a document and a question waits for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from ingest.document import Box, Place
from ingest.facts import Fact, Measure, Origin, State
from ingest.parsed import Passage, PassageKind
from ingest.store.codec import decode, encode, path_json, place_columns, scaled, unscaled
from ingest.store.records import StoredFact, StoredPassage, StoredTable
from ingest.store.schema import FactRow, PassageRow, TableRow
from ingest.tables.model import Table

_FACT_COLUMNS = (
    FactRow.row_path,
    FactRow.column_path,
    FactRow.state,
    FactRow.text,
    FactRow.value,
    FactRow.scale,
    FactRow.value_digits,
    FactRow.unit,
    FactRow.comparator,
    FactRow.code,
    FactRow.year,
    FactRow.phase,
    FactRow.measure,
    FactRow.base_year,
    FactRow.base,
    FactRow.section,
    FactRow.sentence,
    FactRow.reason,
    FactRow.page,
    FactRow.box,
    FactRow.sheet,
    FactRow.cell,
    FactRow.table_index,
    FactRow.row_index,
    FactRow.column_index,
    FactRow.origin,
    FactRow.id,
    FactRow.document_id,
    FactRow.table_id,
)
_STATES = {state.value: state for state in State}
_ORIGINS = {origin.value: origin for origin in Origin}
_MEASURES = {measure.value: measure for measure in Measure}


def table_id(document_id: str, ordinal: int | None) -> str | None:
    return None if ordinal is None else f"{document_id}-{ordinal}"


def fact_row(fact: Fact, document_id: str, ordinal: int) -> dict[str, Any]:
    integer, scale, digits = scaled(fact.value)
    return {
        "document_id": document_id,
        "ordinal": ordinal,
        "table_id": table_id(document_id, fact.table),
        "row_path": path_json(fact.row_path),
        "column_path": path_json(fact.column_path),
        "row_name": fact.row_path[-1] if fact.row_path else "",
        "code": fact.code,
        "state": fact.state.value,
        "text": fact.text,
        "value": integer,
        "scale": scale,
        "value_digits": digits,
        "unit": fact.unit,
        "comparator": fact.comparator,
        "year": fact.year,
        "phase": fact.phase,
        "measure": fact.measure.value,
        "base_year": fact.base_year,
        "base": fact.base,
        "section": path_json(fact.section),
        "sentence": fact.sentence,
        "reason": fact.reason,
        **place_columns(fact.place),
        "table_index": fact.table,
        "row_index": fact.row,
        "column_index": fact.column,
        "origin": fact.origin.value,
    }


def facts_query(document_id: str) -> Select[*tuple[Any, ...]]:
    """Rows for ``fact_from``, tables' facts first, as parsed."""
    return select(*_FACT_COLUMNS).where(FactRow.document_id == document_id).order_by(FactRow.ordinal)


def fact_from(row: Sequence[Any]) -> StoredFact:
    return StoredFact(
        path_of(row[0]),
        path_of(row[1]),
        _STATES[row[2]],
        row[3],
        unscaled(row[4], row[5], row[6]),
        row[7],
        row[8],
        row[9],
        row[10],
        row[11],
        _MEASURES[row[12]],
        row[13],
        row[14],
        path_of(row[15]),
        row[16],
        row[17],
        _place(*row[18:22]),
        row[22],
        row[23],
        row[24],
        _ORIGINS[row[25]],
        *row[26:29],
    )


def table_row(table: Table, document_id: str, ordinal: int) -> dict[str, Any]:
    return {
        "id": table_id(document_id, ordinal),
        "document_id": document_id,
        "ordinal": ordinal,
        "title": table.title,
        "body": json.dumps(encode(table), ensure_ascii=False, separators=(",", ":")),
    }


def table_from(row: TableRow | Any) -> StoredTable:
    table: Table = decode(Table, json.loads(row.body))
    whole = {field.name: getattr(table, field.name) for field in fields(Table)}
    return StoredTable(**whole, id=row.id, document_id=row.document_id, ordinal=row.ordinal)


def passage_row(passage: Passage, document_id: str, ordinal: int) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "ordinal": ordinal,
        "table_id": table_id(document_id, passage.table),
        "kind": passage.kind.value,
        "section": path_json(passage.section),
        "text": passage.text,
        "table_index": passage.table,
        **place_columns(passage.place),
    }


def passage_from(row: PassageRow | Any) -> StoredPassage:
    return StoredPassage(
        text=row.text,
        section=path_of(row.section),
        kind=PassageKind(row.kind),
        place=_place(row.page, row.box, row.sheet, row.cell),
        table=row.table_index,
        id=row.id,
        document_id=row.document_id,
        ordinal=row.ordinal,
        table_id=row.table_id,
    )


def searchable(passage: Passage) -> str:
    """What both halves of a search see of a passage: its headings, then its text."""
    return "\n".join((" ".join(passage.section), passage.text))


@lru_cache(maxsize=65536)
def path_of(encoded: str) -> tuple[str, ...]:
    return tuple(json.loads(encoded))


def _place(page: int | None, box: str | None, sheet: str | None, cell: str | None) -> Place | None:
    return None if page is None else Place(page, None if box is None else _box(box), sheet, cell)


def _box(encoded: str) -> Box:
    x0, y0, x1, y1 = json.loads(encoded)
    return (x0, y0, x1, y1)
