"""Targets, standards and counts by what is distinctive in their names: 储备编织袋数量 for 编织袋要存够多少条.

A figure of just what is counted, or of a limit or standard, is looked for among the few of that unit by the
characters of the question that its names hold; one that others come near to is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand.names.assumed import counts, turned_over
from service.understand.names.label import label_of
from service.understand.names.link import sure
from service.understand.names.naming import grams, in_order
from service.understand.names.segment import Segment, segment
from service.understand.names.vocabulary import Entry, Heading, Vocabulary
from service.understand.resolution import Resolution
from service.understand.wording import normalise, words

ENOUGH = 0.6
"""part of a question's telling characters that a figure's names must hold"""
STANDARD = 0.8
"""… that those of a standard must: others of its kind are told apart by one word"""
AHEAD = 1.0
"""characters by which they must hold more than those of any other"""
_ONE = re.compile("每|人均|户均|次均|标准|单价|单[件次个人台份套册张户]")
"""in a name: the amount is for one of something"""
APART = 0.25
"""part of its name by which less said a figure is no rival"""
PAIRS = 1
"""pairs of the question's characters that they must hold"""

Place = tuple[Entry, Heading, StoredFact]
"""a figure with its row and its column"""


def asks_standard(text: str) -> bool:
    """Does a question ask for a limit or for what one gets a month, so that nothing computed answers?"""
    return re.search(words.load().limits, text) is not None and not re.search(words.load().averaging, text)


def standard(text: str, vocabulary: Vocabulary) -> Resolution | None:
    """The limit or standard, an amount of money for one of something, that a question asks for."""
    cells: list[Place] | None = vocabulary.lasting.get("standards")
    if cells is None:
        cells = [
            (entry, heading, fact)
            for entry in vocabulary.entries
            for heading, fact in entry.cells
            if _is_money(fact.unit)
            and (fact.comparator is not None or _ONE.search(_path(fact)) or "/" in (fact.unit or ""))
        ]
        vocabulary.lasting["standards"] = cells
    return _nearest(text, cells, vocabulary, STANDARD)


def counted(text: str, vocabulary: Vocabulary) -> Resolution | None:
    """The figure of what a question counts."""
    counter = _counter(text, vocabulary)
    if counter is None:
        return None
    cells = [
        (entry, heading, fact)
        for entry in vocabulary.counting
        for heading, fact in entry.cells
        if fact.unit and not _is_money(fact.unit) and counts(counter, fact.unit)
    ]
    asked = segment(text, vocabulary)
    cells = [cell for cell in cells if not turned_over(cell[2], asked)]
    if re.search(words.load().done, text):
        cells = [cell for cell in cells if cell[2].comparator is None and not cell[2].phase]
    return _nearest(text, cells, vocabulary, ENOUGH)


def moved(subject: str, text: str, vocabulary: Vocabulary) -> Resolution | None:
    """What a sentence says by the question's own word of change of the thing itself (压缩窗口设置62%)."""
    core = normalise.name(subject)
    change = re.search(words.load().changing, text)
    if change is None or len(core) < 2:
        return None
    for entry in vocabulary.told:
        leaf = entry.leaf.core
        if leaf.startswith(change.group(0) + core) and entry.cells[0][1].unit not in MONEY:
            heading, fact = entry.cells[0]
            return Resolution(algebra.Cell(fact.id, label_of(sure(fact, entry, heading), vocabulary)), 1.0, text)
    return None


def _counter(text: str, vocabulary: Vocabulary) -> str | None:
    counter = segment(text, vocabulary).counter
    if counter is None and re.search(f"(?:多少|几)(?:{'|'.join(words.load().people)})", text):
        return "人"
    return None if counter in ("元", "%") else counter


def _nearest(text: str, cells: Sequence[Place], vocabulary: Vocabulary, enough: float) -> Resolution | None:
    """The cell whose names hold most of the question, where no other comes near."""
    seg = segment(_bare(text, vocabulary), vocabulary)
    year = vocabulary.document.year
    if seg.codes or any(asked != year for asked in seg.years):
        return None
    said = _telling(seg)
    if not cells or not said:
        return None
    numbers = set(re.findall(r"\d+", seg.core)) - {str(asked) for asked in seg.years}
    pairs = grams(seg.core) & _pairs(seg, said)
    uncounted = _uncounted(seg.core)
    scored: list[tuple[int, int, float, Entry, Heading, StoredFact]] = []
    for entry, heading, fact in cells:
        path = _path(fact)
        if not numbers <= set(re.findall(r"\d+", path)):
            continue
        own = _core(*fact.row_path[-1:])
        mine = sum(seg.core[i] in path for i in said)
        leaf = sum(seg.core[i] in own for i in said)
        if mine >= enough * len(said) and len(pairs & grams(path)) >= PAIRS and _share(own, uncounted):
            scored.append((mine, leaf, _share(own, seg.core), entry, heading, fact))
    if not scored:
        return None
    mine, leaf, share, entry, heading, fact = max(scored, key=lambda one: (one[:3], one[5].phase != "实施期"))
    for other in scored:
        near = other[0] + other[1] > mine + leaf - AHEAD and other[2] > share - APART
        if near and other[5].row_path != fact.row_path and (other[5].value, other[5].unit) != (fact.value, fact.unit):
            return None
    same = [o[5] for o in scored if o[5].row_path == fact.row_path and o[5].phase == fact.phase]
    if len({one.value for one in same}) > 1:
        if fact.table is not None:
            return None
        fact = same[0 if re.search(words.load().formerly, text) else -1]  # from … to …
        entry, heading = vocabulary.cell_of[fact.id]
    reading = sure(fact, entry, heading)
    return Resolution(algebra.Cell(fact.id, label_of(reading, vocabulary)), mine / len(said), text)


def _bare(text: str, vocabulary: Vocabulary) -> str:
    """The question without what asks for a limit, for one of something or speaks of the body itself."""
    known = words.load()
    text = re.sub("[往朝]上", "以上", text)
    text = re.sub(f"{known.limits}|{known.for_each}|{known.around_counts}|成本|费用", "，", text)
    opening = re.match(r"[\u4e00-\u9fff]{2,4}?(?=现在|目前|有|一共|总共|，)", text)
    if opening and in_order(opening.group(0), vocabulary.document.unit_name):
        text = text[opening.end() :]
    return text


def _telling(seg: Segment) -> frozenset[int]:
    """The places of a segment's characters that tell something."""
    told = enumerate(zip(seg.core, seg.weights, strict=True))
    return frozenset(i for i, (character, weight) in told if weight >= 1 and "\u4e00" <= character <= "\u9fff")


def _uncounted(core: str) -> str:
    """What a question says beside 多少 and what it counts."""
    return re.sub(f"(?:多少|几)个?(?:{'|'.join(words.load().counted)})?", "", core)


def _share(name: str, said: str) -> float:
    """The part of a name that is said."""
    return sum(character in said for character in name) / max(len(name), 1)


def _pairs(seg: Segment, said: frozenset[int]) -> set[str]:
    return {seg.core[i : i + 2] for i in range(len(seg.core) - 1) if i in said or i + 1 in said}


@lru_cache(maxsize=4096)
def _core(*names: str) -> str:
    return normalise.name("".join(names))


def _path(fact: StoredFact) -> str:
    """What a figure is called, without the headings that only say what kind of target it is (产出指标)."""
    return _core(*(name for name in (*fact.row_path, *fact.column_path) if not name.endswith(("指标", "指标值"))))


def _is_money(unit: str | None) -> bool:
    return (unit or "").partition("/")[0] in MONEY
