"""The words of one operand → the expressions it may mean: a name, what it borrows of another operand, a set."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.facts import State
from service.plan import algebra, tree
from service.understand.names.label import label_of
from service.understand.names.link import Reading, likely, link, sure
from service.understand.names.match import match
from service.understand.names.segment import Segment, segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands.pairing import Candidate, together
from service.understand.sets import groups
from service.understand.wording import grammar, normalise, numbers, words
from service.understand.wording.folded import fold
from service.understand.wording.listing import BESIDE, items

CERTAIN = 3.0
"""the score of an operand that was computed: nothing else was meant"""
WIDE = 1.5
"""how far behind its own best reading an operand's reading may be, if it fits the other operand better"""

_LEFT_OVER = re.compile("结转|结余|剩|没[花用]完|没[花用]掉")
"""what was left of a year before: nobody means it who says nothing of it"""


def named(text: str, vocabulary: Vocabulary, lent: str = "", keep: bool = False) -> list[Candidate]:
    """Expressions that an operand's words may mean, best first; [] where nothing is explained well enough.

    ``lent`` is the other operand's words: what this one leaves out (the row, the project) it borrows;
    with ``keep`` only where it has no meaning of its own.
    """
    grouped = groups.named_set(text, vocabulary)
    if grouped and grouped.members:
        return [of_expression(algebra.Sum(grouped.members, grouped.label), vocabulary)]
    own = _beside(text, vocabulary) or single(text, vocabulary)
    if lent and (bare_total(text) or bare_table(text, vocabulary)):
        return _borrowed(text, lent, vocabulary) or own
    if lent and keep and own:
        return own
    if lent and not any(candidate.readings[0].named for candidate in own[:1]):
        theirs = _borrowed(text, lent, vocabulary)
        total = bool(theirs) and theirs[0].readings[0].entry.default and theirs[0].readings[0].fact.phase is None
        return own if total and own and own[0].explained >= 1 else theirs or own
    return own


def of_expression(expression: algebra.Expression, vocabulary: Vocabulary, explained: float = 1.0) -> Candidate:
    """An expression as the operand of another."""
    readings = tuple(reading_of(cell, vocabulary) for cell in tree.cells(expression))
    return Candidate(expression, CERTAIN, explained, readings, tree.unit_of(expression, vocabulary.facts))


def parallel(text: str, first: str, vocabulary: Vocabulary) -> list[Candidate]:
    """Another column of the row that ``first`` names: 甲的本年支出 … 本年收入 → 甲的本年收入."""
    head, mark, _ = first.rpartition("的")
    seg = segment(text, vocabulary)
    if not mark or not head or "的" in text or seg.sheets or seg.table is not None:
        return []
    row, own = single(head, vocabulary), single(first, vocabulary)
    if not row or not own or not row[0].readings[0].whole or _leaf(row[0]) != _leaf(own[0]):
        return []
    found = [c for c in single(f"{head}的{text}", vocabulary) if c.explained >= 1 and _leaf(c) == _leaf(row[0])]
    return [c for c in found if c.readings[0].fact.id != own[0].readings[0].fact.id]


def _leaf(candidate: Candidate) -> str:
    return candidate.readings[0].entry.leaf.core


def member(item: str, first: str, vocabulary: Vocabulary) -> list[Candidate]:
    """An item of a list; one that means nothing alone takes the first's head (政府采购货物、工程 → 政府采购工程)."""
    own = single(item, vocabulary)
    if item == first or (own and own[0].explained >= 1 and own[0].readings[0].whole):
        return own
    heads = [single(first[:length] + item, vocabulary) for length in range(len(first) - 1, 1, -1)]
    heads = [found for found in heads if found and found[0].explained >= 1]
    whole = [found for found in heads if found[0].readings[0].whole or found[0].readings[0].column]
    return (whole or heads or [own])[0]


def bare_total(text: str) -> bool:
    """Is an operand nothing but a word for the whole (合计, 2025年合计)?"""
    rest = re.sub(r"(?:20)?\d{2}年度?|今年|本年|全部|总|的|年度(?=总?[额数]|的)", "", normalise.name(text))
    return rest in ("", "额", "数") or rest in words.load().totals


def bare_table(text: str, vocabulary: Vocabulary) -> bool:
    """Is an operand nothing but a table's title (收入决算表)?"""
    seg = segment(text, vocabulary)
    return bool(seg.sheets) and not seg.content and not seg.codes


