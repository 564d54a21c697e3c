"""How far labels are set in from their column's left edge: what says which stands under which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_rows import is_number

INDENT_MARK = "\u3000"
"""printed before a label once for each character that it is set in"""
_DEEPEST = 8
_SAME_OFFSET = 0.3
"""of the size"""
_NARROWEST = 0.4
"""of the size: two blanks of a narrow font, a level's least step"""
_AT_EDGE = 0.6
_SET_IN = 1.5
"""of the size: a label is at its column's edge within the one, set in from it beyond the other"""

Key = TypeVar("Key")


def indents(columns: Iterable[Sequence[tuple[Key, Line, float]]]) -> dict[Key, int]:
    """How many characters labels are set in. Each column lists its cells: a key, the cell's first line,
    and the column's left edge there.

    Read from blanks printed before a label, and from offsets that labels of several lengths share: a
    centred label's offset is its own.
    """
    found: dict[Key, int] = {}
    for cells in columns:
        column = [(key, line, (line.x0 - edge) / line.size) for key, line, edge in cells if not is_number(line.text)]
        shared = [_is_shared(offset, column) for _, _, offset in column]
        edge = _edge([offset for _, _, offset in column], shared)
        at_edge = [line.lead / line.size for _, line, offset in column if abs(offset - edge) < _SAME_OFFSET]
        set_in = min(at_edge, default=0.0)  # all of them, on a page that goes on with a table
        steps = [
            offset - edge + set_in if is_shared and edge < 1 else line.lead / line.size
            for (_, line, offset), is_shared in zip(column, shared, strict=True)
        ]
        step = min([1.0, *(each for each in steps if each >= _NARROWEST)])
        for (key, _, _), each in zip(column, steps, strict=True):
            if each >= step / 2 and round(each / step):
                found[key] = min(round(each / step), _DEEPEST)
    return found


def _edge(offsets: Sequence[float], shared: Sequence[bool]) -> float:
    """Where labels begin that aren't set in: at the least offset that is shared, or at the column's own
    edge, where the shared ones are set in from it."""
    least = min((offset for offset, is_shared in zip(offsets, shared, strict=True) if is_shared), default=0.0)
    outer = min(offsets, default=0.0)
    return outer if outer < _AT_EDGE and least - outer > _SET_IN else least


def _is_shared(offset: float, column: Sequence[tuple[Key, Line, float]]) -> bool:
    """Whether labels of different lengths begin at this offset."""
    lengths = {len(line.text) for _, line, other in column if abs(other - offset) < _SAME_OFFSET}
    return len(lengths) > 1
