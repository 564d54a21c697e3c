"""The store: whole documents in, facts, tables and passages out.

SQL decides what is visible, in one transaction a document. Vectors are written before it under ids
that nothing reaches yet, and deleted after it; whatever a crash leaves behind is on a list, and the
next writer deletes it first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, or_, select
from sqlalchemy.exc import OperationalError

from ingest.embedding import Embedder, load, model_id
from ingest.errors import ModelMismatch, NoSuchDocument, StoreUnavailable
from ingest.parsed import Identity, Kind, ParsedDocument
from ingest.store import lexical, meta, rows
from ingest.store.documents import end_versions, find_documents, find_versions, insert_document
from ingest.store.engine import open_engine
from ingest.store.lock import WriterLock
from ingest.store.meta import PassageIndex
from ingest.store.migrations import migrate
from ingest.store.records import (
    EndedVersion,
    ScoredPassage,
    StoredDocument,
    StoredFact,
    StoredPassage,
    StoredTable,
)
from ingest.store.schema import DocumentRow, OriginalRow, PassageRow, TableRow
from ingest.store.vectors import Vectors

logger = logging.getLogger(__name__)


class StoreSettings(Protocol):
    """What the store must be told. ``chroma_url`` None: Chroma embedded in ``data_dir``;
    ``embedding_model`` None: the bundled one."""

    @property
    def database_url(self) -> str: ...
    @property
    def data_dir(self) -> Path: ...
    @property
    def chroma_url(self) -> str | None: ...
    @property
    def embedding_model(self) -> str | None: ...


def document_id(identity: Identity, file_sha256: str) -> str:
    """12 hex digits, the same for every version of one publication, so that links survive.

    Without a unit name and a year there is no identity to share, and the file stands for itself; of
    a kind that isn't budget or final account, the title tells one from another.
    """
    if not identity.unit_name or identity.year is None:
        return sha256(file_sha256.encode()).hexdigest()[:12]
    key = [identity.unit_name, str(identity.year), identity.kind.value, identity.level or ""]
    if identity.kind is Kind.OTHER:
        key.append(identity.title)
    return sha256("|".join(key).encode()).hexdigest()[:12]


class Store:
    """Open with ``Store.open``. Threads may share one; only ``add``, ``remove`` and ``reindex`` write,
    one at a time over all processes."""

    def __init__(
        self, engine: Engine, vectors: Vectors, lock: WriterLock, model: str, embedder: Callable[[], Embedder]
    ) -> None:
        self.engine = engine
        self.vectors = vectors
        self.model = model
        self._embedder = embedder
        self._lock = lock
        self._vectors_generation: int | None = None

    @classmethod
    def open(cls, settings: StoreSettings, embedder: Embedder | None = None) -> Store:
        """Opens the store, making or upgrading it as needed.

        StoreUnavailable if the database can't be reached, StoreTooNew if a newer program made it.
        ``embedder`` takes the place of the configured model.
        """
        name = settings.embedding_model
        embed = (lambda: embedder) if embedder else (lambda: load(name))
        engine = open_engine(settings.database_url)
        try:
            migrate(engine)
        except OperationalError as error:
            where = engine.url.host or "数据文件夹里的数据库"
            raise StoreUnavailable(f"打不开{where}，请检查地址、网络和权限。") from error
        return cls(
            engine,
            Vectors(settings.data_dir, settings.chroma_url),
            WriterLock(settings.data_dir, engine),
            embedder.model if embedder else model_id(name),
            embed,
        )

    def close(self) -> None:
        self.vectors.reopen()
        self.engine.dispose()

    # Reading

    def generation(self) -> int:
        """Changes whenever what is visible changes, in any process."""
        with self.engine.connect() as connection:
            return meta.generation(connection)

    def documents(self) -> list[StoredDocument]:
        """All visible documents, by unit, year, kind and level."""
        with self.engine.connect() as connection:
            return find_documents(connection)

    def document(self, id: str) -> StoredDocument:
        """NoSuchDocument if none has this id."""
        with self.engine.connect() as connection:
            found = find_documents(connection, DocumentRow.id == id)
        if not found:
            raise NoSuchDocument(f"没有编号为 {id} 的文档。")
        return found[0]

    def holds(self, parsed: ParsedDocument) -> bool:
        """Is a version of this publication visible?"""
        with self.engine.connect() as connection:
            return bool(find_documents(connection, DocumentRow.id == document_id(parsed.identity, parsed.sha256)))

    def document_of_file(self, file_sha256: str) -> StoredDocument | None:
        """The visible document made from exactly this file."""
        with self.engine.connect() as connection:
            found = find_documents(connection, DocumentRow.sha256 == file_sha256)
        return found[0] if found else None

    def versions(self, document_id: str) -> list[EndedVersion]:
        """Earlier versions of the document, also of one that was removed; the latest first."""
        with self.engine.connect() as connection:
            return find_versions(connection, document_id)

    def original(self, document_id: str) -> bytes | None:
        """The file's bytes, None where they weren't kept."""
        with self.engine.connect() as connection:
            query = select(OriginalRow.content).where(OriginalRow.document_id == document_id)
            return connection.execute(query).scalar()

    def tables(self, document_id: str) -> list[StoredTable]:
        """The document's tables in order; [] for an unknown document."""
        query = (
            select(TableRow.id, TableRow.document_id, TableRow.ordinal, TableRow.body)
            .where(TableRow.document_id == document_id)
            .order_by(TableRow.ordinal)
        )
        with self.engine.connect() as connection:
            return [rows.table_from(row) for row in connection.execute(query)]

    def table(self, table_id: str) -> StoredTable | None:
        query = select(TableRow.id, TableRow.document_id, TableRow.ordinal, TableRow.body)
        with self.engine.connect() as connection:
            row = connection.execute(query.where(TableRow.id == table_id)).first()
        return None if row is None else rows.table_from(row)

    def facts(self, document_id: str) -> list[StoredFact]:
        """The document's facts as parsed: tables' first; [] for an unknown document."""
        with self.engine.connect() as connection:
            return [rows.fact_from(row) for row in connection.execute(rows.facts_query(document_id))]

    def passages(self, document_id: str) -> list[StoredPassage]:
        query = select(PassageRow.__table__).where(PassageRow.document_id == document_id)
        with self.engine.connect() as connection:
            found = connection.execute(query.order_by(PassageRow.ordinal))
            return [rows.passage_from(row) for row in found]

    def search(
        self,
        query: str,
        document_ids: Collection[str] | None = None,
        k: int = 10,
        *,
        dense_weight: float = 1.0,
        lexical_weight: float = 1.0,
    ) -> list[ScoredPassage]:
        """The ``k`` passages nearest the query; see ``ingest.store.search``. A weight of 0 leaves that
        half out. ModelMismatch if the vectors are another model's."""
        from ingest.store.search import search

        return search(self, query, document_ids, k, dense_weight=dense_weight, lexical_weight=lexical_weight)

    def embed_query(self, query: str) -> list[float]:
        return self._embedder().query(query)

    def require_same_model(self, index: PassageIndex) -> None:
        """ModelMismatch unless ``index`` was made by the configured model."""
        if index.model != self.model:
            raise ModelMismatch(
                f"库里的段落是用嵌入模型 {index.model} 建立索引的，现在配置的是 {self.model}。"
                f"请运行 mingzhang reindex 重建索引，或把 MINGZHANG_EMBEDDING_MODEL 改回原来的模型。"
            )

    def refresh_vectors(self, generation: int) -> None:
        """Lets the embedded Chroma see what another process wrote up to ``generation``."""
        if self._vectors_generation not in (None, generation):
            self.vectors.reopen()
        self._vectors_generation = generation

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the writer lock, over several writes if need be; StoreBusy if another keeps it too long.

        Whoever takes it first deletes what a crashed writer left behind.
        """
        with self._lock.held() as outermost:
            if outermost:
                self.refresh_vectors(self.generation())
                self._sweep()
            yield

    def add(
        self,
        parsed: ParsedDocument,
        *,
        original: bytes | None = None,
        checks_wrong: int | None = None,
        again: bool = False,
    ) -> StoredDocument:
        """Stores the document whole, or nothing of it, and replaces the version before it.

        A file that is already in is left as it is, unless ``again``. ``original`` is the file's bytes,
        ``checks_wrong`` how many checks failed. Raises StoreBusy, ModelMismatch, ModelUnavailable.
        """
        with self.writing():
            same = self.document_of_file(parsed.sha256)
            if same is not None and not again:
                return same
            id = document_id(parsed.identity, parsed.sha256)
            revision = uuid4().hex
            index = self._write_vectors(revision, parsed) if parsed.passages else None
            try:
                self._make_visible(id, revision, parsed, original, checks_wrong, index)
            finally:
                self._sweep_or_leave()
        return self.document(id)

    def remove(self, id: str) -> None:
        """Removes the document everywhere; NoSuchDocument if there is none."""
        with self.writing():
            with self._write() as connection:
                if not end_versions(connection, DocumentRow.id == id, "removed"):
                    raise NoSuchDocument(f"没有编号为 {id} 的文档。")
                self._vectors_generation = meta.count_up(connection)
            self._sweep_or_leave()

    def reindex(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Embeds and indexes all passages anew with the configured model; returns how many.

        Searches go on with the old index until the new one is whole. ``on_progress(done, all)`` counts
        documents.
        """
        with self.writing():
            index = PassageIndex(self.model, _new_collection())
            documents = self.documents()
            with self._write() as connection:
                meta.note_leftover(connection, index.collection, "collection", index.collection)
            indexed: list[tuple[int, str]] = []
            for done, document in enumerate(documents, 1):
                passages = self.passages(document.id)
                texts = [rows.searchable(passage) for passage in passages]
                if texts:
                    self.vectors.write(index.collection, self._revision(document.id), self._embedder().documents(texts))
                indexed += [(p.id, text) for p, text in zip(passages, texts, strict=True)]
                if on_progress:
                    on_progress(done, len(documents))
            self._switch_index(index, indexed)
            self._sweep_or_leave()
        return len(indexed)

    def _write_vectors(self, revision: str, parsed: ParsedDocument) -> PassageIndex:
        with self._write() as connection:
            index = meta.passage_index(connection) or PassageIndex(self.model, _new_collection())
            self.require_same_model(index)
            meta.note_leftover(connection, revision, "revision", index.collection)
        texts = [rows.searchable(p) for p in parsed.passages]
        self.vectors.write(index.collection, revision, self._embedder().documents(texts))
        return index

    def _make_visible(
        self,
        id: str,
        revision: str,
        parsed: ParsedDocument,
        original: bytes | None,
        checks_wrong: int | None,
        index: PassageIndex | None,
    ) -> None:
        with self._write() as connection:
            older = or_(DocumentRow.id == id, DocumentRow.sha256 == parsed.sha256)
            end_versions(connection, older, "replaced")
            insert_document(connection, id, revision, parsed, checks_wrong)
            if original is not None:
                connection.execute(insert(OriginalRow).values(document_id=id, content=original))
            if index is not None:
                meta.clear_leftover(connection, revision)
                meta.set_passage_index(connection, index)
            self._vectors_generation = meta.count_up(connection)

    def _switch_index(self, index: PassageIndex, indexed: list[tuple[int, str]]) -> None:
        with self._write() as connection:
            old = meta.passage_index(connection)
            if old is not None:
                meta.note_leftover(connection, old.collection, "collection", old.collection)
            meta.clear_leftover(connection, index.collection)
            meta.set_passage_index(connection, index)
            lexical.forget_all(connection)
            lexical.index(connection, indexed)
            self._vectors_generation = meta.count_up(connection)

    def _sweep(self) -> None:
        """Deletes the vectors that nothing owns."""
        with self.engine.connect() as connection:
            found = meta.leftovers(connection)
            current = meta.passage_index(connection)
        for name, kind, collection in found:
            if kind == "collection" or current is None or collection != current.collection:
                self.vectors.drop(collection)
            else:
                self.vectors.delete_revision(collection, name)
            with self._write() as connection:
                meta.clear_leftover(connection, name)

    def _sweep_or_leave(self) -> None:
        # The document is in or out already; what can't be deleted now is on the list for the next writer.
        try:
            self._sweep()
        except Exception:
            logger.warning("old vectors could not be deleted; the next writer will", exc_info=True)

    def _revision(self, id: str) -> str:
        with self.engine.connect() as connection:
            return connection.execute(select(DocumentRow.revision).where(DocumentRow.id == id)).scalar_one()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self.engine.execution_options(immediate=True).begin() as connection:
            yield connection


def _new_collection() -> str:
    return f"passages-{uuid4().hex[:12]}"
