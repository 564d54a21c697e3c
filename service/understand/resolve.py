"""A Frame and one document's vocabulary → a Plan, or None where the document can't answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from service.plan import algebra, tree
from service.plan.quantity import MONEY
from service.understand.names import distinctive
from service.understand.names.lookup import (
    called_share,
    coded,
    listed,
    lookup,
    prefers_text,
    printed_rate,
    wants_text,
    witness,
)
from service.understand.names.purpose import purposed
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands import changes
from service.understand.operands.carried import in_own_rows, with_carried
from service.understand.operands.composed import candidates, completion, composite, grown
from service.understand.operands.operands import reading_of
from service.understand.operands.pairing import Candidate, all_read, together
from service.understand.operands.per_unit import per_unit
from service.understand.operands.rates import product, vacant
from service.understand.operands.sided import binary
from service.understand.resolution import Resolution, made
from service.understand.sets import narrowed, paired, stated, turnover
from service.understand.wording.frame import Frame, Op


def resolve(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """The plan for ``frame`` in this document; None where its words aren't explained by it."""
    found = turnover.listed(frame, vocabulary) or _dispatch(frame, vocabulary)
    if found is None or frame.unit is None:
        return found
    return replace(found, plan=_converted(found.plan, frame.unit))


def _dispatch(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    match frame.op:
        case Op.LOOKUP:
            found = lookup(frame.operands[0], vocabulary, frame.operators)
            if found is None and not frame.operators:
                found = purposed(frame.operands[0], vocabulary)
            if found is not None and segment(frame.operands[0], vocabulary).scope == "included":
                found = _with_carried(found, vocabulary)
            return None if found is not None and wants_text(frame.text, found, vocabulary) else found
        case Op.LISTED:
            return listed(frame, vocabulary)
        case Op.SUM if frame.operands:
            if not all(_names_something(text, vocabulary) for text in frame.operands):
                return None
            addends = in_own_rows(together([candidates(t, vocabulary) for t in frame.operands]) or (), vocabulary)
            if not addends or not all(c.readings[0].named or c.readings[0].column for c in addends):
                return None
            if not all_read(addends):
                return None
            if len({c.expression for c in addends}) < len(addends):
                return None  # one figure under two names (急诊和门诊: 门急诊人次) isn't added to itself
            if _one_row(addends):
                return lookup(frame.text, vocabulary)  # 大屏加会议系统: parts of one name
            return made(algebra.Sum(tuple(c.expression for c in addends)), addends, frame)
        case Op.SHARE if (called := called_share(frame, vocabulary)) is not None:
            return called
        case Op.SHARE | Op.DIFFERENCE | Op.MULTIPLE | Op.COMPARE | Op.VERIFY:
            return binary(frame, vocabulary, candidates)
        case Op.GROWTH if frame.operands:
            return _growth(frame, vocabulary)
        case Op.COMPLETION if frame.operands and (printed := printed_rate(frame, vocabulary)) is not None:
            return printed
        case Op.COMPLETION if frame.operands:
            several = composite(frame.operands[0], vocabulary)
            planned = None if several else changes.completion(frame.operands[0], frame.text, vocabulary)
            planned = planned or completion(frame.operands[0], frame.text, vocabulary, candidates)
            return Resolution(planned, 1.0, frame.operands[0]) if planned is not None else None
        case Op.WHATIF if frame.percent is not None:
            base = candidates(frame.operands[0], vocabulary)
            if not base:
                return None
            return made(algebra.Scaled(base[0].expression, frame.percent, frame.saved), base[:1], frame)
        case Op.PER_UNIT:
            return per_unit(frame, vocabulary, candidates)
        case Op.PRODUCT:
            return product(frame, vocabulary, candidates)
        case Op.VACANT:
            return vacant(frame, vocabulary, candidates)
        case Op.CODE:
            return coded(frame, vocabulary)
        case Op.WITNESS:
            return witness(frame, vocabulary)
        case Op.TOP | Op.FILTER | Op.COUNT | Op.BREAKDOWN | Op.MEAN | Op.SUM:
            return _set(frame, vocabulary)
        case _:
            return None


def _with_carried(found: Resolution, vocabulary: Vocabulary) -> Resolution | None:
    """含上年结转: the amount with what a row of its own carries over, where one does."""
    if not isinstance(found.plan, algebra.Cell) or found.choices:
        return found
    if vocabulary.facts[found.plan.fact].unit not in MONEY:
        return None  # only money is carried over
    both = with_carried(reading_of(found.plan, vocabulary), vocabulary)
    return replace(found, plan=both) if both is not None else found


def _names_something(text: str, vocabulary: Vocabulary) -> bool:
    seg = segment(text, vocabulary)
    return bool(seg.content or seg.codes)


def _one_row(addends: Sequence[Candidate]) -> bool:
    """Are all addends said as parts of one row's name, none by the whole of it or by a column of its own?"""
    read = [candidate.readings[0] for candidate in addends]
    rows = {reading.fact.row_path for reading in read}
    return len(rows) == 1 and not any(reading.whole or reading.column for reading in read)


def _growth(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """A change that is stated or shown by two columns; of a phrase (甲占乙的比重) computed from both years."""
    subject = frame.operands[0]
    if not composite(subject, vocabulary):
        if (moved := distinctive.moved(subject, frame.text, vocabulary)) is not None:
            return moved
        plan = changes.stated(subject, frame.text, vocabulary)
        return Resolution(plan, 1.0, subject) if plan is not None else None
    pair = grown(subject, vocabulary, candidates)
    if pair is None:
        return None
    if tree.unit_of(pair[0], vocabulary.facts) == "%":
        return Resolution(algebra.Difference(*pair), 1.0, subject)
    return Resolution(algebra.Growth(*pair, changes.asks_rate(frame.text)), 1.0, subject)


def _set(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    if frame.operands:
        found = together([candidates(text, vocabulary) for text in frame.operands])
        return made(algebra.Mean(tuple(c.expression for c in found)), found, frame) if found else None
    if frame.moved is not None:
        return _compared(frame, vocabulary)
    seg = segment(frame.text, vocabulary)
    asked = seg.years[0] if seg.years else None
    if asked is not None and asked != vocabulary.document.year:
        return None
    group = narrowed.find(frame, vocabulary)
    if group is None:
        return stated.money_of(frame, vocabulary) if frame.op in (Op.MEAN, Op.SUM) else None
    subject = frame.group + (frame.called or "") or group.label
    match frame.op:
        case Op.TOP if not any(vocabulary.facts[cell.fact].value for cell in group.members):
            return None
        case Op.TOP if frame.ends:
            both = algebra.Several((algebra.Top(group, 1, True), algebra.Top(group, 1, False)))
            return Resolution(both, 1.0, subject)
        case Op.TOP:
            return Resolution(algebra.Top(group, frame.k, frame.largest, frame.nth), 1.0, subject)
        case Op.FILTER if frame.threshold is not None and frame.comparator is not None:
            upper = algebra.Given(*frame.upper) if frame.upper else None
            bound = algebra.Given(*frame.threshold)
            if frame.threshold == (Decimal(0), "") and _of_all(group, vocabulary):
                return None  # to have some of what no column holds alone
            if frame.comparator == "=" and narrowed.kept(group, frame, vocabulary) is None:
                return None
            return Resolution(algebra.Filter(group, frame.comparator, bound, upper, frame.counted), 1.0, subject)
        case Op.COUNT:
            return Resolution(algebra.Count(group), 1.0, subject)
        case Op.MEAN | Op.SUM:
            left = narrowed.kept(group, frame, vocabulary)
            if left is not None and not _in_unit(seg.counter, left, vocabulary):
                return None
            node = algebra.Mean if frame.op is Op.MEAN else algebra.Sum
            return Resolution(node(left.members, left.label), 1.0, subject) if left is not None else None
        case _:
            if prefers_text(frame.text) and frame.noun in (None, "child"):
                return None
            if not any(vocabulary.facts[cell.fact].value for cell in group.members):
                return None
            return Resolution(algebra.Breakdown(group), 1.0, subject)


def _of_all(group: algebra.Group, vocabulary: Vocabulary) -> bool:
    """Are the members' figures those of a total column?"""
    return vocabulary.cell_of[group.members[0].fact][1].total


def _in_unit(counter: str | None, group: algebra.Group, vocabulary: Vocabulary) -> bool:
    """Are the members' figures of what is asked (平均多少分 of marks, not of 个)?"""
    if counter in (None, "元", "个"):
        return True
    return all(str(counter) in (vocabulary.facts[cell.fact].unit or "") for cell in group.members)


def _compared(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    pairs = paired.find(frame, vocabulary)
    if pairs is None:
        return None
    subject = frame.group + (frame.called or "") or pairs.label
    if frame.op is Op.TOP:
        return Resolution(algebra.Top(pairs, frame.k, frame.largest), 1.0, subject)
    bound = algebra.Given(*(frame.threshold or (Decimal(0), "")))
    return Resolution(algebra.Filter(pairs, frame.comparator or ">", bound, None, frame.counted), 1.0, subject)


def _converted(plan: algebra.Plan, unit: str) -> algebra.Plan:
    match plan:
        case algebra.Several(plans=plans, readings=readings):
            return algebra.Several(tuple(_converted(part, unit) for part in plans), readings)
        case algebra.Cell() | algebra.Sum() | algebra.Difference() | algebra.Prior() | algebra.Scaled():
            return algebra.Convert(plan, unit)
        case algebra.Product() | algebra.Magnitude():
            return algebra.Convert(plan, unit)
        case algebra.Mean(terms=terms, label=label):  # converted before it is rounded
            return algebra.Mean(tuple(algebra.Convert(term, unit) for term in terms), label)
        case algebra.PerUnit(amount=amount, count=count):
            return algebra.PerUnit(algebra.Convert(amount, unit), count)
        case _:
            return plan
