"""Percentages of the prose recomputed: growth from change and level, shares, completion, sums of shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ingest.checks.model import Check, Figure, Verdict, nearest, plain
from ingest.checks.rounding import HUNDRED, alike, converted, judge, judge_percent
from ingest.checks.sentences import Said, before, is_level, named, same_clause, same_subject
from ingest.checks.subjects import Entry
from ingest.checks.words import words
from ingest.facts import Measure

RATE, SHARE, COMPLETION, SHARES, DIRECTION = "rate", "share", "completion", "shares_total", "direction"
_TWO = Decimal(2)
_NEAR_HUNDRED = Decimal(1)
Judged = tuple[Verdict, Decimal, tuple[Figure, ...]]


def check_percents(all_said: Sequence[Said], budgets: Mapping[str, Sequence[Entry]]) -> Iterator[Check]:
    """Every stated percentage whose operands are stated too; ``budgets`` are the tables' budgets by subject,
    for completions that name none."""
    for one in all_said:
        if one.fact.unit != "%" or one.roughly:
            continue
        match one.fact.measure:
            case Measure.RATE:
                yield from _rate(all_said, one)
            case Measure.SHARE:
                yield from _share(all_said, one)
            case Measure.COMPLETION:
                yield from _completion(all_said, one, budgets)
            case _:
                pass
    yield from _shares(all_said)


def _halved(figure: Figure, unit: str | None) -> tuple[Decimal, Decimal]:
    return converted(figure.value, figure.unit, unit), converted(figure.step, figure.unit, unit) / _TWO


# -- growth -----------------------------------------------------------------------------------------


def _rate(all_said: Sequence[Said], rate: Said) -> Iterator[Check]:
    """Growth is change / (level − change). Which of a sentence's amounts a change is of isn't always
    plain; where any of those stated fits, it holds."""

    def is_change(other: Said) -> bool:
        fact = other.fact
        return (
            fact.measure is Measure.CHANGE
            and fact.row_path == rate.fact.row_path
            and fact.base_year == rate.fact.base_year
            and fact.base == rate.fact.base
            and fact.sentence == rate.fact.sentence
        )

    change = next(before(all_said, rate, is_change), None)
    if change is None or change.fact.unit not in words().prose.money or change.roughly:
        return
    if change.value and rate.value and (change.value > 0) != (rate.value > 0):
        says = f"{rate.figure.label}：变动 {_amount(change)}，增幅 {plain(rate.value)}%，方向相反"
        yield Check(DIRECTION, Verdict.WRONG, says, (rate.figure, change.figure))
        return
    levels = [level for level in before(all_said, change, is_level) if _of_this_year(level, change)]
    own = next((level for level in levels if same_subject(level, change) and _is_own(level)), None)
    near = [level for level in levels if same_clause(level, change)]
    found = [judged for level in dict.fromkeys([own, *near]) if level and (judged := _growth(rate, change, level))]
    if own is None or not found:
        yield _missing(RATE, rate)
        return
    yield _percent_check(RATE, "按变动额与数额重算", rate, found)


def _of_this_year(level: Said, change: Said) -> bool:
    return level.fact.year == change.fact.year and not level.roughly


def _is_own(level: Said) -> bool:
    return level.role in words().prose.own_roles


def _growth(rate: Said, change: Said, level: Said) -> Judged | None:
    if not alike(change.fact.unit, level.fact.unit):
        return None
    moved, slack = _halved(change.figure, level.fact.unit)
    now, half = _halved(level.figure, level.fact.unit)
    judged = judge_percent(rate.figure, (moved, slack), (now - moved, half + slack))
    return None if judged is None else (*judged, (rate.figure, change.figure, level.figure))


# -- shares -----------------------------------------------------------------------------------------


def _share(all_said: Sequence[Said], share: Said) -> Iterator[Check]:
    base = share.fact.base
    own = next(before(all_said, share, lambda other: is_level(other) and _same_place(other, share)), None)
    if base is None or own is None:
        yield _missing(SHARE, share)
        return
    wholes = list(before(all_said, share, lambda other: is_level(other) and _named(other, base)))
    wholes = [whole for whole in wholes if whole.fact.year == share.fact.year and whole is not own]
    if not wholes:
        wholes = [whole for whole in named(all_said, base) if whole is not own]
    figures = [whole.figure for whole in wholes if not whole.roughly]
    yield from _ratio(SHARE, "按部分与整体重算", share, own, figures)


def _same_place(other: Said, one: Said) -> bool:
    return other.fact.row_path == one.fact.row_path and other.fact.year == one.fact.year


def _named(other: Said, name: str) -> bool:
    return bool(other.fact.row_path) and other.fact.row_path[-1].endswith(name)


def _completion(all_said: Sequence[Said], one: Said, budgets: Mapping[str, Sequence[Entry]]) -> Iterator[Check]:
    known = words().prose

    def is_final(other: Said) -> bool:
        return is_level(other) and _same_place(other, one) and other.role in {*known.final, ""}

    def is_budget(other: Said) -> bool:
        return is_level(other) and _same_place(other, one) and other.role in known.first_budget

    final = next(before(all_said, one, is_final), None)
    budget = next(before(all_said, one, is_budget), None)
    printed = [entry.figure for entry in budgets.get(one.names[-1], ()) if entry.whole] if one.names else []
    wholes = [budget.figure] if budget and not budget.roughly else printed
    if final is None or not wholes:
        yield _missing(COMPLETION, one)
        return
    yield from _ratio(COMPLETION, "按决算与预算重算", one, final, wholes)


def _ratio(rule: str, how: str, stated: Said, part: Said, wholes: Sequence[Figure]) -> Iterator[Check]:
    found: list[Judged] = []
    for whole in wholes:
        if not alike(part.fact.unit, whole.unit) or part.roughly:
            continue
        judged = judge_percent(stated.figure, _halved(part.figure, whole.unit), _halved(whole, whole.unit))
        if judged:
            found.append((*judged, (stated.figure, part.figure, whole)))
    if found:
        yield _percent_check(rule, how, stated, found)
    elif stated.value:
        yield _missing(rule, stated)


def _percent_check(rule: str, how: str, stated: Said, found: Sequence[Judged]) -> Check:
    verdict, difference, sides = min(found, key=lambda one: nearest(*one[:2]))
    says = f"{stated.figure.label} {plain(stated.value)}%，{how}为 {plain(stated.value - difference)}%"
    return Check(rule, verdict, says, sides, difference, "%")


def _missing(rule: str, stated: Said) -> Check:
    says = f"{stated.figure.label} {plain(stated.value)}%：缺少可供重算的数，未核"
    return Check(rule, Verdict.UNCHECKED, says, (stated.figure,))


def _amount(one: Said) -> str:
    return f"{plain(one.value)}{one.fact.unit or ''}"


# -- shares of one whole ----------------------------------------------------------------------------


def _shares(all_said: Sequence[Said]) -> Iterator[Check]:
    """Shares of one whole, listed in one sentence, add up to 100 %, where the list leaves nothing out."""
    groups: dict[tuple[str | None, str, tuple[str, ...]], list[Said]] = defaultdict(list)
    for one in all_said:
        fact = one.fact
        if fact.measure is Measure.SHARE and fact.base and fact.unit == "%":
            groups[fact.sentence, fact.base, fact.row_path[:-1]].append(one)
    for (sentence, _, _), shares in groups.items():
        names = {share.fact.row_path for share in shares}
        if len(shares) < 2 or len(names) < len(shares) or any(share.roughly for share in shares):
            continue
        addends = [_halved(share.figure, "%") for share in shares]
        verdict, difference = judge(HUNDRED, addends, Decimal(0))
        if verdict is Verdict.WRONG:
            may_leave_out = bool(words().prose.open_list.search(sentence or "")) and difference > 0
            if may_leave_out or abs(difference) > _NEAR_HUNDRED:
                continue
        figures = tuple(share.figure for share in shares)
        says = f"{figures[0].label.rsplit('/', 1)[0]}：{len(shares)} 项占比合计 {plain(HUNDRED - difference)}%"
        yield Check(SHARES, verdict, says, figures, -difference, "%")
