"""Lines of laid-out text → cells where the page had them.

What a column of text is worth depends on who wrote the file. Most give an ideograph two columns and a
digit one; some count characters; ``pdftotext`` counts them too, but places every cell by its beginning:
over words a column is an ideograph's width, over a gap less, and a digit takes half of one; what finds no
room is pushed to the right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from unicodedata import east_asian_width

from ingest.readers.contents import has_leader
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_rows import is_number
from ingest.readers.pdf_sheet import Glyph

_PITCH, _HALF = 1.3, 0.65
"""of the size: lines are so far apart; one in the middle of what is broken around it, half a line"""
_UNDER = 0.4
"""of the size: what a row of names adds that stands under a name over several of them"""
_BLANK, _FURTHER = 0.8, 0.6
"""of the size: what the first blank line and every further one add"""
_TOKEN = re.compile(r"[^ \u3000]+")
_SET_IN = re.compile(r"\u3000*$")
_FIGURE = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)%?|[-—–－─/]{1,2}")
"""a figure that says by its marks that it is one, or a dash for none"""
_CODE = re.compile(r"(?!(?:19|20)\d\d$)\d{3,7}")
_LABELLED = re.compile(r"[：:]\S")
"""what names something (单位：万元) is nothing broken"""
_MOST_PUSHED = 6
"""columns that a cell is pushed at most"""
_GAP = 0.7
"""of a column: how wide one is over a gap, where only beginnings count"""
_LEVEL = 0.5
"""columns: right edges this near are one"""


Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Lattice:
    """How wide a column of text, an ideograph and any other character are, and how high; points.
    ``begun``: only where cells begin counts in columns. ``wide`` are the kinds of characters
    (East Asian Width) as wide as an ideograph: “” and … are in some files, in others not."""

    column: float
    ideograph: float
    other: float
    size: float
    begun: bool = False
    wide: str = "WFA"

    @property
    def of_page(self) -> bool:
        """Whether every page is set in a scale of its own, as what counts characters does."""
        return self.ideograph == self.column

    def width(self, text: str) -> float:
        wide = sum(map(self.is_wide, text))
        return wide * self.ideograph + (len(text) - wide) * self.other

    def is_wide(self, char: str) -> bool:
        return char > "\x7f" and east_asian_width(char) in self.wide


LATTICES = (
    Lattice(5.0, 10.0, 5.0, 10.0),
    Lattice(5.0, 10.0, 5.0, 10.0, wide="WF"),
    Lattice(10.0, 10.0, 5.0, 10.0, begun=True),
    Lattice(6.0, 6.0, 6.0, 10.0),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line and its cells."""

    line: Line
    cells: tuple[Line, ...]


def spans(line: str) -> Spans:
    """Where a line's cells begin and end: what stands two blanks apart, or one blank before or after a
    figure or a code."""
    if has_leader(line):
        return [(len(line) - len(line.lstrip()), len(line.rstrip()))]
    found: list[tuple[int, int]] = []
    marked = False
    for match in _TOKEN.finditer(line):
        marks = bool(_FIGURE.fullmatch(match[0]) or _CODE.fullmatch(match[0]))
        if found and match.start() - found[-1][1] < 2 and not marks and not marked:
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
        marked = marks
    return found


def lattice_of(pages: Sequence[Sequence[str]]) -> Lattice:
    """The lattice on which figures of neighbouring lines end in one column most often."""
    level = Counter[Lattice]()
    for page in pages:
        before: dict[Lattice, list[float]] = {}
        for line in page:
            found = [(a, b) for a, b in spans(line)[1:] if is_number(line[a:b])]
            for lattice in LATTICES:
                ends = [_start(line, a, lattice) + lattice.width(line[a:b]) for a, b in found]
                slack = _LEVEL * lattice.column
                level[lattice] += sum(any(abs(a - b) <= slack for b in before.get(lattice, ())) for a in ends)
                before[lattice] = ends or before.get(lattice, [])
    return max(LATTICES, key=lambda lattice: level[lattice])


def rows_of_page(page: Sequence[str], lattice: Lattice) -> list[Row]:
    """The page's lines in which something is printed, pushed cells put back."""
    printed = [(line, spans(line)) for line in page if line.strip()]
    ruler = _ruler([(line, found) for line, found in printed if len(found) > 1], max(map(len, page)), lattice)
    cells = [_cells(line, found, lattice, ruler if lattice.begun else None) for line, found in printed]
    pushed = [
        frozenset(i for i, (a, b) in enumerate(pairwise(found), start=1) if b[0] - a[1] == 1) for _, found in printed
    ]
    if lattice.begun:
        cells = _unpushed(cells, pushed, lattice)
    heights = _heights([i for i, line in enumerate(page) if line.strip()], cells, lattice.size)
    return [_row(row, line.strip(), top) for row, (line, _), top in zip(cells, printed, heights, strict=True)]


def _heights(numbers: Sequence[int], rows: Sequence[Sequence[Line]], size: float) -> list[float]:
    """Where the lines stand."""
    between = [0 < n < len(rows) - 1 and _is_between(numbers, rows, n) for n in range(len(rows))]
    tops = [0.0][: len(rows)]
    for n, (above, below) in enumerate(pairwise(numbers), start=1):
        blank = below - above - 1
        half = between[n] or between[n - 1]
        step = (_HALF if half else _PITCH) + (_BLANK + _FURTHER * (blank - 1) if blank else 0.0)
        broken = n + 2 < len(rows) and between[n + 2]
        step += _UNDER if not blank and not half and _is_under(rows[n - 1 : n + 3 if broken else n + 2]) else 0.0
        tops.append(tops[-1] + step * size)
    return tops


