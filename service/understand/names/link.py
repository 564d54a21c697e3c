"""Words of a question → addresses in a document, by score.

A fact's address is made of names: its row and the rows above, its column and the headers above, its
table. An address scores by the characters of the question that it explains, less what it assumes
that wasn't asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.facts import Measure
from ingest.store.records import StoredFact
from service.understand.names.assumed import (
    another_subject,
    heading_score,
    in_unit,
    made_for,
    sheet_score,
    unsaid_qualifiers,
)
from service.understand.names.match import match, telling
from service.understand.names.naming import Name, grams, official_names
from service.understand.names.segment import Match, Segment, span
from service.understand.names.told import in_field, told
from service.understand.names.vocabulary import Entry, Heading, Vocabulary, side_of
from service.understand.names.weights import (
    CHILD,
    CODED,
    DEEP,
    DEFAULT_ROW,
    EXACT,
    EXPLAINED,
    HOME,
    MADE_FOR,
    NEAR,
    RULED_OUT,
    TITLE,
    TOTALLED,
    UNEXPLAINED,
    UNSAID,
    UNSAID_MOST,
    UNSAID_TITLE,
    WHOLE,
)
from service.understand.wording import words


@dataclass(frozen=True, slots=True)
class Reading:
    """One address that a segment may mean. ``explained`` is the part (0…1) of its content explained."""

    fact: StoredFact
    entry: Entry
    heading: Heading
    score: float
    explained: float
    named: bool
    """the row itself was named, or what it lies in, not taken by default"""
    whole: bool = False
    """it was named by a whole name or alias, or its code"""
    column: bool = False
    """its column was named"""
    said: int = 0
    """the characters of the question (a mask) that its row's names explain"""
    covered: int = 0
    """the characters of the question (a mask) that all its names explain"""

    @property
    def table(self) -> int | None:
        return self.fact.table


def sure(fact: StoredFact, entry: Entry, heading: Heading) -> Reading:
    """A cell that other words have led to: it needs none of its own."""
    return Reading(fact, entry, heading, 1.0, 1.0, True)


def link(
    seg: Segment, vocabulary: Vocabulary, measures: frozenset[Measure] = frozenset({Measure.LEVEL})
) -> list[Reading]:
    """Addresses that ``seg`` may mean, best first; those far behind the best are left out."""
    known: list[Reading] | None = seg.links.get(measures)
    if known is not None:
        return known
    found: list[Reading] = []
    near = near_names(seg, vocabulary)
    for entry in _worth_scoring(seg, vocabulary, near, measures):
        found += _score_entry(entry, seg, vocabulary, near, measures)
    found = [r for r in found if r.score > -RULED_OUT / 2 and (r.named or r.column or r.heading.total)]
    found.sort(key=lambda reading: (-reading.score, reading.fact.id))
    near_best = [reading for reading in found if reading.score > found[0].score - 4] if found else []
    seg.links[measures] = near_best
    return near_best


def _worth_scoring(
    seg: Segment, vocabulary: Vocabulary, near: frozenset[str], measures: frozenset[Measure]
) -> Iterable[Entry]:
    """The entries that share anything with the segment in their own name, or may be meant without it."""
    if Measure.LEVEL not in measures:
        return vocabulary.changes
    named = [entry for core in near for entry in vocabulary.by_leaf.get(core, ())]
    coded = [entry for code in seg.codes for entry in vocabulary.by_code.get(code, ())]
    counting = vocabulary.counting if seg.counter not in (None, "元", "%") else ()
    if seg.coded:
        coded += [entry for core in seg.coded for entry in vocabulary.by_leaf.get(core, ())]
    return {id(entry): entry for entry in (*named, *coded, *counting, *vocabulary.open_entries)}.values()


def near_names(seg: Segment, vocabulary: Vocabulary) -> frozenset[str]:
    """Cores of the names that share anything with the segment."""
    indices = {index for gram in grams(seg.core) for index in vocabulary.by_gram.get(gram, ())}
    return frozenset(vocabulary.names[index].core for index in indices)


