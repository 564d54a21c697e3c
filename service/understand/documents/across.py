"""Which documents a question sets side by side: two units, two years, budget and final account, or every unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.parsed import Kind
from ingest.store.records import StoredDocument
from service.understand.documents import body_name, corpus, reference
from service.understand.documents.reference import Period, Reference
from service.understand.documents.unit_names import Mention, family

MOST = 200
"""documents that one question may run over"""


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents a question compares, in its order, and the question without their names.

    ``everyone``: they are of all units; ``subject`` is then the one that the question names, if any.
    ``covered`` are left out, for a department's document holds what they do. ``missing`` are named and not
    loaded; ``unclear`` is a name that may be several units'.
    """

    documents: tuple[StoredDocument, ...]
    rest: str
    everyone: bool = False
    subject: StoredDocument | None = None
    covered: tuple[StoredDocument, ...] = ()
    missing: tuple[str, ...] = ()
    unclear: Mention | None = None
    before: tuple[StoredDocument, ...] = ()
    """of every unit, its document of an earlier year that the first is set against"""
    items: str | None = None
    """which 科目 of two years are asked for (a key of ``items`` in across.yaml)"""


def asked(
    question: str,
    documents: Sequence[StoredDocument],
    leaning: Sequence[StoredDocument] = (),
    relative: bool = False,
) -> Asked | None:
    """The documents that ``question`` sets side by side; None where it is about one.

    ``leaning`` are those of the turn before; ``relative``: 今年 and 去年 name years like any other.
    """
    said = reference.read(question, documents, relative)
    if len(said.units) > 1 or said.everyone:
        said = _dated(said, leaning)
    units = said.units
    families = {family(document) for document in documents}
    before = {family(document) for document in leaning}
    if len(units) == 1 and len(before) == 1 and not before & set(units[0].units) and _against(said, question):
        earlier = Mention((0, 0), tuple(before), tuple(d for d in documents if family(d) in before))
        said = _dated(replace(said, units=(earlier, *units)), leaning)
    units = said.units
    if len(units) > 1:
        return _units(said)
    if len(families) > 1 and (said.everyone or (units and reference.operation(said.rest)[0] == "place")):
        return _everyone(said, documents, leaning)
    own = units[0].documents if units else documents
    if not units and leaning and len({family(d) for d in leaning}) == 1:
        own = [d for d in documents if family(d) == family(leaning[0])]
    if not own or len({family(d) for d in own}) > 1:
        return _alike_units(said) if units else None
    return _periods(said, own, leaning[0] if leaning and not units else None)


def _dated(said: Reference, leaning: Sequence[StoredDocument]) -> Reference:
    """A question over units that names no year means the year of the turn before."""
    years = {document.year for document in leaning}
    if len(years) != 1 or any(period.year for period in said.periods):
        return said
    kinds = {document.kind for document in leaning}
    kind = kinds.pop() if len(kinds) == 1 else None
    return replace(said, periods=tuple(replace(p, year=leaning[0].year, kind=p.kind or kind) for p in said.periods))


def _against(said: Reference, question: str) -> bool:
    """Does a question set what was before against the unit it names (比市水务局多多少, 哪家多), or ask of that unit
    alone (市水务局比上年多多少)?"""
    done = reference.operation(said.rest)[0]
    if done in ("compare", "compare_small"):
        return True
    joined = reference.words().joins.search(question[: said.units[0].span[0]])
    return joined is not None and done in ("difference", "growth", "multiple", "sum")


def _units(said: Reference) -> Asked:
    unclear = next((mention for mention in said.units if len(mention.units) > 1), None)
    by_unit = len(said.periods) == len(said.units) and len({period.year for period in said.periods}) > 1
    periods = said.periods if by_unit else (said.periods[0],) * len(said.units)
    wanted = list(zip((mention.documents for mention in said.units), periods, strict=True))
    chosen, missing = _chosen(wanted)
    return Asked(tuple(chosen), said.rest, missing=tuple(missing), unclear=unclear)


def _alike_units(said: Reference) -> Asked | None:
    """Several years of a name that may be several units'."""
    several = len({period.year for period in said.periods}) > 1
    return Asked((), said.rest, unclear=said.units[0]) if several else None


