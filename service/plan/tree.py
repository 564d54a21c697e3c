"""What an expression is made of: the cells it reads, and the unit it comes to."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.store.records import StoredFact
from service.plan import algebra


def cells(expression: algebra.Expression) -> tuple[algebra.Cell, ...]:
    """The cells that ``expression`` reads, in order, each once."""
    match expression:
        case algebra.Cell():
            return (expression,)
        case algebra.Given():
            return ()
        case _:
            return tuple(dict.fromkeys(cell for part in parts(expression) for cell in cells(part)))


def parts(expression: algebra.Expression) -> tuple[algebra.Expression, ...]:
    """The operands of ``expression``, in order."""
    match expression:
        case algebra.Cell() | algebra.Given():
            return ()
        case algebra.Sum(terms=terms) | algebra.Mean(terms=terms) | algebra.Product(terms=terms):
            return terms
        case algebra.Difference(left=one, right=other) | algebra.Multiple(left=one, right=other):
            return (one, other)
        case algebra.Share(part=one, whole=other) | algebra.Completion(done=one, planned=other):
            return (one, other)
        case algebra.PerUnit(amount=one, count=other) | algebra.Prior(now=one, change=other):
            return (one, other)
        case algebra.Growth(now=one, before=other):
            return (one, other)
        case algebra.Scaled(inner=inner) | algebra.Magnitude(inner=inner) | algebra.Convert(inner=inner):
            return (inner,)


def unit_of(expression: algebra.Expression, facts: Mapping[int, StoredFact]) -> str:
    """The unit that ``expression`` comes to; '' where a fact has none."""
    match expression:
        case algebra.Cell(fact=fact):
            return facts[fact].unit or ""
        case algebra.Given(unit=unit) | algebra.Product(unit=unit) | algebra.Convert(unit=unit):
            return unit
        case algebra.Share() | algebra.Completion() | algebra.Growth(rate_first=True):
            return "%"
        case algebra.Multiple():
            return "倍"
        case algebra.Difference(left=left):
            unit = unit_of(left, facts)
            return "个百分点" if unit == "%" else unit
        case _:
            return unit_of(parts(expression)[0], facts)
