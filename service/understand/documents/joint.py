"""The plan over several documents: each is asked for the same figure in its own words, and the figures meet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.parsed import Kind
from ingest.store.records import StoredDocument
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand.documents import corpus, reference
from service.understand.documents.across import Asked
from service.understand.documents.moved import moved
from service.understand.documents.unit_names import family
from service.understand.names.lookup import lookup
from service.understand.names.vocabulary import Vocabulary
from service.understand.sets import setphrase
from service.understand.wording import normalise
from service.understand.wording.folded import fold

FEW = 5
"""figures that are listed in the question's order; more are listed by size"""


@dataclass(frozen=True, slots=True)
class Joint:
    """A plan over several documents, with the vocabularies it reads from and the words of its figure."""

    plan: algebra.Plan
    vocabularies: tuple[Vocabulary, ...]
    metric: str
    without: tuple[StoredDocument, ...] = ()
    """documents asked for the figure that don't hold it"""


@dataclass(frozen=True, slots=True)
class _Read:
    """One document's figure."""

    document: StoredDocument
    vocabulary: Vocabulary
    cell: algebra.Cell

    @property
    def unit(self) -> str:
        return self.vocabulary.facts[self.cell.fact].unit or ""


def joint(request: Asked, vocabulary_of: Callable[[StoredDocument], Vocabulary]) -> Joint | None:
    """The plan that answers: one figure of each document, put together as the question asks; None where
    fewer than two documents hold the figure."""
    if request.before:
        return twice(request, vocabulary_of)
    if request.items is not None:
        return _items(request, vocabulary_of)
    operation, metric = reference.operation(request.rest)
    bounded, ranked = None, None
    if request.everyone and (request.subject is None or operation not in ("place", "share")):
        ranked = setphrase.ranking(fold(request.rest, reference.names), request.rest)
        bounded = setphrase.bound(request.rest)
    if bounded is not None:
        metric = request.rest.replace(bounded.said, "", 1)
    elif ranked is not None:
        metric = ranked.group
    metric = _bare(metric)
    if request.everyone and bounded is None and ranked is None and _counts_units(request.rest):
        operation, metric = "count", ""
    found = _reads(request.documents, metric, vocabulary_of)
    held = {read.document.id for read in found}
    without = tuple(document for document in request.documents if document.id not in held)
    if len(found) < 2 or not _meet(found) or (without and not request.everyone):
        return None
    terms = _in_one_unit(found, request)
    cells = tuple(algebra.Cell(read.cell.fact, _label(read.document, request)) for read in found)
    group = algebra.Group(cells, _called(metric, request))
    if bounded is not None:
        upper = algebra.Given(*bounded.upper) if bounded.upper else None
        counted = bool(re.search(r"几|多少(?:个|家)", request.rest))
        plan: algebra.Plan = algebra.Filter(
            group, bounded.comparator, algebra.Given(*bounded.threshold), upper, counted
        )
    elif ranked is not None:
        plan = algebra.Top(group, ranked.k, ranked.largest, ranked.nth)
    else:
        mine = next((n for n, read in enumerate(found) if read.document is request.subject), None)
        made = _plan(operation, group, terms, found, request, mine)
        if made is None:
            return None
        plan = made
    return Joint(plan, tuple(read.vocabulary for read in found), metric, without)


def _counts_units(rest: str) -> bool:
    """Is it the units themselves that are counted (一共有几家单位)?"""
    return bool(setphrase.COUNT.search(rest)) and not normalise.name(setphrase.without_asking(rest))