def _score_entry(
    entry: Entry, seg: Segment, vocabulary: Vocabulary, near: frozenset[str], measures: frozenset[Measure]
) -> list[Reading]:
    """Readings of the row's cells: the row's names first, then each column's and the table's."""
    row = _score_row(entry, seg, vocabulary, near)
    if row is None:
        return []
    title = entry.sheet.title if entry.sheet else None
    titled = match(title, seg, vocabulary) if title and title.core in near else None
    said, contrary = _sided(entry, seg)
    readings = []
    for heading, fact in entry.cells:
        if fact.measure not in measures:
            continue
        mask, score, named = heading_score(heading, fact, seg, vocabulary, near, row.mask)
        mask |= row.mask
        score += row.score
        if not row.leaf and not named:
            score -= DEFAULT_ROW + UNSAID_TITLE * unsaid_qualifiers(entry, seg)
            score += MADE_FOR if made_for(entry, seg) else 0.0
        if entry.sheet is not None and (row.leaf or named):
            own = heading.names[heading.own] if named and heading.own >= 0 else entry.leaf
            score += HOME if not entry.sheet.parts.isdisjoint(own.surfaces) else 0.0
        whole = mask | (said & ~row.mask if row.leaf else 0)
        if titled:
            score += seg.weigh(titled.mask & ~mask) * (TITLE if row.leaf else 1.0) + (EXACT / 2 if titled.exact else 0)
            whole |= titled.mask
        around = told(fact, seg) if entry.sheet is None and (row.leaf or row.anchored) else 0
        another = seg.modifiers & ~whole or contrary or _only_came(entry, seg)
        explained = seg.explained(whole | around) * (0.5 if another else 1.0)
        if not (row.leaf or row.anchored or named) and another_subject(entry, seg):
            explained *= 0.5
        score += seg.weigh(mask) - UNEXPLAINED * (1 - explained) * seg.content
        readings.append(
            Reading(fact, entry, heading, score, explained, row.leaf or row.anchored, row.exact, named, row.mask, whole)
        )
    return readings


_SIDE = re.compile(
    r"(?:财政)?(?:拨款)?(?:年度)?(?:预算|决算)?(?P<side>收入|支出)(?:年度)?(?:预算|决算)?(?:合计|总计|总额|总数|数|额)?"
)


def _sided(entry: Entry, seg: Segment) -> tuple[int, bool]:
    """The characters (a mask) that say which side of its money a body's row is of, and whether its table is of the
    other side."""
    side = entry.sheet.side if entry.sheet else None
    if side is None or entry.default or not entry.leaf.text.endswith(words.load().body_rows):
        return 0, False
    hits = list(_SIDE.finditer(seg.core))
    same = [hit for hit in hits if side_of(hit["side"]) == side]
    return sum(span(*hit.span()) for hit in same), bool(hits) and not same


def _only_came(entry: Entry, seg: Segment) -> bool:
    """Does a sentence tell what was added (新增甲资金6000万元), where the question asks what was spent?"""
    if entry.sheet is not None or not entry.leaf.core.startswith(words.load().movements):
        return False
    return re.search(words.load().spent, seg.core) is not None and re.search(words.load().changing, seg.core) is None


@dataclass(frozen=True, slots=True)
class _Row:
    """How the question names a row: the characters its names explain, whether its own name (``leaf``),
    a whole name (``exact``) or one that it lies in (``anchored``) was said."""

    mask: int
    score: float
    leaf: bool
    exact: bool
    anchored: bool


