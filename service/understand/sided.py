"""Two operands that must fit each other: shares, differences, comparisons, checks, amounts for each of a number."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand import changes, grammar, normalise, words
from service.understand.frame import Frame, Op
from service.understand.label import label_of
from service.understand.link import Reading
from service.understand.naming import grams
from service.understand.operands import Candidate, bare_table, bare_total, candidates, given, member, together
from service.understand.resolution import Resolution, made
from service.understand.vocabulary import Vocabulary

CERTAIN = 0.9
"""the part of an operand's words that must be explained before two figures are said not to agree"""


def binary(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    first = frame.operands[0]
    shares = _shares(frame, vocabulary)
    if shares is not None:
        return shares
    accounts = _accounts(frame, vocabulary)
    if accounts is not None:
        return accounts
    frame = _parallel(frame)
    inside = len(frame.operands) > 1 and (frame.inside or bare_table(first, vocabulary))
    lent = frame.operands[1] if inside else ""
    left = candidates(first, vocabulary, lent=lent)
    if not left:
        return None
    if frame.threshold is not None:
        bound = algebra.Given(*frame.threshold)
        node = algebra.Verify if frame.op is Op.VERIFY else algebra.Compare
        return made(node(left[0].expression, bound), left[:1], frame)
    if len(frame.operands) > 1:
        number = given(frame.operands[1])
        right = candidates(frame.operands[1], vocabulary, lent=first, keep=frame.op is Op.SHARE)
        right = _beside(frame.operands[1], first, left[0], right, vocabulary)
    else:
        number, right = None, _wholes(left[0], vocabulary)
    if len(left[0].readings) > 1 and len(frame.operands) > 1 and bare_total(frame.operands[1]):
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
    return made(_node(frame, chosen[0].expression, chosen[1].expression), chosen, frame)


_FLOW = re.compile(r"(?:本年|当年)?(?:收入|支出)(?:合计|数)?")
"""a side of an account, which a row has as the whole has"""


def _parallel(frame: Frame) -> Frame:
    """某科目的本年支出比本年收入多 → both of that 科目."""
    if len(frame.operands) != 2:
        return frame
    subject, mark, side = frame.operands[0].rpartition("的")
    if not (mark and subject and _FLOW.fullmatch(side) and _FLOW.fullmatch(frame.operands[1])):
        return frame
    return replace(frame, operands=(frame.operands[0], f"{subject}的{frame.operands[1]}"))


def _shares(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """甲占乙的比重比丙占丁的比重高几个百分点: two shares set against each other."""
    if frame.op not in (Op.DIFFERENCE, Op.COMPARE) or len(frame.operands) != 2 or "占" not in frame.operands[0]:
        return None
    sides = []
    for text in frame.operands:
        inner = next((f for f in grammar.frames(text, vocabulary.protect) if f.op is Op.SHARE), None)
        found = binary(inner, vocabulary) if inner is not None else None
        if found is None or not isinstance(found.plan, algebra.Share):
            return None
        sides.append(found)
    plan = _node(frame, sides[0].plan, sides[1].plan)  # type: ignore[arg-type]
    return Resolution(plan, min(side.explained for side in sides), frame.operands[0])


_BUDGET_ONLY = re.compile(r"(?:年初|全年)?(?:的)?(?:预算|计划)(?:数|安排)?")
_FINAL_ONLY = re.compile(r"(?:支出)?决算(?:数)?|实际(?:支出|执行|花费)?(?:数)?")


def _accounts(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """X的决算比年初预算少多少: one subject's budget against its final account."""
    if len(frame.operands) != 2:
        return None
    first, second = frame.operands
    final_first = _BUDGET_ONLY.fullmatch(second) and re.search(r"决算|实际", first)
    budget_first = _FINAL_ONLY.fullmatch(second) and "预算" in first
    pair = changes.budget_and_final(first, vocabulary, frame.text) if final_first or budget_first else None
    if pair is None:
        return None
    planned, done = pair
    plan = _node(frame, done, planned) if final_first else _node(frame, planned, done)
    return Resolution(plan, 1.0, first)


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
    if right and right[0].readings[0].whole:
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
    """What the addends belong to: the row or subject right above all of them."""
    above = {reading.fact.row_path[:-1] for reading in parts.readings}
    if len(above) != 1:
        return []
    path = above.pop()
    first = parts.readings[0]
    for entry in vocabulary.entries:
        for heading, fact in entry.cells:
            if fact.row_path == path and fact.table == first.table and fact.column_path == first.fact.column_path:
                whole = Reading(fact, entry, heading, 1.0, 1.0, True)
                return [Candidate(algebra.Cell(fact.id, label_of(whole, vocabulary)), 1.0, 1.0, (whole,))]
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
                return [Candidate(algebra.Cell(fact.id, label_of(whole, vocabulary)), 1.0, 1.0, (whole,))]
    sheet = reading.entry.sheet
    for entry in vocabulary.rows_of[sheet.table.ordinal] if sheet is not None else ():
        if not entry.default:
            continue
        for heading, fact in entry.cells:
            if fact.column_path == reading.fact.column_path and fact.id != reading.fact.id:
                whole = Reading(fact, entry, heading, 1.0, 1.0, True)
                return [Candidate(algebra.Cell(fact.id, label_of(whole, vocabulary)), 1.0, 1.0, (whole,))]
    return []


def per_unit(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    text, per = frame.operands[0], frame.per or ""
    count: algebra.Expression | None = None
    unit = "(?:工作日|天|日)" if per in ("天", "工作日") else per
    stated = re.search(rf"(\d+|[一二三四五六七八九十百千两]+)(?:个|名|位)?[\u4e00-\u9fff]{{0,4}}?{unit}", text)
    if stated and (number := given(stated.group(0))) is not None:
        count = algebra.Given(number.value, per)
        text = text.replace(stated.group(0), "")
    left = candidates(text, vocabulary)
    left = [c for c in left if c.unit in MONEY]
    if not left:
        return None
    if count is None and per in words.load().calendar:
        count = algebra.Given(Decimal(words.load().calendar[per]), per)
    if count is None:
        count = _holding(per, text, vocabulary)
    return made(algebra.PerUnit(left[0].expression, count), left[:1], frame) if count is not None else None


def _holding(per: str, text: str, vocabulary: Vocabulary) -> algebra.Cell | None:
    """How many of ``per`` there are: the holding the document states (实有2辆), not its limit or a part of it."""
    readings = []
    preferred = words.load().holdings.get(per, ())
    per = {"平米": "平方米"}.get(per, per)
    for entry in vocabulary.entries:
        for heading, fact in entry.cells:
            if fact.unit == per and fact.value:
                names = "".join(fact.row_path) + "".join(fact.column_path)
                rank = next((i for i, word in enumerate(preferred) if word in names), len(preferred))
                if not preferred and not grams(normalise.name(names)) & grams(normalise.name(text)):
                    continue  # 6 days of training are no days of what was asked
                readings.append((rank, -fact.value, Reading(fact, entry, heading, 1.0, 1.0, True)))
    if not readings:
        return None
    readings.sort(key=lambda found: found[:2])
    best = readings[0][2]
    return algebra.Cell(best.fact.id, label_of(best, vocabulary))
