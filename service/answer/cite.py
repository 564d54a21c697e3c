"""Facts and passages → citations that a reader can open."""

from __future__ import annotations

from ingest.facts import Origin
from ingest.store.records import StoredDocument, StoredFact, StoredPassage
from service.answer.model import Citation
from service.understand.names.vocabulary import Vocabulary


class Citations:
    """Citations of one answer, each place once, numbered from 0 in order of first use."""

    def __init__(self) -> None:
        self._found: list[Citation] = []

    def add(self, citation: Citation) -> int:
        if citation not in self._found:
            self._found.append(citation)
        return self._found.index(citation)

    @property
    def all(self) -> tuple[Citation, ...]:
        return tuple(self._found)


def of_fact(fact: StoredFact, vocabulary: Vocabulary) -> Citation:
    """The cell, or the sentence, that the fact was read from."""
    document = vocabulary.document
    if fact.table is None:
        return Citation(
            document.id,
            document.title,
            " / ".join(fact.section),
            fact.sentence or fact.text,
            place=fact.place,
            origin=fact.origin,
        )
    sheet = vocabulary.sheet(fact)
    table = sheet.table if sheet is not None else None
    section = " / ".join(table.section) if table else " / ".join(fact.section)
    return Citation(
        document.id,
        document.title,
        section,
        fact.text,
        table.title if table else None,
        fact.table_id,
        " / ".join(fact.row_path),
        " / ".join(fact.column_path),
        fact.place,
        fact.origin,
    )


def of_passage(passage: StoredPassage, document: StoredDocument, quote: str) -> Citation:
    """The part of a passage that an answer quotes."""
    return Citation(
        document.id,
        document.title,
        " / ".join(passage.section),
        quote,
        table_id=passage.table_id,
        place=passage.place,
        origin=Origin.SCAN if passage.place and passage.place.page in document.scanned else Origin.PRINT,
    )
