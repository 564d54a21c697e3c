"""Reasons that stand before the change they explain: 因公车报废，运行维护费减少2万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.prose.normal import depths, sentences
from ingest.prose.numbers import Figure
from ingest.wording import words


@dataclass(frozen=True, slots=True)
class Lead:
    """``[start, end)`` is the reason, ``[end, until)`` what it explains; ``marker`` is where its opening
    word begins."""

    marker: int
    start: int
    end: int
    until: int


def leads(text: str, found: Sequence[Figure]) -> list[Lead]:
    """The reasons of a normal text that a change follows in their own clause: from a sentence's start, a
    semicolon, or a comma before which that clause told no change."""
    depth = depths(text)
    kept: list[Lead] = []
    for first, end in sentences(text):
        begin = first
        for at in range(first, end + 1):
            if at == end or (text[at] == "；" and depth[at] == 0):
                lead = _lead(text, begin, at, depth, found)
                kept += [lead] if lead else []
                begin = at + 1
    return kept


def _lead(text: str, first: int, stop: int, depth: Sequence[int], found: Sequence[Figure]) -> Lead | None:
    """The lead of one clause, which runs to a full stop or semicolon."""
    commas = [at for at in range(first, stop) if text[at] == "，" and depth[at] == depth[first]]
    starts = [first, *(at + 1 for at in commas)]
    for start in starts:
        match = words().reasons.leads.match(text, start, stop)
        if match is None:
            continue
        inside = next((at for at in commas if at >= match.end()), None)
        changes = [figure.start for figure in found if first <= figure.start < stop and _is_change(text, first, figure)]
        if inside is None or any(at < start for at in changes):
            return None
        after = next((at for at in changes if at > inside), None)
        if after is None:
            return None
        end = max(at for at in commas if inside <= at < after and _names_before(text, inside, at, found))
        return Lead(start, match.end(), end, stop)
    return None


def _names_before(text: str, inside: int, at: int, found: Sequence[Figure]) -> bool:
    """A later comma belongs to the reason too, as long as no level is stated between."""
    return at == inside or not any(inside <= figure.start < at for figure in found)


def _is_change(text: str, first: int, figure: Figure) -> bool:
    """Whether a figure is a change: a verb of change stands right before it, or before its name."""
    comparison = words().comparison
    clause = max((text.rfind(mark, first, figure.start) for mark in "，；。"), default=-1) + 1
    before = text[max(clause, first) : figure.start]
    verb = comparison.verb.search(before)
    if verb is not None and verb.end() > verb.start():
        return True
    compared = comparison.earlier.search(before) is not None
    short = comparison.short_verb.search(before) if compared else comparison.front_verb.match(before)
    return short is not None and short.end() > short.start()
