"""What a question says of documents: the units it names, the years, 预算 or 决算, 部门 or 本级; and what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingest.datafile import read_yaml
from ingest.parsed import Kind, Level
from ingest.store.records import StoredDocument
from service.understand.documents import body_name, unit_names
from service.understand.names.naming import official_names
from service.understand.wording import words as vocabulary
from service.understand.wording.folded import fold

_GAP = "　"
"""stands for a unit's name that was taken out"""


@dataclass(frozen=True, slots=True)
class Period:
    """A year with what was published in it; None where the question doesn't say."""

    year: int | None = None
    kind: Kind | None = None
    level: Level | None = None

    def fits(self, document: StoredDocument) -> bool:
        return (
            self.year in (None, document.year)
            and self.kind in (None, _kind(document))
            and (self.level is None or (self.level is Level.UNIT) == is_part(document))
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """``units`` in their order, those that the question names twice once; ``periods`` in theirs, at least one.

    ``rest`` is the question without them: what is asked, and of which figure.
    """

    units: tuple[unit_names.Mention, ...]
    periods: tuple[Period, ...]
    rest: str
    everyone: bool
    region: str | None = None
    """of every unit, only those that lie in it (东湖区, 青石县)"""


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns from across.yaml."""

    operations: dict[str, re.Pattern[str]]
    everyone: re.Pattern[str]
    kind: re.Pattern[str]
    level: re.Pattern[str]
    items: dict[str, re.Pattern[str]]
    moves: dict[str, re.Pattern[str]]
    left_over: re.Pattern[str]
    joins: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of questions over several documents."""
    raw = read_yaml("service.understand.documents", "across.yaml")
    return Words(
        {key: re.compile(pattern) for key, pattern in raw["operations"].items()},
        re.compile(raw["everyone"]),
        re.compile(raw["kind"]),
        re.compile(raw["level"]),
        {key: re.compile(pattern) for key, pattern in raw["items"].items()},
        {key: re.compile(pattern) for key, pattern in raw["moves"].items()},
        re.compile(raw["left_over"]),
        re.compile(raw["joins"]),
    )


_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年度?|(?=的|部门|单位|预算|决算|与|和|比|$))(?:的)?")
_RELATIVE = re.compile(r"(今年|本年度?(?![收支预合])|去年|上年度?(?!结转)|上一年度?)(?:的)?")


def read(question: str, documents: Sequence[StoredDocument], relative: bool = False) -> Reference:
    """What ``question`` says of ``documents``; ``relative``: 今年 and 去年 name years, too."""
    mentions = unit_names.mentions(question, documents)
    units = _distinct(mentions)
    rest = question
    for mention in mentions:
        rest = rest[: mention.span[0]] + _GAP * (mention.span[1] - mention.span[0]) + rest[mention.span[1] :]
    if relative:
        latest = max((d.year for d in (units[0].documents if units else documents) if d.year), default=None)
        rest = _RELATIVE.sub(lambda hit: f"{_named_year(hit.group(1), latest)}年" if latest else hit.group(0), rest)
    periods = _periods(rest)
    rest = words().level.sub("", words().kind.sub("", _YEAR.sub("", rest))) if periods else rest
    everyone = bool(words().everyone.search(question))
    region = _region(rest, documents) if everyone else None
    if region is not None:
        rest = rest.replace(region, "", 1)
    rest = (
        words().everyone.sub(lambda hit: next((text for text in hit.groupdict().values() if text), ""), rest)
        if everyone
        else rest
    )
    return Reference(tuple(units), tuple(periods), _tidy(rest), everyone, region)


def _region(rest: str, documents: Sequence[StoredDocument]) -> str | None:
    """The region that a question about every unit names, of those that loaded units lie in."""
    regions = {region for d in documents for region in body_name.parsed(d.unit_name).regions}
    said = [name for region in regions if (name := region.stem + region.suffix) in rest]
    return max(said, key=rest.rfind, default=None)


