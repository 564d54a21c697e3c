"""An outcome becomes an answer: the figure first, then its scope, its steps and its source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.facts import State
from ingest.store.records import StoredFact
from service.answer import cite
from service.answer.model import Answer, Kind
from service.answer.sentences import say
from service.plan import algebra, printed
from service.plan.execute import Outcome, RowOut, Step
from service.plan.quantity import MONEY, Amount, plain, shown
from service.shelf import Shelf

SOURCES_SHOWN = 3
_MOVES = {
    ("change", "prior"): ("增加", "减少"),
    ("change", "budget"): ("比预算多", "比预算少"),
    ("rate", "prior"): ("增长", "下降"),
}
_CONDITIONS = {"=": "等于", ">": "超过", ">=": "不少于", "<": "不到", "<=": "不超过"}


def render(plan: algebra.Plan, outcome: Outcome, shelf: Shelf) -> Answer:
    """The answer for an executed plan."""
    citations = cite.Citations()
    steps = tuple(_step(step, citations, shelf) for step in outcome.steps)
    text = _text(plan, outcome, shelf)
    facts = [step.fact for step in outcome.steps if step.fact is not None]
    text = "\n".join([text, *_remarks(plan, outcome, shelf), _sources(facts, shelf)])
    return Answer(
        _kind(plan),
        text.strip(),
        _figures(outcome),
        tuple(_row(row) for row in outcome.rows),
        steps,
        citations.all,
        plan=printed.show(plan),
        documents=shelf.documents,
    )


def money(amount: Amount, comparator: str | None = None) -> str:
    """An amount for people: thousands separated from 10,000 on, its comparator before it."""
    value = f"{amount.value:,f}" if abs(amount.value) >= 10000 else shown(amount.value)
    return f"{comparator or ''}{value}{amount.unit}"


def _kind(plan: algebra.Plan) -> Kind:
    match plan:
        case algebra.Cell() | algebra.Stated() | algebra.Coded():
            return Kind.FIGURE
        case algebra.Convert(inner=inner):
            return _kind(inner)
        case algebra.Several(plans=plans):
            if all(isinstance(part, algebra.Top) for part in plans):
                return Kind.TABLE
            return Kind.FIGURE if all(_kind(part) is Kind.FIGURE for part in plans) else Kind.CALCULATION
        case algebra.Top() | algebra.Filter() | algebra.Breakdown() | algebra.Count() | algebra.Place():
            return Kind.TABLE
        case _:
            return Kind.CALCULATION


def _step(step: Step, citations: cite.Citations, shelf: Shelf) -> dict[str, Any]:
    number = citations.add(cite.of_fact(step.fact, shelf.of(step.fact))) if step.fact is not None else None
    text = step.fact is not None and step.fact.state is State.TEXT
    value = step.fact.text if text and step.fact else shown(step.amount.value)
    return {"op": step.op, "label": step.label, "value": value, "unit": step.amount.unit, "citation": number}


def _row(row: RowOut) -> dict[str, str]:
    return {"label": row.label, "value": shown(row.amount.value), "unit": row.amount.unit}


def _figures(outcome: Outcome) -> tuple[dict[str, str], ...]:
    """The outcome's figures; a cell of words (及时) is none."""
    if outcome.parts:
        return tuple(figure for part in outcome.parts for figure in _figures(part))
    read = [step.fact for step in outcome.steps if step.fact is not None]
    if read and all(fact.state is State.TEXT for fact in read):
        return ()
    return tuple(
        {"value": shown(figure.amount.value), "unit": figure.amount.unit, "label": figure.label}
        for figure in outcome.figures
    )