def twice(request: Asked, vocabulary_of: Callable[[StoredDocument], Vocabulary]) -> Joint | None:
    """Every unit in two years: which moved most, or how far all of them together moved. Units of both years only."""
    fastest = next((key for key, pattern in reference.words().moves.items() if pattern.search(request.rest)), None)
    rest = reference.words().moves[fastest].sub("", request.rest) if fastest else request.rest
    operation, metric = reference.operation(rest)
    for word in ("sum", "mean"):
        metric = reference.words().operations[word].sub("", metric)
    metric = _bare(metric)
    later = {family(read.document): read for read in _reads(request.documents, metric, vocabulary_of)}
    earlier = {family(read.document): read for read in _reads(request.before, metric, vocabulary_of)}
    both = [unit for unit in later if unit in earlier]
    found = [side[unit] for side in (later, earlier) for unit in both]
    if len(both) < 2 or not _meet(found):
        return None
    without = tuple(d for d in request.documents if family(d) not in both)
    years = f"{request.documents[0].year}年比{request.before[0].year}年"
    vocabularies = tuple(read.vocabulary for read in found)
    if fastest:
        pairs = tuple(algebra.Pair(unit, later[unit].cell, earlier[unit].cell) for unit in both)
        how = "rate" if fastest in ("fastest", "slowest") else "change"
        group = algebra.Pairs(pairs, f"{years}各单位的{metric}", how)
        return Joint(algebra.Top(group, 1, fastest in ("fastest", "most")), vocabularies, metric, without)
    if operation not in ("growth", "difference"):
        return None
    sums = [
        algebra.Sum(_in_one_unit([side[unit] for unit in both], request), f"{documents[0].year}年各单位的{metric}")
        for side, documents in ((later, request.documents), (earlier, request.before))
    ]
    rate = bool(re.search(r"百分|率|幅|%|几成|增速", request.rest))
    return Joint(algebra.Growth(sums[0], sums[1], rate), vocabularies, metric, without)


def _reads(
    documents: Sequence[StoredDocument], metric: str, vocabulary_of: Callable[[StoredDocument], Vocabulary]
) -> list[_Read]:
    found = [_Read(d, v, cell) for d in documents if (cell := _figure(metric, d, v := vocabulary_of(d)))]
    return _aligned(found) if found else []


def _items(request: Asked, vocabulary_of: Callable[[StoredDocument], Vocabulary]) -> Joint | None:
    if len(request.documents) != 2 or request.items is None:
        return None
    now, before = sorted(
        (vocabulary_of(d) for d in request.documents), key=lambda v: v.document.year or 0, reverse=True
    )
    rest = reference.words().items[request.items].sub("", request.rest)
    plan = moved(request.items, _bare(rest), now, before)
    return Joint(plan, (now, before), request.rest) if plan is not None else None


def _figure(metric: str, document: StoredDocument, vocabulary: Vocabulary) -> algebra.Cell | None:
    asked = metric or "支出总计"
    outcome = document.kind is Kind.FINAL and "决算" not in asked
    for text in (f"{asked}决算数", asked) if outcome else (asked,):
        found = lookup(text, vocabulary)
        if found is not None and not found.choices:
            plan = found.plan.plans[0] if isinstance(found.plan, algebra.Several) else found.plan
            if isinstance(plan, algebra.Cell):
                return plan
    return None


def _bare(metric: str) -> str:
    metric = re.sub(r"哪(?:个|些|家|项|几个)|有没有|谁", "", metric)
    metric = re.sub(
        r"(?:是|有|为)?(?:多少|几)(?:个|家)?(?:钱|万元|元|亿元|万)?|[？?。，、]+$|^(?:[，的在里中有是比和]|之间)+",
        "",
        metric.strip("，。、？ "),
    )
    metric = re.sub(r"(?:的|是|有|在|中|里|比|和|花(?:了|的)?(?:钱)?|，)+$", "", metric)
    return re.sub(r"^(.{2,}?)(?:比|和|与|跟|较|、)\1$", r"\1", metric)


def _meet(found: Sequence[_Read]) -> bool:
    """Have the figures units that can be set side by side?"""
    units = {read.unit for read in found}
    return len(units) == 1 or all(unit in MONEY for unit in units)


def _aligned(found: list[_Read]) -> list[_Read]:
    """The same address in every document: one read at another than most is read at that of most, if it has it."""
    places = Counter(_address(read) for read in found)
    usual, times = places.most_common(1)[0]
    if times * 2 <= len(found):
        return found
    kept = []
    for read in found:
        if _address(read) != usual:
            tabled = (fact.id for fact in read.vocabulary.facts.values() if fact.table is not None)
            same = next((fact for fact in tabled if _of(read.vocabulary, fact) == usual), None)
            read = replace(read, cell=algebra.Cell(same, read.cell.label)) if same is not None else read
        kept.append(read)
    return kept


