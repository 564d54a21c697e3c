"""One figure of several documents: two units, two years, budget against final account, or every unit.

Documents are aligned by asking each for the same figure in its own words; the figures then meet in a
plan like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.parsed import Kind, Level
from ingest.store.records import StoredDocument
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand import corpus, setphrase, unit_names
from service.understand.folded import Folded
from service.understand.lookup import lookup
from service.understand.vocabulary import Vocabulary

MOST = 200
"""documents that one question may run over"""
_PERIOD = re.compile(r"(20\d{2})年?(?:度)?(?:的)?(?:(?:部门|单位)?(预算|决算))?")
_JOINTS = re.compile(r"^[的和与跟同、，比较及到至]+|[的和与跟同、，比较及到至]+$")


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents a question compares, in its order, and the question without their names."""

    documents: tuple[StoredDocument, ...]
    rest: str
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """A plan over several documents, with the vocabularies it reads from and the words of its figure."""

    plan: algebra.Plan
    vocabularies: tuple[Vocabulary, ...]
    metric: str
    without: tuple[StoredDocument, ...] = ()
    """documents asked for the figure that don't hold it"""


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    """The operations by key, in the order they are tried; and the words for every unit."""
    raw = read_yaml("service.understand", "across.yaml")
    return {key: re.compile(pattern) for key, pattern in raw["operations"].items()}, re.compile(raw["everyone"])


def asked(question: str, documents: Sequence[StoredDocument]) -> Asked | None:
    """The documents that ``question`` sets side by side; None where it is about one."""
    rest, named = _units(question, documents)
    units = list(dict.fromkeys(document.unit_name for group in named for document in group))
    periods = [(int(hit.group(1)), hit.group(2)) for hit in _PERIOD.finditer(rest)]
    if len(units) > 1:
        chosen = [_one(group, periods) for group in named]
        return Asked(tuple(d for d in chosen if d is not None), _clean(rest, periods, False))
    own = list(named[0]) if named else list(documents)
    if len({document.unit_name for document in own}) == 1:
        return _by_period(own, rest, periods)
    if not named and _words()[1].search(question):
        alike = documents if periods else _commonest(documents)
        everyone = [_one(group, periods) for group in _by_unit(alike)]
        kept = tuple(document for document in everyone if document is not None)[:MOST]
        return Asked(kept, _clean(_words()[1].sub("", rest), periods, True), True) if len(kept) > 1 else None
    return None


def _units(question: str, documents: Sequence[StoredDocument]) -> tuple[str, list[list[StoredDocument]]]:
    """The question without its mentions of units, and the documents of each unit mentioned, in order."""
    found: list[tuple[int, list[StoredDocument]]] = []
    rest = question
    while True:
        spans = unit_names.mentions(rest, documents)
        if not spans:
            break
        longest = max(spans, key=lambda span: span[1] - span[0])
        found.append((longest[0], spans[longest]))
        rest = rest[: longest[0]] + "　" * (longest[1] - longest[0]) + rest[longest[1] :]
    found.sort(key=lambda pair: pair[0])
    return rest.replace("　", ""), [group for _, group in found]


def _by_unit(documents: Sequence[StoredDocument]) -> list[list[StoredDocument]]:
    groups: dict[str, list[StoredDocument]] = {}
    for document in documents:
        groups.setdefault(document.unit_name, []).append(document)
    return list(groups.values())


def _commonest(documents: Sequence[StoredDocument]) -> Sequence[StoredDocument]:
    """The documents of the year and kind that most units have, the latest of several: figures of one kind only."""
    units: dict[tuple[int, str], set[str]] = {}
    for document in documents:
        units.setdefault((document.year or 0, _kind(document)), set()).add(document.unit_name)
    most = max(units, key=lambda key: (len(units[key]), key[0]))
    return [d for d in documents if ((d.year or 0), _kind(d)) == most] if len(units[most]) > 1 else documents


def _one(group: Sequence[StoredDocument], periods: list[tuple[int, str | None]]) -> StoredDocument | None:
    """Of one unit's documents the one meant: the year and kind asked, else the latest; the 部门's before the 单位's."""
    years = {year for year, _ in periods}
    kinds = {kind for _, kind in periods if kind}
    fitting = [d for d in group if not years or d.year in years]
    fitting = [d for d in fitting if not kinds or _kind(d) in kinds]
    if not fitting:
        return None
    return max(fitting, key=lambda d: (d.year or 0, d.kind is Kind.FINAL, d.level is not Level.UNIT))


def _kind(document: StoredDocument) -> str:
    return "决算" if document.kind is Kind.FINAL else "预算"


