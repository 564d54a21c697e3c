"""Words and figures of table lines, and the strips of the page's width that they fill: its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.contents import has_leader
from ingest.readers.pdf_lines import Line, cut, usual_room
from ingest.readers.pdf_rows import is_dash, is_number
from ingest.readers.pdf_sheet import Glyph
from ingest.readers.pdf_words import figures_of

CELL_GAP = 0.9
"""of the size: room this wide parts two cells"""
_THIN_GAP = 0.25
"""of the size: room this wide between two figures, or over the room between two columns, parts them"""
_FEWEST_ROWS = 4
"""fewer tell nothing of which strips are filled together"""
_HAIR = 0.1
"""points: between strips that would touch"""
_NEARLY_ALL = 0.9
"""of a table's rows: a column that has dashes for nothing is filled in so many"""
_FIGURE = frozenset("0123456789.,%-−")
_CODE = re.compile(r"\d{3,7}")
_PAGE_NUMBER = re.compile(r"[-—–]\s*\d+\s*[-—–]")

Interval = tuple[float, float]


def cells_of(line: Line) -> list[Line]:
    """A printed line's words and figures, each a cell or part of one, from left to right."""
    if has_leader(line.text):
        return [line]
    usual = usual_room(line)

    def apart(left: Glyph, right: Glyph, _: bool) -> bool:
        if left.text[-1] in _FIGURE and right.text[0] in _FIGURE:
            return _little_room(left, right)
        room, size = right.x0 - left.x1, max(left.size, right.size)
        counted = left.text[-1].isdigit() or right.text[0].isdigit()
        return room > CELL_GAP * size and (counted or room > 3 * usual)

    return [piece for part in cut(line, apart) for piece in _figures(part)]


def _figures(part: Line) -> list[Line]:
    """Figures and dashes with little room between, and figures with two decimals that touch, each by itself."""
    pieces = cut(part, lambda left, right, _: _little_room(left, right))
    if all(is_number(piece.text) for piece in pieces) and not _PAGE_NUMBER.fullmatch(part.text):
        return [figure for piece in pieces for figure in _touching(piece)]
    return _touching(part)


def _little_room(left: Glyph, right: Glyph) -> bool:
    """Whether there is at least a little room between two characters."""
    return right.x0 - left.x1 > _THIN_GAP * max(left.size, right.size)


def _touching(part: Line) -> list[Line]:
    last = {figure[-1] for figure in figures_of(part.glyphs)[:-1]}
    return cut(part, lambda left, right, _: left in last) if last else [part]


def recut(parts: Sequence[Line], strips: Sequence[Interval]) -> list[Line]:
    """Parts of one line cut again where a little room lies over the room between two columns."""
    rooms = [(left[1], right[0]) for left, right in pairwise(strips)]

    def apart(left: Glyph, right: Glyph, blank: bool) -> bool:
        if blank or not _little_room(left, right):
            return False
        return any(left.x1 < end and start < right.x0 for start, end in rooms)

    return [word for part in parts for piece in cut(part, apart) for word in _words(piece, strips)]


def _words(part: Line, strips: Sequence[Interval]) -> list[Line]:
    """A part by its blanks, if each of its words stands over a strip of its own."""
    words = cut(part, lambda _left, _right, blank: blank) if " " in part.text else [part]
    met = [_met((word.x0, word.x1), strips) for word in words]
    alone = all(len(over) == 1 and len(word.text) > 1 for over, word in zip(met, words, strict=True))
    return words if alone and len({over[0] for over in met}) == len(words) else [part]


def strips_of(rows: Sequence[Sequence[Line]], carried: Sequence[Interval] = ()) -> list[Interval]:
    """What the parts of a table's rows fill of the width, as separate strips from left to right.

    Figures come first. Words that reach over several strips (a long label, a total over code and name)
    don't join them. ``carried`` are the strips of the page before: kept where these rows fit them. Dashes
    for nothing that stand apart from a column's figures are of its strip.
    """
    parts = [part for row in rows for part in row]
    figures = [(part.x0, part.x1) for part in parts if _is_figure(part)]
    words = [(part.x0, part.x1) for part in parts if not is_number(part.text)]
    everything = [(part.x0, part.x1) for part in parts]
    known = bool(carried) and _fits(everything, carried)
    if known:
        figures += carried
    strips = _united(figures)
    dashes = [beside for row in rows for part in row if is_dash(part.text) for beside in _beside(part, row, strips)]
    strips = _united([*strips, *dashes])
    strips = _united([*strips, *(word for word in words if not _met(word, strips))])
    strips = _united([*strips, *(word for word in words if len(_met(word, strips)) <= 1)])
    return strips if known or len(rows) < _FEWEST_ROWS else _with_dashes(strips, rows)


