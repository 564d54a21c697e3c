"""A table as it is meant: whole addresses instead of printed lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.document import Place
from ingest.facts import State


class TableKind(StrEnum):
    FIGURES = "figures"
    """a budget or final-account table: amounts under headers"""
    PERFORMANCE = "performance"
    """one project's 绩效目标表: funds, texts and indicators, by phase"""
    TEXT = "text"
    """a list without figures, such as 单位构成"""


class Role(StrEnum):
    ITEM = "item"
    TOTAL = "total"
    """合计, 总计, 收入总计, 本年支出合计: a row that stands for others and isn't one of them"""


@dataclass(frozen=True, slots=True)
class Column:
    """``path`` from the outermost header to the innermost, cleaned, without repeats.

    ``unit`` is what amounts under it are in; ``year`` and ``phase`` where the header states them.
    ``text``: it holds words (备注, 政府预算支出经济科目名称), not amounts.
    """

    path: tuple[str, ...]
    unit: str | None = None
    year: int | None = None
    phase: str | None = None
    text: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """``text`` as printed, wrapped lines joined. ``state`` None: this row has no such column
    (the other half of a side-by-side table); such a cell is no fact."""

    text: str
    state: State | None
    value: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``path`` from the outermost parent to the row's own name, cleaned of numbering and markers
    (一、, ①, 其中：); ``label`` as printed. ``code`` whole (2010301), also where printed as 201|03|01.
    In a table printed side by side the path begins with its half (收入, 支出)."""

    path: tuple[str, ...]
    label: str
    cells: tuple[TableCell, ...]
    code: str | None = None
    role: Role = Role.ITEM
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its whole address, however it was printed.

    ``cells`` of each row match ``columns`` one to one. ``subject`` is the project of a performance
    table. ``notes`` are the lines under it (注：本表无数据). ``empty``: it has no figure at all.
    ``section`` is the heading path it stands under, outermost first; ``maker`` the body that the lines
    beside it name, '' where none does.
    """

    title: str
    kind: TableKind
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str | None = None
    year: int | None = None
    pages: tuple[int, ...] = ()
    empty: bool = False
    subject: str | None = None
    notes: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    maker: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table and the document's blocks it was read from: ``first_block`` is its first caption line,
    ``last_block`` its last grid or note; the blocks between belong to it too."""

    table: Table
    first_block: int
    last_block: int
