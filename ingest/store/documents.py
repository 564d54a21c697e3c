"""Documents as rows: how one is found, added, and ended when a newer version comes or a person removes it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from ingest.facts import State
from ingest.parsed import Identity, Kind, Level, ParsedDocument
from ingest.store import lexical, meta, rows
from ingest.store.codec import path_json
from ingest.store.records import EndedVersion, StoredDocument
from ingest.store.schema import Base, DocumentRow, FactRow, PassageRow, TableRow, VersionRow


def find_documents(connection: Connection, *conditions: ColumnElement[bool]) -> list[StoredDocument]:
    """The visible documents of these conditions, by unit, year, kind and level."""

    def count(table: type[TableRow] | type[PassageRow]) -> Any:
        inside = select(func.count()).where(table.document_id == DocumentRow.id)
        return inside.scalar_subquery()

    query = select(
        DocumentRow.__table__, count(TableRow).label("tables"), count(PassageRow).label("passages")
    ).order_by(DocumentRow.unit_name, DocumentRow.year, DocumentRow.kind, DocumentRow.level, DocumentRow.id)
    return [_document(row) for row in connection.execute(query.where(*conditions))]


def find_versions(connection: Connection, document_id: str) -> list[EndedVersion]:
    """What was once visible under this id, the latest first."""
    query = select(VersionRow.__table__).where(VersionRow.document_id == document_id)
    return [
        EndedVersion(
            row.document_id,
            row.title,
            row.file_name,
            row.sha256,
            _in_utc(row.ingested_at),
            _in_utc(row.ended_at),
            row.ended_by == "replaced",
        )
        for row in connection.execute(query.order_by(VersionRow.ended_at.desc()))
    ]


def _document(row: Any) -> StoredDocument:
    identity = Identity(
        row.unit_name,
        row.year,
        Kind(row.kind),
        Level(row.level) if row.level else None,
        row.title,
        rows.path_of(row.members),
    )
    return StoredDocument(
        row.id,
        identity,
        row.file_name,
        row.media_type,
        row.sha256,
        row.pages,
        row.tables,
        row.figures,
        row.passages,
        row.checks_wrong,
        _in_utc(row.ingested_at),
        tuple(json.loads(row.scanned)),
    )


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def insert_document(
    connection: Connection, id: str, revision: str, parsed: ParsedDocument, checks_wrong: int | None
) -> None:
    """Adds the document's rows, its full text with them."""
    identity = parsed.identity
    connection.execute(
        insert(DocumentRow).values(
            id=id,
            revision=revision,
            unit_name=identity.unit_name,
            year=identity.year,
            kind=identity.kind.value,
            level=identity.level.value if identity.level else None,
            title=identity.title,
            members=path_json(identity.members),
            file_name=parsed.file_name,
            media_type=parsed.media_type,
            sha256=parsed.sha256,
            pages=parsed.pages,
            scanned=json.dumps(parsed.scanned),
            figures=sum(fact.state is State.NUMBER for fact in parsed.facts),
            checks_wrong=checks_wrong,
            ingested_at=datetime.now(UTC),
        )
    )
    parts: tuple[tuple[type[Base], list[dict[str, Any]]], ...] = (
        (TableRow, [rows.table_row(table, id, n) for n, table in enumerate(parsed.tables)]),
        (FactRow, [rows.fact_row(fact, id, n) for n, fact in enumerate(parsed.facts)]),
        (PassageRow, [rows.passage_row(passage, id, n) for n, passage in enumerate(parsed.passages)]),
    )
    for model, values in parts:
        if values:
            connection.execute(insert(model), values)
    ids = connection.execute(select(PassageRow.id).where(PassageRow.document_id == id).order_by(PassageRow.ordinal))
    lexical.index(
        connection,
        [(n, rows.searchable(passage)) for n, passage in zip(ids.scalars(), parsed.passages, strict=True)],
    )


def end_versions(connection: Connection, condition: ColumnElement[bool], ended_by: str) -> bool:
    """Makes the documents of this condition invisible, keeps what they were and lists their vectors."""
    found = connection.execute(select(DocumentRow.__table__).where(condition)).all()
    index = meta.passage_index(connection)
    for row in found:
        connection.execute(
            insert(VersionRow).values(
                revision=row.revision,
                document_id=row.id,
                title=row.title,
                file_name=row.file_name,
                sha256=row.sha256,
                ingested_at=row.ingested_at,
                ended_at=datetime.now(UTC),
                ended_by=ended_by,
            )
        )
        if index is not None:
            meta.note_leftover(connection, row.revision, "revision", index.collection)
        lexical.forget(connection, row.id)
        connection.execute(delete(DocumentRow).where(DocumentRow.id == row.id))
    return bool(found)