def _score_row(entry: Entry, seg: Segment, vocabulary: Vocabulary, near: frozenset[str]) -> _Row | None:
    coded = entry.code in seg.codes if entry.code else entry.sheet is None and entry.leaf.core in seg.coded
    if seg.codes and not coded and entry.code:
        return None
    counted = _is_counted(entry, seg)
    leaf = match(entry.leaf, seg, vocabulary) if entry.leaf.core in near else None
    in_form = entry.sheet is not None and entry.sheet.subject is not None and entry.depth > 2
    if not leaf and not coded and not entry.default and not counted and not in_form:
        return None
    score = sheet_score(entry, seg) - DEEP * entry.depth
    field = entry.sheet is None and in_field(entry.cells[0][1])
    mask = covered = 0
    anchored = parented = False
    lenient = counted
    for i, name in enumerate(entry.names[:-1]):
        above = match(name, seg, vocabulary) if name.core in near else None
        if above and (above.exact or telling(above, name, seg, vocabulary)):
            covered |= above.mask if above.exact or field or _only_in(entry.leaf, leaf, name, above) else 0
            lenient = lenient or (above.exact and len(name.core) > 2)
            mask |= above.mask
            score += EXACT / 2 if above.exact else 0
            parented = i == entry.depth - 2
            anchored = anchored or i == 0 or parented
    if leaf and not coded and not leaf.exact and not _says(leaf, entry, seg, vocabulary, lenient):
        leaf = None
    said_above = leaf is not None and leaf.mask & ~covered == 0
    if said_above and not coded and entry.leaf.core not in {name.core for name in entry.names[:-1]}:
        if not entry.default:
            return None
        leaf = None  # 人员经费合计 under 人员经费: the total of what was named
    if coded:
        score += CODED
    elif leaf:
        score += (EXACT if leaf.exact else 0.0) - min(UNSAID * leaf.unsaid, UNSAID_MOST)
    elif not entry.default:
        if not (parented and in_form) and not (counted and anchored and not field):
            return None
        score -= CHILD
    mask |= leaf.mask if leaf else 0
    return _Row(mask, score, coded or leaf is not None, coded or bool(leaf and leaf.exact), anchored)


def _only_in(leaf: Name, said: Match | None, above: Name, found: Match) -> bool:
    """Is a row's name said only within what names the row above it (殡葬 in 殡葬中心, for 殡葬管理服务中心)?"""
    if said is None or leaf.core not in above.core:
        return False
    times = said.mask.bit_count() // len(leaf.core)
    return said.mask & ~found.mask == 0 and said.mask != found.mask and times <= above.core.count(leaf.core)


def _says(leaf: Match, entry: Entry, seg: Segment, vocabulary: Vocabulary, lenient: bool) -> bool:
    """Does a piece of the row's name say the row? A word of change alone (新增 of 耳机新增) says none."""
    if leaf.mask & ~_changing(seg.core) == 0:
        return False
    return not _another_item(leaf, entry, seg) and telling(leaf, entry.leaf, seg, vocabulary, lenient)


@lru_cache(maxsize=1024)
def _changing(core: str) -> int:
    """The characters (a mask) of words of change."""
    hits = re.finditer(words.load().changing, core)
    return sum(span(*hit.span()) for hit in hits)


def _another_item(leaf: Match, entry: Entry, seg: Segment) -> bool:
    """Is what seems a piece of the row's official name another official name, said whole (电费 in 邮电费)?"""
    names = official_names()
    if entry.leaf.core not in names:
        return False
    said = [(start, end) for start, end in seg.tokens if seg.core[start:end] in names]
    spans = [(start, end) for start, end in said if not entry.leaf.core.startswith(seg.core[start:end])]
    return any(leaf.mask & ~span(start, end) == 0 for start, end in spans)


def _is_counted(entry: Entry, seg: Segment) -> bool:
    """Does a cell of the row count what the question counts (570人 for 多少人)?"""
    if seg.counter in (None, "元", "%", "个"):
        return False
    return any(in_unit(str(seg.counter), fact.unit or "") for _, fact in entry.cells)


def likely(readings: list[Reading], least: float = EXPLAINED) -> list[Reading]:
    """The readings as likely meant as the best one, if the best explains enough of the question."""
    good = [reading for reading in readings if reading.explained >= _enough(reading, least)]
    if not good:
        return []
    best = good[0].score
    return [reading for reading in good if reading.score >= best - NEAR]


def _enough(reading: Reading, least: float) -> float:
    """A whole name needs less of the question explained than a row that nobody named."""
    if reading.whole:
        return min(least, WHOLE)
    return least if reading.named else max(least, TOTALLED)
