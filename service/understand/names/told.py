"""What the words around a stated figure explain of a question: 全县 and 教师 stand in the sentence, not in the name."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.store.records import StoredFact
from service.understand.names.match import overlap
from service.understand.names.segment import Segment, span
from service.understand.wording import normalise, words


def told(fact: StoredFact, seg: Segment) -> int:
    """The characters of the segment (a mask) that the clause around a sentence's figure says too.

    Never a whole name or a word that changes what a name means, and no change: a level explains no 增加.
    """
    if fact.sentence is None:
        return 0
    mask, _ = overlap(_clause(fact.sentence, fact.text), seg.core)
    for start, end in seg.tokens:
        mask &= ~span(start, end)
    for hit in re.finditer(words.load().changing, seg.core):
        mask &= ~span(*hit.span())
    return mask & ~seg.modifiers


@lru_cache(maxsize=16384)
def _clause(sentence: str, text: str) -> str:
    """The core of the sentence from the semicolon before the figure to the punctuation after it."""
    at = max(sentence.find(text), 0)
    end = next((hit.start() for hit in re.finditer("[，；。,;]", sentence[at + len(text) :])), None)
    before = re.split("[；;。]", sentence[:at])[-1]
    after = sentence[at : at + len(text) + end] if end is not None else sentence[at:]
    return normalise.name(before + after)


def in_field(fact: StoredFact) -> bool:
    """Is the figure stated in a project's text field rather than in the document's running text?"""
    return fact.table is None and len(fact.section) > 1 and fact.section[-2] == fact.row_path[0]
