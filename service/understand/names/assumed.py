"""What an address assumes that wasn't asked: a column, a phase, a side, a narrower table; each has its price."""

from __future__ import annotations

import re

from ingest.facts import State
from ingest.parsed import Kind
from ingest.store.records import StoredFact
from service.understand.names.match import match, telling
from service.understand.names.segment import Segment
from service.understand.names.vocabulary import Entry, Heading, Sheet, Vocabulary, carried_by, side_of
from service.understand.names.weights import (
    COLUMN,
    COUNTED,
    EMPTY,
    EXACT,
    KIND,
    LIMIT,
    MOVED,
    NAMED_TABLE,
    NARROW,
    PHASE,
    PROSE,
    RULED_OUT,
    SCOPE,
    SIDE,
)
from service.understand.wording import words


def sheet_score(entry: Entry, seg: Segment) -> float:
    sheet = entry.sheet
    if sheet is None:
        return -PROSE - (NAMED_TABLE if seg.sheets else 0.0)
    score = 0.0
    if seg.sheets:
        score += NAMED_TABLE if sheet.table.ordinal in seg.sheets else -NAMED_TABLE
    if seg.table is not None:
        score += 3.0 if sheet.number == seg.table else -3.0
    unsaid = unsaid_qualifiers(entry, seg)
    score -= NARROW * unsaid
    if sheet.table.empty and unsaid == len(sheet.qualifiers):
        score -= EMPTY
    return score


def unsaid_qualifiers(entry: Entry, seg: Segment) -> int:
    """How many restrictions of the row's table (三公, 基本支出) the question doesn't name."""
    if entry.sheet is None or entry.sheet.table.ordinal in seg.sheets:
        return 0
    return sum(word not in seg.core for word in entry.sheet.qualifiers)


def another_subject(entry: Entry, seg: Segment) -> bool:
    """Is the row's table about something the question doesn't name, so that its total can't be meant?"""
    if entry.sheet is None or seg.table is not None:
        return False
    if entry.sheet.table.ordinal in seg.sheets:
        return False
    about = entry.sheet.qualifiers & frozenset(words.load().subjects)
    return any(word not in seg.core for word in about)


def made_for(entry: Entry, seg: Segment) -> bool:
    """Is the row's table about just what the question names?"""
    about = (entry.sheet.qualifiers if entry.sheet else frozenset()) & frozenset(words.load().made_for)
    return bool(about) and all(word in seg.core for word in about)


def heading_score(
    heading: Heading, fact: StoredFact, seg: Segment, vocabulary: Vocabulary, near: frozenset[str], explained: int = 0
) -> tuple[int, float, bool]:
    mask, score = 0, 0.0
    named = False
    own = heading.own
    for i, name in enumerate(heading.names):
        found = match(name, seg, vocabulary) if name.core in near else None
        if found is None or not found.mask & ~explained:
            continue
        if found.exact or (found.unsaid * 3 <= len(name.core) and telling(found, name, seg, vocabulary)):
            mask |= found.mask
            last = i == own
            named = named or last
            score += (EXACT if last else EXACT / 3) if found.exact else 0.2
    if named and not heading.total and _is_subtotal(heading) and _TOTAL.search(seg.core) and "本年" not in seg.core:
        named = False  # 收入合计 is the column of all, not 本年收入's 小计
    if not named and not heading.total:
        score -= COLUMN
        mask = 0  # a name over several columns says none of them
    score += _attributes(heading, fact, seg, vocabulary)
    return mask, score, named


def _is_subtotal(heading: Heading) -> bool:
    return len(heading.names) > 1 and heading.names[-1].core == "小计"


_TOTAL = re.compile("合计|总计|总额")