def _everyone(said: Reference, documents: Sequence[StoredDocument], leaning: Sequence[StoredDocument]) -> Asked | None:
    here = [d for d in documents if said.region is None or _lies_in(d, said.region)]
    if said.units and len(said.units[0].units) > 1:
        return Asked((), said.rest, True, unclear=said.units[0])
    years = [replace(period, level=None) for period in said.periods]
    if len(years) == 1 and years[0].year and any(p.search(said.rest) for p in reference.words().moves.values()):
        years.append(replace(years[0], year=years[0].year - 1))
    groups = [_commonest([d for d in here if period.fits(d)]) for period in years[:2]]
    kept = corpus.without_own_parts(groups[0])
    covered = tuple(d for d in groups[0] if d not in kept)
    unit = said.units[0].units[0] if said.units else next(iter({family(d) for d in leaning}), None)
    mine = next((d for d in kept if family(d) == unit), None) if said.units or _is_one(leaning) else None
    if len(kept) < 2 or (said.units and mine is None):
        return None
    before = corpus.without_own_parts(groups[1]) if len(groups) > 1 else ()
    if before and (before[0].year or 0) > (kept[0].year or 0):
        kept, before = before, kept
    return Asked(kept[:MOST], said.rest, True, mine, covered, before=before[:MOST])


def _is_one(documents: Sequence[StoredDocument]) -> bool:
    return len({family(document) for document in documents}) == 1


def _lies_in(document: StoredDocument, region: str) -> bool:
    return region in {r.stem + r.suffix for r in body_name.parsed(document.unit_name).regions}


def _commonest(documents: Sequence[StoredDocument]) -> Sequence[StoredDocument]:
    """The documents of the year and kind that most units have, the latest of several: figures of one kind only."""
    units: dict[tuple[int, Kind], set[str]] = {}
    for document in documents:
        units.setdefault((document.year or 0, document.kind), set()).add(family(document))
    if not units:
        return []
    most = max(units, key=lambda key: (len(units[key]), key[0]))
    return [d for d in documents if ((d.year or 0), d.kind) == most]


def _periods(said: Reference, own: Sequence[StoredDocument], base: StoredDocument | None) -> Asked | None:
    """One unit's documents of several years, its budget and final account, or the whole and its own part."""
    wanted, rest, years = list(said.periods), said.rest, sorted({d.year for d in own if d.year})
    first = wanted[0]
    items = next((key for key, pattern in reference.words().items.items() if pattern.search(rest)), None)
    operation = reference.operation(rest)[0]
    if items and len(wanted) < 2 and len(years) > 1:
        now = first.year or years[-1]
        wanted = [replace(first, year=now), replace(first, year=now - 1)]
    elif len(wanted) > 1:
        pass
    elif operation == "completion":
        wanted = [replace(first, kind=Kind.FINAL), replace(first, kind=Kind.BUDGET)]
        if first.year is None and base is None:
            finals = [d.year for d in own if d.kind is Kind.FINAL and d.year]
            wanted = [replace(period, year=max(finals, default=None)) for period in wanted]
    elif operation == "trend" and first.year is None and len(years) > 1:
        wanted = [replace(first, year=year) for year in years]
    elif (
        base is not None and base.year and first.year not in (None, base.year) and operation in ("growth", "difference")
    ):
        wanted = [Period(base.year, first.kind), first]
    else:
        return None
    chosen, missing = _chosen([(own, period) for period in wanted])
    if len(set(map(_id, chosen))) < len(chosen) or (len(chosen) < 2 and not _told_apart(wanted, own)):
        return None
    return Asked(tuple(chosen), rest, missing=tuple(missing), items=items)


def _id(document: StoredDocument) -> str:
    return document.id


def _told_apart(wanted: Sequence[Period], own: Sequence[StoredDocument]) -> bool:
    """Is a year named that the unit's documents can tell nothing of, neither a level nor a change?"""
    held = {year for d in own if d.year for year in (d.year, d.year - 1)}
    return any(period.year is not None and period.year not in held for period in wanted)


def _chosen(
    wanted: Sequence[tuple[Sequence[StoredDocument], Period]],
) -> tuple[list[StoredDocument], list[str]]:
    """For each period the one document of its unit, of one kind as far as there are; and the names of those missing."""
    groups = [[d for d in documents if period.fits(d)] for documents, period in wanted]
    kinds = Counter(kind for group in groups for kind in {d.kind for d in group})
    chosen, missing = [], []
    for group, (documents, period) in zip(groups, wanted, strict=True):
        if group:
            chosen.append(max(group, key=lambda d: _preference(d, kinds)))
        else:
            missing.append(_name(documents, period))
    return chosen, missing


def _preference(document: StoredDocument, kinds: Counter[Kind]) -> tuple[int, bool, int, bool]:
    return (
        kinds[document.kind],
        document.kind is Kind.BUDGET,
        document.year or 0,
        not reference.is_part(document),
    )


def _name(documents: Iterable[StoredDocument], period: Period) -> str:
    """What a document would be called that isn't loaded."""
    unit = next((family(document) for document in documents), "")
    kind = {Kind.BUDGET: "预算", Kind.FINAL: "决算"}.get(period.kind, "") if period.kind else ""
    return f"{unit}{f'{period.year}年' if period.year else ''}{kind or '预决算'}"
