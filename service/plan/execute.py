"""Runs a plan over the side-table's facts: reads cells, computes with exact decimals, keeps every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.facts import State
from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.quantity import MONEY, Amount, half_up, plain

Facts = Mapping[int, StoredFact]
_HALF = Decimal("0.5")
_TOO_SMALL = {"千元": 100, "万元": 1, "百万元": 1, "亿元": 1}
"""below how much of a unit an amount for each is told in 元"""


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of a calculation; ``fact`` is what was read, None for what was computed."""

    op: str
    label: str
    amount: Amount
    fact: StoredFact | None = None


@dataclass(frozen=True, slots=True)
class RowOut:
    """One row of a ranking, filter or breakdown."""

    label: str
    amount: Amount
    fact: StoredFact
    steps: tuple[Step, ...] = ()
    """how a row's figure was made of two; () where it was read"""


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    amount: Amount
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan came to: figures (the answer proper first), rows, steps; ``notes`` are keys of
    stock sentences that the answer owes its reader (a blank cell, rounding, a mismatch)."""

    figures: tuple[Figure, ...] = ()
    rows: tuple[RowOut, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Outcome, ...] = field(default=())
    sides: tuple[Step, ...] = ()
    """of an operation, the step that gave each operand"""


def execute(plan: algebra.Plan, facts: Facts) -> Outcome:
    """The outcome of ``plan``; raises KeyError for a fact that isn't in ``facts``, UnitMismatch, ZeroDivisionError."""
    match plan:
        case algebra.Several(plans=plans):
            parts = tuple(execute(part, facts) for part in plans)
            return Outcome(
                tuple(figure for part in parts for figure in part.figures),
                tuple(row for part in parts for row in part.rows),
                tuple(step for part in parts for step in part.steps),
                tuple(dict.fromkeys(note for part in parts for note in part.notes)),
                parts,
            )
        case algebra.Top(group=algebra.Pairs() as pairs, k=k, largest=largest):
            moved = sorted(_rows(pairs, facts), key=lambda row: _yuan(row.amount), reverse=largest)
            if pairs.how != "completion":
                moved = [row for row in moved if (row.amount.value > 0) == largest and row.amount.value]
            outcome = _listed(moved[:k] if k else moved)
            return replace(outcome, figures=tuple(_size(row) for row in outcome.rows))
        case algebra.Filter(
            group=algebra.Pairs() as pairs, comparator=comparator, threshold=threshold, counted=counted
        ):
            kept = [row for row in _rows(pairs, facts) if _stands(row.amount, comparator, threshold)]
            count = Figure(pairs.label, Amount(Decimal(len(kept)), "个"))
            outcome = _listed(kept)
            return replace(outcome, figures=(count,) if counted else tuple(_size(row) for row in kept))
        case algebra.Top(group=group, k=k, largest=largest, nth=nth):
            rows = sorted(_rows(group, facts), key=lambda row: _yuan(row.amount), reverse=largest)
            rows = [row for row in rows if row.amount.value] if largest or k is None else _nonblank(rows)
            return _listed(rows[k - 1 : k] if k and nth else rows[:k] if k else rows)
        case algebra.Filter(group=group, comparator=comparator, threshold=threshold, upper=upper, counted=counted):
            kept = [row for row in _rows(group, facts) if _stands(row.amount, comparator, threshold)]
            if upper is not None:
                kept = [row for row in kept if _stands(row.amount, "<=", upper)]
            kept = kept if comparator == "=" else _nonblank(kept)
            outcome = _listed(kept)
            bounds = tuple(_bound(bound, kept) for bound in (threshold, upper) if bound is not None)
            count = Figure(group.label, Amount(Decimal(len(kept)), "个"))
            return Outcome((count,) if counted else (), outcome.rows, (*bounds, *outcome.steps))
        case algebra.Count(group=group):
            rows = _rows(group, facts)
            count = Figure(group.label, Amount(Decimal(len(rows)), "个"))
            return Outcome((count,), tuple(rows), tuple(step for row in rows for step in _read(row)))
        case algebra.Coded(cells=cells):
            read = [
                Step("code", cell.label, Amount(Decimal(facts[cell.fact].code or 0), ""), facts[cell.fact])
                for cell in cells
            ]
            return Outcome(tuple(Figure(step.label, step.amount) for step in read), (), tuple(read))
        case algebra.Breakdown(group=group):
            rows = [row for row in _rows(group, facts) if row.amount.value]
            outcome = _listed(rows)
            if group.total is None:
                return outcome
            total = _evaluate(group.total, facts)
            return Outcome((Figure(total.label, total.amount),), outcome.rows, (*total.steps, *outcome.steps))
        case algebra.Place(group=group, member=member, largest=largest):
            return _placed(_rows(group, facts), member, largest)
        case algebra.Compare(left=left, right=right, largest=largest):
            return _compare(_evaluate(left, facts), _evaluate(right, facts), largest)
        case algebra.Verify(left=left, right=right):
            return _verify(_evaluate(left, facts), _evaluate(right, facts))
        case algebra.Stated(change=change, rate=rate, rate_first=rate_first):
            order = (rate, change) if rate_first else (change, rate)
            values = [_evaluate(cell, facts) for cell in order if cell is not None]
            figures = tuple(Figure(value.label, Amount(abs(value.amount.value), value.amount.unit)) for value in values)
            return Outcome(figures, (), tuple(step for value in values for step in value.steps))
        case algebra.Checked(computed=computed, stated=cell):
            value, said = _evaluate(computed, facts), _evaluate(cell, facts)
            figures = (Figure(value.label, value.amount), Figure("原文所写", said.amount))
            note = "agrees" if value.amount.value == said.amount.value else "differs"
            steps = (*value.steps, *said.steps)
            return Outcome(figures, (), steps, (*value.notes, note), sides=value.sides)
        case algebra.Growth(now=now, before=before, rate_first=rate_first):
            outcome = _growth(_evaluate(now, facts), _evaluate(before, facts))
            if rate_first and len(outcome.figures) > 3:
                change_figure, rate_figure, *levels = outcome.figures
                return replace(outcome, figures=(rate_figure, change_figure, *levels))
            return outcome
        case _:
            value = _evaluate(plan, facts)
            asked = value.amount
            if isinstance(plan, algebra.Difference) or (
                isinstance(plan, algebra.Convert) and isinstance(plan.inner, algebra.Difference)
            ):
                asked = Amount(abs(asked.value), asked.unit)  # 多 or 少 is said in words
            first = Figure(value.label, asked, value.comparator)
            return Outcome((first,), (), value.steps, value.notes, sides=value.sides)