def _attributes(heading: Heading, fact: StoredFact, seg: Segment, vocabulary: Vocabulary) -> float:
    """What a fact's year, phase, scope, side and kind take off where the question means another."""
    document = vocabulary.document
    score = 0.0
    year = fact.year or document.year
    asked = seg.years[0] if seg.years else None
    if asked is not None and year is not None and asked != year:
        score -= RULED_OUT
    elif asked is None and year is not None and document.year is not None and year != document.year:
        score -= 2.5
    if fact.phase == "实施期" and seg.phase != "实施期":
        score -= PHASE
    elif fact.phase == "年度" and seg.phase == "实施期":
        score -= 2 * PHASE
    sheet = vocabulary.sheet(fact)
    carried = heading.carried or (sheet.carried if sheet else None) or carried_by("/".join(fact.row_path))
    if seg.scope in ("excluded", "only") and carried != seg.scope:
        score -= SCOPE if carried else SCOPE / 2
    elif seg.scope == "included" and carried:
        score -= SCOPE
    elif seg.scope is None and carried == "only" and "结转" not in seg.core:
        score -= 1.2
    elif seg.scope is None and carried == "excluded":
        score -= 0.1
    if seg.counter and fact.state is State.TEXT:
        score -= COUNTED
    elif seg.counter and not counts(seg.counter, fact.unit or ""):
        score -= COUNTED if seg.counter in ("%", "元") and (fact.unit or "").endswith(("元", "%")) else RULED_OUT
    if fact.comparator and (fact.unit or "").endswith("元") and "limit" not in seg.hints:
        score -= LIMIT
    if fact.table is None and _moved(fact, seg):
        score -= MOVED
    if fact.table is None and turned_over(fact, seg):
        score -= RULED_OUT
    score -= _side(heading, fact, seg, sheet)
    return score - _kind(heading, fact, seg, document.kind)


def _moved(fact: StoredFact, seg: Segment) -> bool:
    """Is it an amount moved (减少两个项目：制装费36.99万元), where the question asks for no movement?"""
    above = "".join(fact.row_path[:-1])
    said = [word for word in words.load().movements if word in above]
    return bool(said) and not any(word in seg.core for word in words.load().movements)


def turned_over(fact: StoredFact, seg: Segment) -> bool:
    """Does it count what came or went (报废2辆), where the question asks how many there are?"""
    if seg.counter in (None, "元", "%"):
        return False
    said = re.findall(words.load().turnover, fact.row_path[-1])
    return bool(said) and not re.search(words.load().turnover, seg.core)


def counts(counter: str, unit: str) -> bool:
    """Is a fact's unit what the question counts? Money answers money; 个 counts anything that isn't money or a rate."""
    if counter == "元":
        return unit.endswith("元")
    if counter == "个":
        return not unit.endswith(("元", "%"))
    if in_unit(counter, unit):
        return True
    return unit == "个" and counter not in words.load().measures and counter not in _PEOPLE


def in_unit(counter: str, unit: str) -> bool:
    """Does a unit say the counter, or what documents print for it?"""
    return any(spelling in unit for spelling in (counter, *words.load().counted_as.get(counter, ())))


_PEOPLE = ("人", "人次", "名", "位")


def _side(heading: Heading, fact: StoredFact, seg: Segment, sheet: Sheet | None) -> float:
    side = heading.side or side_of("/".join(fact.row_path[:1])) or (sheet.side if sheet else None)
    if sheet and sheet.side == "income" and fact.code:
        side = "income"
    income, spending = "income" in seg.hints, "spending" in seg.hints
    if income == spending:
        return 0.5 if side == "income" and fact.code else 0.0
    wanted = "income" if income else "spending"
    return SIDE if side and side != wanted else 0.0


def _kind(heading: Heading, fact: StoredFact, seg: Segment, kind: Kind) -> float:
    role = "/".join(name.core for name in heading.names)
    is_budget, is_final = "预算数" in role or "年初预算" in role, "决算" in role or "执行数" in role
    if kind is Kind.BUDGET and "final_only" in seg.hints and not is_final:
        return RULED_OUT
    if not is_budget and not is_final:
        asks_budget = "budget" in seg.hints and "final" not in seg.hints
        return (
            KIND
            if kind is Kind.FINAL and asks_budget and fact.table is None and "预算" not in "".join(fact.row_path)
            else 0.0
        )
    budget, final = "budget" in seg.hints, "final" in seg.hints
    if budget == final:
        budget, final = kind is Kind.BUDGET, kind is Kind.FINAL
    return KIND if (is_budget and final) or (is_final and budget) else 0.0
