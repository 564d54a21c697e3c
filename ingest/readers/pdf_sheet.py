"""A PDF page as it shows: its visible characters and rules, upright, measured from the top left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage

from ingest.document import Box
from ingest.readers.glyphs import plain
from ingest.readers.pdf_canvas import FOLDED, Canvas, Painter, Rect
from ingest.readers.pdfium import SecondReader

_UNMAPPED = 0.05
"""of a page's characters: with more unnamed, another reader is tried"""


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
class Rules:
    """The straight lines of one kind on a page."""

    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page made upright. ``turn`` is how far its text was turned, in quarter turns clockwise.

    ``rules`` are what is drawn as lines, ``shades`` the borders of coloured areas.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: Rules
    shades: Rules
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


def sheets(pages: Iterator[PDFPage], second: SecondReader) -> Iterator[Sheet]:
    """The pages as sheets, numbered from 1 in the order given. A page of whose characters pdfminer can
    name few is read by ``second``, if that names more."""
    manager = PDFResourceManager()
    for number, page in enumerate(pages, start=1):
        canvas = Canvas(manager)
        x0, y0, x1, y1 = page.cropbox or page.mediabox
        page.mediabox = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        Painter(manager, canvas).process_page(page)
        if canvas.unmapped > _UNMAPPED * len(canvas.glyphs) or not canvas.glyphs:
            _read_again(canvas, number, second)
        width, height = max(1.0, abs(x1 - x0)), max(1.0, abs(y1 - y0))
        if page.rotate in (90, 270):
            width, height = height, width
        yield _sheet(number, width, height, canvas)


def _read_again(canvas: Canvas, number: int, second: SecondReader) -> None:
    left, bottom, right, top = canvas.clip or (0.0, 0.0, 0.0, 0.0)
    found = [
        (text, box, turn)
        for text, box, turn in second.characters(number, canvas.ctm_of_page)
        if left <= (box[0] + box[2]) / 2 <= right and bottom <= (box[1] + box[3]) / 2 <= top
    ]
    if len(found) > len(canvas.glyphs):
        canvas.unmapped = max(0, canvas.unmapped + len(canvas.glyphs) - len(found))
        canvas.glyphs = found


def _sheet(number: int, width: float, height: float, canvas: Canvas) -> Sheet:
    turns = [turn for text, _, turn in canvas.glyphs if not text.isspace()]
    turn = max(range(4), key=lambda t: (turns.count(t), -t)) if turns else 0
    placed = [Glyph(plain(text), *_upright(box, width, height, turn), 0.0) for text, box, _ in canvas.glyphs]
    kinds = [[_upright(box, width, height, turn) for box in kind] for kind in (canvas.bars, canvas.shades)]
    if turn % 2:
        width, height = height, width
    rules, shades = (_rules([bar for bar in bars if not _spans(bar, width, height)]) for bars in kinds)
    return Sheet(number, width, height, tuple(_once(placed)), rules, shades, canvas.unmapped, turn)


def _rules(bars: list[Rect]) -> Rules:
    across = tuple(Rule((t + b) / 2, x0, x1) for x0, t, x1, b in bars if x1 - x0 >= b - t)
    down = tuple(Rule((x0 + x1) / 2, t, b) for x0, t, x1, b in bars if x1 - x0 < b - t)
    return Rules(across, down)


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
        solid = not glyph.text.isspace() and glyph.x1 - glyph.x0 > FOLDED
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