def _text(plan: algebra.Plan, outcome: Outcome, shelf: Shelf) -> str:
    document = shelf.called
    steps = outcome.steps
    final = money(outcome.figures[0].amount, outcome.figures[0].comparator) if outcome.figures else ""
    match plan:
        case algebra.Cell() | algebra.Convert(inner=algebra.Cell()):
            return _look_up(outcome, document)
        case algebra.Convert(inner=inner):
            converted = outcome.steps[-1].op == "convert"
            return _text(inner, replace(outcome, steps=outcome.steps[:-1] if converted else outcome.steps), shelf)
        case algebra.Several(readings=True):
            lines = [_reading_line(part, shelf) for part in outcome.parts]
            name = _name(outcome.parts[0])
            return say("readings", document=document, name=name, lines="\n".join(lines))
        case algebra.Several(plans=plans) if all(isinstance(part, algebra.Top) for part in plans):
            lines = [
                say("end_line", which="最大" if top.largest else "最小", label=row.label, value=money(row.amount))
                for top, part in zip(plans, outcome.parts, strict=True)
                if isinstance(top, algebra.Top)
                for row in part.rows
            ]
            return say("several", document=document, lines="\n".join(lines))
        case algebra.Several():
            lines = [
                say(
                    "listed_line",
                    label=figure.label,
                    value=_figure_text(part, figure.comparator, figure.amount),
                )
                for part in outcome.parts
                for figure in part.figures[:1]
            ]
            return say("several", document=document, lines="\n".join(lines))
        case algebra.Share() | algebra.Completion() | algebra.Multiple():
            left, right = outcome.sides
            key = {algebra.Share: "share", algebra.Completion: "completion", algebra.Multiple: "multiple"}[type(plan)]
            names = {
                "share": ("part", "whole"),
                "completion": ("done", "planned"),
                "multiple": ("left", "right"),
            }[key]
            filled = {names[0]: left.label, f"{names[0]}_value": money(left.amount)}
            filled |= {names[1]: right.label, f"{names[1]}_value": money(right.amount)}
            return say(key, value=final, document=document, **filled)
        case algebra.Product():
            terms = "×".join(money(side.amount) for side in outcome.sides)
            return say("product", value=final, document=document, terms=terms)
        case algebra.Difference(right=algebra.Scaled()):
            left, right = outcome.sides
            return say("supposed_less", value=final, document=document, left=left.label, left_value=money(left.amount),
                       right=right.label, right_value=money(right.amount))  # fmt: skip
        case algebra.Difference():
            left, right = outcome.sides
            value = steps[-1].amount.value
            key = "difference_more" if value > 0 else "difference_less" if value < 0 else "difference_same"
            gap = money(outcome.figures[0].amount)
            return say(key, value=gap, document=document, left=left.label, left_value=money(left.amount),
                       right=right.label, right_value=money(right.amount))  # fmt: skip
        case algebra.Sum(terms=terms, label=label) if label:
            return say("sum_of_set", value=final, document=document, label=label, count=len(terms))
        case algebra.Mean(terms=terms, label=label) if label:
            return say("mean_of_set", value=final, document=document, label=label, count=len(terms))
        case algebra.Sum(terms=terms):
            return say("sum", value=final, document=document, count=len(terms))
        case algebra.Mean(terms=terms):
            return say("mean", value=final, document=document, count=len(terms))
        case algebra.PerUnit():
            left, right = outcome.sides
            return say("per_unit", value=final, document=document, amount=left.label,
                       amount_value=money(left.amount), count_value=money(right.amount),
                       unit=right.amount.unit)  # fmt: skip
        case algebra.Scaled(change_only=change_only):
            key = "scaled_change" if change_only else "scaled"
            base, told = outcome.sides
            percent = money(Amount(abs(told.amount.value), "%"))
            move = "增加" if told.amount.value > 0 else "减少"
            return say(key, value=final, document=document, label=base.label, base=money(base.amount),
                       move=move, percent=percent)  # fmt: skip
        case algebra.Prior():
            now, change = outcome.sides
            move = "增加" if change.amount.value > 0 else "减少"
            return say("prior", value=final, document=document, now=now.label, now_value=money(now.amount),
                       move=move, change_value=money(Amount(abs(change.amount.value), change.amount.unit)))  # fmt: skip
        case algebra.Stated():
            lines = [
                figure.label if not figure.amount.value else figure.label + money(figure.amount)
                for figure in outcome.figures
            ]
            if len(lines) == 2 and "比上年" in lines[1]:  # the subject is named once
                lines[1] = lines[1].partition("比上年")[2]
            return say("stated", document=document, lines="，".join(lines))
        case algebra.Checked(computed=computed):
            said = money(outcome.figures[1].amount)
            text = _text(computed, replace(outcome, figures=outcome.figures[:1], steps=outcome.steps[:-1]), shelf)
            return text if outcome.notes[-1] == "agrees" else text + say("stated_otherwise", value=said)
        case algebra.Growth():
            return _growth(outcome, document)
        case algebra.Compare():
            return _compare(plan, outcome, document)
        case algebra.Coded():
            named = [say("code", label=figure.label, code=shown(figure.amount.value)) for figure in outcome.figures]
            return say("stated", document=document, lines="；".join(named))
        case algebra.Verify(right=algebra.Given()):
            asserted = outcome.figures[0]
            key = {"differs": "asserted_no", "rounding": "asserted_near"}.get(outcome.notes[0], "asserted_yes")
            return say(key, document=document, left=asserted.label, left_value=money(asserted.amount),
                       gap=money(outcome.figures[2].amount))  # fmt: skip
        case algebra.Verify():
            a, b, apart = outcome.figures
            return say(outcome.notes[0], document=document, left=a.label, left_value=money(a.amount),
                       right=b.label, right_value=money(b.amount), gap=money(apart.amount))  # fmt: skip
        case _:
            return _rows(plan, outcome, document)


