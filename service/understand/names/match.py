"""How a name of the document stands in a piece of a question."""

from __future__ import annotations

from service.understand.names.naming import Name, grams
from service.understand.names.segment import Match, Segment, span
from service.understand.names.vocabulary import Vocabulary
from service.understand.names.weights import (
    RARE,
)


def match(name: Name, seg: Segment, vocabulary: Vocabulary) -> Match | None:
    """How ``name`` stands in the segment; None where it doesn't."""
    if name.core in seg.matches:
        return seg.matches[name.core]
    found = _match(name, seg, vocabulary)
    seg.matches[name.core] = found
    return found


def _match(name: Name, seg: Segment, vocabulary: Vocabulary) -> Match | None:
    best: Match | None = None
    for order, surface in enumerate(name.surfaces):
        at = seg.core.find(surface)
        if at >= 0 and len(surface) > 1:
            mask = 0
            while at >= 0:
                if not any(start < at < end for start, end in seg.tokens) and not _begins_longer(at, surface, seg):
                    mask |= span(at, at + len(surface))
                at = seg.core.find(surface, at + 1)
            if not mask:
                continue
            if best is None or mask.bit_count() > best.mask.bit_count():
                best = Match(mask, True, 0 if order == 0 else 1)
    mask, said = overlap(name.core, seg.core)
    if best:
        return Match(best.mask | mask, True, best.unsaid)
    if not mask:
        return None
    return Match(mask, False, len(name.core) - said)


def _begins_longer(at: int, surface: str, seg: Segment) -> bool:
    """Is a spelling only how a longer name begins there (殡葬 in 殡葬中心)?"""
    return any(start == at and at + len(surface) < end for start, end in seg.here)


def overlap(name: str, core: str) -> tuple[int, int]:
    """Characters of ``core`` in common pieces (two or more) with ``name``, as a mask; and of ``name``, as a count."""
    known = grams(name)
    mask = 0
    said: set[int] = set()
    for i in range(len(core) - 1):
        gram = core[i : i + 2]
        if gram in known:
            mask |= 3 << i
            at = name.find(gram)
            said |= {at, at + 1}
    return mask, len(said)


def telling(found: Match, name: Name, seg: Segment, vocabulary: Vocabulary, counted: bool = False) -> bool:
    """Does a partial match say this name rather than any other: half of it, or a piece that few names have?"""
    content = sum(1 for i, w in enumerate(seg.weights) if w >= 1 and found.mask >> i & 1)
    if content < (1 if counted else 2):
        return False
    if counted or found.unsaid * 2 < len(name.core):
        return True
    rare = 0
    often = vocabulary.head_frequency if name.core in vocabulary.heads else vocabulary.frequency
    for i in range(len(seg.core) - 1):
        if found.mask >> i & 3 == 3 and min(seg.weights[i : i + 2]) >= 1 and seg.core[i : i + 2] in name.grams:
            rare += often.get(seg.core[i : i + 2], 99) <= RARE
    return rare >= 1
