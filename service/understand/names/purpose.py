"""An item named by what it is for: 管菜场的那笔 for the amount that a sentence says is 主要用于标准化菜场管理."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand.names.label import fact_label
from service.understand.names.match import match, overlap
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Entry, Vocabulary
from service.understand.resolution import Resolution
from service.understand.wording import normalise, words

_SAID = 3
"""characters of a purpose that a question must say at least"""
_EXPLAINED = 0.85
"""part of the question's content that the purpose and the item's names must explain"""


def purposed(text: str, vocabulary: Vocabulary) -> Resolution | None:
    """The stated amount whose purpose ``text`` tells; None where none does, or two tell it as well."""
    seg = segment(re.sub(words.load().purpose, "", text), vocabulary)
    if seg.counter not in (None, "元") or seg.codes or not seg.content:
        return None
    year = vocabulary.document.year
    if any(asked != year for asked in seg.years):
        return None
    found: list[tuple[float, int, StoredFact]] = []
    for entry, fact, purpose in _purposes(vocabulary):
        said, _ = overlap(purpose, seg.core)
        named = 0
        for name in entry.names:
            known = match(name, seg, vocabulary)
            named |= known.mask if known else 0
        explained = seg.explained(said | named)
        told = seg.weigh(said & ~named)
        another = seg.modifiers & ~named  # a whole name in the question is that item, not what another is for
        if not another and told >= _SAID and explained >= _EXPLAINED:
            found.append((explained, round(told), fact))
    if not found:
        return None
    best = max(found, key=lambda one: one[:2])
    if any(one[:2] == best[:2] and one[2].value != best[2].value for one in found):
        return None
    return Resolution(algebra.Cell(best[2].id, fact_label(best[2])), best[0], text)


def _purposes(vocabulary: Vocabulary) -> list[tuple[Entry, StoredFact, str]]:
    """The stated amounts of money whose sentence says what they are for, with the core of what it says."""
    found = []
    for entry in vocabulary.told:
        for _, fact in entry.cells:
            if fact.sentence is not None and fact.unit in MONEY and (purpose := _purpose(fact.sentence, fact.text)):
                found.append((entry, fact, purpose))
    return found


@lru_cache(maxsize=16384)
def _purpose(sentence: str, text: str) -> str:
    """The core of the clause after the figure that says what it is for; '' where none does."""
    after = sentence[sentence.find(text) + len(text) :] if text in sentence else ""
    said = re.match(rf"[，,（(]?(?:{words.load().purpose})([^。；;\n]+)", after)
    return normalise.name(said[1]) if said else ""