def _is_figure(part: Line) -> bool:
    return is_number(part.text) and not is_dash(part.text)


def _beside(dash: Line, row: Sequence[Line], strips: Sequence[Interval]) -> list[Interval]:
    """What a dash fills beside the figures of its row, which may reach under it in other rows; nothing
    where it stands over two columns still."""
    x0, x1 = dash.x0, dash.x1
    for figure in filter(_is_figure, row):
        for strip in _met((figure.x0, figure.x1), strips):
            if figure.x0 >= dash.x1:
                x1 = min(x1, strip[0] - _HAIR)
            else:
                x0 = max(x0, strip[1] + _HAIR)
    return [(x0, x1)] if x0 < x1 and len(_met((x0, x1), strips)) <= 1 else []


def _with_dashes(strips: list[Interval], rows: Sequence[Sequence[Line]]) -> list[Interval]:
    """The strips, those of nothing but dashes joined to the ones that they leave room for: the next ones, all
    at one side, where no row fills both and nearly every row one of the two."""
    filled: list[set[int]] = [set() for _ in strips]
    marked: set[int] = set()
    for r, row in enumerate(rows):
        for part in row:
            strip = strip_of(part, strips)
            filled[strip].add(r)
            if not is_dash(part.text):
                marked.add(strip)
    most = _NEARLY_ALL * len(rows)
    dashes = [i for i in range(len(strips)) if i not in marked and len(filled[i]) < most]
    for side in (1, -1):
        homes = [(i, i + side) for i in dashes]
        if dashes and all(
            home in marked and not filled[i] & filled[home] and len(filled[i] | filled[home]) >= most
            for i, home in homes
        ):
            return _united([*strips, *((strips[min(pair)][0], strips[max(pair)][1]) for pair in homes)])
    return strips


def _fits(intervals: Iterable[Interval], strips: Sequence[Interval]) -> bool:
    return all(len(_met(interval, strips)) <= 1 for interval in intervals)


def _met(interval: Interval, strips: Sequence[Interval]) -> list[Interval]:
    return [strip for strip in strips if interval[0] <= strip[1] and strip[0] <= interval[1]]


def _united(intervals: Iterable[Interval]) -> list[Interval]:
    strips: list[Interval] = []
    for x0, x1 in sorted(intervals):
        if strips and x0 <= strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], x1))
        else:
            strips.append((x0, x1))
    return strips


def strip_of(part: Line, strips: Sequence[Interval]) -> int:
    """The strip a part covers most of; the nearest, if none."""
    return max(range(len(strips)), key=lambda i: min(part.x1, strips[i][1]) - max(part.x0, strips[i][0]))


@dataclass(frozen=True, slots=True)
class Filling:
    """Which strips some row fills both, so that they are two columns, which hold words, and which hold
    labels (words or codes), that begin at their column's left."""

    together: frozenset[tuple[int, int]] = frozenset()
    words: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()

    def apart(self, a: int, b: int) -> bool:
        return (a, b) in self.together


def filling_of(rows: Sequence[Sequence[Line]], strips: Sequence[Interval]) -> Filling:
    """How a table's rows fill its strips. Rows of one word stand beside others: a name merged over
    several of them."""
    filled = [({strip_of(part, strips) for part in row}, row[0].middle) for row in rows if len(row) > 1]
    for row in rows:
        if len(row) == 1 and filled:
            nearest, _ = min(filled, key=lambda other: abs(other[1] - row[0].middle))
            nearest.add(strip_of(row[0], strips))
    together = frozenset((a, b) for found, _ in filled for a in found for b in found if a < b)
    figures = Counter(strip_of(part, strips) for row in rows for part in row if is_number(part.text))
    codes = Counter(strip_of(part, strips) for row in rows for part in row if _CODE.fullmatch(part.text))
    every = Counter(strip_of(part, strips) for row in rows for part in row)
    return Filling(
        together,
        frozenset(i for i, count in every.items() if 2 * figures[i] < count),
        frozenset(i for i, count in every.items() if 2 * (figures[i] - codes[i]) < count),
    )