def operation(rest: str) -> tuple[str, str]:
    """What is done with the figures (a key of ``operations`` in across.yaml, ``each`` where nothing is said), and the
    words without it. Names are kept whole: 差旅费 asks for no difference."""
    folded = fold(rest, names)
    for key, pattern in words().operations.items():
        found = pattern.search(folded.text)
        if found and found.group(0):
            kept = next((text for text in found.groupdict().values() if text), "")
            return key, folded.unfold(folded.text[: found.start()] + kept + folded.text[found.end() :])
    return "each", rest


def names(text: str) -> list[tuple[int, int]]:
    """Spans of 科目 and terms in ``text``, the longest first; not of such as end with a word of an operation."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = next((end for end in range(min(len(text), at + 24), at + 2, -1) if _is_name(text[at:end])), at)
        found += [(at, end)] if end > at else []
        at = max(end, at + 1)
    return found


def _is_name(text: str) -> bool:
    return text in official_names() and not text.endswith(vocabulary.load().operators)


def _named_year(word: str, latest: int) -> int:
    return latest if word[0] in "今本" else latest - 1


def _distinct(found: Sequence[unit_names.Mention]) -> list[unit_names.Mention]:
    """The mentions, without a unit's second; one that may be several units is the one beside it that it holds."""
    plain = {mention.units[0] for mention in found if len(mention.units) == 1}
    kept: dict[tuple[str, ...], unit_names.Mention] = {}
    regions = {body_name.parsed(unit).regions for unit in plain}
    for mention in found:
        if len(mention.units) > 1 and plain & set(mention.units):
            continue
        alike = [unit for unit in mention.units if body_name.parsed(unit).regions in regions]
        if len(mention.units) > 1 and len(alike) == 1:
            its = tuple(d for d in mention.documents if unit_names.family(d) == alike[0])
            mention = replace(mention, units=(alike[0],), documents=its)
        kept.setdefault(mention.units, mention)
    return list(kept.values())


def _periods(rest: str) -> list[Period]:
    """Each year with the words that follow it up to the next; one period where no year is named."""
    years = list(_YEAR.finditer(rest))
    starts = [0, *(hit.start() for hit in years[1:]), len(rest)]
    found: list[Period] = []
    for n, (start, end) in enumerate(pairwise(starts)):
        part = rest[start:end]
        year = int(years[n].group(1)) if years else None
        kinds = list(dict.fromkeys(map(_kind_of, words().kind.finditer(part))))
        levels = list(dict.fromkeys(map(_level, words().level.finditer(part))))
        if len(years) > 1:
            kinds = kinds[:1]
        found += [Period(year, kind, level) for kind in kinds or (None,) for level in levels or (None,)]
    said = {period.kind for period in found if period.kind}
    if len(said) == 1 and not (len(years) > 1 and _speaks(rest[years[0].end() : years[1].start()])):
        found = [replace(period, kind=next(iter(said))) for period in found]
    return list(dict.fromkeys(found))


def _speaks(between: str) -> bool:
    """Do words between two years name a figure, so that what follows the second is said of it alone?"""
    return len(words().kind.sub("", between).strip("的和与跟比较到至同相、，" + _GAP)) > 1


def _kind_of(hit: re.Match[str]) -> Kind:
    return Kind.FINAL if hit.group(0) == "决算" else Kind.BUDGET


def _level(hit: re.Match[str]) -> Level:
    return Level.DEPARTMENT if "部门" in hit.group(0) else Level.UNIT


def _kind(document: StoredDocument) -> Kind:
    return Kind.FINAL if document.kind is Kind.FINAL else Kind.BUDGET


def is_part(document: StoredDocument) -> bool:
    """Is it the disclosure of a single unit (本级) and not of a whole department?"""
    return document.level is Level.UNIT


_TWICE = re.compile(r"^(.{2,}?)(?:比|和|与|跟|较|、|，)\1(?=\W|[多少高低相差增减之的]|$)")


def _tidy(rest: str) -> str:
    rest = re.sub(rf"{_GAP}+", "", rest)
    rest = words().left_over.sub("", rest)
    rest = re.sub(
        r"^(?:[的和与跟同、，：比较及到至从，里中]|在(?![建职编校岗册])|本级|部门(?!预|决))+|[的和与跟同、，：]+$",
        "",
        rest,
    )
    rest = _TWICE.sub(r"\1", rest)
    return re.sub(r"[和与跟比、]{2,}", "", rest)
