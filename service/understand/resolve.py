"""A Frame and one document's vocabulary → a Plan, or None where the document can't answer it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.facts import State
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand import changes, groups, words
from service.understand.frame import Frame, Op
from service.understand.label import label_of
from service.understand.link import Reading, likely, link
from service.understand.operands import Candidate, bare_total, candidates, given, member, together
from service.understand.segment import Segment, segment
from service.understand.vocabulary import Vocabulary

AS_WELL = 1.3
"""how far behind a name may be of which the question says the same characters"""
RIVAL = 0.25
"""how far behind the best another name may be and still be as likely meant"""
LISTED = 0.8
"""least part of an item that must be explained before a question is read as a list"""
ALTERNATIVES = 4
"""readings of one name that are shown side by side; beyond it the question is asked back"""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A plan with what it rests on. ``explained`` is the part of the question's content that it explains;
    ``subject`` the words that a follow-up leans on; ``choices`` readings too many to answer at once."""

    plan: algebra.Plan
    explained: float
    subject: str
    choices: tuple[Reading, ...] = ()
    score: float = 0.0


def resolve(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """The plan for ``frame`` in this document; None where its words aren't explained by it."""
    found = _dispatch(frame, vocabulary)
    if found is None or frame.unit is None:
        return found
    return replace(found, plan=_converted(found.plan, frame.unit))


def _dispatch(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    match frame.op:
        case Op.LOOKUP:
            found = _lookup(frame.operands[0], vocabulary)
            return None if found is not None and _wants_text(frame.text, found, vocabulary) else found
        case Op.LISTED:
            return _listed(frame, vocabulary)
        case Op.SUM if frame.operands:
            addends = together([candidates(text, vocabulary) for text in frame.operands])
            if not addends or not all(c.readings[0].named or c.readings[0].column for c in addends):
                return None
            return _made(algebra.Sum(tuple(c.expression for c in addends)), addends, frame)
        case Op.SHARE | Op.DIFFERENCE | Op.MULTIPLE | Op.COMPARE | Op.VERIFY:
            return _binary(frame, vocabulary)
        case Op.GROWTH if frame.operands:
            plan = changes.stated(frame.operands[0], frame.text, vocabulary)
            return Resolution(plan, 1.0, frame.operands[0]) if plan is not None else None
        case Op.COMPLETION if frame.operands and (printed := _printed_rate(frame, vocabulary)) is not None:
            return printed
        case Op.COMPLETION if frame.operands:
            planned = changes.completion(frame.operands[0], frame.text, vocabulary)
            return Resolution(planned, 1.0, frame.operands[0]) if planned is not None else None
        case Op.PER_UNIT:
            return _per_unit(frame, vocabulary)
        case Op.WITNESS:
            return _witness(frame, vocabulary)
        case Op.TOP | Op.FILTER | Op.COUNT | Op.BREAKDOWN | Op.MEAN | Op.SUM:
            return _set(frame, vocabulary)
        case _:
            return None


def _printed_rate(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """A rate that a column prints under its own name (执行率) is read, not computed."""
    readings = likely(link(segment(frame.text, vocabulary), vocabulary))
    if not readings or not readings[0].column or readings[0].fact.unit != "%" or readings[0].explained < 1:
        return None
    best = readings[0]
    return Resolution(algebra.Cell(best.fact.id, label_of(best, vocabulary)), 1.0, frame.text, (), best.score)


def _lookup(text: str, vocabulary: Vocabulary) -> Resolution | None:
    seg = segment(text, vocabulary)
    if not seg.content and not seg.codes and seg.counter == "元" and seg.table is None:
        total = "支出总计" if "spending" in seg.hints or "花" in text else "收入总计"
        return _lookup(f"{text}{total}", vocabulary)
    year = vocabulary.document.year
    asked = seg.years[0] if seg.years else year
    good = [r for r in likely(link(seg, vocabulary)) if _of_year(r, asked, vocabulary)]
    if not good and asked is not None and asked != year:
        plan = changes.prior(text, asked, vocabulary)
        return Resolution(plan, 1.0, text) if plan is not None else None
    if not good or not (good[0].named or _says_total(seg, good[0])):
        return None
    distinct = distinct_of(good)
    outer = distinct[0].fact.row_path
    if good[0].whole:
        distinct = distinct_of([*good, *_namesakes(seg, good[0], vocabulary)])
    rivals = [r for r in distinct[1:] if r.explained > good[0].explained - 0.05]
    rivals = [r for r in rivals if not _alike(r, distinct[0]) and r.fact.row_path[: len(outer)] != outer]
    distinct = [r for r in distinct if r is distinct[0] or _alike(r, distinct[0])]
    if not good[0].whole:
        rivals += [r for r in _as_well(seg, good[0], vocabulary) if r not in rivals]
    if rivals and not good[0].whole and rivals[0].said == good[0].said:
        return Resolution(
            algebra.Cell(good[0].fact.id, ""), good[0].explained, text, (distinct[0], *rivals[:5]), good[0].score
        )
    if rivals and rivals[0].score > good[0].score - RIVAL and not good[0].whole:
        return Resolution(
            algebra.Cell(good[0].fact.id, ""), good[0].explained, text, (distinct[0], *rivals), good[0].score
        )
    cells = tuple(algebra.Cell(r.fact.id, label_of(r, vocabulary)) for r in distinct)
    if len(cells) == 1:
        return Resolution(cells[0], distinct[0].explained, text, (), distinct[0].score)
    if len(cells) > ALTERNATIVES:
        return Resolution(cells[0], distinct[0].explained, text, tuple(distinct), distinct[0].score)
    return Resolution(algebra.Several(cells, readings=True), distinct[0].explained, text, (), distinct[0].score)


def _alike(a: Reading, b: Reading) -> bool:
    """Are two readings of one name, so that they differ in scope only?"""
    if a.entry.default and b.entry.default:
        if a.entry.names[:-1] != b.entry.names[:-1] and a.fact.phase:
            return False
        return a.fact.unit == b.fact.unit or (a.fact.unit in MONEY and b.fact.unit in MONEY)
    names = {a.entry.leaf.core, *a.entry.leaf.surfaces}
    return (
        b.entry.leaf.core in names
        or a.entry.leaf.core in b.entry.leaf.surfaces
        or (bool(set(a.entry.leaf.surfaces) & set(b.entry.leaf.surfaces)))
        or (a.entry.default != b.entry.default and a.fact.unit in MONEY and b.fact.unit in MONEY)
    )


def _namesakes(seg: Segment, best: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """The same whole name elsewhere with another code or class (住房公积金 by function and by economic class)."""
    return [
        reading
        for reading in link(seg, vocabulary)
        if reading.whole
        and reading.entry.leaf.core == best.entry.leaf.core
        and reading.heading.total
        and bool(reading.entry.code) == bool(best.entry.code)
        and reading.entry.code != best.entry.code
        and reading.score > best.score - AS_WELL
    ]


def _as_well(seg: Segment, best: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """Other names of which the question says just the same characters: as likely meant, whatever their length."""
    found: dict[str, Reading] = {}
    for reading in link(seg, vocabulary):
        if (
            reading.said == best.said
            and reading.entry.leaf.core != best.entry.leaf.core
            and reading.named
            and reading.score > best.score - AS_WELL
            and not same(reading, best)
            and best.entry.leaf.core not in {name.core for name in reading.entry.names[:-1]}
        ):
            found.setdefault(reading.entry.leaf.core, reading)
    return list(found.values())


def _wants_text(question: str, found: Resolution, vocabulary: Vocabulary) -> bool:
    """Does the question ask for words, so that a figure would be no answer? A cell of words may be one."""
    if not prefers_text(question):
        return False
    match found.plan:
        case algebra.Cell(fact=fact):
            return vocabulary.facts[fact].state is not State.TEXT and found.explained < 1
        case _:
            return True


def prefers_text(question: str) -> bool:
    """Is the question after words, with no amount asked for?"""
    known = words.load()
    return any(word in question for word in known.textual) and not any(word in question for word in known.amounts)


def _says_total(seg: Segment, reading: Reading) -> bool:
    """A row taken by default answers only a question that names its column or table."""
    return bool(seg.content) and (reading.explained >= 1.0 or reading.score > 2.0)


def _of_year(reading: Reading, asked: int | None, vocabulary: Vocabulary) -> bool:
    year = reading.fact.year or vocabulary.document.year
    return asked is None or year is None or year == asked


def distinct_of(readings: list[Reading]) -> list[Reading]:
    """Readings whose figures differ, best first: the same figure in two tables, or rounded (万元 for 元), is one."""
    kept: list[Reading] = []
    for reading in readings:
        twin = next((other for other in kept if same(reading, other)), None)
        if twin is None:
            kept.append(reading)
        elif _finer(reading, twin) and reading.score > twin.score - 0.5:
            kept[kept.index(twin)] = reading
    return kept


def same(a: Reading, b: Reading) -> bool:
    if a.fact.state is State.TEXT or b.fact.state is State.TEXT:
        return a.fact.text == b.fact.text
    x, y = a.fact.value or 0, b.fact.value or 0
    if a.fact.unit == b.fact.unit:
        return x == y
    if a.fact.unit in MONEY and b.fact.unit in MONEY:
        coarse = max(MONEY[str(a.fact.unit)], MONEY[str(b.fact.unit)])
        return abs(x * MONEY[str(a.fact.unit)] - y * MONEY[str(b.fact.unit)]) <= coarse / 200
    return False


def _finer(a: Reading, b: Reading) -> bool:
    return a.fact.unit in MONEY and b.fact.unit in MONEY and MONEY[str(a.fact.unit)] < MONEY[str(b.fact.unit)]


def _listed(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    found = [_lookup(text, vocabulary) for text in frame.operands]
    if any(part is None or part.explained < LISTED for part in found):
        return None
    parts = [part for part in found if part is not None]
    plans = tuple(part.plan.plans[0] if isinstance(part.plan, algebra.Several) else part.plan for part in parts)
    if len(set(plans)) < len(plans):
        return None
    return Resolution(algebra.Several(plans), min(part.explained for part in parts), frame.operands[0])


def _binary(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    first = frame.operands[0]
    accounts = _accounts(frame, vocabulary)
    if accounts is not None:
        return accounts
    lent = frame.operands[1] if frame.inside and len(frame.operands) > 1 else ""
    left = candidates(first, vocabulary, lent=lent)
    if not left:
        return None
    if frame.threshold is not None:
        bound = algebra.Given(*frame.threshold)
        return _made(algebra.Compare(left[0].expression, bound), left[:1], frame)
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
        return _made(_node(frame, left[0].expression, number), left[:1], frame)
    chosen = together([left, right], parted=frame.op is Op.SHARE)
    if not chosen:
        return None
    return _made(_node(frame, chosen[0].expression, chosen[1].expression), chosen, frame)


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
    for entry in vocabulary.entries:
        if entry.sheet is None or entry.sheet is not reading.entry.sheet or not entry.default:
            continue
        for heading, fact in entry.cells:
            if fact.column_path == reading.fact.column_path and fact.id != reading.fact.id:
                whole = Reading(fact, entry, heading, 1.0, 1.0, True)
                return [Candidate(algebra.Cell(fact.id, label_of(whole, vocabulary)), 1.0, 1.0, (whole,))]
    return []


def _per_unit(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    text, per = frame.operands[0], frame.per or ""
    count: algebra.Expression | None = None
    stated = re.search(rf"(\d+|[一二三四五六七八九十百千两]+){per}", text)
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
    return _made(algebra.PerUnit(left[0].expression, count), left[:1], frame) if count is not None else None


def _holding(per: str, text: str, vocabulary: Vocabulary) -> algebra.Cell | None:
    """How many of ``per`` there are: the holding the document states (实有2辆), not its limit or a part of it."""
    readings = []
    preferred = words.load().holdings.get(per, ())
    for entry in vocabulary.entries:
        for heading, fact in entry.cells:
            if fact.unit == per and fact.value:
                names = "".join(fact.row_path) + "".join(fact.column_path)
                rank = next((i for i, word in enumerate(preferred) if word in names), len(preferred))
                readings.append((rank, -fact.value, Reading(fact, entry, heading, 1.0, 1.0, True)))
    if not readings:
        return None
    readings.sort(key=lambda found: found[:2])
    best = readings[0][2]
    return algebra.Cell(best.fact.id, label_of(best, vocabulary))


def _witness(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """What prose says of a subject against what a table says of it."""
    readings = [r for r in link(segment(frame.operands[0], vocabulary), vocabulary) if r.explained >= 0.62]
    tables = [r for r in readings if r.table is not None]
    prose = [r for r in readings if r.table is None and r.named]
    if not tables or not prose:
        return None
    best = max(r.score for r in tables)
    printed = [r for r in tables if r.score >= best - 0.75]
    said = prose[0]
    agreeing = next((r for r in printed if same(r, said)), printed[0])
    return Resolution(
        algebra.Verify(
            algebra.Cell(said.fact.id, f"说明中的{label_of(said, vocabulary)}"),
            algebra.Cell(agreeing.fact.id, f"表中的{label_of(agreeing, vocabulary)}"),
        ),
        said.explained,
        frame.operands[0],
    )


def _set(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    if frame.operands:
        found = together([candidates(text, vocabulary) for text in frame.operands])
        return _made(algebra.Mean(tuple(c.expression for c in found)), found, frame) if found else None
    seg = segment(frame.text, vocabulary)
    asked = seg.years[0] if seg.years else None
    if asked is not None and asked != vocabulary.document.year:
        return None
    group = groups.group(frame.noun, frame.group, frame.text, vocabulary, frame.k)
    if group is not None and frame.without:
        group = groups.without(group, frame.without, vocabulary)
    if group is None or not groups.explains(group, frame, vocabulary):
        return None
    subject = frame.group + (frame.called or "") or group.label
    match frame.op:
        case Op.TOP:
            return Resolution(algebra.Top(group, frame.k, frame.largest, frame.nth), 1.0, subject)
        case Op.FILTER if frame.threshold is not None and frame.comparator is not None:
            upper = algebra.Given(*frame.upper) if frame.upper else None
            bound = algebra.Given(*frame.threshold)
            return Resolution(algebra.Filter(group, frame.comparator, bound, upper, frame.counted), 1.0, subject)
        case Op.COUNT:
            return Resolution(algebra.Count(group), 1.0, subject)
        case Op.MEAN:
            return Resolution(algebra.Mean(group.members, group.label), 1.0, subject)
        case Op.SUM:
            return Resolution(algebra.Sum(group.members, group.label), 1.0, subject)
        case _:
            if prefers_text(frame.text) and frame.noun in (None, "child"):
                return None
            if not any(vocabulary.facts[cell.fact].value for cell in group.members):
                return None
            return Resolution(algebra.Breakdown(group), 1.0, subject)


def _made(plan: algebra.Plan, found: list[Candidate], frame: Frame) -> Resolution:
    explained = min((candidate.explained for candidate in found), default=1.0)
    return Resolution(plan, explained, frame.operands[0] if frame.operands else frame.group)


def _converted(plan: algebra.Plan, unit: str) -> algebra.Plan:
    match plan:
        case algebra.Several(plans=plans, readings=readings):
            return algebra.Several(tuple(_converted(part, unit) for part in plans), readings)
        case (
            algebra.Cell() | algebra.Sum() | algebra.Difference() | algebra.Mean() | algebra.PerUnit() | algebra.Prior()
        ):
            return algebra.Convert(plan, unit)
        case _:
            return plan
