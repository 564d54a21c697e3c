"""The store's few named values, and the list of vectors that nothing owns."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select

from ingest.store.schema import LeftoverRow, MetaRow

_VALUE = select(MetaRow.value).where(MetaRow.key == bindparam("key"))
"""made once: the generation is read with every question"""


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Which model made the vectors, and the collection they are in."""

    model: str
    collection: str


def generation(connection: Connection) -> int:
    return int(_get(connection, "generation") or 0)


def count_up(connection: Connection) -> int:
    """Says that what is visible has changed; returns the new generation."""
    now = generation(connection) + 1
    _put(connection, "generation", str(now))
    return now


def passage_index(connection: Connection) -> PassageIndex | None:
    """None while no passage has been stored."""
    model, collection = _get(connection, "embedding_model"), _get(connection, "collection")
    return PassageIndex(model, collection) if model and collection else None


def set_passage_index(connection: Connection, index: PassageIndex) -> None:
    _put(connection, "embedding_model", index.model)
    _put(connection, "collection", index.collection)


def note_leftover(connection: Connection, name: str, kind: str, collection: str) -> None:
    connection.execute(insert(LeftoverRow).values(name=name, kind=kind, collection=collection))


def clear_leftover(connection: Connection, name: str) -> None:
    connection.execute(delete(LeftoverRow).where(LeftoverRow.name == name))


def leftovers(connection: Connection) -> list[tuple[str, str, str]]:
    """``(name, kind, collection)`` of each."""
    rows = connection.execute(select(LeftoverRow.name, LeftoverRow.kind, LeftoverRow.collection))
    return [(row.name, row.kind, row.collection) for row in rows]


def _get(connection: Connection, key: str) -> str | None:
    return connection.execute(_VALUE, {"key": key}).scalar()


def _put(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(MetaRow).where(MetaRow.key == key))
    connection.execute(insert(MetaRow).values(key=key, value=value))
