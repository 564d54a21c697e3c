"""Amounts of the prose against each other: parts and wholes, two years and their change, directions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from ingest.checks.model import Check, Disclosure, Figure, SentenceSpot, Verdict, amount, nearest, plain, told
from ingest.checks.naming import belongs_to, is_known, parts_of
from ingest.checks.percents import DIRECTION
from ingest.checks.rounding import HUNDRED, alike, closeness, converted, judge, judge_equal
from ingest.checks.sentences import Said, before, is_level, same_subject
from ingest.checks.words import words
from ingest.facts import Measure

_SUMMED = (Measure.LEVEL, Measure.CHANGE)
PARTS, YEARS, REPEATED = "parts_in_prose", "two_years", "stated_twice"
_TWO = Decimal(2)


def check_amounts(disclosure: Disclosure, all_said: Sequence[Said]) -> Iterator[Check]:
    """Everything that amounts of the prose promise of each other."""
    yield from _parts(all_said)
    yield from _repeated(all_said)
    yield from _years(all_said)
    directed = list(_budget_directions(disclosure, all_said))
    yield from directed
    yield from _completion_directions(disclosure, all_said, {said_of(check) for check in directed})
    yield from _from_to(all_said)


# -- parts and wholes -------------------------------------------------------------------------------


def _parts(all_said: Sequence[Said]) -> Iterator[Check]:
    """Parts listed under a whole add up to it: surely where they are known to be all its parts, where the
    list names the rest, or where their shares are those of a whole."""
    for group in (group for measure in _SUMMED for group in _groups(all_said, measure)):
        first = group[0]
        parent = first.fact.row_path[:-1]

        def is_whole(other: Said, parent: tuple[str, ...] = parent, like: Said = first) -> bool:
            fact = other.fact
            same = fact.row_path == parent and fact.year == like.fact.year and fact.unit == like.fact.unit
            return same and fact.measure is like.fact.measure

        whole = next(before(all_said, first, is_whole), None)
        if whole is None or whole.roughly or any(one.roughly for one in group):
            continue
        step = min(one.figure.step for one in [whole, *group])
        addends = [(one.value, step / _TWO) for one in group]
        verdict, difference = judge(whole.value, addends, step / _TWO)
        if verdict is Verdict.WRONG and not _all_parts(all_said, whole, group):
            if not _nearly_all(whole, group, difference):
                continue
            verdict = Verdict.WRONG if len(group) > 2 else Verdict.UNCHECKED
        figures = (whole.figure, *(one.figure for one in group))
        listed = amount(whole.value - difference, whole.fact.unit)
        says = f"{told(whole.figure)}，所列 {len(group)} 项之和 {listed}"
        yield Check(PARTS, verdict, says, figures, difference, whole.fact.unit)


def _groups(all_said: Sequence[Said], measure: Measure) -> Iterator[list[Said]]:
    """Runs of levels or of changes with one parent, each part once, without parts of parts."""
    for run in _runs(all_said, measure):
        names = {one.names[-1] for one in run}
        group = [one for one in run if not any(belongs_to(one.names[-1], name) for name in names)]
        if len(group) > 1:
            yield group


def _runs(all_said: Sequence[Said], measure: Measure) -> Iterator[list[Said]]:
    """Told one after another; the parts of a part, told within, make a run of their own."""
    open_runs: list[list[Said]] = []
    for one in all_said:
        if one.fact.measure is not measure or len(one.fact.row_path) < 2:
            continue
        if measure is Measure.LEVEL and one.explains:
            continue
        last = open_runs[-1][-1].fact if open_runs else None
        if last and one.fact.row_path[:-1] == last.row_path[:-1] and one.fact.year != last.year:
            continue
        while open_runs and not (_goes_on(open_runs[-1], one) or _is_within(one, open_runs[-1][-1])):
            yield open_runs.pop()
        if open_runs and _goes_on(open_runs[-1], one):
            open_runs[-1].append(one)
        else:
            open_runs.append([one])
    yield from reversed(open_runs)


def _is_within(one: Said, other: Said) -> bool:
    """Is the one told of a part of the other, in the same section?"""
    path = other.fact.row_path
    return one.fact.section == other.fact.section and one.fact.row_path[: len(path)] == path != one.fact.row_path


def _goes_on(run: Sequence[Said], one: Said) -> bool:
    last = run[-1].fact
    fact = one.fact
    return (
        last.section == fact.section
        and last.row_path[:-1] == fact.row_path[:-1]
        and last.unit == fact.unit
        and last.year == fact.year
        and last.column_path == fact.column_path
        and all(other.fact.row_path != fact.row_path for other in run)
    )


def _all_parts(all_said: Sequence[Said], whole: Said, group: Sequence[Said]) -> bool:
    names = {one.names[-1] for one in group}
    if any(parts == names for parts in parts_of(whole.names[-1])) or _is_whole_list(group):
        return True
    sentence = group[-1].fact.sentence or ""
    if words().prose.open_list.search(sentence):
        return False
    if len(group) > 2 and any(words().prose.rest.search(one.fact.row_path[-1]) for one in group):
        return True
    paths = {one.fact.row_path for one in group}
    shares = [
        other
        for other in all_said
        if other.fact.measure is Measure.SHARE and other.fact.row_path in paths and other.fact.sentence == sentence
    ]
    if len(shares) != len(group):
        return False
    return judge(HUNDRED, [(one.value, one.figure.step / _TWO) for one in shares], Decimal(0))[0] is not (Verdict.WRONG)


def _nearly_all(whole: Said, group: Sequence[Said], difference: Decimal) -> bool:
    """Whether a list comes so near its whole that it means all of it, and isn't more because one of its
    parts is listed within another."""
    if words().prose.open_list.search(group[-1].fact.sentence or "") or whole.fact.sentence != group[0].fact.sentence:
        return False
    if abs(difference) > abs(whole.value) * words().prose.nearly_all:
        return False
    return all(abs(difference + one.value) > one.figure.step for one in group if one.value)


def _is_whole_list(group: Sequence[Said]) -> bool:
    """Whether the parts are one by one those of a list that leaves nothing out."""
    parts = [one.fact.row_path[-1] for one in group]
    return any(
        len(known) == len(parts) and all(sum(word in part for part in parts) == 1 for word in known)
        for known in words().prose.whole_lists
    )


# -- one subject, two figures -----------------------------------------------------------------------


def _repeated(all_said: Sequence[Said]) -> Iterator[Check]:
    """One subject's amount stated again in one section is the same amount. Under another name, or where the
    figure stands in a reason, scopes may differ, and only a slip apart is too near for that."""
    first: dict[tuple[object, ...], Said] = {}
    for one in all_said:
        fact = one.fact
        if fact.measure not in _SUMMED or fact.unit not in words().prose.money or one.roughly:
            continue
        if not one.names or not is_known(fact.row_path[-1]):
            continue
        stated = (fact.measure, fact.year, fact.base_year, fact.base, fact.column_path)
        known = first.setdefault((fact.section, one.names[-1], *stated), one)
        if known is one or known.fact.unit != fact.unit:
            continue
        verdict, difference = judge_equal(one.figure, known.figure)
        same = known.fact.row_path == fact.row_path and not one.explains and not known.explains
        if verdict is Verdict.WRONG and not same and closeness(one.value, known.value) > words().prose.near:
            continue
        says = f"{told(one.figure)}，同节前文为 {amount(known.value, known.fact.unit)}"
        yield Check(REPEATED, verdict, says, (one.figure, known.figure), difference, fact.unit)


# -- two years --------------------------------------------------------------------------------------


def _years(all_said: Sequence[Said]) -> Iterator[Check]:
    """A stated change is the difference of the two years' levels, where the same section states both."""
    for change in all_said:
        fact = change.fact
        if fact.measure is not Measure.CHANGE or fact.base_year is None or fact.unit not in words().prose.money:
            continue
        levels = [
            one
            for one in all_said
            if is_level(one)
            and one.fact.section == fact.section
            and same_subject(one, change)
            and one.role in words().prose.own_roles
            and not one.roughly
        ]
        now = [one for one in levels if one.fact.year == fact.year]
        then = [one for one in levels if one.fact.year == fact.base_year]
        pairs = list(product(now, then))
        if not pairs or change.roughly:
            continue
        judged = [(*_difference(change, a, b), (change.figure, a.figure, b.figure)) for a, b in pairs]
        verdict, difference, sides = min(judged, key=lambda one: nearest(*one[:2]))
        recomputed = amount(change.value - difference, fact.unit)
        says = f"{told(change.figure)}（变动），按两年数额为 {recomputed}"
        yield Check(YEARS, verdict, says, sides, difference, fact.unit)


