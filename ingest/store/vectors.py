"""Passages' vectors in Chroma, through langchain-chroma.

Vectors are written under ids of their document's revision. Which of them count is the SQL side's to
say; this one only keeps, finds and deletes them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.errors import StoreUnavailable

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

_BATCH = 256
_COSINE = {"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}}


def vector_id(revision: str, ordinal: int) -> str:
    return f"{revision}-{ordinal}"


class Vectors:
    """One Chroma server, or the embedded Chroma in a folder; a collection for each indexing.

    Loads Chroma when first used.
    """

    def __init__(self, data_dir: Path, chroma_url: str | None) -> None:
        self._folder = data_dir / "chroma"
        self._url = chroma_url
        self._guard = RLock()
        self._opened: ClientAPI | None = None
        self._collections: dict[str, Chroma] = {}

    def reopen(self) -> None:
        """Forgets what the embedded Chroma holds in memory: another process has written since."""
        with self._guard:
            if self._opened is not None and not self._url:
                self._opened.clear_system_cache()
            self._opened = None
            self._collections.clear()

    def write(self, collection: str, revision: str, vectors: Sequence[Sequence[float]]) -> None:
        """Adds a document's vectors; the n-th's id is ``vector_id(revision, n)``.

        The texts are the SQL side's: Chroma would index every three letters of them.
        """
        self._collection(collection)  # makes it
        writable = self._client().get_collection(collection, embedding_function=None)
        for start in range(0, len(vectors), _BATCH):
            batch = list(vectors[start : start + _BATCH])
            many = len(batch)
            writable.upsert(
                ids=[vector_id(revision, start + n) for n in range(many)],
                embeddings=batch,
                metadatas=[{"revision": revision}] * many,
                documents=[""] * many,
            )

    def nearest(
        self, collection: str, vector: list[float], k: int, revisions: Collection[str]
    ) -> list[tuple[str, float]]:
        """At most ``k`` of the revisions' ``(vector id, cosine)``, nearest first."""
        names = sorted(revisions)
        found = self._collection(collection).similarity_search_by_vector_with_relevance_scores(
            vector, k=k, filter={"revision": names[0]} if len(names) == 1 else {"revision": {"$in": names}}
        )
        return [(str(one.id), 1.0 - distance) for one, distance in found]

    def cosines(self, collection: str, vector: list[float], ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each of these vectors and a unit ``vector``."""
        if not ids:
            return {}
        found = self._collection(collection).get(ids=list(ids), include=["embeddings"])
        pairs = zip(found["ids"], found["embeddings"], strict=True)
        return {name: float(sum(a * b for a, b in zip(one, vector, strict=True))) for name, one in pairs}

    def delete_revision(self, collection: str, revision: str) -> None:
        if self._exists(collection):
            self._collection(collection).delete(where={"revision": revision})

    def drop(self, collection: str) -> None:
        with self._guard:
            if self._exists(collection):
                self._client().delete_collection(collection)
            self._collections.pop(collection, None)

    def count(self, collection: str) -> int:
        """All vectors of a collection, also those that nothing reaches."""
        return len(self._collection(collection).get(include=[])["ids"]) if self._exists(collection) else 0

    def _exists(self, collection: str) -> bool:
        return any(one.name == collection for one in self._client().list_collections())

    def _collection(self, name: str) -> Chroma:
        with self._guard:
            if name not in self._collections:
                from langchain_chroma import Chroma

                self._collections[name] = Chroma(
                    client=self._client(),
                    collection_name=name,
                    collection_configuration=_COSINE,
                )
            return self._collections[name]

    def _client(self) -> ClientAPI:
        with self._guard:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        if not self._url:
            self._folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(path=str(self._folder), settings=quiet)
        url = urlsplit(self._url)
        secure = url.scheme == "https"
        port = url.port or (443 if secure else 8000)
        try:
            return chromadb.HttpClient(url.hostname or "localhost", port, ssl=secure, settings=quiet)
        except ValueError as error:
            raise StoreUnavailable(f"连不上 Chroma 服务 {url.hostname}，请检查 MINGZHANG_CHROMA_URL。") from error
