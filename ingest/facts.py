"""A fact: one number (or value) at one address."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.document import Place


class State(StrEnum):
    """What a cell printed. BLANK and DASH count as 0 in sums, and an answer says that they were blank."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"
    """not a number: 及时, 2025年12月底前, 国产化CPU"""


class Measure(StrEnum):
    """What a number says of its subject."""

    LEVEL = "level"
    """the amount itself"""
    CHANGE = "change"
    """signed difference to ``base_year`` (减少 is negative), in the amount's unit"""
    RATE = "rate"
    """signed growth against ``base_year``, in %"""
    SHARE = "share"
    """part of ``base``, in %"""
    COMPLETION = "completion"
    """final account against budget, in %"""


class Origin(StrEnum):
    """How a fact's text was read."""

    PRINT = "print"
    """as the file says it"""
    SCAN = "scan"
    """recognised in a picture; nothing confirms it"""
    CONFIRMED = "confirmed"
    """recognised in a picture; a check that holds includes it"""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed value taken apart: ``≤3650317.98元`` is (3650317.98, 元, ≤)."""

    state: State
    value: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One value at one address.

    Table facts: ``row_path``/``column_path`` are cleaned names from the outermost to the cell's own
    row/column; ``table``, ``row``, ``column`` index the document's tables and that table's rows and
    columns. Prose facts: ``row_path`` is the subject (outer subject first), ``column_path`` is a role
    word where the sentence has one (年初预算, 支出决算) or (), ``sentence`` the whole sentence with
    ``text`` the number as printed in it.

    ``value`` is None only when ``state`` is not NUMBER. ``phase`` is 年度, 实施期 or None.
    ``reason`` is the stated reason of a change, whole, as printed.
    """

    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    state: State
    text: str
    value: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    code: str | None = None
    year: int | None = None
    phase: str | None = None
    measure: Measure = Measure.LEVEL
    base_year: int | None = None
    base: str | None = None
    section: tuple[str, ...] = ()
    sentence: str | None = None
    reason: str | None = None
    place: Place | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    origin: Origin = Origin.PRINT
