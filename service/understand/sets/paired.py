"""Sets whose rows are two figures set against each other: this year and the last, the budget and the final account.

Which project fell most, which items stayed under their budget. A table's rows say it in two columns; sentences in two
levels, or in the change itself. Only innermost rows are taken, so that nothing is compared beside its own parent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ingest.facts import Measure
from ingest.lexicon import classification
from ingest.store.records import StoredFact
from service.plan import algebra
from service.understand.names.match import match, telling
from service.understand.names.segment import Segment, segment
from service.understand.names.vocabulary import Entry, Vocabulary, carried_by
from service.understand.names.weights import EXPLAINED
from service.understand.operands import changes
from service.understand.sets import groups
from service.understand.wording import normalise
from service.understand.wording.frame import Frame

_YEARS = re.compile(r"(?:20\d\d年?|上年|本年|去年|今年)(?:度)?")


def find(frame: Frame, vocabulary: Vocabulary) -> algebra.Pairs | None:
    """The rows that ``frame`` compares, of the source that its words explain and that has most of them."""
    if frame.noun in ("indicator", "unit"):
        return None
    seg = segment(frame.group, vocabulary)
    best: tuple[int, algebra.Pairs] | None = None
    for heads, members, facts in _sources(frame, vocabulary):
        members, label = _inside(members, facts, heads, seg, vocabulary)
        if len(members) > 1 and (best is None or len(members) > best[0]) and frame.said in (None, len(members)):
            best = (len(members), algebra.Pairs(tuple(members), _bare(label), frame.moved or "change", frame.against))
    return best[1] if best else None


Source = tuple[list[str], list[algebra.Pair], list[StoredFact]]


def _sources(frame: Frame, vocabulary: Vocabulary) -> Iterator[Source]:
    for ordinal, rows in vocabulary.rows_of.items():
        title = vocabulary.sheet_of[ordinal].table.title
        if frame.noun != "project" or "项目" in normalise.name(title):
            yield _of_rows(title, groups.leaves(rows), frame, vocabulary)
    if frame.against == "budget":
        if frame.noun != "project":
            yield from _of_levels(vocabulary)
    elif frame.moved == "change":
        yield from _of_changes(frame, vocabulary)


def _of_rows(title: str, rows: list[Entry], frame: Frame, vocabulary: Vocabulary) -> Source:
    pairs, facts = [], []
    income = "income" in segment(frame.text, vocabulary).hints
    for entry in rows:
        if (entry.side == "income" and not income) or ("科目" in frame.called and not _is_subject(entry)):
            continue
        printed = _printed_rate(entry) if frame.moved == "completion" else None
        if printed is not None:
            pairs.append(algebra.Pair(entry.leaf.text, algebra.Cell(printed.id, _called(printed))))
            facts.append(printed)
            continue
        found = _columns(entry, frame.against, vocabulary)
        if found is not None and (found[0].value or found[1].value):
            now, before = (algebra.Cell(fact.id, _called(fact)) for fact in found)
            pairs.append(algebra.Pair(entry.leaf.text, now, before))
            facts.append(found[0])
    return [title], pairs, facts


def _is_subject(entry: Entry) -> bool:
    """Is a row one of the classification's 科目, by its code or its name?"""
    return bool(entry.code) or any(getattr(i, "code", "") for i in classification.load().named(entry.leaf.text))


def _printed_rate(entry: Entry) -> StoredFact | None:
    """The rate that the table itself gives of a row's completion."""
    rates = (fact for _, fact in entry.cells if fact.unit == "%" and fact.value is not None)
    return next(
        (fact for fact in rates if re.search(r"(?:执行|完成)(?:率|进度|比例)", "".join(fact.column_path))), None
    )


def _called(fact: StoredFact) -> str:
    return f"{fact.row_path[-1]}（{'／'.join(fact.column_path)}）" if fact.column_path else fact.row_path[-1]


def _columns(entry: Entry, against: str, vocabulary: Vocabulary) -> tuple[StoredFact, StoredFact] | None:
    """A row's figure and the one it is set against; None where it hasn't both."""
    for _, fact in entry.cells:
        other = changes.account_beside(entry, fact) if against == "budget" else _last_year(entry, fact, vocabulary)
        if other is not None:
            return (other, fact) if against == "budget" else (fact, other)
    return None


def _last_year(entry: Entry, fact: StoredFact, vocabulary: Vocabulary) -> StoredFact | None:
    year = vocabulary.document.year
    if year is None or fact.year not in (None, year) or fact.measure is not Measure.LEVEL:
        return None
    ours = [part for part in fact.column_path if not _YEARS.search(part)]
    for _, other in entry.cells:
        theirs = [part for part in other.column_path if not _YEARS.search(part)]
        if other.year == year - 1 and theirs == ours and other.measure is Measure.LEVEL and other.unit == fact.unit:
            return other
    return None


