"""Two operands that must fit each other: shares, differences, comparisons, checks."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.parsed import Kind
from service.plan import algebra
from service.understand.names.link import Reading
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands import changes
from service.understand.operands.operands import bare_table, bare_total, given, member, of_reading
from service.understand.operands.pairing import Candidate, Read, together
from service.understand.resolution import Resolution, made
from service.understand.wording.frame import Frame, Op

_ADDED = re.compile("加起来|相加|加总|之和|合起来")
CERTAIN = 0.85
"""the part of an operand's words that must be explained before two figures are said not to agree"""


def binary(frame: Frame, vocabulary: Vocabulary, read: Read) -> Resolution | None:
    """Two operands, each as ``read`` reads it, in the reading of each that fits the other's."""
    first = frame.operands[0]
    accounts = _accounts(frame, vocabulary, read)
    if accounts is not None:
        return accounts
    inside = len(frame.operands) > 1 and (frame.inside or bare_table(first, vocabulary))
    left = read(first, vocabulary, frame.operands[1] if inside else "")
    if not left:
        return None
    if frame.threshold is not None:
        bound = algebra.Given(*frame.threshold)
        if frame.op is Op.VERIFY:
            return made(algebra.Verify(left[0].expression, bound), left[:1], frame)
        return made(algebra.Compare(left[0].expression, bound, frame.largest), left[:1], frame)
    if len(frame.operands) > 1:
        number = given(frame.operands[1])
        right = read(frame.operands[1], vocabulary, first, frame.op is Op.SHARE)
        right = _beside(frame.operands[1], first, left[0], right, vocabulary)
        if _YEAR_BEFORE.fullmatch(frame.operands[1]):
            right = _earlier(first, vocabulary, read)
            if not right:
                return None
    else:
        number, right = None, _wholes(left[0], vocabulary)
    if len(left[0].readings) > 1 and len(frame.operands) > 1 and bare_total(frame.operands[1]):
        if frame.op is Op.VERIFY:  # another table's total isn't that of these parts
            table = left[0].readings[0].table
            right = [c for c in right if table is not None and c.readings[0].table == table]
        right = _common_parent(left[0], vocabulary) or right
    if not right:
        if (
            frame.op is Op.SHARE
            or number is None
            or not re.search(r"\d", frame.operands[1] if len(frame.operands) > 1 else "")
        ):
            return None
        number = number if number.unit else replace(number, unit=left[0].unit)
        return made(_node(frame, left[0].expression, number), left[:1], frame)
    chosen = together([left, right], parted=frame.op is Op.SHARE, apart=frame.op is Op.DIFFERENCE)
    if not chosen:
        return None
    if frame.op is Op.VERIFY and min(candidate.explained for candidate in chosen) < CERTAIN:
        return None
    if frame.op is Op.VERIFY and _ADDED.search(frame.text) and not any(map(_adds, chosen)):
        return None
    return made(_node(frame, chosen[0].expression, chosen[1].expression), chosen, frame)


def _earlier(first: str, vocabulary: Vocabulary, read: Read) -> list[Candidate]:
    """The first operand a year before; [] where the document doesn't tell it."""
    year = (vocabulary.document.year or 0) - 1
    return [
        candidate
        for candidate in read(f"去年{first}", vocabulary)
        if isinstance(candidate.expression, algebra.Prior) or any(r.fact.year == year for r in candidate.readings)
    ]


_YEAR_BEFORE = re.compile(r"(?:去|上|上一|前一)年(?:度|同期)?(?:的)?(?:增加|减少|增长|下降)?")
_BUDGET_ONLY = re.compile(r"(?:年初|全年)?(?:的)?(?:预算|计划)(?:数|安排)?")
_FINAL_ONLY = re.compile(r"(?:支出)?决算(?:数)?|实际(?:支出|执行|花费)?(?:数)?")