def _look_up(outcome: Outcome, document: str) -> str:
    read = outcome.steps[0].fact
    figure = outcome.figures[0]
    if read is not None and read.state is State.TEXT:
        return say("figure_text", document=document, label=figure.label, value=read.text)
    code = f"{read.code} " if read is not None and read.code else ""
    value = money(figure.amount, figure.comparator)
    if outcome.steps[-1].op == "convert":
        value += say("converted", value=money(outcome.steps[0].amount))
    return say("figure", document=document, label=code + figure.label, value=value)


def _figure_text(part: Outcome, comparator: str | None, amount: Amount) -> str:
    read = part.steps[0].fact if part.steps else None
    if len(part.steps) == 1 and read is not None and read.state is State.TEXT:
        return f"“{read.text}”"
    return money(amount, comparator)


def _name(part: Outcome) -> str:
    fact = part.steps[0].fact
    if fact is None:
        return part.figures[0].label
    return fact.row_path[-1] if part.figures[0].label.startswith("《") else part.figures[0].label.split("（")[0]


def _reading_line(part: Outcome, shelf: Shelf) -> str:
    fact = part.steps[0].fact
    value = _figure_text(part, part.figures[0].comparator, part.figures[0].amount)
    return say("reading_line", value=value, scope=place(fact, shelf) if fact else part.figures[0].label)


def _growth(outcome: Outcome, document: str) -> str:
    *moved, now, before = outcome.figures
    change = next(figure for figure in moved if figure.amount.unit != "%")
    rates = [figure for figure in moved if figure.amount.unit == "%"]
    move = "增加" if now.amount.value >= before.amount.to(now.amount.unit).value else "减少"
    rate = say("growth_rate", move="增长" if move == "增加" else "下降", value=money(rates[0].amount)) if rates else ""
    return say("growth", document=document, now=now.label, now_value=money(now.amount), before=before.label,
               before_value=money(before.amount), move=move, change=money(change.amount), rate=rate)  # fmt: skip


