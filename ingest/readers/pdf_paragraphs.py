"""Printed lines outside tables → paragraphs, by what typesetters do: a paragraph's first line is
indented, its last is short, and its lines stand at one distance in one size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Paragraph, Place, Run
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_sheet import Sheet

_INDENT = 1.2
"""of the size: a line that begins this far right of the margin begins a paragraph"""
_SHORT = 2.2
"""of the size: a line that ends this far left of the margin ends a paragraph"""
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百]+(?:部分|章|节)|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]"
    r"|\d{1,2}[、.．](?!\d)|[①-⑳])"
)
_ENDED = re.compile(r"[。；;！？!?：:”）)]$")
_LATIN = re.compile(r"[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the running text of a page begins and ends; points."""

    left: float
    right: float


def margins_of(lines: Sequence[Line], sheet: Sheet) -> Margins:
    """Margins as most lines keep them; the page's own, nearly, where there are few lines."""
    full = [line for line in lines if line.x1 - line.x0 > 0.45 * sheet.width]
    if not full:
        return Margins(0.1 * sheet.width, 0.9 * sheet.width)
    rights = sorted(line.x1 for line in full)
    return Margins(min(line.x0 for line in full), rights[int(0.9 * (len(rights) - 1))])


def paragraphs_of(lines: Sequence[Line], sheet: Sheet, margins: Margins) -> list[Paragraph]:
    """Paragraphs in the order of their lines (top to bottom)."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, sheet, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, sheet, margins) for group in groups]


def _goes_on(group: list[Line], line: Line, sheet: Sheet, margins: Margins) -> bool:
    last = group[-1]
    em = max(last.size, line.size)
    if abs(last.size - line.size) > 0.15 * em or line.middle - last.middle < 0.5 * em:
        return False
    if is_centred(last, sheet, margins) or is_centred(line, sheet, margins):
        return False
    pitch = line.middle - last.middle
    usual = group[1].middle - group[0].middle if len(group) > 1 else 2.4 * em
    if pitch > 1.4 * usual or pitch > 3.2 * em:
        return False
    if last.x1 < margins.right - _SHORT * em:
        return False
    if line.x0 > margins.left + _INDENT * em and line.x0 > last.x0 - 0.5 * em:
        return False
    return not (_NUMBERED.match(line.text) and _ENDED.search(last.text) and line.x0 > margins.left + 0.5 * em)


def is_centred(line: Line, sheet: Sheet, margins: Margins) -> bool:
    """A line with like room on both sides, and more than an indent of it."""
    before, after = line.x0 - margins.left, margins.right - line.x1
    middle = abs((line.x0 + line.x1) / 2 - sheet.width / 2)
    room = min(before, after)
    return room > 2.5 * line.size and (abs(before - after) < 1.5 * line.size or middle < 1.0 * line.size)


def _paragraph(group: list[Line], sheet: Sheet, margins: Margins) -> Paragraph:
    text, runs = "", []
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
        centred=len(group) == 1 and is_centred(group[0], sheet, margins),
        size=max(line.size for line in group),
    )