def _is_between(numbers: Sequence[int], rows: Sequence[Sequence[Line]], n: int) -> bool:
    """Whether a line is set in the middle of what is broken into the lines around it."""
    above, row, below = rows[n - 1 : n + 2]
    if numbers[n + 1] - numbers[n - 1] != 2 or _overlap(above, row) or _overlap(row, below):
        return False
    if any(is_number(cell.text) for cell in (*above, *below)):
        return False
    if len(above) == len(below) == 1 and below[0].x0 <= above[0].x0 and any(is_number(cell.text) for cell in row):
        return _width(below[0]) <= _width(above[0])  # set in, unlike what goes on
    if any(_LABELLED.search(cell.text) for cell in above):
        return False
    heads = _heads(above, below)
    tails = [_is_tail(heads, below, i) for i in range(len(below))]
    wider = [head is not None and _width(cell) > _width(head) for head, cell in zip(heads, below, strict=True)]
    return all(heads) or (any(tails) and all(head is None or tails[i] or wider[i] for i, head in enumerate(heads)))


def _heads(above: Sequence[Line], below: Sequence[Line]) -> list[Line | None]:
    """What each cell stands under."""
    return [next((cell for cell in above if _overlap([cell], [under])), None) for under in below]


def _is_tail(heads: Sequence[Line | None], below: Sequence[Line], i: int) -> bool:
    """Whether a cell ends the one it stands under: it is shorter, and not amid others."""
    head = heads[i]
    return head is not None and _width(below[i]) < _width(head) and not _is_amid(heads, i)


def _is_amid(heads: Sequence[Line | None], i: int) -> bool:
    """Whether the cells on both sides stand under none, as do those beside the middle one of a heading's."""
    return 0 < i < len(heads) - 1 and heads[i - 1] is None and heads[i + 1] is None


def _is_under(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether the second of these lines, a header's last, has a name between others under one above."""
    figures = [any(is_number(cell.text) for cell in row) for row in rows]
    if any(figures[:2]) or not any(figures):
        return False
    heads = _heads(*rows[:2])
    return any(head and _is_amid(heads, i) for i, head in enumerate(heads))


def _width(cell: Line) -> float:
    return cell.x1 - cell.x0


def _overlap(above: Sequence[Line], below: Sequence[Line]) -> bool:
    return any(a.x0 < b.x1 and b.x0 < a.x1 for a in above for b in below)


def _ruler(lines: Sequence[tuple[str, Spans]], width: int, lattice: Lattice) -> list[float]:
    """Where every column begins: those that words or figures fill on any of the lines are wide, others less."""
    filled = [False] * width
    for line, found in lines:
        for a, b in found:
            for column in range(a, min(b, a + ceil(lattice.width(line[a:b]) / lattice.column))):
                filled[column] = True
    return list(accumulate((lattice.column * (1.0 if full else _GAP) for full in filled), initial=0.0))


def _start(line: str, index: int, lattice: Lattice) -> float:
    return index * lattice.column if lattice.begun else lattice.width(line[:index])


def _cells(line: str, found: Spans, lattice: Lattice, ruler: Sequence[float] | None) -> list[Line]:
    starts = [ruler[a] if ruler else lattice.width(line[:a]) for a, _ in found]
    leads = [lattice.width(_SET_IN.search(line[:a])[0]) for a, _ in found]  # type: ignore[index]
    return [_cell(line[a:b], x, lead, lattice) for (a, b), x, lead in zip(found, starts, leads, strict=True)]


def _row(cells: Sequence[Line], text: str, top: float) -> Row:
    placed = tuple(_moved(cell, 0.0, top) for cell in cells)
    return Row(_joined(placed, text), placed)


def _cell(text: str, x: float, lead: float, lattice: Lattice) -> Line:
    glyphs, left, size = [], x, lattice.size
    for char in text:
        right = x + (lattice.ideograph if lattice.is_wide(char) else lattice.other)
        glyphs.append(Glyph(char, x, 0.0, right, size, size))
        x = right
    return Line(tuple(glyphs), text, left, 0.0, x, size, size, lead)


def _joined(cells: Sequence[Line], text: str) -> Line:
    glyphs = tuple(glyph for cell in cells for glyph in cell.glyphs)
    return Line(glyphs, text, cells[0].x0, cells[0].top, cells[-1].x1, cells[0].bottom, cells[0].size)


def _unpushed(rows: Sequence[Sequence[Line]], pushed: Sequence[Set[int]], lattice: Lattice) -> list[list[Line]]:
    """Words with one blank before them (``pushed``) stand where words of other lines begin that had room."""
    edges = Counter(
        cell.x0 for row, late in zip(rows, pushed, strict=True) for i, cell in enumerate(row) if i not in late
    )
    found: list[list[Line]] = []
    for row, late in zip(rows, pushed, strict=True):
        cells = list(row)
        for i in sorted(late):
            if is_number(cells[i].text):
                continue
            least = max(cells[i - 1].x1, cells[i].x0 - _MOST_PUSHED * lattice.column)
            known = [edge for edge in edges if least <= edge < cells[i].x0]
            if known:
                cells[i] = _moved(cells[i], max(known, key=lambda edge: edges[edge]) - cells[i].x0, 0.0)
        found.append(cells)
    return found


def _moved(cell: Line, across: float, down: float) -> Line:
    glyphs = tuple(
        Glyph(g.text, g.x0 + across, g.top + down, g.x1 + across, g.bottom + down, g.size) for g in cell.glyphs
    )
    return Line(
        glyphs, cell.text, cell.x0 + across, cell.top + down, cell.x1 + across, cell.bottom + down, cell.size, cell.lead
    )
