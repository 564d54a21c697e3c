"""Characters → printed lines, by geometry alone: the order they were drawn in says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.pdf_sheet import Glyph

_SAME_LINE = 0.5
"""of the larger size: middles nearer than this stand on one line"""
_SPACE = 0.3
"""of the size: between Latin letters or digits a gap this wide is a space"""
_WIDE_SPACE = 0.9
"""of the size: between ideographs a gap this wide is a space"""
_MARK = re.compile("[，。、；：！？（）《》〈〉【】〔〕「」]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters of one printed line, left to right, with its text; points. ``lead`` is how wide the
    blanks printed before its first character are."""

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    lead: float = 0.0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Printed lines from top to bottom, spaces trimmed, those without any mark left out."""
    rows = _rows(sorted(glyphs, key=lambda glyph: (glyph.middle, glyph.x0)))
    return [line for row in rows if (line := _line(row)) is not None]


def parted(line: Line, gap: float) -> list[Line]:
    """The line parted, from left to right, where room wider than this many times its size stands
    between two characters, and much more than anywhere else in it."""
    usual = usual_room(line)
    return cut(line, lambda left, right, _: right.x0 - left.x1 > max(gap * max(left.size, right.size), 3 * usual))


def cut(line: Line, apart: Callable[[Glyph, Glyph, bool], bool]) -> list[Line]:
    """The line cut, from left to right, wherever ``apart`` says so of two neighbouring characters;
    its last argument is whether a blank was printed between them."""
    marks = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    blanks = [glyph for glyph in line.glyphs if glyph.text.isspace()]
    parts: list[list[Glyph]] = [marks[:1]]
    for left, right in pairwise(marks):
        between = any(left.centre < blank.centre < right.centre for blank in blanks)
        if apart(left, right, between):
            parts.append([])
        parts[-1].append(right)
    if not marks:
        return []
    cuts = [_line(_with_blanks(found, blanks)) for found in parts]
    before = [line.lead, *(_blank_before(right[0], left[-1], blanks) for left, right in pairwise(parts))]
    return [replace(part, lead=lead) for part, lead in zip(cuts, before, strict=True) if part is not None]


def _blank_before(mark: Glyph, last: Glyph, blanks: list[Glyph]) -> float:
    """How wide the blanks are that are printed right before a character, after the last one."""
    starts = [blank.x0 for blank in blanks if last.centre < blank.centre < mark.centre]
    return mark.x0 - min(starts) if starts else 0.0


def usual_room(line: Line) -> float:
    """The room between neighbouring characters that is in the middle of all; points."""
    marks = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    spaced = sorted(right.x0 - left.x1 for left, right in pairwise(marks))
    return spaced[len(spaced) // 2] if spaced else 0.0


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Sorted characters gathered into rows around the middle of their ideographs and digits.

    Blanks and marks, which some fonts draw on a line of their own, join the row they overlap most.
    """
    solid = [glyph for glyph in glyphs if _carries(glyph)]
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in solid:
        if rows and glyph.middle - middles[-1] < _SAME_LINE * max(glyph.size, rows[-1][0].size):
            row = rows[-1]
            row.append(glyph)
            middles[-1] += (glyph.middle - middles[-1]) / len(row)
        else:
            rows.append([glyph])
            middles.append(glyph.middle)
    strays: list[Glyph] = []
    for glyph in glyphs:
        if _carries(glyph):
            continue
        near = min(range(len(rows)), key=lambda i: abs(middles[i] - glyph.middle), default=None)
        if near is not None and abs(middles[near] - glyph.middle) < 0.8 * max(glyph.size, rows[near][0].size):
            rows[near].append(glyph)
        elif not glyph.text.isspace():
            strays.append(glyph)
    if strays:
        loose: list[list[Glyph]] = []
        for glyph in strays:
            if loose and glyph.middle - loose[-1][0].middle < _SAME_LINE * glyph.size:
                loose[-1].append(glyph)
            else:
                loose.append([glyph])
        rows = sorted(rows + loose, key=lambda row: row[0].middle)
    return [sorted(row, key=lambda glyph: glyph.x0) for row in rows]


def _carries(glyph: Glyph) -> bool:
    return any(char.isalnum() for char in glyph.text)


def _with_blanks(marks: list[Glyph], blanks: list[Glyph]) -> list[Glyph]:
    inside = [blank for blank in blanks if marks[0].x0 < blank.x1 and blank.x0 < marks[-1].x1]
    return sorted([*marks, *inside], key=lambda glyph: glyph.x0)


def _line(row: list[Glyph]) -> Line | None:
    start, end = 0, len(row)
    while start < end and row[start].text.isspace():
        start += 1
    while end > start and row[end - 1].text.isspace():
        end -= 1
    glyphs = row[start:end]
    if not glyphs:
        return None
    sizes = sorted(glyph.size for glyph in glyphs)
    return Line(
        tuple(glyphs),
        _text(glyphs),
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        round(sizes[len(sizes) // 2], 1),
        max(0.0, glyphs[0].x0 - row[0].x0),
    )


def _text(glyphs: list[Glyph]) -> str:
    """The line's text, with one space where blanks were printed or room was left."""
    parts: list[str] = []
    last: Glyph | None = None
    blank = False
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = True
            continue
        if last is not None and (_apart(last, glyph) or (blank and not _clings(last, glyph))):
            parts.append(" ")
        parts.append(glyph.text)
        last, blank = glyph, False
    return "".join(parts)


def _clings(left: Glyph, right: Glyph) -> bool:
    """Whether a blank between them only makes room for a full-width mark (支出 。)."""
    return bool(_MARK.match(left.text[-1]) or _MARK.match(right.text[0]))


def _apart(left: Glyph, right: Glyph) -> bool:
    wide = _WIDE.match(left.text[-1]) or _WIDE.match(right.text[0])
    return right.x0 - left.x1 > (_WIDE_SPACE if wide else _SPACE) * max(left.size, right.size)