def _by_period(own: list[StoredDocument], rest: str, periods: list[tuple[int, str | None]]) -> Asked | None:
    """One unit's documents of several years, or its budget and final account."""
    wanted = list(dict.fromkeys(periods))
    if re.search(_words()[0]["trend"], rest) and len({d.year for d in own}) > 1:
        years = sorted({d.year for d in own if d.year})
        chosen = [_one([d for d in own if d.year == year], []) for year in years]
        return Asked(tuple(d for d in chosen if d is not None), _clean(rest, periods, False))
    found = []
    for year, kind in wanted:
        document = _one(own, [(year, kind)])
        if document is not None and document not in found:
            found.append(document)
    return Asked(tuple(found), _clean(rest, periods, False)) if len(found) > 1 else None


def _clean(rest: str, periods: list[tuple[int, str | None]], everyone: bool) -> str:
    return _JOINTS.sub("", re.sub(r"[和与跟比、]{2,}", "", _PERIOD.sub("", rest)).strip())


def joint(request: Asked, vocabulary_of: Callable[[StoredDocument], Vocabulary]) -> Joint | None:
    """The plan that answers: one figure of each document, put together as the question asks; None where
    fewer than two documents hold the figure."""
    operation, metric = _operation(request.rest)
    frame = setphrase.ranking(Folded(request.rest, ()), request.rest) if request.everyone else None
    filtered = setphrase.filtered(Folded(request.rest + "哪些", ()), request.rest) if request.everyone else None
    if filtered is not None:
        metric = filtered.group
    elif frame is not None:
        metric = frame.group
    cells, vocabularies, without = [], [], []
    for document in request.documents:
        vocabulary = vocabulary_of(document)
        cell = _figure(metric, vocabulary)
        if cell is not None:
            cells.append(algebra.Cell(cell.fact, _label(document, request)))
            vocabularies.append(vocabulary)
        else:
            without.append(document)
    if len(cells) < 2 or not _meet(cells, vocabularies):
        return None
    group = algebra.Group(tuple(cells), f"各单位{_bare(metric)}" if request.everyone else _bare(metric))
    if filtered is not None and filtered.threshold is not None and filtered.comparator is not None:
        counted = bool(re.search(r"几|多少(?:个|家)", request.rest))
        plan: algebra.Plan = algebra.Filter(
            group, filtered.comparator, algebra.Given(*filtered.threshold), None, counted
        )
    elif frame is not None:
        plan = algebra.Top(group, frame.k, frame.largest, frame.nth)
    else:
        plan = _plan(operation, group, request.everyone)
    return Joint(plan, tuple(vocabularies), metric, tuple(without))


def _operation(rest: str) -> tuple[str, str]:
    for key, pattern in _words()[0].items():
        found = pattern.search(rest)
        if found and found.group(0):
            kept = found.groupdict().get("of") or ""
            return key, rest[: found.start()] + kept + rest[found.end() :]
    return "each", rest


def _figure(metric: str, vocabulary: Vocabulary) -> algebra.Cell | None:
    found = lookup(_bare(metric) or "支出总计", vocabulary)
    if found is None or found.choices:
        return None
    plan = found.plan.plans[0] if isinstance(found.plan, algebra.Several) else found.plan
    return plan if isinstance(plan, algebra.Cell) else None


def _bare(metric: str) -> str:
    return re.sub(
        r"(?:是|有|为)?(?:多少|几)(?:钱|万元|元|亿元|万)?|[？?。，、]+$|^(?:的|在|里|中)+|(?:的|是|有)+$",
        "",
        metric.strip("，。、？ "),
    )


def _meet(cells: list[algebra.Cell], vocabularies: list[Vocabulary]) -> bool:
    """Have the figures units that can be set side by side?"""
    units = {v.facts[cell.fact].unit or "" for cell, v in zip(cells, vocabularies, strict=True)}
    return len(units) == 1 or all(unit in MONEY for unit in units)


def _label(document: StoredDocument, request: Asked) -> str:
    """What tells one document's figure from another's: the unit, or the year and kind."""
    units = {d.unit_name for d in request.documents}
    if len(units) == len(request.documents):
        return document.unit_name
    return f"{document.year}年{_kind(document)}" if len(units) == 1 else corpus.called(document)


def _plan(operation: str, group: algebra.Group, everyone: bool) -> algebra.Plan:
    cells = group.members
    match operation:
        case "compare" | "compare_small":
            largest = operation == "compare"
            return algebra.Top(group, 1, largest) if len(cells) > 2 else algebra.Compare(cells[0], cells[1], largest)
        case "difference" if len(cells) == 2:
            return algebra.Difference(cells[0], cells[1])
        case "growth" if len(cells) == 2:
            return algebra.Growth(cells[0], cells[1])
        case "multiple" if len(cells) == 2:
            return algebra.Multiple(cells[0], cells[1])
        case "sum":
            return algebra.Sum(cells, group.label)
        case "mean":
            return algebra.Mean(cells, group.label)
        case _:
            return algebra.Several(cells)
