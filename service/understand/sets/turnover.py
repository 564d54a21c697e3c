"""The projects that came or went, each with its amount, as the text lists them (减少两个项目，其中甲…，乙…)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.facts import Measure
from ingest.store.records import StoredFact
from service.plan import algebra
from service.understand.names.vocabulary import Vocabulary, carried_by
from service.understand.resolution import Resolution
from service.understand.wording import words
from service.understand.wording.frame import Frame
from service.understand.wording.numbers import numeral


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, re.Pattern[str]]]:
    raw = read_yaml("service.understand.sets", "turnover.yaml")
    heads = {way: re.compile(raw[way]) for way in ("fell", "rose")}
    return re.compile(words.unspaced(raw["asks"])), re.compile(raw["each"]), heads


def asked(question: str) -> bool:
    """Does a normalised question ask for each project that came or went?"""
    asks, each, _ = _words()
    return asks.match(question) is not None and each.search(question) is not None


def listed(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """The amounts of just the projects that came (or went), where the text lists as many as asked; else None."""
    asks, _, heads = _words()
    found = asks.match(frame.text)
    if found is None or not asked(frame.text):
        return None
    way = heads["fell" if found["fell"] else "rose"]
    said = found["n"] or found["k"]
    count = numeral(said) if said else None
    lists = [
        parts
        for head, parts in _lists(vocabulary).items()
        if way.search(head) and "项目" in head and carried_by(head) != "only" and count in (None, len(parts))
    ]
    if len(lists) != 1:
        return None
    return Resolution(algebra.Several(tuple(algebra.Cell(f.id, f.row_path[-1]) for f in lists[0])), 1.0, frame.text)


def _lists(vocabulary: Vocabulary) -> dict[str, list[StoredFact]]:
    """By what heads them: the levels that sentences list right below one head, two or more."""
    known: dict[str, list[StoredFact]] | None = vocabulary.lasting.get("turnover")
    if known is None:
        below: dict[tuple[str, str], list[StoredFact]] = defaultdict(list)
        for entry in vocabulary.told:
            fact = entry.cells[0][1]
            if fact.measure is Measure.LEVEL and len(fact.row_path) > 1:
                below[fact.row_path[-2], fact.sentence or ""].append(fact)
        known = {head: parts for (head, _), parts in below.items() if len(parts) > 1}
        vocabulary.lasting["turnover"] = known
    return known
