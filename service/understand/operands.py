"""The words of one operand → the expressions it may mean; several operands → the combination that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from ingest.facts import State
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand import grammar, groups, narrowed, normalise, numbers, words
from service.understand.folded import fold
from service.understand.label import label_of
from service.understand.link import Reading, likely, link
from service.understand.listing import BESIDE, items
from service.understand.match import match
from service.understand.segment import Segment, segment
from service.understand.vocabulary import Vocabulary

SAME_TABLE = 1.0
SAME_COLUMN = 0.5
SAME_SCOPE = 0.4
WIDE = 1.5
"""how far behind its own best reading an operand's reading may be, if it fits the other operand better"""

_MINUS = re.compile(r"(?P<a>.{2,}?)(?:减去|减掉|扣除|扣掉|减(?!少|免|支|排|税|负|低|灾|征|半|量))(?P<b>[^减]{2,})")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One expression an operand may mean. ``readings`` are the addresses it reads."""

    expression: algebra.Expression
    score: float
    explained: float
    readings: tuple[Reading, ...]

    @property
    def unit(self) -> str:
        return (self.readings[0].fact.unit or "") if self.readings else ""


def candidates(text: str, vocabulary: Vocabulary, lent: str = "", keep: bool = False) -> list[Candidate]:
    """Expressions that an operand's words may mean, best first; [] where nothing is explained well enough.

    ``lent`` is the other operand's words: what this one leaves out (the row, the project) it borrows;
    with ``keep`` only where it has no meaning of its own.
    """
    text = _without_amounts(text)
    combined = _remainder(text, vocabulary) or _sum(text, vocabulary) or _parts(text, vocabulary)
    if combined:
        return [combined]
    picked = narrowed.picked(grammar.polite(text), vocabulary)
    if picked is not None:
        return [_of_set(picked, vocabulary)]
    grouped = groups.named_set(text, vocabulary)
    if grouped and grouped.members:
        return [_of_set(grouped, vocabulary)]
    own = _single(text, vocabulary) or _beside(text, vocabulary)
    if lent and (bare_total(text) or bare_table(text, vocabulary)):
        return _borrowed(text, lent, vocabulary) or own
    if lent and keep and own:
        return own
    if lent and not any(candidate.readings[0].named for candidate in own[:1]):
        return _borrowed(text, lent, vocabulary) or own
    return own


def _without_amounts(text: str) -> str:
    """机关运行经费预算171.01万元 → 机关运行经费预算: an amount beside a name only repeats its figure."""
    bare = re.sub(r"(?:为|是|共)?\d[\d,]*(?:\.\d+)?(?:万元|亿元|千元|元)(?:的)?", "", text)
    return bare if len(normalise.name(bare)) > 1 else text


def _of_set(group: algebra.Group, vocabulary: Vocabulary) -> Candidate:
    """A set's members added up; its one member itself."""
    readings = tuple(_reading_of(cell, vocabulary) for cell in group.members)
    one = len(group.members) == 1
    return Candidate(group.members[0] if one else algebra.Sum(group.members, group.label), 3.0, 1.0, readings)


def _parts(text: str, vocabulary: Vocabulary) -> Candidate | None:
    """X各项加起来, X的明细之和 → the sum of X's children."""
    found = re.match(
        r"(?P<x>.+?)(?:的|下面?的?|里面?的?|中的?)?(?:各分?项|各个?项目|各明细|明细|下级|各部分|子项|各子项|各款|各类|分项)(?:数|金额|支出|费用)*(?:加起来|相加|之和|合计|总和|加总)?$",
        text,
    )
    if not found:
        return None
    group = groups.group("child", found["x"], found["x"], vocabulary)
    if group is None:
        return None
    readings = tuple(_reading_of(cell, vocabulary) for cell in group.members)
    return Candidate(algebra.Sum(group.members, f"{found['x']}各项合计"), 3.0, 1.0, readings)


def member(item: str, first: str, vocabulary: Vocabulary) -> list[Candidate]:
    """An item of a list; one that means nothing alone takes the first's head (政府采购货物、工程 → 政府采购工程)."""
    own = _single(item, vocabulary)
    if item == first or (own and own[0].explained >= 1 and own[0].readings[0].whole):
        return own
    heads = [_single(first[:length] + item, vocabulary) for length in range(len(first) - 1, 1, -1)]
    heads = [found for found in heads if found and found[0].explained >= 1]
    whole = [found for found in heads if found[0].readings[0].whole or found[0].readings[0].column]
    return (whole or heads or [own])[0]


def bare_total(text: str) -> bool:
    """Is an operand nothing but a word for the whole (合计, 2025年合计)?"""
    rest = re.sub(r"(?:20)?\d{2}年度?|今年|本年|全部|总", "", normalise.name(text))
    return not rest or rest in words.load().totals