def _accounts(frame: Frame, vocabulary: Vocabulary, read: Read) -> Resolution | None:
    """X的决算比年初预算少多少: one subject's budget against its final account."""
    if len(frame.operands) != 2:
        return None
    first, second = frame.operands
    final_first = _BUDGET_ONLY.fullmatch(second) and (
        re.search(r"决算|实际", first) or (vocabulary.document.kind is Kind.FINAL and "预算" not in first)
    )
    budget_first = _FINAL_ONLY.fullmatch(second) and "预算" in first
    if not final_first and not budget_first:
        return None
    pair = changes.budget_and_final(first, vocabulary, frame.text)
    if pair is None:
        return None
    planned, done = pair
    plan = _node(frame, done, planned) if final_first else _node(frame, planned, done)
    return Resolution(plan, 1.0, first)


def _adds(candidate: Candidate) -> bool:
    """Is it a sum, or made of one? A single figure isn't what was to be added up."""
    return len(candidate.readings) > 1


def _node(frame: Frame, left: algebra.Expression, right: algebra.Expression) -> algebra.Plan:
    match frame.op:
        case Op.SHARE:
            return algebra.Share(left, right)
        case Op.MULTIPLE:
            return algebra.Multiple(left, right)
        case Op.COMPARE:
            return algebra.Compare(left, right, frame.largest)
        case Op.VERIFY:
            return algebra.Verify(left, right)
        case _:
            return algebra.Difference(left, right)


def _beside(text: str, first: str, left: Candidate, right: list[Candidate], vocabulary: Vocabulary) -> list[Candidate]:
    """The second operand under the first one's head (政府采购里货物比服务少多少), if that stands beside the first."""
    if right and (right[0].readings[0].whole or not isinstance(right[0].expression, algebra.Cell)):
        return right
    headed = member(text, first, vocabulary)
    if not headed or headed[0].readings[0].fact.id == left.readings[0].fact.id:
        return right
    mine, theirs = left.readings[0].fact.row_path, headed[0].readings[0].fact.row_path
    if any(reading.fact.row_path == theirs and reading.named for reading in left.readings):
        return right
    beside = len(mine) > 1 and mine[:-1] == theirs[:-1]
    same_row = left.readings[0].column and headed[0].readings[0].entry is left.readings[0].entry
    return headed if beside or same_row else right


def _common_parent(parts: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """What the addends belong to: the row or subject right above all of them; of one row's columns, its total."""
    first = parts.readings[0]
    if (
        first.table is not None
        and len(parts.readings) > 1
        and all(reading.entry is first.entry for reading in parts.readings)
    ):
        cells = [Reading(fact, first.entry, heading, 1.0, 1.0, True) for heading, fact in first.entry.cells]
        return [of_reading(cell, vocabulary) for cell in cells if cell.heading.total][:1]
    above = {reading.fact.row_path[:-1] for reading in parts.readings}
    if len(above) != 1:
        return []
    path = above.pop()
    for entry in vocabulary.entries:
        for heading, fact in entry.cells:
            if fact.row_path == path and fact.table == first.table and fact.column_path == first.fact.column_path:
                whole = Reading(fact, entry, heading, 1.0, 1.0, True)
                return [of_reading(whole, vocabulary)]
    return []


def _wholes(part: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """The total that a part without a stated whole belongs to: the total row of its own table and column."""
    reading = part.readings[0]
    if not (reading.entry.code or "").startswith("2"):
        above = _common_parent(part, vocabulary)
        if above:
            return above
    if reading.entry.default and not reading.heading.total:
        for heading, fact in reading.entry.cells:
            if heading.total and fact.id != reading.fact.id:
                whole = Reading(fact, reading.entry, heading, 1.0, 1.0, True)
                return [of_reading(whole, vocabulary)]
    sheet = reading.entry.sheet
    for entry in vocabulary.rows_of[sheet.table.ordinal] if sheet is not None else ():
        if not entry.default:
            continue
        for heading, fact in entry.cells:
            if fact.column_path == reading.fact.column_path and fact.id != reading.fact.id:
                whole = Reading(fact, entry, heading, 1.0, 1.0, True)
                return [of_reading(whole, vocabulary)]
    return []
