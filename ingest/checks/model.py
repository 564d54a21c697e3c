"""What a check is: figures that must agree, and whether they do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.document import Place
from ingest.facts import Fact
from ingest.parsed import Identity, Passage
from ingest.tables.model import Table


class Verdict(StrEnum):
    HOLDS = "holds"
    ROUNDING = "rounding"
    """apart by no more than half a unit of the last printed place of each addend"""
    WRONG = "wrong"
    UNCHECKED = "unchecked"
    """a side is missing or blank, or their scopes may differ"""


@dataclass(frozen=True, slots=True)
class CellSpot:
    """A cell of the document's tables, by index."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class SentenceSpot:
    """A number of a sentence."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class TextSpot:
    """Words of the document: a heading, a title, a paragraph, or a cell's, of the table with that index."""

    section: tuple[str, ...]
    text: str
    place: Place | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a finding of form is about."""

    label: str
    spot: TextSpot


@dataclass(frozen=True, slots=True)
class Figure:
    """A side of a check: a printed number. ``step`` is one unit of its last printed place, in ``unit``;
    0 where what is printed is exact (a blank is no amount)."""

    label: str
    value: Decimal
    unit: str | None
    step: Decimal
    spot: CellSpot | SentenceSpot


@dataclass(frozen=True, slots=True)
class Check:
    """``difference`` is the first side minus what it must be, in ``unit``; None where nothing was compared.
    ``sides`` begin with the figure that is checked; ``quotes`` are what a finding of form is about."""

    rule: str
    verdict: Verdict
    statement: str
    sides: tuple[Figure, ...]
    difference: Decimal | None = None
    unit: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is checked: one document's tables, the facts of its prose, and its running text."""

    identity: Identity
    tables: tuple[Table, ...]
    prose: tuple[Fact, ...]
    passages: tuple[Passage, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(passage.text for passage in self.passages)


def nearest(verdict: Verdict, difference: Decimal) -> tuple[int, Decimal]:
    """The order in which readings of one figure are believed: least wrong first, then nearest."""
    return list(Verdict).index(verdict), abs(difference)


def amount(value: Decimal, unit: str | None) -> str:
    """An amount with its unit, as a statement says it."""
    return f"{plain(value)}{unit or ''}"


def told(figure: Figure) -> str:
    """A side as a statement says it: where it stands and what it says."""
    return f"{figure.label} {amount(figure.value, figure.unit)}"


def plain(value: Decimal) -> str:
    """The decimal without an exponent."""
    return format(value, "f")
