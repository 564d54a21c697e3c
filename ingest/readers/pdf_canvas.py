"""What a PDF page paints where it can be seen: characters and rules, in PDF space.

pdfminer.six interprets the page; its interpreter leaves clips out, so they're kept here: a
spreadsheet's printer draws a long cell on every page it reaches and lets the clip show a part of it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix, apply_matrix_pt, apply_matrix_rect

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity of every font

_NAMELESS = re.compile("[\\x00-\\x08\\x0e-\\x1f\ue000-\uf8ff\ufffd]")
"""codes that stand for no character: controls, private use, the replacement mark"""
Rect = tuple[float, float, float, float]

_THIN = 3.0
"""points: a painted bar no thicker than this is a rule"""

_SLANT = 0.2
"""text that rises or falls more steeply than this is a watermark"""

_CMYK = 4

_FAINT = 0.02
"""of full ink: a colour nearer to white than this doesn't show"""

FOLDED = 0.02
"""points: the width given to a character that its clip hides"""


def is_named(text: str) -> bool:
    """Whether a font's name for a character stands for one."""
    return bool(text) and not _NAMELESS.search(text)


def turn_of(matrix: Matrix) -> int | None:
    """How many quarter turns clockwise text under this matrix is turned; None where it slants."""
    a, b = matrix[0], matrix[1]
    if min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b)):
        return None
    return (0 if a >= 0 else 2) if abs(a) >= abs(b) else (3 if b > 0 else 1)


class Canvas(PDFTextDevice):  # type: ignore[misc]
    """Collects what a page paints, in PDF space (origin bottom left).

    ``glyphs`` are text, box and quarter turns clockwise of the text; ``bars`` are drawn lines,
    ``shades`` the sides of coloured areas; ``unmapped`` counts characters whose font names none.
    """

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.clip: Rect | None = None
        self.glyphs: list[tuple[str, Rect, int]] = []
        self.bars: list[Rect] = []
        self.shades: list[Rect] = []
        self.unmapped = 0
        self.ctm_of_page: Matrix = (1, 0, 0, 1, 0, 0)
        self._last: tuple[Rect | None, float] | None = None

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self.ctm_of_page = ctm
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.clip = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def paint_path(self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        drawn = stroke and _inked(gstate.scolor)
        if not drawn and not (fill and _inked(gstate.ncolor)):
            return
        for points, straight in _subpaths(path, self.ctm or (1, 0, 0, 1, 0, 0)):
            bars = list(_bars(points, straight))
            target = self.bars if drawn or len(bars) == 1 else self.shades
            target += [seen for bar in bars if (seen := _meet(bar, self.clip)) is not None]

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: PDFGraphicState,
    ) -> float:
        advance: float = font.char_width(cid) * fontsize * scaling
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        if not is_named(text):
            self.unmapped += 1
            return advance
        if font.is_vertical():
            vx, vy = font.char_disp(cid)
            shift = fontsize * 0.5 if vx is None else vx * fontsize * 0.001
            lift = (1000 - vy) * fontsize * 0.001
            local = (-shift, lift + rise + advance, fontsize - shift, lift + rise)
        else:
            descent = font.get_descent() * fontsize
            local = (0.0, descent + rise, advance, descent + rise + fontsize)
        x0, y0, x1, y1 = apply_matrix_rect(matrix, local)
        placed = self._visible((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        if placed is not None:
            turn = turn_of(matrix)
            if turn is None:
                return advance
            self.glyphs.append((text, placed, turn))
        return advance

    def _visible(self, box: Rect) -> Rect | None:
        """The box if its centre shows. A line that runs out of its clip sideways is one label still:
        its hidden end is kept, folded to the clip's edge, so that it isn't read into the next cell."""
        clip = self.clip
        if clip is None:
            return box
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not clip[1] <= y <= clip[3]:
            self._last = None
            return None
        if clip[0] <= x <= clip[2]:
            self._last = (clip, box[1])
            return box
        if x > clip[2] and self._last is not None and self._last == (clip, box[1]):
            return (clip[2] - FOLDED / 2, box[1], clip[2], box[3])
        self._last = None
        return None


class Painter(PDFPageInterpreter):  # type: ignore[misc]
    """pdfminer's interpreter, which leaves clips out, taught to keep the clip's box."""

    device: Canvas

    def __init__(self, manager: PDFResourceManager, device: Canvas) -> None:
        super().__init__(manager, device)
        self._clips: list[Rect | None] = []

    def do_q(self) -> None:
        super().do_q()
        self._clips.append(self.device.clip)

    def do_Q(self) -> None:
        super().do_Q()
        if self._clips:
            self.device.clip = self._clips.pop()

    def do_W(self) -> None:
        points = [point for subpath, _ in _subpaths(self.curpath, self.ctm) for point in subpath]
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            self.device.clip = _meet(box, self.device.clip) or (0.0, 0.0, 0.0, 0.0)

    def do_W_a(self) -> None:
        self.do_W()

    def do_Do(self, xobjid_arg: Any) -> None:
        clip = self.device.clip
        super().do_Do(xobjid_arg)
        self.device.clip = clip


def _inked(colour: Any) -> bool:
    """Whether a colour shows on white paper; one that can't be told (a pattern) does."""
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return True
    white = 0.0 if len(parts) == _CMYK else 1.0
    return any(abs(part - white) > _FAINT for part in parts)


def _subpaths(path: Sequence[Any], ctm: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each subpath, in page space, and whether it has no curve."""
    points: list[tuple[float, float]] = []
    straight = True
    for step in path:
        kind = step[0]
        if kind == "m" and points:
            yield points, straight
            points, straight = [], True
        if kind == "h":
            points.append(points[0]) if points else None
            continue
        if kind not in "ml":
            straight = False
        points.append(apply_matrix_pt(ctm, (float(step[-2]), float(step[-1]))))
    if points:
        yield points, straight


def _bars(points: list[tuple[float, float]], straight: bool) -> Iterator[Rect]:
    """A thin shape as one bar; else its sides that run along an axis."""
    if len(points) < 2 or not straight:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        yield box
        return
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) <= 0.5 or abs(ay - by) <= 0.5:
            yield (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _meet(box: Rect, clip: Rect | None) -> Rect | None:
    if clip is None:
        return box
    x0, y0 = max(box[0], clip[0] - 1), max(box[1], clip[1] - 1)
    x1, y1 = min(box[2], clip[2] + 1), min(box[3], clip[3] + 1)
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None