def _compare(plan: algebra.Compare, outcome: Outcome, document: str) -> str:
    first, second, gap = outcome.figures
    if isinstance(plan.right, algebra.Given):
        left = outcome.sides[0]
        larger = outcome.notes[0] == "larger"
        bound = _bound(plan.right, left.amount.unit)
        key = "threshold_yes" if larger == plan.largest else "threshold_no"
        condition = ("超过" if plan.largest else "低于") + bound
        return say(key, document=document, left=left.label, left_value=money(left.amount), condition=condition)
    if outcome.notes[0] == "equal":
        return say(
            "compare_equal",
            document=document,
            left=first.label,
            right=second.label,
            left_value=money(first.amount),
        )
    return say("compare_more", document=document, left=first.label, left_value=money(first.amount), right=second.label,
               right_value=money(second.amount), gap=money(gap.amount),
               most="多" if plan.largest else "少")  # fmt: skip


def _bound(given: algebra.Given, unit: str) -> str:
    """A threshold for people: money in the unit of what is held against it, a fraction (三分之一) to two places."""
    amount = Amount(given.value, given.unit)
    if given.unit in MONEY and unit in MONEY:
        amount = amount.to(unit)
    return money(Amount(plain(round(amount.value, 2)), amount.unit))


def _moved(plan: algebra.Top | algebra.Filter, pairs: algebra.Pairs, outcome: Outcome, document: str) -> str:
    """Rows ranked or filtered by how far two figures are apart."""
    words = _MOVES.get((pairs.how, pairs.against), ("", ""))

    def move(row: RowOut) -> str:
        return words[0] if row.amount.value > 0 else words[1] if row.amount.value else ""

    if not outcome.rows:
        return say("moved_none", document=document, group=pairs.label)
    lines = "\n".join(
        say("moved_line", n=n, label=row.label, move=move(row), value=money(_unsigned(row)))
        for n, row in enumerate(outcome.rows, 1)
    )
    first = outcome.rows[0]
    if isinstance(plan, algebra.Top):
        named = words[0 if plan.largest else 1] or "完成比例"
        which = f"{named}最{'多' if pairs.how == 'change' else '大' if words[0] else '高' if plan.largest else '低'}"
        if plan.k == 1:
            return say("moved_one", label=first.label, move=move(first), value=money(_unsigned(first)),
                       document=document, group=pairs.label, which=which)  # fmt: skip
        return say(
            "moved", document=document, group=pairs.label, what=f"中{which}的前{len(outcome.rows)}项", lines=lines
        )
    bound = plan.threshold.value
    over = plan.comparator.startswith(">")
    bounded = _CONDITIONS[plan.comparator] + money(Amount(bound, "%"))
    what = f"中{words[0 if over else 1] if pairs.how == 'change' else bounded}"
    if plan.counted:
        many = money(outcome.figures[0].amount)
        return say("moved_count", value=many, document=document, group=pairs.label, what=what, lines=lines)
    return say("moved", document=document, group=pairs.label, what=f"{what}的有", lines=lines)


def _unsigned(row: RowOut) -> Amount:
    return Amount(abs(row.amount.value), row.amount.unit)


