"""What the documents of a conversation know of a follow-up's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.store.records import StoredDocument, StoredFact
from service.catalogue import Catalogue
from service.conversation.followup import Known, Span
from service.conversation.memory import Last
from service.understand.documents.unit_names import mention
from service.understand.names.beside import beside as cell_beside
from service.understand.names.link import likely, link
from service.understand.names.segment import segment
from service.understand.names.sibling import sibling
from service.understand.names.vocabulary import Vocabulary
from service.understand.wording import words

_FIRST_CELL = re.compile(r"cell\((\d+)")


def known_to(catalogue: Catalogue, loaded: Sequence[StoredDocument], last: Last | None) -> Known:
    """What the conversation's documents know: their rows, the last row's siblings, the names of bodies."""
    if last is None:
        return Known()
    documents = [document for document in loaded if document.id in last.documents]

    def row(text: str) -> bool:
        for document in documents:
            vocabulary = catalogue.vocabulary(document)
            best = likely(link(segment(text, vocabulary), vocabulary))[:1]
            if any(r.named and not r.entry.default and (r.whole or r.explained >= 1) for r in best):
                return True
        return False

    def beside(text: str) -> str | None:
        read = _read(last, [catalogue.vocabulary(document) for document in documents])
        return sibling(text, read[0], read[1]) if read is not None and not read[0].phase else None

    def body(text: str) -> Span | None:
        members = [name for document in documents for name in _bodies(document, catalogue.vocabulary(document))]
        if len(text) > 2 and any(name.endswith(text) for name in members):
            return 0, len(text)
        spans = [mention(text, name) for name in (*members, *(document.unit_name for document in loaded))]
        return max((span for span in spans if span), key=lambda span: span[1] - span[0], default=None)

    def column(text: str) -> str | None:
        read = _read(last, [catalogue.vocabulary(document) for document in documents])
        cell = cell_beside(text, read[0], read[1]) if read is not None else None
        return f"{cell.row_path[-1]}的{'的'.join(cell.column_path)}是多少" if cell is not None else None

    return Known(row, beside, body, column, _both(documents, loaded, last))


def _bodies(document: StoredDocument, vocabulary: Vocabulary) -> list[str]:
    """The units that a document lists, in words or as rows."""
    rows = {
        entry.leaf.text
        for entry in vocabulary.entries
        if entry.sheet is not None and entry.code is None and len(entry.leaf.text) > 4
        and entry.leaf.text.endswith(words.load().body_rows)
    }  # fmt: skip
    return [*document.identity.members, *(row for row in rows if row.startswith(document.unit_name[:2]))]


def _read(last: Last, vocabularies: Sequence[Vocabulary]) -> tuple[StoredFact, Vocabulary] | None:
    """The cell that the last answer read first."""
    found = _FIRST_CELL.search(last.plan)
    for vocabulary in vocabularies if found else ():
        fact = vocabulary.facts.get(int(found[1])) if found else None
        if fact is not None:
            return fact, vocabulary
    return None


def _both(documents: Sequence[StoredDocument], loaded: Sequence[StoredDocument], last: Last) -> tuple[str, str] | None:
    """The units of the last two turns, where they were two."""
    before = [document for document in loaded if document.id in last.before]
    if len(documents) != 1 or len(before) != 1 or before[0].unit_name == documents[0].unit_name:
        return None
    return before[0].unit_name, documents[0].unit_name
