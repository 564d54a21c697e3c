"""A PDF page as it shows: its visible characters and rules, upright, measured from the top left.

The page description is interpreted with pdfminer.six; what a clip hides is left out, since a
spreadsheet's printer draws a long cell on every page it reaches and lets the clip show a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix, apply_matrix_pt, apply_matrix_rect

from ingest.document import Box
from ingest.readers.glyphs import plain

Rect = tuple[float, float, float, float]

_THIN = 3.0
"""points: a painted bar no thicker than this is a rule"""
_SLANT = 0.2
"""text that rises or falls more steeply than this is a watermark"""
_CMYK = 4
_FAINT = 0.02
"""of full ink: a colour nearer to white than this doesn't show"""
_FOLDED = 0.02
"""points: the width given to a character that its clip hides"""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One visible character; points from the sheet's top left; ``size`` is the font's height."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight painted line: ``at`` is its y (horizontal) or x (vertical), from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page made upright. ``turn`` is how far its text was turned, in quarter turns clockwise."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]
    unmapped: int = 0
    turn: int = 0

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """Fractions of the page as a viewer shows it (before ``turn``), kept within it."""
        left, right = sorted((_unit(x0 / self.width), _unit(x1 / self.width)))
        upper, lower = sorted((_unit(top / self.height), _unit(bottom / self.height)))
        match self.turn:
            case 1:
                return (1 - lower, left, 1 - upper, right)
            case 2:
                return (1 - right, 1 - lower, 1 - left, 1 - upper)
            case 3:
                return (upper, 1 - right, lower, 1 - left)
            case _:
                return (left, upper, right, lower)


def _unit(value: float) -> float:
    return min(1.0, max(0.0, round(value, 5)))


class _Canvas(PDFTextDevice):  # type: ignore[misc]
    """Collects what a page paints, in PDF space (origin bottom left), with the clip in force."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.clip: Rect | None = None
        self.glyphs: list[tuple[str, Rect, int]] = []
        self.bars: list[Rect] = []
        self.unmapped = 0
        self._last: tuple[Rect | None, float] | None = None

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.clip = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        if not ((stroke and _inked(gstate.scolor)) or (fill and _inked(gstate.ncolor))):
            return
        for points, straight in _subpaths(path, self.ctm or (1, 0, 0, 1, 0, 0)):
            for bar in _bars(points, straight):
                seen = _meet(bar, self.clip)
                if seen is not None:
                    self.bars.append(seen)

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
        if placed is not None and text:
            a, b = matrix[0], matrix[1]
            if min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b)):
                return advance
            turn = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (3 if b > 0 else 1)
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
            return (clip[2] - _FOLDED / 2, box[1], clip[2], box[3])
        self._last = None
        return None


class _Painter(PDFPageInterpreter):  # type: ignore[misc]
    """pdfminer's interpreter, which leaves clips out, taught to keep the clip's box."""

    device: _Canvas

    def __init__(self, manager: PDFResourceManager, device: _Canvas) -> None:
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


def sheets(pages: Iterator[PDFPage]) -> Iterator[Sheet]:
    """The pages as sheets, numbered from 1 in the order given."""
    manager = PDFResourceManager()
    for number, page in enumerate(pages, start=1):
        canvas = _Canvas(manager)
        x0, y0, x1, y1 = page.cropbox or page.mediabox
        page.mediabox = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        _Painter(manager, canvas).process_page(page)
        width, height = abs(x1 - x0), abs(y1 - y0)
        if page.rotate in (90, 270):
            width, height = height, width
        yield _sheet(number, width, height, canvas)


def _sheet(number: int, width: float, height: float, canvas: _Canvas) -> Sheet:
    turns = [turn for text, _, turn in canvas.glyphs if not text.isspace()]
    turn = max(range(4), key=lambda t: (turns.count(t), -t)) if turns else 0
    placed = [Glyph(plain(text), *_upright(box, width, height, turn), 0.0) for text, box, _ in canvas.glyphs]
    bars = [_upright(box, width, height, turn) for box in canvas.bars]
    if turn % 2:
        width, height = height, width
    whole = [bar for bar in bars if not (_spans(bar, width, height))]
    return Sheet(
        number,
        width,
        height,
        tuple(_once(placed)),
        tuple(Rule((t + b) / 2, x0, x1) for x0, t, x1, b in whole if x1 - x0 >= b - t),
        tuple(Rule((x0 + x1) / 2, t, b) for x0, t, x1, b in whole if x1 - x0 < b - t),
        canvas.unmapped,
        turn,
    )


def _spans(bar: Rect, width: float, height: float) -> bool:
    """A bar along the page's own border: the frame of a background, no rule of a table."""
    x0, top, x1, bottom = bar
    across = x1 - x0 >= 0.98 * width and (top < 2 or bottom > height - 2)
    down = bottom - top >= 0.98 * height and (x0 < 2 or x1 > width - 2)
    return across or down


def _upright(box: Rect, width: float, height: float, turn: int) -> Rect:
    """PDF space → from the top left, after undoing ``turn`` quarter turns clockwise of the text."""
    x0, y0, x1, y1 = box
    left, top, right, bottom = x0, height - y1, x1, height - y0
    match turn:
        case 1:
            return (top, width - right, bottom, width - left)
        case 2:
            return (width - right, height - bottom, width - left, height - top)
        case 3:
            return (height - bottom, left, height - top, right)
        case _:
            return (left, top, right, bottom)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Each character once: bold faked by drawing twice a hair apart is one character."""
    drawn: dict[tuple[str, int, int], tuple[float, float]] = {}
    for glyph in glyphs:
        size = glyph.bottom - glyph.top
        step, reach = max(size * 0.3, 1.0), max(size * 0.15, 0.5)
        column, row = int(glyph.x0 / step), int(glyph.top / step)
        solid = not glyph.text.isspace() and glyph.x1 - glyph.x0 > _FOLDED
        if solid and any(
            abs(x - glyph.x0) < reach and abs(y - glyph.top) < reach
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for x, y in [drawn.get((glyph.text, column + i, row + j), (-100.0, -100.0))]
        ):
            continue
        if solid:
            drawn[glyph.text, column, row] = (glyph.x0, glyph.top)
        yield Glyph(glyph.text, glyph.x0, glyph.top, glyph.x1, glyph.bottom, size)
