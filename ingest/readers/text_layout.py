"""Text whose tables are made by blanks, as ``pdftotext -layout`` leaves a PDF: typed pages → blocks.

A page of it is a sheet of characters at a fixed pitch, so it is read like a PDF's: tables are what stands
under one another, paragraphs are joined from their wrapped lines. Whether an ideograph was counted as one
place or as two is told by which of them puts more figures under one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from ingest.document import Block, Grid, Paragraph
from ingest.numbering import Style, numbering
from ingest.readers.contents import without_contents
from ingest.readers.pdf import blocks_of
from ingest.readers.pdf_furniture import is_page_number
from ingest.readers.pdf_sheet import Glyph, Rules, Sheet

_EM = 10.0
_PITCH = 5.0
"""points: how wide a place is"""
_SLIVER = 0.5
"""points: so little of its place is left to a figure's last character before one blank"""
_LEADING = 16.0
"""points from line to line"""
_INDENT = 4
"""places: a running line set in no further begins a paragraph, and its blanks are ideographs' room"""
_FEWEST_NAMES = 3
_MOST_SLIP = 14
"""places"""
_LONG = 4
"""characters: words so long tell how broad one is"""
_FEWEST_ROWS = 5
_ALIGNED = 0.5
"""of the figures: so many end where one of the next row does"""
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FIGURE = re.compile(r"(?<!\S)-?\d[\d,]*(?:\.\d+)?%?(?!\S)")
_NOTHING = Rules((), ())


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between, and the places they stand at."""

    text: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


Placed = list[Word]
"""the words of a line"""


def is_layout(text: str) -> bool:
    """Whether a text has rows of figures parted by blanks and standing under one another, and no tabs
    that would part them."""
    rows = [line for line in text.splitlines() if _is_row(line)]
    if len(rows) < _FEWEST_ROWS or sum("\t" in line for line in text.splitlines()) > len(rows):
        return False
    return max(_aligned(rows, wide) for wide in (1, 2)) >= _ALIGNED


def blocks_of_layout(text: str) -> tuple[Block, ...]:
    """The pages' paragraphs and tables, without places: a text has no page to show."""
    rows = [line for line in text.splitlines() if _is_row(line)]
    wide = max((1, 2), key=lambda width: _aligned(rows, width))
    pages = [_trimmed(page.splitlines()) for page in text.expandtabs().split("\f")]
    joined = (_levelled(page) for page in _joined(pages, wide))
    sheets = [_sheet(number, page, wide) for number, page in enumerate(joined, start=1) if page]
    return tuple(_placeless(block) for block in without_contents(tuple(blocks_of(sheets))))


def _trimmed(lines: Sequence[str]) -> list[str]:
    """A page's lines without its number and the blank ones around."""
    kept = [line.rstrip() for line in lines]
    while kept and not kept[0]:
        del kept[0]
    while kept and (not kept[-1] or is_page_number(kept[-1].strip())):
        del kept[-1]
    return kept


def _joined(pages: Sequence[list[str]], wide: int) -> Iterator[list[Placed]]:
    """The pages' lines with the places of their words. A page that prints the header of the page before
    again goes on with its table: its words stand where that header's names stood."""
    open_page: list[Placed] = []
    for lines in pages:
        placed = [_placed(line, wide) for line in lines]
        again = _printed_again(open_page, placed)
        if not again:
            yield open_page
            open_page = placed
            continue
        moved = [
            (name.middle, before.middle)
            for row, old in zip(placed, again, strict=False)
            for name, before in zip(row, old, strict=True)
        ]
        open_page = [*open_page, *([_moved(word, moved) for word in row] for row in placed[len(again) :])]
    yield open_page


def _placed(line: str, wide: int) -> Placed:
    return [
        Word(match[0], _width(line[: match.start()], wide), _width(line[: match.end()], wide))
        for match in re.finditer(r"\S+", line)
    ]


def _levelled(lines: Sequence[Placed]) -> list[Placed]:
    """The lines with labels that count on (二、 after 一、) under the label they count on from, where a blank
    cell before them let them slip to the left."""
    last: dict[tuple[Style, int], float] = {}
    found: list[Placed] = []
    for line in lines:
        row: Placed = []
        for word in line:
            number = numbering(word.text) if len(line) > 1 or word.start > 0 else None
            start = last.get((number.style, number.value - 1)) if number else None
            slip = start - word.start if start is not None else 0.0
            row.append(Word(word.text, word.start + slip, word.end + slip) if 0 < slip <= _MOST_SLIP else word)
            if number:
                last[number.style, number.value] = row[-1].start
        collides = any(after.start - before.end < 1 for before, after in pairwise(row))
        found.append(line if collides else row)
    return found


