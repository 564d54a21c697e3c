"""Sets that a text counts and gives the money of, without listing them: 绩效自评的项目39个，涉及预算金额4415.48万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.facts import Measure
from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand.names.label import fact_label
from service.understand.names.match import match
from service.understand.names.segment import Segment, segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.names.weights import EXPLAINED
from service.understand.resolution import Resolution
from service.understand.sets.narrowed import COUNTED
from service.understand.wording import normalise, numbers
from service.understand.wording.frame import Frame, Op

_COUNTERS = ("个", "项", "家", "笔")


def money_of(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """The money of a counted set, all of it or for each; None where the text gives none, or several such sets."""
    if not (frame.said or segment(frame.group, vocabulary).content):
        return None
    if frame.without or frame.threshold is not None or frame.k is not None:
        return None
    seg = segment(re.sub(COUNTED, "", frame.group) + frame.called, vocabulary)
    found = list(_sets(frame, seg, vocabulary))
    if len({(number, amount.value) for number, _, amount in found}) != 1:
        return None
    _, count, amount = found[0]
    whole = algebra.Cell(amount.id, fact_label(amount))
    plan: algebra.Plan = algebra.PerUnit(whole, count) if frame.op is Op.MEAN else whole
    return Resolution(plan, 1.0, frame.group + frame.called)


def _sets(
    frame: Frame, seg: Segment, vocabulary: Vocabulary
) -> Iterator[tuple[int, algebra.Cell | algebra.Given, StoredFact]]:
    """How many a set that the words name has, as read, with the amount told of it."""
    beside = re.search(rf"(?P<many>\d+|{numbers.CHINESE}+)(?:个|项)", frame.group)
    said = frame.said or (numbers.numeral(beside["many"]) if beside else None)
    for entry in vocabulary.counting:
        fact = entry.cells[0][1]
        if entry.sheet is not None or fact.unit not in _COUNTERS or not fact.value:
            continue
        if frame.called not in entry.leaf.core:
            continue
        named = match(entry.leaf, seg, vocabulary)
        if named is None or seg.explained(named.mask) < EXPLAINED or said not in (None, int(fact.value)):
            continue
        if frame.noun is None and not named.exact:
            continue
        amount = _amount_of(fact, vocabulary)
        if amount is not None:
            yield int(fact.value), algebra.Cell(fact.id, fact_label(fact)), amount
    for entry in vocabulary.told:
        fact = entry.cells[0][1]
        if frame.noun is None or frame.said is None or fact.unit not in MONEY:
            continue
        if len(fact.row_path) < 2 or fact.sentence is None:
            continue
        head = normalise.name(fact.row_path[-2])
        counted = re.search(rf"(?<!\d){frame.said}[{''.join(_COUNTERS)}][^，。；]*", normalise.name(fact.sentence))
        if head.endswith(frame.called) and counted and _told_of(counted.group(0), seg, vocabulary):
            yield frame.said, algebra.Given(Decimal(frame.said), _COUNTERS[0]), fact


def _told_of(text: str, seg: Segment, vocabulary: Vocabulary) -> bool:
    named = match(vocabulary.name(text), seg, vocabulary)
    return named is not None and seg.explained(named.mask) >= EXPLAINED


def _amount_of(count: StoredFact, vocabulary: Vocabulary) -> StoredFact | None:
    """The money right after a count in its sentence: under the count's own name, else the next told."""
    below = [entry.cells[0][1] for entry in vocabulary.by_head.get(count.row_path, ())]
    after = [entry.cells[0][1] for entry in vocabulary.told]
    for facts in (below, after):
        near = [
            fact
            for fact in facts
            if fact.sentence == count.sentence and fact.id > count.id and fact.measure is Measure.LEVEL
        ]
        nearest = min(near, key=lambda fact: fact.id, default=None)
        if nearest is not None and nearest.unit in MONEY:
            return nearest
    return None
