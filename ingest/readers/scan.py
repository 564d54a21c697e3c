"""A picture of a page → the sheet that a PDF with text would give: characters and rules, upright.

The picture is turned the right way up and made level; its rules part what the recogniser takes for one line;
each piece is read by itself, so that no figure is put together from two cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ingest.readers.glyphs import plain
from ingest.readers.ocr import Quad, Reading, read_strips, words_in
from ingest.readers.pdf_sheet import Glyph, Rule, Rules, Sheet
from ingest.readers.scan_figures import figure_text
from ingest.readers.scan_ink import Bar, bars_of, ink_of, levelled, slant_of, without_bars
from ingest.readers.scan_missed import with_missed

if TYPE_CHECKING:
    from ingest.readers.ocr import Picture
    from ingest.readers.scan_ink import Grey

DPI = 200
"""pixels an inch that pages are drawn at"""
SCALE = DPI / 72
_ROOM = 1.5
"""of its height: blank room this wide in a line parts two cells"""
_TALL = 1.8
"""of its width: a box higher than this is letters under one another"""
_UPRIGHT = 0.8
"""a page whose words are read less surely may be upside down"""
_FEWEST = 5
"""boxes: which way up fewer are can't be told"""
_BLANK = 0.0002
"""of a picture: with less ink it is an empty page"""
_NARROWEST = 32
"""pixels: less is no page"""
_MARGIN = 3
"""pixels of paper left around what is read"""
_IDEOGRAPH, _DIGIT = 0.9, 0.74
"""of the size: how high ideographs and digits stand"""
_SAME_SIZE = 0.15
"""sizes nearer than this are one: what is measured of a scan is never exact"""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that stand together, as read; pixels. ``size`` is the font's height."""

    box: Quad
    reading: Reading
    size: float

    @property
    def text(self) -> str:
        return self.reading.text


@dataclass(frozen=True, slots=True)
class _Page:
    """A picture as read. ``turn`` is the quarter turns clockwise that its text was turned."""

    picture: Picture
    pieces: tuple[_Piece, ...]
    across: tuple[Bar, ...]
    down: tuple[Bar, ...]
    turn: int

    @property
    def sureness(self) -> float:
        """Of the readings, longer ones counting for more."""
        letters = sum(len(piece.text) for piece in self.pieces)
        return sum(piece.reading.score * len(piece.text) for piece in self.pieces) / letters if letters else 0.0


def sheet_of(picture: Picture, number: int) -> Sheet:
    """Page ``number`` as the recogniser reads it; ``picture`` has ``DPI`` pixels an inch. Without
    characters where nothing is printed. Raises NoRecogniser."""
    page = _read(picture)
    height, width = page.picture.shape[:2]
    rules = Rules(
        tuple(Rule((bar.top + bar.bottom) / 2 / SCALE, bar.x0 / SCALE, bar.x1 / SCALE) for bar in page.across),
        tuple(Rule((bar.x0 + bar.x1) / 2 / SCALE, bar.top / SCALE, bar.bottom / SCALE) for bar in page.down),
    )
    glyphs = tuple(glyph for piece in _evened(page.pieces) for glyph in _glyphs(piece))
    return Sheet(number, width / SCALE, height / SCALE, glyphs, rules, Rules((), ()), turn=page.turn)


def _read(picture: Picture) -> _Page:
    """The page turned the way that its words are read most surely."""
    import cv2

    if min(picture.shape[:2]) < _NARROWEST or ink_of(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)).mean() / 255 < _BLANK:
        return _Page(picture, (), (), (), 0)
    level, boxes = _searched(picture, 0)
    sideways = _is_sideways(boxes)
    best: _Page | None = None
    for turn in (1, 3) if sideways else (0, 2):
        if turn:
            level, boxes = _searched(picture, turn)
        page = _recognised(level, boxes, turn)
        if best is None or page.sureness > best.sureness:
            best = page
        if page.sureness >= _UPRIGHT or len(boxes) < _FEWEST:
            break
    assert best is not None
    return best


def _is_sideways(boxes: Sequence[Quad]) -> bool:
    """Whether most long words run up or down the page."""
    wide = sum(x1 - x0 > 2 * (bottom - top) for x0, top, x1, bottom in boxes)
    tall = sum(bottom - top > 2 * (x1 - x0) for x0, top, x1, bottom in boxes)
    return tall > wide and len(boxes) >= _FEWEST


def _searched(picture: Picture, turn: int) -> tuple[Picture, list[Quad]]:
    """The picture turned back and made level, and the boxes of what is printed on it."""
    import cv2
    import numpy as np

    turned = np.ascontiguousarray(np.rot90(picture, turn))
    level = levelled(turned, slant_of(cv2.cvtColor(turned, cv2.COLOR_BGR2GRAY)))
    return level, words_in(level)