def _printed_again(before: Sequence[Placed], page: Sequence[Placed]) -> list[Placed]:
    """The header lines of the page before that this page begins with."""
    for at, row in enumerate(before):
        if not row or not page or [word.text for word in row] != [word.text for word in page[0]]:
            continue
        count = 1
        while count < len(page) and at + count < len(before) and _same(before[at + count], page[count]):
            count += 1
        again = list(before[at : at + count])
        figures = any(_FIGURE.search(word.text) for row in again for word in row)
        if sum(map(len, again)) >= _FEWEST_NAMES and any(map(_is_parted, again)) and not figures:
            return again
    return []


def _is_parted(line: Placed) -> bool:
    """Whether more than one blank stands between two of its words."""
    return any(after.start - word.end > 1 for word, after in pairwise(line))


def _same(one: Placed, other: Placed) -> bool:
    return [word.text for word in one] == [word.text for word in other]


def _moved(word: Word, anchors: Sequence[tuple[float, float]]) -> Word:
    """The word as far right or left as the header's names around it went; what stands at the margin stays there."""
    if word.start <= 1:
        return word
    left = max((anchor for anchor in anchors if anchor[0] <= word.middle), default=min(anchors))
    right = min((anchor for anchor in anchors if anchor[0] > word.middle), default=left)
    part = (word.middle - left[0]) / (right[0] - left[0]) if right[0] > left[0] else 0.0
    shift = (left[1] - left[0]) * (1 - min(1.0, max(0.0, part))) + (right[1] - right[0]) * min(1.0, max(0.0, part))
    return Word(word.text, word.start + shift, word.end + shift)


def _is_row(line: str) -> bool:
    return _GAP.search(line.strip()) is not None and _FIGURE.search(line) is not None


def _aligned(rows: Sequence[str], wide: int) -> float:
    """The share of figures that end under a figure of one of the two rows before."""
    ends = [[_width(row[: match.end()], wide) for match in _FIGURE.finditer(row)] for row in rows]
    count = sum(map(len, ends))
    level = sum(
        end in near
        for i, row in enumerate(ends)
        for near in [{other for before in ends[max(0, i - 2) : i] for other in before}]
        for end in row
    )
    return level / count if count else 0.0


def _width(text: str, wide: int) -> int:
    return sum(wide if _is_wide(char) else 1 for char in text)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def _sheet(number: int, lines: Sequence[Placed], wide: int) -> Sheet:
    broad = _EM if wide > 1 else _breadth(lines)
    glyphs = [glyph for index, line in enumerate(lines) for glyph in _typed(line, index, broad)]
    width = max((glyph.x1 for glyph in glyphs), default=_EM)
    return Sheet(number, width, max(1, len(lines)) * _LEADING, tuple(glyphs), _NOTHING, _NOTHING)


def _breadth(lines: Sequence[Placed]) -> float:
    """How broad an ideograph was that is counted as one place: as broad as no word reaches the next one."""
    rooms = [
        (after.start - word.start - 2) / len(word.text)
        for line in lines
        for word, after in pairwise(line)
        if len(word.text) >= _LONG and all(map(_is_wide, word.text)) and after.start - word.end > 1
    ]
    return _PITCH * min([2.0, *rooms])


def _typed(line: Placed, index: int, broad: float) -> Iterator[Glyph]:
    """A line's characters. In a row a word begins at its place, and one blank beside a figure is a cell's
    end; a running line's ideographs are as broad as their size."""
    table = _is_parted(line)
    top, x = index * _LEADING, 0.0
    for word, after in zip_longest(line, line[1:]):
        blanks = after.start - word.end if after else 0
        if table or word is line[0]:
            x = (_PITCH if table or word.start > _INDENT else _EM) * word.start
        ends = table and 0 < blanks <= 1 and (_FIGURE.fullmatch(word.text) or _FIGURE.fullmatch(after.text))
        for at, char in enumerate(word.text, start=1):
            width = (broad if table else _EM) if _is_wide(char) else _PITCH
            right = x + (_SLIVER if ends and at == len(word.text) else width)
            yield Glyph(char, x, top, right, top + _EM, _EM)
            x += width
        x += _PITCH * blanks


def _placeless(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=(), size=None)
    rows = tuple(tuple(cell and replace(cell, place=None) for cell in row) for row in block.rows)
    return Grid(rows, ruled=False)
