"""What the service keeps in memory of a store: the list of documents and the vocabularies of those asked about."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from ingest.store import Store
from ingest.store.records import StoredDocument, StoredPassage
from service.answer.flags import Flags, flags_of
from service.answer.suggest import Example
from service.conversation.memory import Conversations
from service.passages.evidence import Sentences, sentences
from service.understand.names.vocabulary import Vocabulary, build

VOCABULARIES_KEPT = 64


T = TypeVar("T")


class _Kept(Generic[T]):
    """What was made of each version of a document, or of several together, the last used ``VOCABULARIES_KEPT``.
    Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[tuple[str, str], ...], T] = OrderedDict()

    def get(self, make: Callable[[], T], *documents: StoredDocument) -> T:
        """The documents' own; made outside the lock, so that two askers may both make it."""
        key = tuple((document.id, document.sha256) for document in documents)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > VOCABULARIES_KEPT:
                self._made.popitem(last=False)
        return made


class Catalogue:
    """A store as the answering side sees it; refreshed when the store's generation moves. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.conversations = Conversations(store.engine)
        self._lock = threading.Lock()
        self._generation: int | None = None
        self._documents: tuple[StoredDocument, ...] = ()
        self._vocabularies: _Kept[Vocabulary] = _Kept()
        self._passages: _Kept[tuple[StoredPassage, ...]] = _Kept()
        self._sentences: _Kept[Sentences] = _Kept()
        self._flags: _Kept[Flags] = _Kept()
        self._examples: _Kept[tuple[Example, ...]] = _Kept()

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
        return self._vocabularies.get(
            lambda: build(document, self.store.tables(document.id), self.store.facts(document.id)), document
        )

    def passages(self, document: StoredDocument) -> tuple[StoredPassage, ...]:
        """The document's passages in reading order; kept like the vocabularies."""
        return self._passages.get(lambda: tuple(self.store.passages(document.id)), document)

    def sentences(self, document: StoredDocument) -> Sentences:
        """The document's passages as sentences, counted; kept like the vocabularies."""
        return self._sentences.get(lambda: sentences(self.passages(document)), document)

    def flags(self, document: StoredDocument) -> Flags:
        """The figures that the document's checks find wrong; kept like the vocabularies, and only looked
        for where some check failed when it was stored."""
        if not document.checks_wrong:
            return {}
        return self._flags.get(lambda: flags_of(self.store, document.id), document)

    def examples(
        self, documents: Sequence[StoredDocument], find: Callable[[], tuple[Example, ...]]
    ) -> tuple[Example, ...]:
        """Questions that these documents answer, as ``find`` finds them; kept like the vocabularies."""
        return self._examples.get(find, *documents)


_catalogues: WeakKeyDictionary[Store, Catalogue] = WeakKeyDictionary()
_guard = threading.Lock()


def catalogue_of(store: Store) -> Catalogue:
    """The one catalogue of a store in this process."""
    with _guard:
        if store not in _catalogues:
            _catalogues[store] = Catalogue(store)
        return _catalogues[store]
