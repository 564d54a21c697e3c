"""Two operands that must fit each other: shares, differences, comparisons, checks."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.parsed import Kind
from service.plan import algebra
from service.plan.execute import execute
from service.plan.quantity import MONEY
from service.understand.names.segment import segment
from service.understand.names.sibling import sibling
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands import changes
from service.understand.operands.amounts import without_amounts
from service.understand.operands.operands import bare_table, bare_total, given, member, single
from service.understand.operands.pairing import Candidate, Read, carried, together
from service.understand.operands.relative import (
    common_parent,
    contrasted,
    of_document,
    own_whole,
    table_total,
    topic,
    wholes,
)
from service.understand.resolution import Resolution, made
from service.understand.sets import reconciled
from service.understand.wording import words
from service.understand.wording.frame import Frame, Op

_ADDED = re.compile("加起来|相加|加总|之和|合起来")
OF_SOME_FUNDS = 0.6
"""what each restriction of a table to some funds takes off a share's operands where the question names none"""
CERTAIN = 0.85
"""the part of an operand's words that must be explained before two figures are said not to agree"""


_GAPS = (Op.DIFFERENCE, Op.COMPARE, Op.MULTIPLE)
"""operations on two figures that stand for themselves, neither a part of the other"""


def binary(frame: Frame, vocabulary: Vocabulary, read: Read) -> Resolution | None:
    """Two operands, each as ``read`` reads it, in the reading of each that fits the other's."""
    if len(frame.operands) > 1:
        frame = replace(frame, operands=(frame.operands[0], contrasted(*frame.operands[:2])))
    if frame.op is Op.VERIFY and len(frame.operands) > 1:
        frame = replace(frame, operands=(frame.operands[0], _given_total(frame.operands[1])))
    if len(frame.operands) > 1 and all(map(of_document, frame.operands)):
        return None
    first = frame.operands[0]
    if not first:
        return _remainder(frame, vocabulary, read)
    if frame.op is Op.VERIFY and len(frame.operands) > 1 and (found := reconciled.checked(frame, vocabulary)):
        return found
    if frame.op is Op.VERIFY and any(map(reconciled.lists_codes, frame.operands)):
        return None
    if _says_nothing(first, vocabulary):
        return None
    accounts = _accounts(frame, vocabulary, read)
    if accounts is not None:
        return accounts
    inside = len(frame.operands) > 1 and (frame.inside or bare_table(first, vocabulary))
    left = read(first, vocabulary, frame.operands[1] if inside else "")
    if not left:
        return None
    if frame.threshold is not None:
        value, unit = frame.threshold
        if frame.op is Op.VERIFY:
            left = _of_amount(left, value, unit, vocabulary)
        bound = algebra.Given(value, unit or left[0].unit)  # a bare number is in the unit of what it is said of
        if frame.op is Op.VERIFY:
            return made(algebra.Verify(left[0].expression, bound), left[:1], frame)
        return made(algebra.Compare(left[0].expression, bound, frame.largest), left[:1], frame)
    if len(frame.operands) > 1:
        number = None if _is_code(frame.operands[1], vocabulary) else given(frame.operands[1])
        right = read(frame.operands[1], vocabulary, first, frame.op is Op.SHARE)
        if frame.op in _GAPS and "，" in first:
            right = _of_topic(first.rpartition("，")[0], frame.operands[1], left[0], vocabulary, read) or right
        if not (frame.op is Op.SHARE and right and right[0].explained >= 1):  # a whole that is named borrows nothing
            right = _beside(frame.operands[1], first, left[0], right, vocabulary)
        right = own_whole(frame.operands[1], left[0], vocabulary) or right
        if _YEAR_BEFORE.fullmatch(frame.operands[1]):
            right = _earlier(first, vocabulary, read)
            if not right:
                return None
            if isinstance(right[0].expression, algebra.Prior):  # it is told of just this figure
                left = [c for c in left if _same_amount(c.expression, right[0].expression.now, vocabulary)]
                if not left:
                    return None
                return made(_node(frame, left[0].expression, right[0].expression), left[:1], frame)
    elif frame.op is Op.SHARE:
        number, right = None, topic(first, left[0], vocabulary) or wholes(left[0], vocabulary)
    else:
        return None  # a total that nobody named is compared with nothing
    if right and len(frame.operands) > 1 and not left[0].readings[0].whole and not left[0].readings[0].column:
        left = _told_beside(first, frame.operands[1], right[0], vocabulary) or left
    if frame.op is Op.SHARE and right and isinstance(right[0].expression, algebra.Magnitude):
        left = _moved(first, left, right[0], read, vocabulary)
        if not left:
            return None
    if len(left[0].readings) > 1 and len(frame.operands) > 1 and bare_total(frame.operands[1]):
        if frame.op is Op.VERIFY:  # another table's total isn't that of these parts
            table = left[0].readings[0].table
            right = [c for c in right if table is not None and c.readings[0].table == table]
        right = common_parent(left[0], vocabulary) or right
    if not right:
        if (
            frame.op is Op.SHARE
            or number is None
            or not re.search(r"\d", frame.operands[1] if len(frame.operands) > 1 else "")
        ):
            return None
        number = number if number.unit else replace(number, unit=left[0].unit)
        return made(_node(frame, left[0].expression, number), left[:1], frame)
    if frame.op is Op.SHARE and right[0].readings and right[0].readings[0].entry.default:
        scope = carried(left[0].readings[0]) if left[0].readings else None
        left, right = _of_all_funds(left, frame.text), _of_all_funds(right, frame.text, scope)
    chosen = together([left, right], parted=frame.op is Op.SHARE, apart=frame.op is Op.DIFFERENCE)
    if not chosen:
        return None
    if frame.op in _GAPS and _columns_of_one_row(chosen[0], chosen[1]):
        return None
    if frame.op is Op.VERIFY and min(candidate.explained for candidate in chosen) < CERTAIN:
        return None
    if frame.op is Op.VERIFY and chosen[0].readings and _facts(chosen[0]) == _facts(chosen[1]):
        return None  # one figure agrees with itself: another was meant
    if frame.op is Op.VERIFY and _ADDED.search(frame.text) and not any(map(_adds, chosen)):
        return None
    if frame.op is Op.SHARE and "占" in frame.text and _more_than_all(chosen[0], chosen[1], vocabulary):
        return None
    return made(_node(frame, chosen[0].expression, chosen[1].expression), chosen, frame)