def bare_table(text: str, vocabulary: Vocabulary) -> bool:
    """Is an operand nothing but a table's title (收入决算表)?"""
    seg = segment(text, vocabulary)
    return bool(seg.sheets) and not seg.content and not seg.codes


def _single(text: str, vocabulary: Vocabulary) -> list[Candidate]:
    readings = [r for r in link(segment(text, vocabulary), vocabulary) if r.fact.state is not State.TEXT]
    good = likely(readings)
    if not good:
        return []
    close = [r for r in readings if r.score > good[0].score - WIDE and r.explained >= good[0].explained - 0.2]
    return [_candidate(r, vocabulary) for r in close[:24]]


def _borrowed(text: str, lent: str, vocabulary: Vocabulary) -> list[Candidate]:
    """Readings of the lender's row in the phase, table or column that this operand names and the lender's isn't of."""
    own = segment(text, vocabulary)
    if own.phase:
        return _in_phase(own.phase, text, lent, vocabulary)
    rows = [r for r in likely(link(segment(lent, vocabulary), vocabulary)) if r.named]
    if not rows:
        return []
    if bare_total(text):
        whole = [r for r in _row_readings(rows[0]) if r.heading.total and r.fact.id != rows[0].fact.id]
        return [_candidate(r, vocabulary) for r in whole[:1]]
    own_column = rows[0].heading.names[rows[0].heading.own].text if rows[0].column and own.sheets else ""
    seg = segment(f"{text}的{rows[0].entry.leaf.text}{own_column}", vocabulary)
    readings = [r for r in link(seg, vocabulary) if r.named and r.entry.leaf.core == rows[0].entry.leaf.core]
    fitting = [
        r
        for r in readings
        if r.fact.id != rows[0].fact.id and (own.table is not None or own.sheets or _names_place(r, own, vocabulary))
    ]
    return [_candidate(r, vocabulary) for r in likely(fitting)]


def _in_phase(phase: str, text: str, lent: str, vocabulary: Vocabulary) -> list[Candidate]:
    """The lender's row in another phase (实施期 against 年度)."""
    bare = lent
    for phrases in words.load().phases.values():
        for phrase in phrases:
            bare = bare.replace(phrase, "")
    readings = likely(link(segment(f"{bare}{text}", vocabulary), vocabulary))
    return [_candidate(r, vocabulary) for r in readings if r.fact.phase == phase]


def _row_readings(reading: Reading) -> list[Reading]:
    return [replace(reading, fact=fact, heading=heading) for heading, fact in reading.entry.cells]


def _candidate(reading: Reading, vocabulary: Vocabulary) -> Candidate:
    cell = algebra.Cell(reading.fact.id, label_of(reading, vocabulary))
    return Candidate(cell, reading.score, reading.explained, (reading,))


def _beside(text: str, vocabulary: Vocabulary) -> list[Candidate]:
    """Names one after another without a mark (办公费印刷费): their sum, if each stands for itself."""
    folded = fold(grammar.polite(text), vocabulary.protect)
    names = items(folded.text, folded, BESIDE)
    found = [_single(name, vocabulary) for name in names]
    if len(found) < 2 or not all(single and single[0].readings[0].whole for single in found):
        return []
    chosen = together(found)
    if not chosen:
        return []
    readings = tuple(reading for candidate in chosen for reading in candidate.readings)
    total = algebra.Sum(tuple(candidate.expression for candidate in chosen))
    return [Candidate(total, sum(c.score for c in chosen) / len(chosen), 1.0, readings)]


def _names_place(reading: Reading, own: Segment, vocabulary: Vocabulary) -> bool:
    """Does the operand name the reading's column, or its table, whole?"""
    names = [] if reading.heading.total else list(reading.heading.names[-1:])
    names += [reading.entry.sheet.title] if reading.entry.sheet else []
    for name in names:
        found = match(name, own, vocabulary)
        if found and (found.exact or own.explained(found.mask) >= 0.8):
            return True
    return False


def _remainder(text: str, vocabulary: Vocabulary) -> Candidate | None:
    """甲加乙减丙 → what is left of the sum, if each term is explained; the last 减 splits."""
    found = _MINUS.fullmatch(text)
    if found is None or any(start < found.start("b") - 1 < end for start, end in vocabulary.protect(text)):
        return None
    first = found["a"].split("加")[0]
    less = member(found["b"], first, vocabulary)
    whole = candidates(found["a"], vocabulary)
    pair = together([whole, less])
    if not pair or any(candidate.explained < 1 for candidate in pair):
        return None
    left, right = pair
    return Candidate(
        algebra.Difference(left.expression, right.expression),
        (left.score + right.score) / 2,
        1.0,
        left.readings + right.readings,
    )


