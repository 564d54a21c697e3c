"""Passages by meaning and by words, fused by rank.

Reciprocal rank fusion: a passage's score is the sum over both lists of weight / (60 + rank). It needs
no common scale of cosine and BM25; both are given with each result for whoever must judge whether
anything fits at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Select, and_, or_, select

from ingest.segment import terms
from ingest.store import lexical, meta, rows
from ingest.store.records import ScoredPassage
from ingest.store.schema import DocumentRow, PassageRow
from ingest.store.vectors import vector_id

if TYPE_CHECKING:
    from ingest.store.repository import Store

_RANK_OFFSET = 60
_POOL = 50
_ATTEMPTS = 3


def search(
    store: Store,
    query: str,
    document_ids: Collection[str] | None = None,
    k: int = 10,
    *,
    dense_weight: float = 1.0,
    lexical_weight: float = 1.0,
) -> list[ScoredPassage]:
    """The ``k`` best passages of these documents (None: of all), best first; fewer if there are fewer.

    A weight of 0 leaves that half out (and doesn't load the embedding model for dense_weight=0).
    ModelMismatch if the vectors were made by another model.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        before = store.generation()
        found = _search_once(store, query, document_ids, k, dense_weight, lexical_weight)
        # A version replaced between the two halves would be found by one of them only.
        if store.generation() == before or attempt == _ATTEMPTS:
            break
    return found


def _search_once(
    store: Store,
    query: str,
    document_ids: Collection[str] | None,
    k: int,
    dense_weight: float,
    lexical_weight: float,
) -> list[ScoredPassage]:
    pool = max(_POOL, 2 * k)
    words = terms(query)
    with store.engine.connect() as connection:
        revisions = _revisions(connection, document_ids)
        by_words = (
            lexical.find(connection, words, pool, None if document_ids is None else list(revisions))
            if lexical_weight
            else []
        )
        by_meaning = _Dense(store, connection, query, revisions) if dense_weight else None
        nearest = by_meaning.nearest(pool) if by_meaning else []
        scores = _fuse(((nearest, dense_weight), (by_words, lexical_weight)))
        best = sorted(scores, key=lambda id: (-scores[id], id))[:k]
        cosines = by_meaning.cosines(best, dict(nearest)) if by_meaning else {}
        bm25 = dict(lexical.find(connection, words, len(best), passages=best)) if lexical_weight else {}
        held = lexical.held_terms(connection, best)
        passages = {
            row.id: rows.passage_from(row)
            for row in connection.execute(select(PassageRow.__table__).where(PassageRow.id.in_(best)))
        }
    dense_ranks, lexical_ranks = _ranks(nearest), _ranks(by_words)
    return [
        ScoredPassage(
            passages[id],
            scores[id],
            cosines.get(id),
            bm25.get(id, 0.0) if lexical_weight else None,
            dense_ranks.get(id),
            lexical_ranks.get(id),
            _coverage(words, held.get(id, frozenset())),
        )
        for id in best
    ]


class _Dense:
    """The half that goes by meaning, for one query: passage ids in, passage ids out."""

    def __init__(self, store: Store, connection: Connection, query: str, revisions: Mapping[str, str]) -> None:
        self._store = store
        self._connection = connection
        self._revisions = revisions
        self._index = meta.passage_index(connection) if revisions else None
        if self._index is not None:
            store.require_same_model(self._index)
            store.refresh_vectors(meta.generation(connection))
            self._vector = store.embed_query(query)

    def nearest(self, k: int) -> list[tuple[int, float]]:
        if self._index is None:
            return []
        found = self._store.vectors.nearest(self._index.collection, self._vector, k, self._revisions.values())
        ids = self._passages([name for name, _ in found])
        return [(ids[name], cosine) for name, cosine in found if name in ids]

    def cosines(self, wanted: Sequence[int], known: Mapping[int, float]) -> dict[int, float]:
        missing = [id for id in wanted if id not in known]
        if self._index is None or not missing:
            return {id: known[id] for id in wanted if id in known}
        rows_ = self._connection.execute(_addresses().where(PassageRow.id.in_(missing)))
        names = {vector_id(row.revision, row.ordinal): row.id for row in rows_}
        found = self._store.vectors.cosines(self._index.collection, self._vector, list(names))
        return {**known, **{names[name]: cosine for name, cosine in found.items()}}

    def _passages(self, names: Sequence[str]) -> dict[str, int]:
        """The passages of these vectors, by the vectors' ids."""
        wanted: dict[str, list[int]] = {}
        for name in names:
            revision, _, ordinal = name.rpartition("-")
            wanted.setdefault(revision, []).append(int(ordinal))
        if not wanted:
            return {}
        query = _addresses().where(
            or_(
                *(
                    and_(DocumentRow.revision == revision, PassageRow.ordinal.in_(ordinals))
                    for revision, ordinals in wanted.items()
                )
            )
        )
        return {vector_id(row.revision, row.ordinal): row.id for row in self._connection.execute(query)}


def _addresses() -> Select[int, int, str]:
    return select(PassageRow.id, PassageRow.ordinal, DocumentRow.revision).join(
        DocumentRow, DocumentRow.id == PassageRow.document_id
    )


def _revisions(connection: Connection, document_ids: Collection[str] | None) -> dict[str, str]:
    """Visible documents' revisions by document id."""
    query = select(DocumentRow.id, DocumentRow.revision)
    if document_ids is not None:
        query = query.where(DocumentRow.id.in_(list(document_ids)))
    return {row.id: row.revision for row in connection.execute(query)}


def _fuse(lists: Sequence[tuple[Sequence[tuple[int, float]], float]]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for found, weight in lists:
        for id, rank in _ranks(found).items():
            scores[id] = scores.get(id, 0.0) + weight / (_RANK_OFFSET + rank)
    return scores


def _ranks(found: Sequence[tuple[int, float]]) -> dict[int, int]:
    return {id: rank for rank, (id, _) in enumerate(found, 1)}


def _coverage(words: Sequence[str], held: frozenset[str]) -> float:
    wanted = set(words)
    return len(wanted & held) / len(wanted) if wanted else 0.0
