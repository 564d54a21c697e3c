"""Full text over segmented Chinese: FTS5 with BM25 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, literal_column, select, text
from sqlalchemy.sql import column, table

from ingest.segment import terms
from ingest.store.schema import PassageRow

_TERMS = table("passage_terms", column("rowid"), column("terms"))

_FIND = {
    "sqlite": (
        "SELECT passage_terms.rowid, -bm25(passage_terms) AS score FROM passage_terms"
        " JOIN passages ON passages.id = passage_terms.rowid"
        " WHERE passage_terms MATCH :query {scope} ORDER BY score DESC, passages.id LIMIT :k"
    ),
    # ts_rank knows nothing of how rare a word is, so each word is ranked alone and weighed by it.
    "postgresql": (
        "WITH words AS (SELECT to_tsquery('simple', word) AS word"
        " FROM unnest(CAST(:query AS text[])) AS given(word)),"
        " weighed AS (SELECT word, ln(1 + (SELECT count(*) FROM passage_terms) / (0.5 + ("
        "SELECT count(*) FROM passage_terms WHERE to_tsvector('simple', terms) @@ word))) AS weight"
        " FROM words)"
        " SELECT passages.id, sum(weight * ts_rank(to_tsvector('simple', terms), word, 1)) AS score"
        " FROM weighed JOIN passage_terms ON to_tsvector('simple', terms) @@ word"
        " JOIN passages ON passages.id = passage_terms.rowid"
        " WHERE true {scope} GROUP BY passages.id ORDER BY score DESC, passages.id LIMIT :k"
    ),
}
_SCOPES = {
    "documents": " AND passages.document_id IN :documents",
    "passages": " AND passages.id IN :passages",
}


def index(connection: Connection, passages: Sequence[tuple[int, str]]) -> None:
    """Adds passages' searchable texts under their ids."""
    rows = [{"rowid": number, "terms": " ".join(terms(words))} for number, words in passages]
    if rows:
        connection.execute(insert(_TERMS), rows)


def forget(connection: Connection, document_id: str) -> None:
    """Removes a document's passages; to be called while their rows still stand."""
    inside = select(PassageRow.id).where(PassageRow.document_id == document_id)
    connection.execute(delete(_TERMS).where(_TERMS.c.rowid.in_(inside)))


def forget_all(connection: Connection) -> None:
    connection.execute(delete(_TERMS))


def find(
    connection: Connection,
    words: Collection[str],
    k: int,
    documents: Collection[str] | None = None,
    passages: Collection[int] | None = None,
) -> list[tuple[int, float]]:
    """At most ``k`` ``(passage id, score)`` holding any of the words, best first; higher is better."""
    query = _query(connection.dialect.name, words)
    if not query or (documents is not None and not documents) or (passages is not None and not passages):
        return []
    scope = ""
    values: dict[str, Any] = {"query": query, "k": k}
    for name, wanted in (("documents", documents), ("passages", passages)):
        if wanted is not None:
            scope += _SCOPES[name]
            values[name] = list(wanted)
    statement = text(_FIND[connection.dialect.name].format(scope=scope)).bindparams(
        *(bindparam(name, expanding=True) for name in ("documents", "passages") if name in values)
    )
    return [(int(row[0]), float(row[1])) for row in connection.execute(statement, values)]


def held_terms(connection: Connection, passages: Collection[int]) -> dict[int, frozenset[str]]:
    """The terms of each of these passages."""
    rows = connection.execute(select(literal_column("rowid"), _TERMS.c.terms).where(_TERMS.c.rowid.in_(list(passages))))
    return {int(row[0]): frozenset(row[1].split()) for row in rows}


def _query(dialect: str, words: Collection[str]) -> str | list[str]:
    """The words as ``_FIND`` takes them."""
    unique = list(dict.fromkeys(words))
    if dialect == "sqlite":
        return " OR ".join(f'"{word}"' for word in unique)
    return [f"'{word}'" for word in unique]