@dataclass(frozen=True, slots=True)
class _Value:
    amount: Amount
    label: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()
    comparator: str | None = None
    sides: tuple[Step, ...] = ()


def _evaluate(plan: algebra.Expression, facts: Facts) -> _Value:
    match plan:
        case algebra.Cell(fact=fact_id, label=label):
            return _cell(facts[fact_id], label)
        case algebra.Given(value=number, unit=unit):
            amount = Amount(number, unit)
            return _Value(amount, "题中给出", (Step("given", "题中给出", amount),))
        case algebra.Sum(terms=terms, label=label):
            values = [_evaluate(term, facts) for term in terms]
            total = values[0].amount
            for value in values[1:]:
                total = total + value.amount
            return _computed("sum", total, label or "合计", values)
        case algebra.Difference(left=left, right=right):
            a, b = _evaluate(left, facts), _evaluate(right, facts)
            apart = a.amount - b.amount
            if apart.unit == "%":
                apart = Amount(apart.value, "个百分点")
            return _computed("difference", apart, f"{a.label}－{b.label}", [a, b])
        case algebra.Share(part=part, whole=whole):
            return _percent("ratio", _evaluate(part, facts), _evaluate(whole, facts), "{}占{}的比重")
        case algebra.Completion(done=done, planned=planned):
            return _percent("completion", _evaluate(done, facts), _evaluate(planned, facts), "{}完成{}的比例")
        case algebra.Multiple(left=left, right=right):
            a, b = _evaluate(left, facts), _evaluate(right, facts)
            times = Amount(half_up(a.amount.times(b.amount)), "倍")
            return _computed("multiple", times, f"{a.label}相当于{b.label}的倍数", [a, b])
        case algebra.Mean(terms=terms, label=label):
            values = [_evaluate(term, facts) for term in terms]
            total = values[0].amount
            for value in values[1:]:
                total = total + value.amount
            summed = _computed("sum", total, f"{label or '各项'}合计", values)
            mean = Amount(half_up(total.value / len(values)), total.unit)
            return _computed("mean", mean, f"{label or '各项'}平均（{len(values)}项）", [summed])
        case algebra.PerUnit(amount=spent, count=count):
            a, b = _evaluate(spent, facts), _evaluate(count, facts)
            if b.amount.value == 0:
                raise ZeroDivisionError
            money = a.amount
            if abs(money.value / b.amount.value) < _TOO_SMALL.get(money.unit, 0):
                money = money.to("元")  # a fraction of 万元 loses its figures in two decimals
            each = Amount(half_up(money.value / b.amount.value), money.unit)
            return _computed("per_unit", each, f"每{b.amount.unit}{a.label}", [a, b])
        case algebra.Prior(now=now, change=change):
            a, b = _evaluate(now, facts), _evaluate(change, facts)
            return _computed("prior", a.amount - b.amount, f"上年{a.label}", [a, b])
        case algebra.Scaled(inner=scaled, percent=percent, change_only=change_only):
            base = _evaluate(scaled, facts)
            moved = base.amount.value * percent / 100
            supposed = abs(moved) if change_only else base.amount.value + moved
            rate = Amount(percent, "%")
            told = _Value(rate, "题中假设", (Step("given", "题中假设的增减", rate),))
            outcome = Amount(half_up(supposed), base.amount.unit)
            return _computed("what_if", outcome, f"{base.label}按假设推算", [base, told])
        case algebra.Convert(inner=inner, unit=unit):
            value = _evaluate(inner, facts)
            if value.amount.unit not in MONEY or value.amount.unit == unit:
                return value
            converted = value.amount.to(unit)
            step = Step("convert", value.label, converted)
            return _Value(converted, value.label, (*value.steps, step), value.notes, value.comparator, value.sides)
        case algebra.Product(terms=terms, unit=unit):
            values = [_evaluate(term, facts) for term in terms]
            product = Decimal(1)
            for value in values:
                product *= value.amount.value
            return _computed("product", Amount(product, unit), "按题意测算", values)
        case algebra.Magnitude(inner=inner):
            value = _evaluate(inner, facts)
            if value.amount.value >= 0:
                return value
            return _computed("magnitude", Amount(abs(value.amount.value), value.amount.unit), value.label, [value])
        case algebra.Growth(now=now, before=before, rate_first=True):
            a, b = _evaluate(now, facts), _evaluate(before, facts)
            rate = Amount(half_up((a.amount - b.amount).times(b.amount) * 100), "%")
            return _computed("growth", rate, f"{a.label}增减幅度", [a, b])
        case algebra.Growth(now=now, before=before):
            a, b = _evaluate(now, facts), _evaluate(before, facts)
            return _computed("growth", a.amount - b.amount, f"{a.label}增减额", [a, b])


