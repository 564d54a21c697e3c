"""The vocabularies an answer reads from: one document's, or several documents' side by side."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence

from ingest.store.records import StoredFact
from service.understand.documents.corpus import called
from service.understand.names.vocabulary import Vocabulary


class Shelf:
    """One or more vocabularies, asked by the facts that come from them."""

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        self._by_document = {vocabulary.document.id: vocabulary for vocabulary in vocabularies}
        self.facts: Mapping[int, StoredFact] = (
            ChainMap(*[v.facts for v in vocabularies]) if len(vocabularies) > 1 else vocabularies[0].facts
        )

    def of(self, fact: StoredFact) -> Vocabulary:
        """The vocabulary that holds ``fact``; KeyError for a foreign one."""
        return self._by_document[fact.document_id]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of its documents, in order."""
        return tuple(self._by_document)

    @property
    def called(self) -> str:
        """How an answer names what it rests on."""
        names = [called(vocabulary.document) for vocabulary in self._by_document.values()]
        return (
            names[0] if len(names) == 1 else "、".join(names[:3]) + (f"等{len(names)}份文件" if len(names) > 3 else "")
        )
