"""What a question quotes beside what was checked: whose figure it is, where it is none of those compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.store.records import StoredFact
from service.answer.render import place
from service.answer.sentences import say
from service.plan import algebra
from service.plan.execute import Outcome
from service.plan.quantity import MONEY
from service.shelf import Shelf
from service.understand.names.label import fact_label
from service.understand.names.vocabulary import Vocabulary

_QUOTED = re.compile(
    r"(?<![\d.,，第表])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|千元|元)"
    r"|(?<![\d.,，第表])(?P<bare>\d[\d,]*\.\d+)(?![\d%亿万千元倍个年号])"
)


def remark(question: str, plan: algebra.Plan, outcome: Outcome, vocabulary: Vocabulary, shelf: Shelf) -> str:
    """A line for each quoted amount that no side of the check has: where the document has it, or that it doesn't."""
    if not isinstance(plan, (algebra.Verify, algebra.Compare)):
        return ""
    bound = plan.right.value if isinstance(plan.right, algebra.Given) else None
    if isinstance(plan, algebra.Compare) and bound is not None:
        return ""  # a threshold is no figure of anything
    if bound is not None and outcome.notes[0] != "differs":
        return ""
    read = {(step.amount.value, step.amount.unit) for step in outcome.steps if step.fact is not None or bound is None}
    lines = []
    for said, value, unit in _quotes(question):
        if any(_same(value, unit, other, of) for other, of in read):
            continue
        owner = next((f for f in vocabulary.facts.values() if f.value is not None and _is_of(f, value, unit)), None)
        if owner is None:
            lines.append(say("quoted_nowhere", value=said))
        else:
            lines.append(say("quoted_elsewhere", value=said, label=fact_label(owner), place=place(owner, shelf)))
    return "".join(dict.fromkeys(lines))


def _quotes(question: str) -> Iterator[tuple[str, Decimal, str]]:
    for found in _QUOTED.finditer(question):
        yield found.group(0), Decimal((found["number"] or found["bare"]).replace(",", "")), found["unit"] or ""


def _is_of(fact: StoredFact, value: Decimal, unit: str) -> bool:
    return fact.unit in MONEY and fact.value is not None and _same(value, unit, fact.value, fact.unit or "")


def _same(value: Decimal, unit: str, other: Decimal, of: str) -> bool:
    """Is a quoted amount the other one? A bare number is in the other's unit."""
    if of not in MONEY:
        return value == other and unit in ("", of)
    return value * MONEY[unit or of] == abs(other) * MONEY[of]
