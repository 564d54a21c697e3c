"""A disclosure before it is printed: parts in reading order, and what each printed figure means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

LEFT, ABOVE, COUNT = "<", "^", "#"
"""Marks: merged with the cell to the left, with the one above; the first cell of a row of column
numbers begins with the third (``#栏次``)."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One printed figure and its address. ``row`` and ``column`` are outermost first; ``row`` begins
    with its half (收入, 支出) in a table printed side by side. ``line`` and ``cell`` count within the
    table's body as printed, from 0. ``year`` is None where nothing asks for it."""

    table: str
    row: tuple[str, ...]
    code: str | None
    column: tuple[str, ...]
    text: str
    value: Decimal
    unit: str
    line: int
    cell: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The figures in columns ``first`` to ``last`` of a line belong to this row. ``unit`` is the row's
    own, where a column names it."""

    first: int
    last: int
    path: tuple[str, ...]
    code: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A body line as printed, one cell a column (``^`` merges upwards), and the rows it holds."""

    cells: tuple[str, ...]
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. ``above`` are the caption lines around its title, which stands among them.

    ``header`` rows are cells; ``words`` are the columns that hold codes, names or line numbers;
    ``units`` are columns with a unit of their own, ``years`` those whose header says one; ``halves`` are header words that became part of rows.
    """

    title: str
    above: tuple[str, ...]
    header: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    unit: str
    words: frozenset[int]
    units: Mapping[int, str] = field(default_factory=dict)
    halves: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        widths = {len(row) for row in (*self.header, *(line.cells for line in self.lines))}
        if len(widths) > 1:
            raise ValueError(f"{self.title}: rows of {sorted(widths)} cells")

    @property
    def width(self) -> int:
        return len(self.header[0])

    def column_path(self, column: int) -> tuple[str, ...]:
        """Header words over a column, outermost first, without repeats and the names of halves."""
        path: dict[str, None] = {}
        for r, row in enumerate(self.header):
            if row[0].startswith(COUNT):
                continue
            above, left = r, column
            while self.header[above][left] == ABOVE:
                above -= 1
            while self.header[above][left] == LEFT:
                left -= 1
            if (text := self.header[above][left]) and text not in self.halves:
                path[text] = None
        return tuple(path)

    def truths(self) -> Iterator[Truth]:
        """Every printed figure, in reading order."""
        for line_number, line in enumerate(self.lines):
            for column, text in enumerate(line.cells):
                value = None if column in self.words else number(text)
                owner = next((n for n in line.names if n.first <= column <= n.last), None)
                if value is None or owner is None:
                    continue
                path = self.column_path(column)
                unit = owner.unit or self.units.get(column, self.unit)
                year = self.years.get(column)
                yield Truth(self.title, owner.path, owner.code, path, text, value, unit, line_number, column, year)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is a part of the document."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str


Part = Heading | Prose | Sheet
Page = Literal["portrait", "landscape"]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """``name`` is the file's, without ending. ``page``: how its PDF lies, None where it has none.
    ``repeat_header``: a table that goes on over a page prints its header again. ``rules``: what is
    ruled in its PDF. ``packed``: tables follow each other on a page where there is room. ``text_page``:
    its text breaks tables after so many lines, as pages do; 0 never. ``wrap``: its text has labels
    longer than this broken by a blank; 0 never."""

    name: str
    unit_name: str
    year: int
    kind: Literal["budget", "final"]
    level: Literal["department", "unit"]
    cover: tuple[str, ...]
    parts: tuple[Part, ...]
    page: Page | None = None
    repeat_header: bool = True
    rules: Literal["all", "horizontal", "none"] = "all"
    packed: bool = False
    text_page: int = 0
    wrap: int = 0
    members: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(part for part in self.parts if isinstance(part, Sheet))

    @property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(truth for sheet in self.sheets for truth in sheet.truths())


def shown(cell: str) -> str:
    """A cell without its marks, as printed."""
    return "" if cell in (LEFT, ABOVE) else cell.removeprefix(COUNT)


def extent(rows: Sequence[Sequence[str]], row: int, column: int) -> tuple[int, int]:
    """How many rows and columns a cell takes, with those that are merged into it."""
    tall, wide = 1, 1
    while row + tall < len(rows) and rows[row + tall][column] == ABOVE:
        tall += 1
    while column + wide < len(rows[row]) and rows[row][column + wide] == LEFT:
        wide += 1
    return tall, wide


def number(printed: str) -> Decimal | None:
    """The printed figure, None where the cell is blank, a dash or words."""
    plain = printed.replace(",", "").strip().removesuffix("%")
    below = re.fullmatch(r"[△-](.+)|\((\d+\.\d+)\)", plain)
    plain = (below[1] or below[2]) if below else plain
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        return None
    value = Decimal(plain)
    return -value if below else value


def header(text: str) -> tuple[tuple[str, ...], ...]:
    """Header rows from lines of cells between bars: ``项目 | 收入 | <``."""
    return tuple(tuple(cell.strip() for cell in row.split("|")) for row in text.strip().splitlines())


def prose(text: str) -> list[Part]:
    """Parts from plain lines: ``# `` and ``## `` make headings of level 1 and 2, ``### `` of 3."""
    found: list[Part] = []
    for line in (line.strip() for line in text.strip().splitlines()):
        if marked := re.match(r"(#+) (.*)", line):
            found.append(Heading(marked[2], len(marked[1])))
        elif line:
            found.append(Prose(line))
    return found


def named(path: Sequence[str], first: int, last: int, code: str | None = None) -> Named:
    """One row over columns ``first`` to ``last``."""
    return Named(first, last, tuple(path), code)
