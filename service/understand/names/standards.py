"""What a sentence states for one of something (每人每天10元): read as it stands, never divided again."""

from __future__ import annotations

import re

from service.plan import algebra
from service.understand.names.label import label_of
from service.understand.names.link import Reading, likely, link
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands.pairing import Candidate
from service.understand.resolution import Resolution
from service.understand.wording import words
from service.understand.wording.frame import Frame

_NAMED_FOR_ONE = re.compile("单[件位次个人台份套册张户]|次均|人均|户均|均次|每[件位次个人台份套册张户]")


def for_one(reading: Reading) -> bool:
    """Is the figure stated for one of something: in a sentence (每人每天10元), by its name (单件费用) or its unit
    (元/人·月)?"""
    if reading.table is None:
        return any(name.core.startswith("每") for name in reading.heading.names)
    return bool(_NAMED_FOR_ONE.search(reading.entry.leaf.core)) or bool(_divisors(reading))


def _divisors(reading: Reading) -> frozenset[str]:
    """What an amount's unit is for one of: 人 and 月 of 元/人·月."""
    money, _, divided = (reading.fact.unit or "").partition("/")
    return frozenset(re.split(r"[·/.、每]", divided)) - {""} if money.endswith("元") else frozenset()


def printed_for_one(text: str, vocabulary: Vocabulary) -> Resolution | None:
    """What a table prints for one of them, where the question asks it for just those (每人每月 of 元/人·月) or by
    its name."""
    known = words.load()
    asked = set(re.findall(r"(?:每|一个?|单)([人月年天日件次户亩台辆床])", text))
    rest = re.sub(rf"(?:每|一)个?[人月年天日户亩台辆床]|{known.periods}|钱", "", text)
    found = likely(link(segment(rest, vocabulary), vocabulary))
    for reading in found if found and found[0].named else ():
        divisors = _divisors(reading)
        by_unit = divisors and asked and asked <= divisors and (asked & {"月", "年", "天", "日"} or asked == divisors)
        if by_unit or (not divisors and reading.table is not None and for_one(reading) and reading == found[0]):
            return Resolution(
                algebra.Cell(reading.fact.id, label_of(reading, vocabulary)), reading.explained, text, (), reading.score
            )
    return None


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
        if entry.sheet is None and any(part.core == name for part in entry.names)
        for heading, fact in entry.cells
        if any(part.core == f"每{per}" for part in heading.names)
        or (
            any(part.core.startswith("每") for part in heading.names)
            and per not in words.load().calendar
            and f"每{per}" in (fact.sentence or "")
        )
    ]
    if not found:
        return None
    cells = tuple(algebra.Cell(reading.fact.id, label_of(reading, vocabulary)) for reading in found)
    alike = len({reading.entry.leaf.core for reading in found}) == 1
    plan = cells[0] if len(cells) == 1 else algebra.Several(cells, readings=alike)
    return Resolution(plan, 1.0, frame.text, (), divided.score)
