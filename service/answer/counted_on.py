"""A clause that only counts on (接待几批，多少人): told by the sentence of the answer before, beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.execute import Step
from service.plan.quantity import MONEY
from service.understand.names.naming import grams
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.resolution import Resolution
from service.understand.wording import normalise, words

_ASKS = re.compile(r"(?:一共|总共|共|又|都|各|来|去|有|是|了|，|、)*(?:多少|几).*$")


def counted_on(clause: str, steps: Sequence[Step], vocabulary: Vocabulary) -> Resolution | None:
    """The figure that a normalised clause counts, in the sentence that the ``steps`` before it read; None where
    that sentence has none such, or several."""
    read = next((step.fact for step in steps if step.fact is not None), None)
    unit = segment(clause, vocabulary).counter
    if read is None or read.table is not None or not read.sentence or unit is None:
        return None
    later = [
        fact
        for fact in vocabulary.facts.values()
        if fact.table is None and fact.sentence == read.sentence and fact.id > read.id and _in_unit(fact, unit)
    ]
    said = normalise.name(_ASKS.sub("", clause))
    if said:
        later = [fact for fact in later if _named(fact, said)][:1]
    else:
        later = [fact for fact in later if fact.id == read.id + 1]
    if len(later) != 1:
        return None
    fact = later[0]
    name = "".join(fact.row_path[-1:])
    role = "".join(fact.column_path[-1:])
    return Resolution(algebra.Cell(fact.id, f"{name}（{role}）" if role else name), 1.0, name)


def _in_unit(fact: StoredFact, unit: str) -> bool:
    """Is a fact told in what a question counts (人次 for 多少人)?"""
    return fact.unit in MONEY if unit == "元" else (fact.unit or "").startswith(unit)


def _named(fact: StoredFact, said: str) -> bool:
    """Does a fact's own name hold what a clause says, or one of the words for what is filled (实有 for 实际)?"""
    name = normalise.name("".join((*fact.row_path[-1:], *fact.column_path[-1:])))
    filled = words.load().filled
    return said in name or grams(said) <= grams(name) or (said in filled and any(word in name for word in filled))
