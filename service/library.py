"""What the service keeps in memory of a store: the list of documents and the vocabularies of those asked about."""

from __future__ import annotations

import threading
from collections import OrderedDict
from weakref import WeakKeyDictionary

from ingest.store import Store
from ingest.store.records import StoredDocument, StoredPassage
from service.conversation import Conversations
from service.understand.vocabulary import Vocabulary, build

VOCABULARIES_KEPT = 64


class Library:
    """A store as the answering side sees it; refreshed when the store's generation moves. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.conversations = Conversations(store.engine)
        self._lock = threading.RLock()
        self._generation: int | None = None
        self._documents: tuple[StoredDocument, ...] = ()
        self._vocabularies: OrderedDict[tuple[str, str], Vocabulary] = OrderedDict()
        self._passages: OrderedDict[tuple[str, str], tuple[StoredPassage, ...]] = OrderedDict()

    def documents(self) -> tuple[StoredDocument, ...]:
        """Every visible document, as of now."""
        generation = self.store.generation()
        with self._lock:
            if generation != self._generation:
                self._documents = tuple(self.store.documents())
                self._generation = generation
            return self._documents

    def vocabulary(self, document: StoredDocument) -> Vocabulary:
        """The document's vocabulary, built on first use; the ones asked about last are kept."""
        key = (document.id, document.sha256)
        with self._lock:
            known = self._vocabularies.get(key)
            if known is not None:
                self._vocabularies.move_to_end(key)
                return known
        built = build(document, self.store.tables(document.id), self.store.facts(document.id))
        with self._lock:
            self._vocabularies[key] = built
            while len(self._vocabularies) > VOCABULARIES_KEPT:
                self._vocabularies.popitem(last=False)
        return built

    def passages(self, document: StoredDocument) -> tuple[StoredPassage, ...]:
        """The document's passages in reading order."""
        key = (document.id, document.sha256)
        with self._lock:
            if key in self._passages:
                return self._passages[key]
        found = tuple(self.store.passages(document.id))
        with self._lock:
            self._passages[key] = found
            while len(self._passages) > VOCABULARIES_KEPT:
                self._passages.popitem(last=False)
        return found


_libraries: WeakKeyDictionary[Store, Library] = WeakKeyDictionary()
_guard = threading.Lock()


def library_of(store: Store) -> Library:
    """The one library of a store in this process."""
    with _guard:
        if store not in _libraries:
            _libraries[store] = Library(store)
        return _libraries[store]