def _sum(text: str, vocabulary: Vocabulary) -> Candidate | None:
    """甲、乙和丙三项 → the sum of its items, if each is a name of its own."""
    folded = fold(grammar.polite(text), vocabulary.protect)
    body = re.sub(rf"(?:这)?(?:{numbers.CHINESE}|\d)+(?:项|者|个|类)(?:费用|支出|项目)?$", "", folded.text)
    listed = items(body, folded)
    if len(listed) < 2:
        return None
    found = together([member(item, listed[0], vocabulary) for item in listed])
    if not found or not all(
        candidate.readings[0].named or "合计" not in item for candidate, item in zip(found, listed, strict=True)
    ):
        return None
    return Candidate(
        algebra.Sum(tuple(candidate.expression for candidate in found)),
        sum(candidate.score for candidate in found) / len(found),
        min(candidate.explained for candidate in found),
        tuple(reading for candidate in found for reading in candidate.readings),
    )


def together(lists: Sequence[list[Candidate]], parted: bool = False, apart: bool = False) -> list[Candidate] | None:
    """One candidate of each list, so that they fit one another best: same table, column and side of the carry-over.

    ``parted``: the first is a part of the second, so that a second of 0 or less than the first hardly fits.
    None where a list is empty or no combination has units that can meet.
    """
    if not lists or not all(lists):
        return None
    if len(lists) > 2:
        return _by_table(lists)
    best: tuple[float, tuple[Candidate, ...]] | None = None
    for combination in product(*(found[:16] for found in lists)):
        if not _compatible(combination):
            continue
        score = sum(candidate.score for candidate in combination) + _fit(combination)
        if parted:
            score -= _misfit(*combination)
        if apart and _equal(*combination):
            score -= SAME_TABLE + SAME_COLUMN
        if best is None or score > best[0] + 1e-9:
            best = (score, combination)
    return list(best[1]) if best else None


def _by_table(lists: Sequence[list[Candidate]]) -> list[Candidate] | None:
    tables = {candidate.readings[0].table for candidate in lists[0]}
    best: tuple[float, list[Candidate]] | None = None
    for table in tables:
        chosen: list[Candidate] = []
        score = 0.0
        for found in lists:
            inside = [c for c in found if c.readings and c.readings[0].table == table]
            pick = inside[0] if inside else found[0]
            score += pick.score + (SAME_TABLE + SAME_COLUMN if inside else 0)
            chosen.append(pick)
        if _compatible(chosen) and (best is None or score > best[0]):
            best = (score, chosen)
    return best[1] if best else None


def _fit(combination: Sequence[Candidate]) -> float:
    first, second = combination
    if not first.readings or not second.readings:
        return 0.0
    a, b = first.readings[0], second.readings[0]
    score = 0.0
    if a.fact.id == b.fact.id:
        return -5.0
    if a.table == b.table and a.table is not None:
        score += SAME_TABLE
        if a.fact.column_path == b.fact.column_path or a.fact.row_path == b.fact.row_path:
            score += SAME_COLUMN
    elif a.table is None and b.table is None and a.fact.sentence == b.fact.sentence:
        score += SAME_TABLE / 2
    if _carried(a) == _carried(b):
        score += SAME_SCOPE
    return score


def _equal(left: Candidate, right: Candidate) -> bool:
    """Are two single figures the same amount? Nobody asks how far such a pair is apart if another pair fits."""
    if len(left.readings) != 1 or len(right.readings) != 1:
        return False
    return left.readings[0].fact.value == right.readings[0].fact.value


def _misfit(part: Candidate, whole: Candidate) -> float:
    """How little a part and its whole fit by their values."""
    if len(part.readings) != 1 or len(whole.readings) != 1:
        return 0.0
    a, b = part.readings[0].fact, whole.readings[0].fact
    left = (a.value or Decimal(0)) * MONEY.get(a.unit or "", Decimal(1))
    right = (b.value or Decimal(0)) * MONEY.get(b.unit or "", Decimal(1))
    if right == 0:
        return 3.0
    path, above = a.row_path, b.row_path
    belongs = len(above) < len(path) and path[: len(above)] == above
    beside = len(path) > 1 and path[:-1] == above[:-1] and path != above
    return (1.5 if left > right * Decimal("1.001") else 0.0) + (1.0 if beside else 0.0) - (1.0 if belongs else 0.0)


def _carried(reading: Reading) -> str | None:
    sheet = reading.entry.sheet
    return reading.heading.carried or (sheet.carried if sheet else None)


def _compatible(combination: Sequence[Candidate]) -> bool:
    units = {candidate.unit for candidate in combination if candidate.readings}
    return len(units) < 2 or all(unit in MONEY for unit in units)


def _reading_of(cell: algebra.Cell, vocabulary: Vocabulary) -> Reading:
    entry, heading = vocabulary.cell_of[cell.fact]
    return Reading(vocabulary.facts[cell.fact], entry, heading, 1.0, 1.0, True)


def given(text: str) -> algebra.Given | None:
    """A number that the question gives for an operand: 570人 → 570 人, unit '' where it says none."""
    found = numbers.amount(text)
    return algebra.Given(Decimal(found[0]), found[1]) if found is not None else None