def _of_topic(topic: str, text: str, left: Candidate, vocabulary: Vocabulary, read: Read) -> list[Candidate]:
    """What stands before a comma is what both are of (水利这一项，支出决算比收入决算…): the same item elsewhere."""
    if not left.readings:
        return []
    item = left.readings[0].entry.leaf.core
    found = read(f"{topic}{text}", vocabulary, "", False)
    return [c for c in found if c.readings and c.readings[0].entry.leaf.core == item and _facts(c) != _facts(left)]


def _same_amount(a: algebra.Expression, b: algebra.Expression, vocabulary: Vocabulary) -> bool:
    """Is it one cell, or the same amount printed elsewhere?"""
    if a == b or not (isinstance(a, algebra.Cell) and isinstance(b, algebra.Cell)):
        return a == b
    one, other = vocabulary.facts[a.fact], vocabulary.facts[b.fact]
    return (one.value, one.unit) == (other.value, other.unit) and one.value is not None


def _columns_of_one_row(a: Candidate, b: Candidate) -> bool:
    """Are both figures columns of one row of which neither is named? The row is told apart from itself by nothing."""
    if len(a.readings) != 1 or len(b.readings) != 1:
        return False
    one, other = a.readings[0], b.readings[0]
    return one.entry is other.entry and one.table is not None and not one.column and not other.column


def _says_nothing(text: str, vocabulary: Vocabulary) -> bool:
    """Are an operand's words only words of asking (有没有)? They stand for no total."""
    seg = segment(text, vocabulary)
    return not (seg.content or seg.codes or seg.sheets or seg.hints or seg.years or bare_total(text))


def _is_code(text: str, vocabulary: Vocabulary) -> bool:
    """Are an operand's digits a code of the document (其下21011款), which is no amount?"""
    digits = re.findall(r"\d[\d,.]*", text)
    return bool(digits) and vocabulary.by_code.keys() >= set(digits) and not re.search(r"\d(?:元|万|亿|千)", text)


def _of_amount(found: list[Candidate], value: Decimal, unit: str, vocabulary: Vocabulary) -> list[Candidate]:
    """The readings of one name, that with the amount first that the question gives: it may be said of any scope."""
    first = found[0]
    if not first.readings or not isinstance(first.expression, algebra.Cell):
        return found
    for candidate in found:
        if not candidate.readings or candidate.explained < first.explained:
            continue
        reading = candidate.readings[0]
        same = reading.entry.leaf.core == first.readings[0].entry.leaf.core and reading.fact.value is not None
        if same and (not unit or (unit in MONEY) == (candidate.unit in MONEY)):
            given = algebra.Given(value, unit or candidate.unit)
            if execute(algebra.Verify(candidate.expression, given), vocabulary.facts).notes == ("agrees",):
                return [candidate, *found]
    return found


def _given_total(text: str) -> str:
    """合计13489.78 → 13489.78: a total that only a number tells from others is that number."""
    rest = without_amounts(text)
    return text.replace(rest, "", 1) if rest != text and bare_total(rest) else text


def _of_all_funds(found: list[Candidate], text: str, scope: str | None = None) -> list[Candidate]:
    """Readings in a table of some funds only, of which the question says nothing, behind those of all the money; but
    not those on the side of the carry-over (``scope``) that their part is on."""
    said = [word for word in words.load().moneys if word in text]
    ranked = []
    for candidate in found:
        sheet = candidate.readings[0].entry.sheet if candidate.readings else None
        alike = scope is not None and bool(candidate.readings) and carried(candidate.readings[0]) == scope
        unsaid = 0 if said or alike or sheet is None else len(sheet.qualifiers & words.load().moneys)
        ranked.append(replace(candidate, score=candidate.score - OF_SOME_FUNDS * unsaid))
    return ranked


