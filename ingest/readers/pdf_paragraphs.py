"""Printed lines outside tables → paragraphs, by what typesetters do: a paragraph's first line is
indented, its last is short, and its lines stand at one distance in one size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Paragraph, Place, Run
from ingest.readers.contents import has_leader
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_sheet import Sheet

_INDENT = 1.2
"""of the size: a line that begins this far right of the margin is indented"""
_SHORT = 2.2
"""of the size: a line that ends this far left of the margin isn't full"""
_MOST = 0.6
"""of the measure: a line shorter than this ends what it belongs to"""
NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百]+(?:部分|章|节)|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]"
    r"|\d{1,2}[、.．](?!\d)|[①-⑳])"
)
ENDED = re.compile(r"[。；;！？!?：:]$")
UNBREAKABLE = re.compile(r"^[A-Za-z0-9,.%‰/+\-−≥≤（(“《]+[^\sA-Za-z0-9]?")
_LATIN = re.compile(r"[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the running text of a page begins and ends; points."""

    left: float
    right: float


def margins_of(pages: Iterable[tuple[Sheet, Sequence[Line]]]) -> dict[tuple[int, int], Margins]:
    """By page size: the margins that the running text keeps on all pages of that size.

    Running text is what is set in the size most characters have. Where there's too little of it, a
    tenth of the page on each side.
    """
    found: dict[tuple[int, int], Margins] = {}
    by_size: dict[tuple[int, int], list[tuple[Sheet, Line]]] = {}
    for sheet, lines in pages:
        by_size.setdefault(format_of(sheet), []).extend((sheet, line) for line in lines)
    for page_format, placed in by_size.items():
        sizes = Counter[float]()
        for _, line in placed:
            sizes[line.size] += len(line.text)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        full = [line for sheet, line in placed if line.size == body and line.x1 - line.x0 > 0.45 * sheet.width]
        width = page_format[0]
        if len(full) < 3:
            found[page_format] = Margins(0.1 * width, 0.9 * width)
            continue
        lefts, rights = sorted(line.x0 for line in full), sorted(line.x1 for line in full)
        found[page_format] = Margins(lefts[int(0.03 * (len(lefts) - 1))], rights[int(0.9 * (len(rights) - 1))])
    return found


def format_of(sheet: Sheet) -> tuple[int, int]:
    """The page's size in whole points, under which its margins are kept."""
    return round(sheet.width), round(sheet.height)


def paragraphs_of(lines: Sequence[Line], sheet: Sheet, margins: Margins) -> list[Paragraph]:
    """Paragraphs in the order of their lines (top to bottom)."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, sheet, margins) for group in groups]


def _goes_on(group: list[Line], line: Line, margins: Margins) -> bool:
    last = group[-1]
    em = max(last.size, line.size)
    pitch = line.middle - last.middle
    usual = group[1].middle - group[0].middle if len(group) > 1 else 2.4 * em
    if abs(last.size - line.size) > 0.15 * em or not 0.5 * em <= pitch <= min(1.4 * usual, 3.2 * em):
        return False
    if is_centred(last, margins) or has_leader(last.text) or _is_flush_right(last, margins):
        return False
    full = last.x1 >= margins.right - _SHORT * em
    if is_centred(line, margins):  # the end of a heading too long for its line
        return full and len(group) == 1 and not ENDED.search(last.text)
    if NUMBERED.match(line.text) and ENDED.search(last.text):
        return False
    if line.x0 > margins.left + _INDENT * em and line.x0 > last.x0 - 0.5 * em:
        return full and len(group) > 1 and abs(line.x0 - last.x0) < 0.5 * em
    if full or last.x1 + _first_token(line) > margins.right - 0.5 * em:
        return True
    measure = margins.right - margins.left
    indented = group[0].x0 > margins.left + _INDENT * em
    return indented and last.x1 - margins.left > _MOST * measure and not ENDED.search(last.text)


def _is_flush_right(line: Line, margins: Margins) -> bool:
    """A line in the right half alone: a date, a signature, a unit."""
    return line.x0 > (margins.left + margins.right) / 2


def _first_token(line: Line) -> float:
    """How much room the line's first unbreakable piece (a number, a Latin word) takes; points."""
    match = UNBREAKABLE.match(line.text)
    count = len(match.group()) if match else 1
    return line.glyphs[min(count, len(line.glyphs)) - 1].x1 - line.x0


def is_centred(line: Line, margins: Margins) -> bool:
    """A line with like room on both sides, and more than an indent of it."""
    before, after = line.x0 - margins.left, margins.right - line.x1
    return min(before, after) > 2.5 * line.size and abs(before - after) < max(1.5 * line.size, 0.1 * before)


def _paragraph(group: list[Line], sheet: Sheet, margins: Margins) -> Paragraph:
    text, runs = "", []
    first, last = group[0], group[-1]
    for line in group:
        if text and _LATIN.search(text) and line.text[:1].isascii() and line.text[:1].isalpha():
            text += " "
        start = len(text)
        text += line.text
        place = Place(sheet.number, sheet.box(line.x0, line.top, line.x1, line.bottom))
        runs.append(Run(start, len(text), place))
    return Paragraph(
        text,
        tuple(runs),
        centred=is_centred(last, margins) and (first is last or first.x0 < margins.left + first.size),
        size=max(line.size for line in group),
    )