def _difference(change: Said, now: Said, then: Said) -> tuple[Verdict, Decimal]:
    """Amounts in one unit are printed to one place in one passage, trailing zeros left out."""
    unit = change.fact.unit
    figures: list[Figure] = [change.figure, now.figure, then.figure]
    finest = {one.unit: min(other.step for other in figures if other.unit == one.unit) for one in figures}
    addends = [
        (sign * converted(one.value, one.unit, unit), converted(finest[one.unit], one.unit, unit) / _TWO)
        for sign, one in ((1, now.figure), (-1, then.figure))
    ]
    return judge(change.value, addends, finest[unit] / _TWO)


# -- directions -------------------------------------------------------------------------------------


def _budget_directions(disclosure: Disclosure, all_said: Sequence[Said]) -> Iterator[Check]:
    """决算数小于预算数 after both are stated."""
    known = words().prose
    for final in all_said:
        if not is_level(final) or final.role not in known.final:
            continue
        same = [
            one
            for one in before(all_said, final, is_level)
            if one.fact.row_path == final.fact.row_path
            and one.role in known.first_budget
            and one.fact.sentence == final.fact.sentence
        ]
        word = _direction_after(disclosure, final) if same else None
        if word is None or not alike(final.fact.unit, same[0].fact.unit):
            continue
        budget = same[0]
        apart = final.value - converted(budget.value, budget.fact.unit, final.fact.unit)
        true = {"less": apart < 0, "more": apart > 0, "equal": apart == 0}[word]
        says = f"{told(final.figure)}，预算 {amount(budget.value, budget.fact.unit)}，文中称决算{_COMPARED[word]}预算"
        verdict = Verdict.HOLDS if true else Verdict.WRONG
        yield Check(DIRECTION, verdict, says, (final.figure, budget.figure), apart, final.fact.unit)