def _address(read: _Read) -> tuple[str, ...]:
    return _of(read.vocabulary, read.cell.fact)


_TIME = re.compile(r"20\d\d年?度?|预算数?|决算数?|上年|本年")


def _of(vocabulary: Vocabulary, fact_id: int) -> tuple[str, ...]:
    """Table, row by its code or else its name, and column, without years and 预算 or 决算."""
    fact = vocabulary.facts[fact_id]
    sheet = vocabulary.sheet(fact) if fact.table is not None else None
    title = _TIME.sub("", normalise.name(sheet.table.title)) if sheet is not None else ""
    row = fact.code or "/".join(normalise.name(part) for part in fact.row_path[-1:])
    return title, row, "/".join(_TIME.sub("", normalise.name(part)) for part in fact.column_path)


def _in_one_unit(found: Sequence[_Read], request: Asked) -> tuple[algebra.Expression, ...]:
    """The figures, those in another money unit than most converted to that."""
    common = Counter(read.unit for read in found).most_common(1)[0][0]
    terms: list[algebra.Expression] = []
    for read in found:
        cell = algebra.Cell(read.cell.fact, _label(read.document, request))
        terms.append(cell if read.unit == common else algebra.Convert(cell, common))
    return tuple(terms)


def _label(document: StoredDocument, request: Asked) -> str:
    """What tells one document's figure from the others': the unit, the year, 预算 or 决算, 部门 or 本级."""
    others = request.documents
    parts = [document.unit_name if len({d.unit_name for d in others}) > 1 else ""]
    kinds = len({d.kind for d in others}) > 1
    if len({d.year for d in others}) > 1 or kinds:
        parts.append(f"{document.year}年")
        parts.append("决算" if document.kind is Kind.FINAL else "预算")
    if len({family(d) for d in others}) == 1 and len({d.level for d in others}) > 1 and not parts[0]:
        parts.append("本级" if reference.is_part(document) else "部门")
    return "".join(parts) or corpus.called(document)


def _called(metric: str, request: Asked) -> str:
    if not request.everyone:
        return metric
    first = request.documents[0]
    return f"各单位{first.year}年{'决算' if first.kind is Kind.FINAL else '预算'}的{metric or '支出总计'}"


def _plan(
    operation: str,
    group: algebra.Group,
    terms: tuple[algebra.Expression, ...],
    found: Sequence[_Read],
    request: Asked,
    mine: int | None,
) -> algebra.Plan | None:
    two = len(terms) == 2
    match operation:
        case "count":
            return algebra.Count(group)
        case "place":
            return algebra.Place(group, group.members[mine], True) if mine is not None else None
        case "share" if request.everyone:
            return algebra.Share(terms[mine], algebra.Sum(terms, group.label)) if mine is not None else None
        case "share" if two:
            part, whole = sorted(range(2), key=lambda n: not reference.is_part(found[n].document))
            if len({family(read.document) for read in found}) > 1:
                part, whole = 0, 1
            return algebra.Share(terms[part], terms[whole])
        case "completion" if two and {read.document.kind for read in found} == {Kind.FINAL, Kind.BUDGET}:
            done = 0 if found[0].document.kind is Kind.FINAL else 1
            return algebra.Completion(terms[done], terms[1 - done])
        case "compare" | "compare_small":
            largest = operation == "compare"
            return algebra.Compare(terms[0], terms[1], largest) if two else algebra.Top(group, 1, largest)
        case "growth" if two and len({read.document.year for read in found}) > 1:
            now = max(range(2), key=lambda n: found[n].document.year or 0)
            rate = bool(re.search(r"百分|率|幅|%|几成|增速", request.rest))
            return algebra.Growth(terms[now], terms[1 - now], rate)
        case "difference" | "growth" if two:
            return algebra.Difference(terms[0], terms[1])
        case "multiple" if two:
            return algebra.Multiple(terms[0], terms[1])
        case "sum":
            return algebra.Sum(terms, group.label)
        case "mean":
            return algebra.Mean(terms, group.label)
        case "each" | "trend" | "growth":
            return algebra.Several(terms) if len(terms) <= FEW else algebra.Top(group, None, True)
        case _:
            return None
