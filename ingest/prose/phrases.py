"""What the words before a figure say of it: a level, a change, a share, a completion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts import Measure
from ingest.prose.numbers import Figure, family
from ingest.wording import ComparisonWords, words

_BOUNDARIES = "，。；：、"
_TO_LEVEL = re.compile(r"(?<![额幅率数例度])(?:了)?(?:到|至|为|达|达到)$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence and the boundary character before it ('' at the start)."""

    text: str
    before: str


@dataclass(frozen=True, slots=True)
class Against:
    """What a change is measured against: ``year`` as printed (2024年, 上年), or ``base`` (年初预算); both
    where a year's own budget is named (2024年年初预算)."""

    year: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """``subject`` is what the words before the figure leave as its subject, '' where they name none.

    ``sign`` is -1, 1, or 0 where a template's choice was left open; ``base`` is what a share or a
    completion is of.
    """

    measure: Measure
    subject: str
    sign: int = 1
    against: Against | None = None
    base: str | None = None
    per: str | None = None


def segments(text: str, start: int, end: int, depth: Sequence[int]) -> list[Segment]:
    """``text[start:end]`` split at punctuation that stands no deeper than its end."""
    floor = depth[end] if end < len(depth) else 0
    found: list[Segment] = []
    begin, before = start, ""
    joint = {match.start() + match[0].find("、") for match in words().levels.joint.finditer(text, start, end)}
    for index in range(start, end):
        if text[index] in _BOUNDARIES and depth[index] <= floor and index not in joint:
            found.append(Segment(text[begin:index], before))
            begin, before = index + 1, text[index]
    found.append(Segment(text[begin:end], before))
    return found


def against(text: str) -> tuple[str, Against | None, str]:
    """(before, comparison, after) of a phrase; the comparison is None where it has none."""
    comparison = words().comparison
    matches = list(comparison.earlier.finditer(text))
    if matches:
        match = matches[-1]
        budget = comparison.budgeted.search(match["fillers"])
        return text[: match.start()], Against(match["year"], budget[0] if budget else None), text[match.end() :]
    for match in comparison.same.finditer(text):
        return text[: match.start()], Against(base=match["base"]), text[match.end() :]
    return text, None, ""


def phrase(local: str, figure: Figure) -> Phrase:
    """What ``local``, the words right before ``figure``, say of it."""
    percent = family(figure.unit) == "%"
    if percent and figure.unit != "个百分点":
        found = _part(local)
        if found:
            return found
    changed = _change(local, percent and figure.unit != "个百分点")
    if changed:
        return changed
    level = words().levels
    of: list[str] = []
    while per := level.per.search(local):
        of.append(per["of"])
        local = local[: per.start()]
    local = re.sub("(由|从|按照?)$", "", local) if of and local else level.from_.sub("", local)
    return Phrase(Measure.LEVEL, local, per=of[-1] if of else None)


def one_of_two(text: str, found: Sequence[Figure], figure: Figure, before: int) -> str:
    """'from' and 'to' for the two figures of 由8万元减少为7万元, '' for any other."""
    level = words().levels
    index = found.index(figure)
    after = found[index + 1] if index + 1 < len(found) else None
    front = text[before : figure.start]
    if after and level.from_.search(front) and level.to.match(text[figure.end : after.start]):
        return "from"
    earlier = found[index - 1] if index else None
    if earlier and earlier.end == before and level.to.match(front):
        return "to"
    return ""


def _part(local: str) -> Phrase | None:
    shares = words().shares
    for pattern in shares.completion:
        match = pattern.search(local)
        if match:
            return Phrase(Measure.COMPLETION, against(local[: match.start()])[0], base=match["base"] or None)
    match = shares.share.search(local)
    if match:
        return Phrase(Measure.SHARE, local[: match.start()], base=match["base"] or None)
    return None


def _change(local: str, percent: bool) -> Phrase | None:
    comparison = words().comparison
    before, compared, after = against(local)
    tail = after if compared else local
    match = (comparison.short_verb if compared else comparison.verb).search(tail)
    if match is None or match.start() == match.end():
        return None
    if comparison.not_before_verb.search(tail[: match.start()]):
        return None
    sign = _sign(match, comparison)
    measure = Measure.RATE if percent else Measure.CHANGE
    inner = tail[: match.start()]
    if _TO_LEVEL.search(match[0]):
        return Phrase(Measure.LEVEL, before + inner if compared else inner)
    if compared is None:
        return Phrase(measure, inner, sign)
    return Phrase(measure, inner if len(inner) > 1 and not before else before + inner, sign, compared)


def _sign(match: re.Match[str], comparison: ComparisonWords) -> int:
    if match["both"]:
        return 0
    return -1 if match["down"] else 1


def topic(text: str) -> str:
    """项目支出增加 → 项目支出: what a piece without a figure says changes; '' where it says nothing so."""
    match = words().comparison.verb.search(text)
    return text[: match.start()] if match and match.end() > match.start() else ""
