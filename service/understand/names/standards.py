"""What a sentence states for one of something (每人每天10元): read as it stands, never divided again."""

from __future__ import annotations

import re

from service.plan import algebra
from service.understand.names.label import label_of
from service.understand.names.link import Reading, link
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands.pairing import Candidate
from service.understand.resolution import Resolution
from service.understand.wording import words
from service.understand.wording.frame import Frame


def for_one(reading: Reading) -> bool:
    """Is the figure stated for one of something?"""
    return reading.table is None and any(name.core.startswith("每") for name in reading.heading.names)


def stated_for_one(text: str, vocabulary: Vocabulary) -> Resolution | None:
    """What the document itself states for one of them, where the question names nothing beyond it and no
    other period than the sentence."""
    known = words.load()
    periods = set(re.findall(known.periods, text))
    text = re.sub(f"{known.periods}|{known.standards}", "", text)
    found = [r for r in link(segment(text, vocabulary), vocabulary) if r.named and r.explained >= 1][:1]
    if not found or not for_one(found[0]) or not periods <= set(found[0].fact.sentence or ""):
        return None
    return Resolution(algebra.Cell(found[0].fact.id, label_of(found[0], vocabulary)), 1.0, text, (), found[0].score)


def standard(divided: Candidate, per: str, frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """What a sentence states of it for one of them: no quotient may pass for that standard."""
    name = divided.readings[0].entry.leaf.core
    found = [
        Reading(fact, entry, heading, divided.score, 1.0, True)
        for entry in vocabulary.entries
        if entry.sheet is None and any(part.core == name for part in entry.names[:-1])
        for heading, fact in entry.cells
        if any(part.core == f"每{per}" for part in heading.names)
    ]
    if not found:
        return None
    cells = tuple(algebra.Cell(reading.fact.id, label_of(reading, vocabulary)) for reading in found)
    plan = cells[0] if len(cells) == 1 else algebra.Several(cells, readings=True)
    return Resolution(plan, 1.0, frame.text, (), divided.score)