def _cell(fact: StoredFact, label: str) -> _Value:
    value = fact.value if fact.value is not None else Decimal(0)
    unit = fact.unit or ""
    notes = ("blank",) if fact.state in (State.BLANK, State.DASH) else ()
    amount = Amount(value, unit)
    return _Value(amount, label, (Step("lookup", label, amount, fact),), notes, fact.comparator)


def _computed(op: str, amount: Amount, label: str, parts: list[_Value]) -> _Value:
    steps = tuple(step for part in parts for step in part.steps)
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    sides = tuple(part.steps[-1] for part in parts)
    return _Value(amount, label, (*steps, Step(op, label, amount)), notes, sides=sides)


def _percent(op: str, part: _Value, whole: _Value, label: str) -> _Value:
    share = Amount(half_up(part.amount.times(whole.amount) * 100), "%")
    return _computed(op, share, label.format(part.label, whole.label), [part, whole])


def _growth(now: _Value, before: _Value) -> Outcome:
    change = now.amount - before.amount
    steps = [*now.steps, *before.steps, Step("difference", f"{now.label}增减额", change)]
    figures = [Figure("增减额", Amount(abs(change.value), change.unit))]
    if before.amount.value:
        rate = Amount(half_up(change.times(before.amount) * 100), "%")
        steps.append(Step("growth", f"{now.label}增减幅度", rate))
        figures.append(Figure("增减幅度", Amount(abs(rate.value), "%")))
    figures += [Figure(now.label, now.amount), Figure(before.label, before.amount)]
    return Outcome(tuple(figures), (), tuple(steps), now.notes + before.notes)


def _placed(rows: list[RowOut], member: algebra.Cell, largest: bool) -> Outcome:
    """The place of one row, equal ones sharing the better; all rows in order."""
    ordered = sorted(rows, key=lambda row: _yuan(row.amount), reverse=largest)
    own = next(row for row in rows if row.fact.id == member.fact)
    place = next(n for n, row in enumerate(ordered, 1) if _yuan(row.amount) == _yuan(own.amount))
    figures = (Figure(own.label, Amount(Decimal(place), "位")), Figure(own.label, own.amount))
    return Outcome(figures, tuple(ordered), tuple(step for row in ordered for step in _read(row)))


def _compare(left: _Value, right: _Value, largest: bool) -> Outcome:
    difference = left.amount - right.amount
    gap = Amount(abs(difference.value), difference.unit)
    if difference.unit == "%":
        gap = Amount(gap.value, "个百分点")
    order = [left, right] if (difference.value >= 0) == largest else [right, left]
    figures = (*(Figure(value.label, value.amount) for value in order), Figure("相差", gap))
    note = "equal" if not gap.value else "larger" if difference.value > 0 else "smaller"
    sides = (left.steps[-1], right.steps[-1])
    return Outcome(figures, (), (*left.steps, *right.steps, Step("difference", "相差", gap)), (note,), sides=sides)


