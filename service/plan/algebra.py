"""The plan of an answer: a small typed algebra, closed under composition.

Nodes are immutable and compare by value. ``Expression`` nodes evaluate to one amount;
``Query`` nodes to rows or a verdict. A plan prints as one line and parses back (``printed.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """One stored fact: read, never computed. ``label`` is for people; ``fact`` decides."""

    fact: int
    label: str


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the question itself gave."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Sum:
    terms: tuple[Expression, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole`` in %."""

    part: Expression
    whole: Expression


@dataclass(frozen=True, slots=True)
class Completion:
    """Final account of budget in %."""

    done: Expression
    planned: Expression


@dataclass(frozen=True, slots=True)
class Multiple:
    """How many times ``right`` is ``left``, in 倍."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Mean:
    terms: tuple[Expression, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class PerUnit:
    """``amount`` for each of ``count``."""

    amount: Expression
    count: Expression


@dataclass(frozen=True, slots=True)
class Prior:
    """Last year's level: ``now`` less the stated signed ``change``."""

    now: Expression
    change: Expression


@dataclass(frozen=True, slots=True)
class Growth:
    """This year against last: difference and rate, from two levels; ``rate_first``: the rate was asked for."""

    now: Expression
    before: Expression
    rate_first: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A change the document itself states: signed change and, where given, its rate in %."""

    change: Cell | None
    rate: Cell | None
    rate_first: bool = False
    """the rate was asked for"""


@dataclass(frozen=True, slots=True)
class Checked:
    """A computed figure beside the same one as the document itself states it."""

    computed: Expression
    stated: Cell


@dataclass(frozen=True, slots=True)
class Scaled:
    """``inner`` changed by ``percent`` (signed) that the question gave; ``change_only``: the change itself."""

    inner: Expression
    percent: Decimal
    change_only: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """``terms`` multiplied, in ``unit``: people × a monthly rate × 12 months."""

    terms: tuple[Expression, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Magnitude:
    """How much ``inner`` is without its sign: a stated decrease as the amount it is."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class Convert:
    inner: Expression
    unit: str


Expression = (
    Cell
    | Given
    | Sum
    | Difference
    | Share
    | Completion
    | Multiple
    | Mean
    | PerUnit
    | Prior
    | Growth
    | Scaled
    | Product
    | Magnitude
    | Convert
)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are ranked, filtered, counted or listed: siblings in one column. ``total`` is the
    cell that stands for all of them, where there is one."""

    members: tuple[Cell, ...]
    label: str
    total: Cell | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A row's figure against another (last year's, the budget); without ``right`` the stated change itself,
    or with ``falls`` an amount that fell away."""

    label: str
    left: Cell
    right: Cell | None = None
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows ranked or filtered by what their two figures make: ``how`` is change, rate or completion; ``against``
    is what the second figure is: prior (the year before) or budget."""

    members: tuple[Pair, ...]
    label: str
    how: str = "change"
    against: str = "prior"


@dataclass(frozen=True, slots=True)
class Top:
    """The ``k`` largest or smallest of a group, in order; ``k`` None: all of it; ``nth``: the k-th alone."""

    group: Group | Pairs
    k: int | None
    largest: bool
    nth: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """The group's members whose value stands in ``comparator`` (> >= < <=) to ``threshold``; at most ``upper``."""

    group: Group | Pairs
    comparator: str
    threshold: Given
    upper: Given | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    group: Group


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The group's members that aren't 0, as printed, with their total."""

    group: Group


@dataclass(frozen=True, slots=True)
class Place:
    """Which place ``member`` takes in its group, counted from the largest (or smallest)."""

    group: Group
    member: Cell
    largest: bool = True


@dataclass(frozen=True, slots=True)
class Compare:
    """Which of two is larger (or smaller), and by how much."""

    left: Expression
    right: Expression
    largest: bool = True


@dataclass(frozen=True, slots=True)
class Verify:
    """Do both sides agree? Rounding (half a unit of the last place for each addend) is told from error."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Several:
    """Answers side by side: the figures of a list, or one name's readings with their scopes."""

    plans: tuple[Plan, ...]
    readings: bool = False


Query = Stated | Checked | Top | Filter | Count | Breakdown | Place | Compare | Verify | Several
Plan = Expression | Query