def _rows(plan: algebra.Plan, outcome: Outcome, document: str) -> str:
    if isinstance(plan, algebra.Top | algebra.Filter) and isinstance(plan.group, algebra.Pairs):
        return _moved(plan, plan.group, outcome, document)
    lines = "\n".join(
        say("row_line", n=n, label=row.label, value=money(row.amount)) for n, row in enumerate(outcome.rows, 1)
    )
    final = money(outcome.figures[0].amount) if outcome.figures else ""
    match plan:
        case algebra.Top(group=group, k=k, largest=largest, nth=nth) if outcome.rows and k and (k == 1 or nth):
            row = outcome.rows[0]
            what, most, least = ("得分", "高", "低") if row.amount.unit == "分" else ("金额", "大", "小")
            which = f"{what}{'最' if k == 1 else f'第{k}'}{most if largest else least}"
            return say(
                "top_one",
                label=row.label,
                value=money(row.amount),
                document=document,
                group=group.label,
                which=which,
            )
        case algebra.Top(group=group, k=k, largest=largest):
            order = "从大到小" if largest else "从小到大"
            return say(
                "top",
                document=document,
                group=group.label,
                order=order,
                first=f"，前{k}项" if k else "",
                lines=lines,
            )
        case algebra.Filter(group=group, comparator=comparator, threshold=bound, upper=upper, counted=counted):
            condition = _CONDITIONS[comparator] + money(_in_unit(bound, outcome))
            if upper is not None:
                condition += "、不超过" + money(_in_unit(upper, outcome))
            if not outcome.rows:
                return say("filter_none", document=document, group=group.label, condition=condition)
            key = "filter_count" if counted else "filter"
            return say(key, value=final, document=document, group=group.label, condition=condition, lines=lines)
        case algebra.Count(group=group):
            return say("count", value=final, document=document, group=group.label, lines=lines)
        case algebra.Place(group=group):
            own = outcome.figures[1]
            return say("place", value=final, document=document, group=group.label, label=own.label,
                       amount=money(own.amount), count=len(outcome.rows), lines=lines)  # fmt: skip
        case algebra.Breakdown(group=group) if group.total is None and not outcome.rows:
            return say("listed_none", document=document, label=group.label)
        case algebra.Breakdown(group=group):
            return say("breakdown", document=document, label=group.label, total=final, lines=lines)
        case _:
            raise TypeError(f"no sentence for {plan!r}")


def _in_unit(bound: algebra.Given, outcome: Outcome) -> Amount:
    amount = Amount(bound.value, bound.unit or "")
    unit = outcome.rows[0].amount.unit if outcome.rows else "万元"
    return amount.to(unit) if amount.unit in MONEY and unit in MONEY else amount


def _remarks(plan: algebra.Plan, outcome: Outcome, shelf: Shelf) -> list[str]:
    """What an answer owes its reader: a stated reason, a blank cell, a table without data."""
    found: list[str] = []
    if isinstance(plan, algebra.Stated | algebra.Growth):
        reasons = [step.fact.reason for step in outcome.steps if step.fact is not None and step.fact.reason]
        found += [say("stated_reason", reason=reason.rstrip("。；")) for reason in dict.fromkeys(reasons)]
    if isinstance(plan, algebra.Top | algebra.Filter | algebra.Breakdown | algebra.Count | algebra.Place):
        return found
    for step in outcome.steps:
        if step.fact is None or step.fact.state not in (State.BLANK, State.DASH):
            continue
        sheet = shelf.of(step.fact).sheet(step.fact)
        table = sheet.table if sheet is not None else None
        if table is not None and table.empty and table.notes:
            found.append(
                say(
                    "no_data",
                    note="；".join(table.notes).removeprefix("注：").removeprefix("注:").rstrip("。"),
                )
            )
        else:
            found.append(say("blank"))
    return list(dict.fromkeys(found))


def _sources(facts: list[StoredFact], shelf: Shelf) -> str:
    places = list(dict.fromkeys(place(fact, shelf, short=len(facts) > SOURCES_SHOWN) for fact in facts))
    return say("source", places="；".join(places)) if places else ""


def place(fact: StoredFact, shelf: Shelf, short: bool = False) -> str:
    """Where a fact stands, in words."""
    if fact.table is None:
        return say("place_text", section=fact.section[-1] if fact.section else shelf.of(fact).document.title)
    sheet = shelf.of(fact).sheet(fact)
    title = sheet.table.title if sheet is not None else ""
    if short:
        return f"《{title}》"
    row, column = "／".join(fact.row_path[-2:]), "／".join(fact.column_path)
    if not column:
        return say("place_table_row", table=title, row=row)
    return say("place_table", table=title, row=row, column=column)