def _of_levels(vocabulary: Vocabulary) -> Iterator[Source]:
    """By section: subjects of which sentences give both the budget and the final account."""
    by_section: dict[tuple[str, ...], dict[tuple[str, ...], dict[bool, StoredFact]]] = defaultdict(dict)
    for entry in vocabulary.told:
        fact = entry.cells[0][1]
        for final, word in ((False, "预算"), (True, "决算")):
            if changes.is_account(fact, word) and len(fact.row_path) > 1:
                by_section[fact.section].setdefault(fact.row_path, {}).setdefault(final, fact)
    for section, subjects in by_section.items():
        both = [(path, found[True], found[False]) for path, found in subjects.items() if len(found) == 2]
        pairs = [
            algebra.Pair(
                path[-1], algebra.Cell(done.id, f"{path[-1]}决算数"), algebra.Cell(planned.id, f"{path[-1]}预算数")
            )
            for path, done, planned in both
        ]
        yield list(section[-1:]), pairs, [done for _, done, _ in both]


def _of_changes(frame: Frame, vocabulary: Vocabulary) -> Iterator[Source]:
    """Stated changes by what they are parts of (原有项目净减少…，其中：甲减少…); for projects, all such together."""
    every: list[tuple[algebra.Pair, StoredFact, str]] = []
    for head, parts in movements(vocabulary).items():
        if carried_by(head) == "only":
            continue
        pairs = [
            algebra.Pair(fact.row_path[-1], algebra.Cell(fact.id, fact.row_path[-1]), None, falls)
            for fact, falls in parts
        ]
        if frame.noun != "project":
            if _names(head, frame.group, vocabulary):
                yield [head], pairs, [fact for fact, _ in parts]
        elif "项目" in head:
            every += [(pair, fact, head) for pair, (fact, _) in zip(pairs, parts, strict=True)]
            yield [head], pairs, [fact for fact, _ in parts]
    if every:
        yield ["项目"], [pair for pair, *_ in every], [fact for _, fact, _ in every]


def _names(head: str, text: str, vocabulary: Vocabulary) -> bool:
    """Do the words name just this subject, not only what every subject is called (支出)?"""
    seg = segment(text, vocabulary)
    name = vocabulary.name(head)
    found = match(name, seg, vocabulary)
    bare = re.sub(r"支出|收入|预算|决算|经费", "", seg.core)
    return found is not None and len(bare) > 1 and (found.exact or telling(found, name, seg, vocabulary))


def movements(vocabulary: Vocabulary) -> dict[str, list[tuple[StoredFact, bool]]]:
    """By the name of a stated change: its parts, and whether a part is an amount that fell.

    Parts are changes stated under it, or levels of the same sentence right after it that add up to it exactly
    (两个项目不再安排，减少支出973.76万元，即甲36.99万元和乙936.77万元).
    """
    known: dict[str, list[tuple[StoredFact, bool]]] | None = vocabulary.lasting.get("movements")
    if known is None:
        known = vocabulary.lasting["movements"] = _movements(vocabulary)
    return known


def listed(vocabulary: Vocabulary) -> list[algebra.Group]:
    """The sets that a stated change lists with their amounts (本年新增两个项目：甲…和乙…)."""
    return [
        algebra.Group(tuple(algebra.Cell(fact.id, fact.row_path[-1]) for fact, _ in parts), _bare(head))
        for head, parts in movements(vocabulary).items()
        if all(fact.measure is Measure.LEVEL for fact, _ in parts)
    ]


def _movements(vocabulary: Vocabulary) -> dict[str, list[tuple[StoredFact, bool]]]:
    found: dict[str, list[tuple[StoredFact, bool]]] = defaultdict(list)
    moved = [entry.cells[0][1] for entry in vocabulary.changes if entry.cells[0][1].measure is Measure.CHANGE]
    for fact in moved:
        if len(fact.row_path) > 1:
            found[fact.row_path[-2]].append((fact, False))
    levels = sorted((entry.cells[0][1] for entry in vocabulary.told), key=lambda fact: fact.id)
    for fact in moved:
        if fact.row_path[-1] in found or not fact.value:
            continue
        total = Decimal(0)
        parts: list[tuple[StoredFact, bool]] = []
        for level in levels:
            if level.id > fact.id and level.sentence == fact.sentence and level.unit == fact.unit and level.value:
                total += level.value
                parts.append((level, fact.value < 0))
                if total >= abs(fact.value):
                    break
        if len(parts) > 1 and total == abs(fact.value):
            found[fact.row_path[-1]] = parts
    return {head: parts for head, parts in found.items() if len(parts) > 1}


def _inside(
    members: list[algebra.Pair], facts: list[StoredFact], heads: list[str], seg: Segment, vocabulary: Vocabulary
) -> tuple[list[algebra.Pair], str]:
    """The pairs under what the words name: all of a source that is so named, or its rows below a row so named."""
    label = heads[0] if heads else ""
    if not seg.content or _explained(heads, seg, vocabulary):
        return members, label
    kept = [
        (pair, fact)
        for pair, fact in zip(members, facts, strict=True)
        if _explained([*heads, *fact.row_path[:-1], *fact.column_path], seg, vocabulary)
    ]
    above = next(
        (name for _, fact in kept for name in fact.row_path[:-1] if _explained([name], seg, vocabulary)), label
    )
    return [pair for pair, _ in kept], above


def _bare(heading: str) -> str:
    """A heading without its number: （三）具体情况 → 具体情况."""
    return re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]+|净$", "", heading)


def _explained(texts: list[str], seg: Segment, vocabulary: Vocabulary) -> bool:
    mask = 0
    for text in texts:
        found = match(vocabulary.name(text), seg, vocabulary)
        mask |= found.mask if found else 0
    return seg.explained(mask) >= max(EXPLAINED, 0.8)