def single(text: str, vocabulary: Vocabulary) -> list[Candidate]:
    readings = [r for r in link(segment(text, vocabulary), vocabulary) if r.fact.state is not State.TEXT]
    good = likely(readings)
    if not good:
        return []
    if good[0].fact.value is None:  # 甲's carry-over may have a row of its own, 甲（结转）
        name = good[0].entry.leaf.core
        filled = [r for r in readings if r.named and r.explained >= 1 and r.entry.leaf.core.startswith(name)]
        own = [r for r in filled if r.fact.value is not None and r.entry.leaf.core != name and r.heading.total]
        if own:
            return [of_reading(r, vocabulary) for r in own]
    if good[0].fact.value is None and not good[0].whole:  # nothing printed under a name said in part: not this one
        printed = [r for r in readings if r.fact.value is not None and r.explained >= good[0].explained]
        good = printed[:1] or good
        readings = printed or readings
    close = [r for r in readings if r.score > good[0].score - WIDE and r.explained >= good[0].explained - 0.2]
    if good[0].fact.value is not None:
        close = [r for r in close if r.whole or r.entry.default or r.fact.value is not None]
    if not _LEFT_OVER.search(text) and not _LEFT_OVER.search(good[0].entry.leaf.text):
        close = [r for r in close if not _LEFT_OVER.search(r.entry.leaf.text)]
    if good[0].whole:  # a whole name isn't a piece of another
        close = [r for r in close if r.whole or r.entry.default]
    return [of_reading(r, vocabulary) for r in close[:24]]


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
        return [of_reading(r, vocabulary) for r in whole[:1]]
    own_column = rows[0].heading.names[rows[0].heading.own].text if rows[0].column and own.sheets else ""
    seg = segment(f"{text}的{rows[0].entry.leaf.text}{own_column}", vocabulary)
    readings = [r for r in link(seg, vocabulary) if r.named and r.entry.leaf.core == rows[0].entry.leaf.core]
    fitting = [
        r
        for r in readings
        if r.fact.id != rows[0].fact.id and (own.table is not None or own.sheets or _names_place(r, own, vocabulary))
    ]
    return [of_reading(r, vocabulary) for r in likely(fitting)]


def _in_phase(phase: str, text: str, lent: str, vocabulary: Vocabulary) -> list[Candidate]:
    """The lender's row in another phase (实施期 against 年度)."""
    lender = [r for r in likely(link(segment(lent, vocabulary), vocabulary)) if r.named][:1]
    if lender and bare_total(text):
        beside = [r for r in _row_readings(lender[0]) if r.fact.phase == phase and r.fact.id != lender[0].fact.id]
        if beside:
            return [of_reading(r, vocabulary) for r in beside]
    bare = lent
    for phrases in words.load().phases.values():
        for phrase in phrases:
            bare = bare.replace(phrase, "")
    readings = likely(link(segment(f"{bare}{text}", vocabulary), vocabulary))
    return [of_reading(r, vocabulary) for r in readings if r.fact.phase == phase]


def _row_readings(reading: Reading) -> list[Reading]:
    return [replace(reading, fact=fact, heading=heading) for heading, fact in reading.entry.cells]


def of_reading(reading: Reading, vocabulary: Vocabulary) -> Candidate:
    cell = algebra.Cell(reading.fact.id, label_of(reading, vocabulary))
    return Candidate(cell, reading.score, reading.explained, (reading,), reading.fact.unit or "")


def _beside(text: str, vocabulary: Vocabulary) -> list[Candidate]:
    """Names one after another without a mark (办公费印刷费): their sum, if each stands for itself."""
    folded = fold(grammar.polite(text), vocabulary.protect)
    names = items(folded.text, folded, BESIDE)
    found = [single(name, vocabulary) for name in names]
    if len(found) < 2 or not all(single and single[0].readings[0].whole for single in found):
        return []
    chosen = together(found)
    if not chosen:
        return []
    return [of_expression(algebra.Sum(tuple(candidate.expression for candidate in chosen)), vocabulary)]


def _names_place(reading: Reading, own: Segment, vocabulary: Vocabulary) -> bool:
    """Does the operand name the reading's column, or its table, whole?"""
    names = [] if reading.heading.total else list(reading.heading.names[-1:])
    names += [reading.entry.sheet.title] if reading.entry.sheet else []
    for name in names:
        found = match(name, own, vocabulary)
        if found and (found.exact or own.explained(found.mask) >= 0.8):
            return True
    return False


def reading_of(cell: algebra.Cell, vocabulary: Vocabulary) -> Reading:
    entry, heading = vocabulary.cell_of[cell.fact]
    return sure(vocabulary.facts[cell.fact], entry, heading)


def given(text: str) -> algebra.Given | None:
    """A number that the question gives for an operand: 570人 → 570 人, unit '' where it says none."""
    found = numbers.amount(text)
    return algebra.Given(Decimal(found[0]), found[1]) if found is not None else None
