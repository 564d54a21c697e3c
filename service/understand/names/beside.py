"""Another column of a row that was named before: 项目支出 after 甲的基本支出, 多少钱 after 买了几台甲."""

from __future__ import annotations

import re

from ingest.store.records import StoredFact
from service.plan.quantity import MONEY
from service.understand.names.assumed import counts
from service.understand.names.link import likely, link
from service.understand.names.match import match
from service.understand.names.segment import Segment, segment, span
from service.understand.names.vocabulary import Entry, Heading, Vocabulary

ALL = 0.8
"""least part of the words that the column must explain"""
PRICE = ("单价", "价格", "标准")
"""what a column of money is called that holds no amount of the row's"""
NUMBER = "数量"


def beside(text: str, fact: StoredFact, vocabulary: Vocabulary) -> StoredFact | None:
    """The cell of ``fact``'s row, or of the row of that address in another table, that ``text`` asks for by its
    column's name or by what it counts; None where ``text`` names a row of its own, or no one column."""
    if fact.table is None or fact.id not in vocabulary.cell_of:
        return None
    row = vocabulary.cell_of[fact.id][0]
    seg = segment(text, vocabulary)
    if row.default or seg.codes or seg.sheets or _own_row(seg, vocabulary):
        return None
    elsewhere = [
        entry
        for entry in vocabulary.by_leaf.get(row.leaf.core, ())
        if entry is not row and entry.sheet is not None and entry.code == row.code and _same_thing(entry, row, fact)
    ]
    for entry in (row, *elsewhere):
        found = _named(entry, seg, vocabulary) or _counted(entry, seg)
        if found is not None:
            return found if found.id != fact.id else None
    return None


def names_column(text: str, fact: StoredFact, vocabulary: Vocabulary) -> bool:
    """Does ``text`` say ``fact``'s column, or count what stands in it, and not only its row?"""
    if fact.table is None or fact.id not in vocabulary.cell_of:
        return False
    entry, heading = vocabulary.cell_of[fact.id]
    seg = segment(text, vocabulary)
    counted = seg.counter not in (None, "元", "%") and _counts(str(seg.counter), heading, fact)
    row = match(entry.leaf, seg, vocabulary)
    return counted or bool(_said(heading, seg, vocabulary) & ~(row.mask if row else 0))


def _same_thing(entry: Entry, row: Entry, fact: StoredFact) -> bool:
    """Are two rows of one name at one address, or do they hold the same figure?"""
    if entry.names == row.names:
        return True
    return bool(fact.value) and any(f.value == fact.value and f.unit == fact.unit for _, f in entry.cells)


def _own_row(seg: Segment, vocabulary: Vocabulary) -> bool:
    """Do the words name a row whole? What is carried over is a column too."""
    if not seg.content or _only_carried(seg):
        return False
    best = likely(link(seg, vocabulary))[:1]
    return any(r.whole and not r.entry.default and not r.column for r in best)


_CARRIED = re.compile("(?:上年|去年|以前年度)?(?:结转|结余)+(?:资金|的?钱)?")


def _only_carried(seg: Segment) -> bool:
    """Do the words speak of what was carried over and of nothing else?"""
    found = _CARRIED.search(seg.core) if seg.scope == "only" else None
    return found is not None and seg.explained(span(*found.span())) >= ALL


def _said(heading: Heading, seg: Segment, vocabulary: Vocabulary) -> int:
    """The characters (a mask) that say the column's own name, or the name that it stands under with no more than
    合计 or 小计 in between."""
    mask = 0
    for name in heading.names[heading.own :] if heading.own >= 0 else heading.names[-1:]:
        found = match(name, seg, vocabulary)
        if found is not None and (found.exact or found.unsaid * 3 <= len(name.core)):
            mask |= found.mask
    return mask


def _named(entry: Entry, seg: Segment, vocabulary: Vocabulary) -> StoredFact | None:
    """The one cell whose column the words name; of 上年结转 the one column of what is carried over."""
    best: tuple[int, StoredFact] | None = None
    rivals = 0
    for heading, fact in entry.cells:
        mask = _said(heading, seg, vocabulary)
        if not mask or seg.explained(mask) < ALL:
            continue
        said = mask.bit_count()
        if best is None or said > best[0]:
            best, rivals = (said, fact), 0
        elif said == best[0]:
            rivals += 1
    if best is None and _only_carried(seg):
        carried = [fact for heading, fact in entry.cells if heading.carried == "only"]
        return carried[0] if len(carried) == 1 else None
    return best[1] if best is not None and not rivals else None


def _counted(entry: Entry, seg: Segment) -> StoredFact | None:
    """The row's number for 多少台, its amount for 多少钱, where the words say nothing else."""
    if seg.content or seg.scope or seg.counter in (None, "%"):
        return None
    if seg.counter != "元":
        found = [fact for heading, fact in entry.cells if _counts(str(seg.counter), heading, fact)]
        return found[0] if len(found) == 1 else None
    amounts = [(h, f) for h, f in entry.cells if f.unit in MONEY and not _is_price(h)]
    whole = [fact for heading, fact in amounts if heading.total] or [fact for _, fact in amounts]
    return whole[0] if len(whole) == 1 else None


def _counts(counter: str, heading: Heading, fact: StoredFact) -> bool:
    if not fact.unit:
        return any(NUMBER in name.core for name in heading.names)
    return fact.unit not in MONEY and counts(counter, fact.unit)


def _is_price(heading: Heading) -> bool:
    return any(word in name.core for name in heading.names for word in PRICE)
