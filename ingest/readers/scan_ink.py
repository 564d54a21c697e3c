"""A picture of a page as ink: made level, its straight lines told from its marks. Pixels throughout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[Any]
    """height × width, 0…255"""

_STEEPEST = 6.0
"""degrees: a page lies no further from level"""
_LEVEL = 0.05
"""degrees: nearer than this is level"""
_SEARCHED = 800
"""pixels: the width at which the slant is looked for"""
_THICKEST = 3.0
_SHORTEST_ACROSS, _SHORTEST_DOWN = 18.0, 11.0
_LONG = 60.0
"""points: a line at least so long is a rule wherever it ends; a shorter one ends on two others"""
_REACH = 4.0
_BESIDE = 4
"""pixels"""
_BARE = 0.25
"""of what is beside a rule: more ink there is writing"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A straight line: its box in pixels."""

    x0: float
    top: float
    x1: float
    bottom: float


def slant_of(grey: Grey) -> float:
    """How far the printed lines fall to the right, in degrees: at that angle their rows of pixels differ
    most from the rows between."""
    import cv2
    import numpy as np

    scale = min(1.0, _SEARCHED / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = ink_of(small).astype(np.float32)
    height, width = ink.shape

    def contrast(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (width, height)).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=contrast)
    best = max(np.arange(best - 0.5, best + 0.51, 0.1), key=contrast)
    return float(max(np.arange(best - 0.1, best + 0.11, 0.025), key=contrast))


def levelled(picture: Grey, slant: float) -> Grey:
    """The picture turned back by its slant about its centre, the corners white."""
    import cv2

    if abs(slant) < _LEVEL:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    white = (255, 255, 255)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=white).astype("uint8")


def ink_of(grey: Grey) -> Grey:
    """255 where a mark is darker than the paper around it, 0 elsewhere."""
    import cv2

    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15).astype("uint8")


def bars_of(ink: Grey, scale: float) -> tuple[list[Bar], list[Bar]]:
    """The straight lines across and down; ``scale`` is pixels a point."""
    across = _lines(ink, int(_SHORTEST_ACROSS * scale), scale, across=True)
    down = _lines(ink, int(_SHORTEST_DOWN * scale), scale, across=False)
    long = [bar for bar in down if bar.bottom - bar.top >= _LONG * scale]
    across = [bar for bar in across if bar.x1 - bar.x0 >= _LONG * scale or _ends_on(_flipped(bar), long, scale)]
    flat = [_flipped(bar) for bar in across]
    return across, [bar for bar in down if bar.bottom - bar.top >= _LONG * scale or _ends_on(bar, flat, scale)]


def _flipped(bar: Bar) -> Bar:
    """Across for down."""
    return Bar(bar.top, bar.x0, bar.bottom, bar.x1)


def _lines(ink: Grey, shortest: int, scale: float, *, across: bool) -> list[Bar]:
    import cv2
    import numpy as np

    def kernel(length: int) -> Grey:
        return np.ones((1, length) if across else (length, 1), np.uint8)

    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel(3))
    found = cv2.morphologyEx(whole, cv2.MORPH_OPEN, kernel(shortest))
    count, _, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    bars = []
    for x, y, width, height, area in stats[1:count]:
        length = max(1, width if across else height)
        bar = Bar(float(x), float(y), float(x + width), float(y + height))
        if area / length <= _THICKEST * scale and (width >= height) == across and _is_bare(bar, ink, across=across):
            bars.append(bar)
    return bars


def _is_bare(bar: Bar, ink: Grey, *, across: bool) -> bool:
    """Whether there is paper along both its sides: no row of letters whose strokes run into one another."""
    x0, top, x1, bottom = int(bar.x0), int(bar.top), int(bar.x1), int(bar.bottom)
    if across:
        sides = ink[max(0, top - _BESIDE) : max(0, top - 1), x0:x1], ink[bottom + 1 : bottom + _BESIDE, x0:x1]
    else:
        sides = ink[top:bottom, max(0, x0 - _BESIDE) : max(0, x0 - 1)], ink[top:bottom, x1 + 1 : x1 + _BESIDE]
    return all(not side.size or side.mean() / 255 < _BARE for side in sides)


def _ends_on(bar: Bar, others: list[Bar], scale: float) -> bool:
    """Whether both ends of a line down stand on lines across, which are given flipped: no stroke of a
    letter."""
    reach = _REACH * scale
    middle = (bar.x0 + bar.x1) / 2
    met = [line for line in others if line.top - reach <= middle <= line.bottom + reach]
    return all(any(line.x0 - reach <= end <= line.x1 + reach for line in met) for end in (bar.top, bar.bottom))


def without_bars(ink: Grey, bars: list[Bar], scale: float) -> Grey:
    """The ink less these lines and what blurs beside them."""
    left = ink.copy()
    room = max(1, round(0.5 * scale))
    for bar in bars:
        left[
            max(0, int(bar.top) - room) : int(bar.bottom) + room + 1,
            max(0, int(bar.x0) - room) : int(bar.x1) + room + 1,
        ] = 0
    return left