_COMPARED = {"less": "小于", "more": "大于", "equal": "等于"}


def said_of(check: Check) -> str:
    """The sentence that the first side of a check stands in."""
    spot = check.sides[0].spot if check.sides else None
    return (spot.fact.sentence or "") if isinstance(spot, SentenceSpot) else ""


def _completion_directions(disclosure: Disclosure, all_said: Sequence[Said], judged: set[str]) -> Iterator[Check]:
    """完成预算的 82.90%，决算数小于预算数: a completion against the word after it."""
    for one in all_said:
        if one.fact.measure is not Measure.COMPLETION or one.roughly or (one.fact.sentence or "") in judged:
            continue
        word = _direction_after(disclosure, one)
        if word is None:
            continue
        true = {"less": one.value < HUNDRED, "more": one.value > HUNDRED, "equal": one.value == HUNDRED}[word]
        says = f"{told(one.figure)}，文中称决算{_COMPARED[word]}预算"
        yield Check(DIRECTION, Verdict.HOLDS if true else Verdict.WRONG, says, (one.figure,), one.value - HUNDRED, "%")


def _direction_after(disclosure: Disclosure, one: Said) -> str | None:
    """less, more or equal: what is said of 决算 against 预算 after a number, in its sentence or the next."""
    sentence = one.fact.sentence or ""
    rest = sentence[sentence.find(one.fact.text) + len(one.fact.text) :]
    clauses = [*re.split(r"[，；]", rest), _text_after(disclosure, sentence)]
    found = (name for clause in clauses for name, pattern in words().prose.directions.items() if pattern.search(clause))
    return next(found, None)


def _text_after(disclosure: Disclosure, sentence: str) -> str:
    """What the document says next, within the paragraph."""
    for text in disclosure.texts:
        at = text.find(sentence)
        if at >= 0:
            rest = text[at + len(sentence) :].split("\n")[0].lstrip()
            again = rest.split("。", 2)
            return "。".join(again[1:]) if again[0].startswith("完成") else rest
    return ""


def _from_to(all_said: Sequence[Said]) -> Iterator[Check]:
    """由 A 减少为 B: the verb against the two numbers."""
    seen: set[str] = set()
    for one in all_said:
        sentence = one.fact.sentence or ""
        if sentence in seen:
            continue
        seen.add(sentence)
        for match in words().prose.from_to.finditer(sentence):
            first, last = (Decimal(match[name].replace(",", "")) for name in ("first", "last"))
            if (match["unit"] or match["other"]) != match["other"]:
                continue
            sides = [
                other.figure
                for other in all_said
                if other.fact.sentence == sentence and other.value in (first, last) and is_level(other)
            ][:2]
            true = last > first if match["up"] else last < first
            verdict = Verdict.HOLDS if true else Verdict.WRONG
            says = f"“{match[0]}”：{plain(first)} 与 {plain(last)} 的方向"
            yield Check(DIRECTION, verdict, says, tuple(sides or [one.figure]), last - first, match["other"])
