"""Passages for a question that no figure answers: found by meaning and by words, ordered by what their headings say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.parsed import PassageKind
from ingest.store.records import ScoredPassage, StoredDocument, StoredPassage
from service.library import Library
from service.understand import normalise
from service.understand.vocabulary import grams

FOUND = 12
HEADING = 0.5
"""what a heading that the question names whole adds to a passage's standing"""
LEAST_COVERAGE = 0.34
LEAST_DENSE = 0.45
"""below both, a passage is no answer"""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with how well it stands: ``standing`` in 0…about 2, comparable within one question."""

    passage: StoredPassage
    standing: float
    scored: ScoredPassage


def retrieve(question: str, documents: Sequence[StoredDocument], library: Library) -> list[Found]:
    """Passages that may answer, best first; [] where none comes near enough."""
    query = _query(question)
    if not query:
        return []
    ids = [document.id for document in documents]
    scored = library.store.search(query, ids, FOUND)
    near = [s for s in scored if s.coverage >= LEAST_COVERAGE or (s.dense or 0) >= LEAST_DENSE]
    found = [Found(s.passage, _standing(query, s), s) for s in near if s.passage.kind is not PassageKind.TABLE]
    return sorted(found, key=lambda item: -item.standing)


def _query(question: str) -> str:
    """The question without the words every question has."""
    return re.sub(r"(?:请问|是多少|是什么|有哪些|有什么|哪些|什么|多少|怎么样?|如何|吗|呢|的)+", " ", question).strip(" ，。？")


def _standing(query: str, scored: ScoredPassage) -> float:
    core = normalise.name(query)
    standing = scored.coverage + max(scored.dense or 0.0, 0.0) * 0.6
    standing += {1: 0.15, 2: 0.08}.get(scored.lexical_rank or 0, 0.0)
    asked = {gram for gram in grams(core)}
    for heading in scored.passage.section[-3:]:
        name = re.sub(r"^(?:第?[一二三四五六七八九十\d]+[部分、.．)）]+|[（(][一二三四五六七八九十\d]+[)）])", "", heading)
        core_name = normalise.name(name)
        if len(core_name) < 2:
            continue
        shared = len(grams(core_name) & asked) / max(1, min(len(grams(core_name)), len(asked)))
        standing += HEADING * shared
    return standing


def glossary(term: str, documents: Sequence[StoredDocument], library: Library) -> StoredPassage | None:
    """The glossary entry that explains ``term``: the passage that begins with it and a colon."""
    core = normalise.name(term)
    best: tuple[int, StoredPassage] | None = None
    for document in documents:
        for passage in library.passages(document):
            head = re.split(r"[:：]|是指|指的?是?", passage.text, maxsplit=1)
            if len(head) < 2:
                continue
            name = normalise.name(re.sub(r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]+)", "", head[0].strip()))
            if not name or len(name) > len(core) + 8:
                continue
            distance = 0 if name == core else 1 if core in name or (name in core and len(name) > 2) else None
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, passage)
    return best[1] if best else None
