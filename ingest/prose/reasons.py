"""Where the stated reason of a change begins and ends.

A reason runs to the end of its sentence, or to the semicolon or comma where the next subject begins.
One told in parts (一是…。二是…。) runs on through the sentences that open with its enumerators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.prose.normal import depths, sentences
from ingest.prose.numbers import Figure
from ingest.wording import words

_CLAUSE = re.compile(r"[，；。]")


@dataclass(frozen=True, slots=True)
class Reason:
    """``[marker, start)`` are the words that open it, ``[start, end)`` is the reason itself."""

    marker: int
    start: int
    end: int


def reasons(text: str, found: Sequence[Figure]) -> list[Reason]:
    """The reasons of a normal text, outer before inner."""
    markers = [
        match
        for match in words().reasons.markers.finditer(text)
        if match.end() < len(text) and not _quoted(text, match.start())
    ]
    depth = depths(text)
    kept: list[Reason] = []
    for match in markers:
        if any(reason.marker < match.start() < reason.start for reason in kept):
            continue
        end = _end(text, match.end(), depth, found)
        outer = [reason for reason in kept if reason.start <= match.start() < reason.end]
        if outer:
            end = min(end, outer[-1].end)
        kept.append(Reason(match.start(), match.end(), end))
    return kept


def _quoted(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


def _style(text: str, at: int) -> int | None:
    """The style of the enumerator at ``at``, None where there is none."""
    for style, pattern in enumerate(words().reasons.parts):
        if pattern.match(text, at):
            return style
    return None


def _end(text: str, start: int, depth: Sequence[int], found: Sequence[Figure]) -> int:
    spans = sentences(text)
    seen = {style} if (style := _style(text, start)) is not None else set[int]()
    at = start
    while True:
        stop = next(end for first, end in spans if first <= at < end)
        cut = _within_sentence(text, at, stop, depth, found, seen)
        if cut is not None:
            return cut
        if stop >= len(text):
            return _trimmed(text, start, len(text))
        style = _style(text, stop)
        goes_on = style in seen if style is not None else bool(seen) and _only_changes(text, stop, found)
        if not goes_on:
            return _trimmed(text, start, stop)
        at = stop


def _within_sentence(
    text: str, start: int, stop: int, depth: Sequence[int], found: Sequence[Figure], seen: set[int]
) -> int | None:
    """Where the reason ends inside its sentence, None where it goes to the sentence's end."""
    base = depth[start - 1] if start else 0
    listed = False
    for index in range(start, stop):
        if depth[index] < base or (text[index] == "）" and depth[index] == base and base > 0):
            return index
        if text.startswith("其中", index):
            listed = True
        if text[index] not in "；，：" or depth[index] > base:
            continue
        style = _style(text, index + 1)
        if style is not None:
            seen.add(style)
            continue
        if text[index] == "；" and _new_subject(text, index + 1, stop, found):
            return index
        if text[index] == "，" and not listed and not seen and _level_then_change(text, index + 1, found):
            return index
    return None


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "，；。":
        end -= 1
    return end


def _clause(text: str, start: int) -> tuple[str, int]:
    match = _CLAUSE.search(text, start)
    end = match.start() if match else len(text)
    return text[start:end], end


def _first(found: Sequence[Figure], start: int, end: int) -> Figure | None:
    return next((figure for figure in found if start <= figure.start < end), None)


def _changed(text: str, start: int, figure: Figure) -> bool:
    """Is the figure a change (减少5万元) rather than a level?"""
    comparison = words().comparison
    before = text[start : figure.start]
    verb = comparison.verb.search(before)
    return verb is not None and verb.end() > verb.start()


def _new_subject(text: str, start: int, stop: int, found: Sequence[Figure]) -> bool:
    """After a semicolon: has the text up to the next one a level, a comparison or a reason of its own?"""
    end = text.find("；", start, stop)
    end = stop if end < 0 else end
    part = text[start:end]
    comparison, reason = words().comparison, words().reasons
    if reason.markers.search(part) or comparison.earlier.search(part):
        return True
    figure = _first(found, start, end)
    return figure is not None and not _changed(text, start, figure)


def _level_then_change(text: str, start: int, found: Sequence[Figure]) -> bool:
    """After a comma: a new subject's level followed at once by its comparison."""
    _, end = _clause(text, start)
    figure = _first(found, start, end)
    if figure is None or figure.start == start or figure.end < end or _changed(text, start, figure):
        return False
    before = text[start : figure.start]
    level = words().levels
    if level.totals.fullmatch(before) or level.from_.search(before) or level.to.search(before):
        return False
    following = text[end + 1 : end + 14]
    return words().comparison.earlier.match(following) is not None


def _only_changes(text: str, start: int, found: Sequence[Figure]) -> bool:
    """A sentence without enumerator that goes on telling changes (项目结转减少150.41万元，其中…)."""
    clause, end = _clause(text, start)
    figure = _first(found, start, end)
    earlier = words().comparison.earlier.search(clause)
    return figure is not None and earlier is None and _changed(text, start, figure)
