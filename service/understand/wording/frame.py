"""What a question asks, before anything is looked up: an operation and the words of its operands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Op(StrEnum):
    LOOKUP = "lookup"
    LISTED = "listed"
    """several look-ups in one question: A和B各是多少"""
    SUM = "sum"
    DIFFERENCE = "difference"
    SHARE = "share"
    MULTIPLE = "multiple"
    MEAN = "mean"
    PER_UNIT = "per_unit"
    GROWTH = "growth"
    COMPLETION = "completion"
    COMPARE = "compare"
    TOP = "top"
    FILTER = "filter"
    COUNT = "count"
    BREAKDOWN = "breakdown"
    VERIFY = "verify"
    WITNESS = "witness"
    """does what the text says of A agree with what the tables say of A?"""
    WHATIF = "whatif"
    """what a figure would be, changed by a percentage that the question gives"""
    PRIOR = "prior"
    """the same a year before"""
    CHANGE = "change"
    """how much it changed, as an operand: 甲的增加额"""
    VACANT = "vacant"
    """how many posts of an establishment aren't filled"""
    PRODUCT = "product"
    """a number times its rate, over the year"""
    CODE = "code"
    """the code of a 科目, or the 科目 of a code"""
    WHY = "why"
    DEFINE = "define"


@dataclass(frozen=True, slots=True)
class Frame:
    """An operation over segments of the question.

    ``operands`` are the question's own words, in the operation's order (part before whole, minuend
    before subtrahend). ``noun`` is the set a ranking or count runs over (a key of ``sets`` in
    words.yaml), ``called`` the word it was called by; ``group`` the words naming what it lies in.
    ``threshold`` is (value, unit), money in 元.
    ``per`` is the counter of a per-unit question (辆, 人). ``unit`` is the unit the answer was asked in.
    """

    op: Op
    text: str
    operands: tuple[str, ...] = ()
    group: str = ""
    noun: str | None = None
    k: int | None = None
    largest: bool = True
    nth: bool = False
    """only the k-th is asked (第二大), not the first k"""
    ends: bool = False
    """both the largest and the smallest are asked"""
    comparator: str | None = None
    threshold: tuple[Decimal, str] | None = None
    upper: tuple[Decimal, str] | None = None
    percent: Decimal | None = None
    """the signed change that a what-if question gives, in %"""
    saved: bool = False
    """a what-if question asks for the change itself, not for what remains"""
    counted: bool = False
    called: str = ""
    said: int | None = None
    """how many members the question says the set has (六个项目)"""
    moved: str | None = None
    """what of two figures is ranked or filtered: their change, its rate, the completion"""
    against: str = ""
    """what a set's rows are compared with: prior (the year before), budget"""
    without: str = ""
    """what a set is asked without (除了甲)"""
    inside: bool = False
    """a share asked as B里A占多少: A may be a column of B's row"""
    per: str | None = None
    who: str = ""
    """of a per-unit question who is counted (学生), where it says so"""
    unit: str | None = None
    operators: tuple[str, ...] = ()
    """words that ask for another operation than this one: a look-up must explain them as parts of names"""

    @property
    def open(self) -> bool:
        """A sum whose words may name one figure as well (集中采购合计)."""
        return self.op is Op.SUM and self.noun is None and not self.operands