def _moved(text: str, part: list[Candidate], whole: Candidate, read: Read, vocabulary: Vocabulary) -> list[Candidate]:
    """The part of a change is a change: 基本支出减少额里工资福利支出占多少 asks by how much that fell."""
    if isinstance(part[0].expression, algebra.Magnitude):
        return part
    moved = words.load().movements
    sentences = {reading.fact.sentence for reading in whole.readings} - {None}
    gone = [
        c
        for c in part
        for fact in (r.fact for r in c.readings[:1])
        if any(word in name for name in fact.row_path[:-1] for word in moved)
    ]
    if not gone and not read(f"{text}的增减额", vocabulary):
        gone = [c for c in part if any(r.fact.sentence in sentences for r in c.readings)]
    if gone:
        return gone
    return read(f"{text}的增减额", vocabulary)


def _remainder(frame: Frame, vocabulary: Vocabulary, read: Read) -> Resolution | None:
    """除甲以外其余多少: the total of 甲's own table less 甲."""
    out = [c for c in read(frame.operands[1], vocabulary) if c.explained >= 1 and c.readings][:1]
    whole = (common_parent(out[0], vocabulary) or table_total(out[0], vocabulary)) if out else []
    if not whole:
        return None
    return made(algebra.Difference(whole[0].expression, out[0].expression), out, frame)


def _more_than_all(part: Candidate, whole: Candidate, vocabulary: Vocabulary) -> bool:
    """Is what is said to be a part more than its whole, both levels? Then one of them isn't what was meant."""
    levels = (algebra.Cell, algebra.Sum)
    if not isinstance(part.expression, levels) or not isinstance(whole.expression, levels):
        return False
    a, b = (execute(side.expression, vocabulary.facts).figures[0].amount for side in (part, whole))
    return a.value > b.to(a.unit).value * Decimal("1.001")


def _earlier(first: str, vocabulary: Vocabulary, read: Read) -> list[Candidate]:
    """The first operand a year before; [] where the document doesn't tell it."""
    year = (vocabulary.document.year or 0) - 1
    return [
        candidate
        for candidate in read(f"去年{first}", vocabulary)
        if isinstance(candidate.expression, algebra.Prior) or any(r.fact.year == year for r in candidate.readings)
    ]


_YEAR_BEFORE = re.compile(r"(?:去|上|上一|前一)年(?:度|同期)?(?:的)?(?:增加|减少|增长|下降|上升|降低|[涨降升增减])?了?")
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
        told = changes.against_budget(first, vocabulary) if frame.op is Op.DIFFERENCE and final_first else None
        return Resolution(told, 1.0, first) if told is not None else None
    planned, done = pair
    plan = _node(frame, done, planned) if final_first else _node(frame, planned, done)
    return Resolution(plan, 1.0, first)


def _facts(candidate: Candidate) -> set[int]:
    return {reading.fact.id for reading in candidate.readings}


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


def _told_beside(text: str, first: str, left: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """What stands in one sentence with the other operand, named by what sets the two apart (货物采购 … 服务采购)."""
    reading = left.readings[0] if left.readings else None
    if reading is None or reading.table is not None:
        return []
    own = _unshared(text, first)
    if not own or own == text:
        return []
    name = sibling(own, reading.fact, vocabulary)
    found = single(name, vocabulary) if name else []
    return [c for c in found if c.readings[0].fact.section == reading.fact.section and c.readings[0].table is None]


def _unshared(text: str, whole: str) -> str:
    """What a part's words say beyond its whole's (服务 of 服务采购, in 采购总额)."""
    for length in range(len(text) - 1, 1, -1):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in whole:
                return text[:start] + text[start + length :]
    return text


def _beside(text: str, first: str, left: Candidate, right: list[Candidate], vocabulary: Vocabulary) -> list[Candidate]:
    """The second operand under the first one's head (政府采购里货物比服务少多少), if that stands beside the first."""
    if right and (right[0].readings[0].whole or not isinstance(right[0].expression, algebra.Cell)):
        return right
    told = _told_beside(text, first, left, vocabulary)
    if told:
        return told
    headed = member(text, first, vocabulary)
    if not headed or headed[0].readings[0].fact.id == left.readings[0].fact.id:
        return right
    mine, theirs = left.readings[0].fact.row_path, headed[0].readings[0].fact.row_path
    if any(reading.fact.row_path == theirs and reading.named for reading in left.readings):
        return right
    beside = len(mine) > 1 and mine[:-1] == theirs[:-1]
    same_row = left.readings[0].column and headed[0].readings[0].entry is left.readings[0].entry
    return headed if beside or same_row else right
