"""What was carried over from the year before, where it has a row of its own beside this year's: 甲, 甲（结转）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.plan import algebra
from service.understand.names.link import Reading
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands.operands import of_reading
from service.understand.operands.pairing import Candidate
from service.understand.wording import normalise

_MARK = re.compile(r"[（(](?:上年|以前年度)?结转(?:资金|项目)?[）)]$")


def own_row(reading: Reading, vocabulary: Vocabulary) -> Reading | None:
    """The total of the row that holds what the reading's row carries over; None where it has none of its own."""
    name = reading.entry.leaf
    for core in (f"{name.core}结转", f"{name.core}上年结转"):
        for entry in vocabulary.by_leaf.get(core, ()):
            if not _MARK.search(entry.leaf.text) or normalise.name(_MARK.sub("", entry.leaf.text)) != name.core:
                continue
            for heading, fact in entry.cells:
                if fact.table == reading.table and heading.total and fact.value is not None:
                    return Reading(fact, entry, heading, reading.score, 1.0, True)
    return None


def in_own_rows(addends: Sequence[Candidate], vocabulary: Vocabulary) -> list[Candidate]:
    """The addends, an empty cell for what another one's row carries over put for the row that does hold it."""
    return [_filled(addend, addends, vocabulary) for addend in addends]


def _filled(addend: Candidate, addends: Sequence[Candidate], vocabulary: Vocabulary) -> Candidate:
    reading = addend.readings[0] if addend.readings else None
    if reading is None or reading.fact.value is not None or reading.heading.carried != "only":
        return addend
    others = [other.readings[0] for other in addends if other is not addend and other.readings]
    beside = any(other.entry is reading.entry for other in others)
    carried = own_row(reading, vocabulary) if beside else None
    return of_reading(carried, vocabulary) if carried is not None else addend


def with_carried(reading: Reading, vocabulary: Vocabulary) -> algebra.Sum | None:
    """This year's amount and what a row of its own carries over; None where no row of its own does."""
    carried = own_row(reading, vocabulary) if reading.heading.total else None
    if carried is None:
        return None
    return algebra.Sum((of_reading(reading, vocabulary).expression, of_reading(carried, vocabulary).expression), "")
