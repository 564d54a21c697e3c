"""Numbers of the prose as sides of checks, and what else is said of the same subject nearby."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.model import Figure, SentenceSpot
from ingest.checks.naming import canonical, canonical_path
from ingest.checks.rounding import step_of
from ingest.checks.words import words
from ingest.facts import Fact, Measure, State


@dataclass(frozen=True, slots=True)
class Said:
    """A number of the prose: ``at`` is its place among the facts, ``start`` where it stands in its sentence
    (−1 unknown), ``names`` its subject's canonical path."""

    at: int
    fact: Fact
    value: Decimal
    names: tuple[str, ...]
    start: int

    @property
    def figure(self) -> Figure:
        fact = self.fact
        subject = "/".join((*fact.row_path, *fact.column_path)) or "（未指明）"
        where = f"“{fact.section[-1]}”" if fact.section else "文中"
        return Figure(f"{where}{subject}", self.value, fact.unit, step_of(self.value), SentenceSpot(fact))

    @property
    def role(self) -> str:
        return self.fact.column_path[-1] if self.fact.column_path else ""

    @property
    def explains(self) -> bool:
        """Whether it stands in a reason: it then says less than its name."""
        return bool(words().prose.reasons.search((self.fact.sentence or "")[: max(self.start, 0)]))

    @property
    def roughly(self) -> bool:
        return bool(words().prose.about.search((self.fact.sentence or "")[: max(self.start, 0)]))


def said(facts: Sequence[Fact]) -> list[Said]:
    """The exact numbers of the prose, in reading order."""
    found: list[Said] = []
    sentence: str | None = None
    cursor = 0
    for at, fact in enumerate(facts):
        if fact.sentence != sentence:
            sentence, cursor = fact.sentence, 0
        start = (fact.sentence or "").find(fact.text, cursor)
        if start >= 0:
            cursor = start + len(fact.text)
        if fact.state is State.NUMBER and fact.value is not None and fact.comparator is None:
            found.append(Said(at, fact, fact.value, canonical_path(fact.row_path), start))
    return found


def before(all_said: Sequence[Said], one: Said, fits: Callable[[Said], bool]) -> Iterator[Said]:
    """What was said before ``one`` in its section and fits, the nearest first."""
    for other in reversed(all_said):
        if other.at < one.at and other.fact.section == one.fact.section and fits(other):
            yield other


def is_level(one: Said, unit: str | None = None) -> bool:
    """Whether it states an amount of money, or one in ``unit``."""
    return one.fact.measure is Measure.LEVEL and (
        one.fact.unit == unit if unit else one.fact.unit in words().prose.money
    )


def same_subject(one: Said, other: Said) -> bool:
    return one.fact.row_path == other.fact.row_path or (
        bool(one.names) and bool(other.names) and one.names[-1] == other.names[-1]
    )


def same_clause(one: Said, later: Said) -> bool:
    """Whether no semicolon parts two numbers of one sentence."""
    between = (one.fact.sentence or "")[max(one.start, 0) : max(later.start, 0)]
    return one.fact.sentence == later.fact.sentence and not any(mark in between for mark in "；;")


def named(all_said: Sequence[Said], name: str) -> list[Said]:
    """Every amount whose subject is so named, canonically."""
    wanted = canonical(name)
    return [one for one in all_said if is_level(one) and one.names and one.names[-1] == wanted]