def _verify(left: _Value, right: _Value) -> Outcome:
    difference = left.amount - right.amount
    gap = Amount(plain(abs(difference.value)), "个百分点" if difference.unit == "%" else difference.unit)
    steps = (*left.steps, *right.steps)
    unit = left.amount.unit
    places = [_last_place(step, unit) for step in steps if step.fact is not None and _meets(step.amount.unit, unit)]
    allowed = sum(places, Decimal(0)) * _HALF
    note = "agrees" if not gap.value else "rounding" if gap.value <= allowed else "differs"
    figures = (Figure(left.label, left.amount), Figure(right.label, right.amount), Figure("相差", gap))
    return Outcome(figures, (), (*left.steps, *right.steps, Step("difference", "相差", gap)), (note,))


def _meets(unit: str, other: str) -> bool:
    return unit == other or (unit in MONEY and other in MONEY)


def _last_place(step: Step, unit: str) -> Decimal:
    """One unit of the last printed place of what the step read, in ``unit``."""
    exponent = step.amount.value.as_tuple().exponent
    place = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return Amount(place, step.amount.unit).to(unit).value


def _rows(group: algebra.Group | algebra.Pairs, facts: Facts) -> list[RowOut]:
    if isinstance(group, algebra.Pairs):
        return [row for pair in group.members if (row := _set_against(pair, group.how, facts)) is not None]
    rows = []
    for cell in group.members:
        value = _cell(facts[cell.fact], cell.label)
        rows.append(RowOut(cell.label, value.amount, facts[cell.fact]))
    units = Counter(row.amount.unit for row in rows)
    if len(units) > 1 and all(unit in MONEY for unit in units):
        common = units.most_common(1)[0][0]  # rows in several money units are listed in that of most
        rows = [replace(row, amount=row.amount.to(common)) for row in rows]
    return rows


def _size(row: RowOut) -> Figure:
    """How much a row moved; the sign is said in words."""
    return Figure(row.label, Amount(abs(row.amount.value), row.amount.unit))


def _set_against(pair: algebra.Pair, how: str, facts: Facts) -> RowOut | None:
    """A pair's row; None where a rate has nothing to be a rate of."""
    left = _evaluate(pair.left, facts)
    fact = facts[pair.left.fact]
    if pair.right is None:
        sign = -1 if pair.falls else 1
        return RowOut(pair.label, Amount(left.amount.value * sign, left.amount.unit), fact, left.steps)
    right = _evaluate(pair.right, facts)
    if how == "change":
        made = left.amount - right.amount
    elif not right.amount.value:
        return None
    else:
        percent = left.amount.times(right.amount) * 100 - (100 if how == "rate" else 0)
        made = Amount(half_up(percent), "%")
    op = {"change": "difference", "rate": "growth"}.get(how, how)
    return RowOut(pair.label, made, fact, (*left.steps, *right.steps, Step(op, pair.label, made)))


def _nonblank(rows: list[RowOut]) -> list[RowOut]:
    return [row for row in rows if row.fact.state is State.NUMBER]


def _listed(rows: list[RowOut]) -> Outcome:
    return Outcome((), tuple(rows), tuple(step for row in rows for step in _read(row)))


def _bound(bound: algebra.Given, rows: list[RowOut]) -> Step:
    """A limit that the question gave, in the unit of what it limits."""
    amount = Amount(bound.value, bound.unit)
    unit = rows[0].amount.unit if rows else "万元"
    return Step("given", "题中给出的界限", amount.to(unit) if bound.unit in MONEY and unit in MONEY else amount)


def _read(row: RowOut) -> tuple[Step, ...]:
    return row.steps or (Step("lookup", row.label, row.amount, row.fact),)


def _yuan(amount: Amount) -> Decimal:
    return amount.value * MONEY.get(amount.unit, Decimal(1))


def stands(fact: StoredFact, comparator: str, threshold: algebra.Given) -> bool:
    """Does a fact's value stand in ``comparator`` to the threshold? Never for another kind of unit."""
    if fact.value is None and (comparator != "=" or fact.state is State.TEXT):
        return False
    return _stands(Amount(fact.value or Decimal(0), fact.unit or ""), comparator, threshold)


def _stands(amount: Amount, comparator: str, threshold: algebra.Given) -> bool:
    bound = Amount(threshold.value, threshold.unit or amount.unit)
    value = amount.value
    if amount.unit in MONEY and bound.unit in MONEY:
        value, limit = amount.to("元").value, bound.to("元").value
    elif amount.unit == bound.unit:
        limit = bound.value
    else:
        return False
    match comparator:
        case ">":
            return value > limit
        case ">=":
            return value >= limit
        case "<":
            return value < limit
        case "=":
            return value == limit
        case _:
            return value <= limit