def _recognised(picture: Picture, boxes: Sequence[Quad], turn: int) -> _Page:
    import cv2

    ink = ink_of(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    across, down = bars_of(ink, SCALE)
    marks = without_bars(ink, [*across, *down], SCALE)
    boxes = with_missed(boxes, marks, down)
    close = [piece for box in boxes for piece in _cut(box, marks, down)]
    readings = read_strips([_strip(picture, box) for box in close])
    pieces = [
        _Piece(box, reading, _size(box, reading.text))
        for box, found in zip(close, readings, strict=True)
        if (reading := replace(found, text=_simplified(figure_text(plain(found.text).strip())))).text
    ]
    return _Page(picture, tuple(pieces), tuple(across), tuple(down), turn)


def _simplified(text: str) -> str:
    """Characters that the recogniser takes for their traditional forms (決 for 决) as they're printed."""
    return text if text.isascii() else _simplifier().convert(text)


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


# --- boxes ---------------------------------------------------------------------------------------------


def _cut(box: Quad, marks: Grey, down: Sequence[Bar]) -> list[Quad]:
    """The box as what stands apart in it: parted at rules and at wide room, or letter by letter where
    they stand under one another; each drawn close around its ink."""
    close = _close(box, marks)
    if close is None:
        return []
    x0, top, x1, bottom = close
    if bottom - top > _TALL * (x1 - x0):
        rows = marks[int(top) : int(bottom), int(x0) : int(x1)].any(axis=1)
        spans = _runs(rows, 0.08 * (x1 - x0))
        letters = [_close((x0, top + start, x1, top + end), marks) for start, end in spans]
        return [letter for letter in letters if letter is not None]
    middle = (top + bottom) / 2
    walls = sorted((bar.x0 + bar.x1) / 2 for bar in down if bar.top < middle < bar.bottom)
    borders = [x0, *(wall for wall in walls if x0 < wall < x1), x1]
    found: list[Quad] = []
    for left, right in pairwise(borders):
        columns = marks[int(top) : int(bottom), int(left) : int(right)].any(axis=0)
        for start, end in _runs(columns, _ROOM * (bottom - top)):
            part = _close((left + start, top, left + end, bottom), marks)
            if part is not None and part[2] - part[0] > 1:
                found.append(part)
    return found


def _runs(filled: Any, room: float) -> list[tuple[int, int]]:
    """Stretches of an array of bool that is filled, with no more blank than ``room`` inside."""
    runs: list[tuple[int, int]] = []
    for i, full in enumerate(filled):
        if not full:
            continue
        if runs and i - runs[-1][1] <= room:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _close(box: Quad, marks: Grey) -> Quad | None:
    """The box drawn in to the ink inside; None where there is none."""
    import numpy as np

    x0, top, x1, bottom = max(0, int(box[0])), max(0, int(box[1])), int(box[2]) + 1, int(box[3]) + 1
    inside = marks[top:bottom, x0:x1]
    columns, rows = np.flatnonzero(inside.any(axis=0)), np.flatnonzero(inside.any(axis=1))
    if not len(columns):
        return None
    return float(x0 + columns[0]), float(top + rows[0]), float(x0 + columns[-1] + 1), float(top + rows[-1] + 1)


def _strip(picture: Picture, box: Quad) -> Picture:
    x0, top, x1, bottom = (int(edge) for edge in box)
    return picture[max(0, top - _MARGIN) : bottom + _MARGIN, max(0, x0 - _MARGIN) : x1 + _MARGIN]


# --- characters ----------------------------------------------------------------------------------------


def _is_wide(char: str) -> bool:
    return ord(char) > 0x2E80


def _width(char: str) -> float:
    """Of the size: how wide a font prints it."""
    if _is_wide(char):
        return 1.0
    return 0.3 if char in ".,:;'|" else 0.55


def _size(box: Quad, text: str) -> float:
    height = (box[3] - box[1]) / (_IDEOGRAPH if any(map(_is_wide, text)) else _DIGIT)
    width = (box[2] - box[0]) / max(0.5, sum(map(_width, text)))
    return min(height, 1.15 * width) if len(text) > 3 else height


def _evened(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces with sizes that are nearly one made one, those of most characters first."""
    left = list(pieces)
    found: dict[int, float] = {}
    while left:

        def letters(size: float, among: Sequence[_Piece]) -> int:
            return sum(len(piece.text) for piece in among if abs(piece.size - size) <= _SAME_SIZE * size)

        size = max((piece.size for piece in left), key=lambda size: letters(size, left))
        for piece in left:
            if abs(piece.size - size) <= _SAME_SIZE * size:
                found[id(piece)] = size
        left = [piece for piece in left if id(piece) not in found]
    return [replace(piece, size=found[id(piece)]) for piece in pieces]


def _glyphs(piece: _Piece) -> list[Glyph]:
    """The piece's characters side by side over its ink, as wide as fonts print them; points."""
    x0, top, x1, bottom = (edge / SCALE for edge in piece.box)
    size, middle = piece.size / SCALE, (top + bottom) / 2
    step = (x1 - x0) / sum(map(_width, piece.text))
    glyphs, x = [], x0
    for char in piece.text:
        end = x + step * _width(char)
        glyphs.append(Glyph(char, x, middle - size / 2, end, middle + size / 2, size))
        x = end
    return glyphs
