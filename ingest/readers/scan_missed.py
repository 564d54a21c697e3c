"""Ink that the search for words left out: a thin character at a word's end (一), a figure alone in its cell."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.ocr import Quad
from ingest.readers.scan_ink import Bar

if TYPE_CHECKING:
    from ingest.readers.scan_ink import Grey

_LEAST, _MOST = 0.35, 1.4
"""of the usual height of a word: a missed character is no smaller and no larger"""
_THINNEST = 0.04
"""of the usual height: less is a speck"""
_NEAR = 0.8
"""of the usual height: a character so near a word is of it"""


def with_missed(boxes: Sequence[Quad], marks: Grey, down: Sequence[Bar]) -> list[Quad]:
    """The boxes, each with the characters beside it that were missed, and boxes of those that stand alone.

    ``down`` are the rules that no word reaches over. Nothing is added to a page without words.
    """
    found = list(boxes)
    if not found:
        return found
    usual = median(bottom - top for _, top, _, bottom in found)
    for part in _left_out(found, marks, usual):
        home = next((i for i, box in enumerate(found) if _is_beside(part, box, usual, down)), None)
        if home is None:
            found.append(part)
        else:
            x0, top, x1, bottom = found[home]
            found[home] = (min(x0, part[0]), min(top, part[1]), max(x1, part[2]), max(bottom, part[3]))
    return found


def _left_out(boxes: Sequence[Quad], marks: Grey, usual: float) -> list[Quad]:
    """Ink outside the boxes, of about a character's size, from left to right."""
    import cv2
    import numpy as np

    free = marks.copy()
    for x0, top, x1, bottom in boxes:
        free[max(0, int(top)) : int(bottom) + 1, max(0, int(x0)) : int(x1) + 1] = 0
    joined = cv2.dilate(free, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for x, y, width, height, _ in stats[1:count].tolist():
        long, short = max(width, height), min(width, height)
        if _LEAST * usual <= long <= _MOST * usual and short >= _THINNEST * usual + 5:
            found.append((float(x), float(y), float(x + width), float(y + height)))
    return sorted(found)


def _is_beside(part: Quad, box: Quad, usual: float, down: Sequence[Bar]) -> bool:
    middle = (part[1] + part[3]) / 2
    gap = max(part[0] - box[2], box[0] - part[2])
    if not box[1] <= middle <= box[3] or gap > _NEAR * usual:
        return False
    left, right = sorted(((part[0] + part[2]) / 2, box[0] if part[0] < box[0] else box[2]))
    return not any(left < (bar.x0 + bar.x1) / 2 < right and bar.top < middle < bar.bottom for bar in down)
