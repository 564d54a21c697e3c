"""Header lines of a table without column rules → its columns' names, as a tree over the columns.

The chain: words of the header's lines → names (wrapped lines joined) → which name heads a column and
which stands over several → the columns each of those spans. A name is centred over what it heads,
and a name that heads a column ends at the header's foot: its middle is never above the header's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_names import LEVEL, Name, names_of
from ingest.readers.pdf_strips import Filling, Interval

_CLEAR = 0.25
"""of the size: names in rows of their own leave this much between them"""

# What it costs to read the header so; the cheapest reading is taken.
_NO_STRIP = 3.0
"""a name over a column without figures"""
_NO_NAME = 2.5
"""figures under no name"""
_AT_ODDS = 2.0
"""a name whose height says otherwise"""
_ORPHAN, _FOREIGN = 12.0, 2.0
"""a low name under no other; a high one taken under another"""
_APART = 0.3
"""a name beside its figures, for each size of room between them"""
_FREE, _FULL = 0.5, 2.0
"""of that: on the side that the column's own alignment leaves free, and on the other"""
_FARTHEST = 3.0
"""a name beside its figures, however far: labels may be short in a wide column"""
_WIDEST = 3
"""strips under one name: figures set left, right and centred in one column"""
_ONE_COLUMN = 0.1
"""each further strip under one name, if no row fills both"""
_ROOM = 0.001
"""and for each point between them"""
_TWO_COLUMNS = 1.2
"""each further column of words under one name without names of their own"""


Leaf = tuple[Name, range]
"""a name and the strips under it; an empty range where it has no figures"""


@dataclass(frozen=True, slots=True)
class Header:
    """Columns (their figures' strips, or the name's own where it has no figures), the borders between
    and around them, and the outermost names from left to right."""

    columns: tuple[Interval, ...]
    borders: tuple[float, ...]
    names: tuple[Name, ...]


def header_of(rows: Sequence[Sequence[Line]], strips: Sequence[Interval], filling: Filling) -> Header:
    """The header that these rows of words make over the strips of a table's body. ``filling`` is
    how the body fills them."""
    names = names_of(rows, strips)
    leaves, over = _leaves(names, strips, filling)
    columns = _columns(leaves, strips, filling)
    borders = _borders(columns, {strips[i][0] for i in filling.words if i < len(strips)})
    outer = _nested(over, [name for name, _ in leaves], [name for name, _ in columns], borders)
    heads = [name for name, _ in leaves if not any(_holds(outer, name) for outer in over)]
    found = sorted([*outer, *heads], key=lambda name: name.first)
    return Header(tuple(strip for _, strip in columns), tuple(borders), tuple(found))


def with_counters(counters: Sequence[Line], strips: Sequence[Interval], filling: Filling) -> list[Interval]:
    """The strips, reaching to the numbers that count their columns; a number over none is a strip."""
    leaves, _ = _leaves([Name([count]) for count in counters], strips, filling, 0.0)
    taken = {i for _, found in leaves for i in found}
    reaching = [
        (min(name.x0, *(strips[i][0] for i in found)), max(name.x1, *(strips[i][1] for i in found)))
        for name, found in leaves
        if found
    ]
    alone = [(name.x0, name.x1) for name, found in leaves if not found]
    return sorted([*reaching, *alone, *(strip for i, strip in enumerate(strips) if i not in taken)])


# --- which names head columns ------------------------------------------------------------------------


def _leaves(
    names: Sequence[Name], strips: Sequence[Interval], filling: Filling, unnamed: float = _NO_NAME
) -> tuple[list[Leaf], list[Name]]:
    """Names that head a column, with the strips under each, and names over others."""
    ordered = sorted(names, key=lambda name: name.centre)
    middle = (min((n.top for n in names), default=0.0) + max((n.bottom for n in names), default=0.0)) / 2
    high = [name.middle < middle - LEVEL * name.size for name in ordered]
    parent = [_may_stand_over(name, names) for name in ordered]
    capped = [any(_below(name, other) and _room(name, other) < 0 for other in names) for name in ordered]

    @cache
    def best(i: int, j: int) -> tuple[float, tuple[range | None, ...]]:
        """Cost of reading names[i:] over strips[j:], and each name's strips; None over others."""
        if i == len(ordered):
            return unnamed * (len(strips) - j), ()
        name = ordered[i]
        odd = (_AT_ODDS if high[i] and parent[i] else 0.0) + (2 * _AT_ODDS if capped[i] else 0.0)
        cost, rest = best(i + 1, j)
        found = [(cost + _NO_STRIP + odd, (range(0), *rest))]
        if parent[i]:
            found.append((cost + (0.0 if high[i] else _AT_ODDS), (None, *rest)))
        for end in range(j + 1, min(j + _WIDEST, len(strips)) + 1):
            cost, rest = best(i + 1, end)
            off = _off(name, (strips[j][0], strips[end - 1][1]), filling.labels.issuperset(range(j, end)))
            wide = sum(_further(a, strips, filling) for a in range(j + 1, end))
            found.append((cost + odd + off + wide, (range(j, end), *rest)))
        if j < len(strips):
            cost, rest = best(i, j + 1)
            found.append((cost + unnamed, rest))
        return min(found, key=lambda reading: reading[0])

    read = best(0, 0)[1]
    leaves = [(name, found) for name, found in zip(ordered, read, strict=True) if found is not None]
    return leaves, [name for name, found in zip(ordered, read, strict=True) if found is None]


def _may_stand_over(name: Name, names: Sequence[Name]) -> bool:
    """Whether names below it stand under it, or on both its sides."""
    below = [other for other in names if other.top - name.bottom > _CLEAR * name.size]
    sides = {other.centre < name.centre for other in below}
    return len(sides) > 1 or any(_room(name, other) < 0 for other in below)


def _below(name: Name, other: Name) -> bool:
    return other is not name and other.top >= name.bottom - 0.35 * name.size


def _room(name: Name, other: Name) -> float:
    """The room between two names sideways; negative where they overlap."""
    return max(name.x0, other.x0) - min(name.x1, other.x1)


def _further(strip: int, strips: Sequence[Interval], filling: Filling) -> float:
    """What it costs that a name heads this strip too, besides the one at its left."""
    if not filling.apart(strip - 1, strip):
        return _ONE_COLUMN + _ROOM * (strips[strip][0] - strips[strip - 1][1])
    return _TWO_COLUMNS if strip in filling.words else float("inf")


def _off(name: Name, strip: Interval, labels: bool) -> float:
    """How far the name stands off. Labels in a wide column leave its right free, figures its left."""
    before, after = max(0.0, name.x0 - strip[1]), max(0.0, strip[0] - name.x1)
    beside = _FREE * before + _FULL * after if labels else _FULL * before + after
    askew = abs(name.centre - (strip[0] + strip[1]) / 2)
    return min(_APART * beside / name.size, _FARTHEST) + 0.02 * askew / name.size


def _columns(
    leaves: Sequence[Leaf], strips: Sequence[Interval], filling: Filling
) -> list[tuple[Name | None, Interval]]:
    """Every column from left to right: its name, and its strip or, without figures, its name's extent."""
    columns: list[tuple[Name | None, Interval]] = []
    taken = 0
    for name, found in leaves:
        while taken < (found.start if found else len(strips)) and (found or strips[taken][1] < name.x0):
            columns.append((None, strips[taken]))
            taken += 1
        name.first = len(columns)
        if not found:
            columns.append((name, (name.x0, name.x1)))
        for i in found:
            if i > found.start and not filling.apart(i - 1, i):
                columns[-1] = (name, (columns[-1][1][0], strips[i][1]))
            else:
                columns.append((name, strips[i]))
            taken = i + 1
        name.last = len(columns) - 1
    return columns + [(None, strip) for strip in strips[taken:]]


def _borders(columns: Sequence[tuple[Name | None, Interval]], words: Set[float]) -> list[float]:
    """Where columns part: figures end at their column's right, labels begin at its left, names stand in
    its middle; where that tells nothing, half-way between what is printed. ``words`` are where strips
    of words begin."""
    sides = [_sides(name, strip, strip[0] in words) for name, strip in columns]
    extents = [
        (min(strip[0], name.x0), max(strip[1], name.x1)) if name and name.first == name.last else strip
        for name, strip in columns
    ]
    borders = [sides[0][0] if sides[0][0] is not None else extents[0][0]]
    for i in range(len(columns) - 1):
        low, high = sorted((extents[i][1], extents[i + 1][0]))
        told = [side for side in (sides[i][1], sides[i + 1][0]) if side is not None]
        at = sum(told) / len(told) if told else (low + high) / 2
        borders.append(min(max(at, low), high))
    borders.append(sides[-1][1] if sides[-1][1] is not None else extents[-1][1])
    return borders


def _sides(name: Name | None, strip: Interval, words: bool) -> tuple[float | None, float | None]:
    """Where a column begins and ends, if its name stands off its figures' middle."""
    if name is None or name.last > name.first:
        return None, None
    centre, askew, pad = name.centre, name.centre - (strip[0] + strip[1]) / 2, 0.4 * name.size
    if abs(askew) < 0.5 * name.size or (words and askew < 0):
        return None, None
    side = strip[1] + pad if askew < 0 else strip[0] - pad
    return min(side, 2 * centre - side), max(side, 2 * centre - side)


# --- names over others -------------------------------------------------------------------------------


def _nested(
    over: Sequence[Name], leaves: Sequence[Name], names: Sequence[Name | None], borders: Sequence[float]
) -> list[Name]:
    """The outermost of the names over others, each with the columns it spans and the names in it.
    ``names`` are those of the columns."""
    waiting = sorted(over, key=lambda name: name.middle)
    outer: list[Name] = []
    spans: list[tuple[Name | None, int, int]] = [(None, 0, len(names) - 1)]
    while waiting:
        level = [name for name in waiting if name.middle - waiting[0].middle < LEVEL * name.size]
        waiting = waiting[len(level) :]
        deeper: list[tuple[Name | None, int, int]] = []
        for parent, first, last in spans:
            here = [n for n in level if borders[first] <= n.centre < borders[last + 1]]
            for name, (low, high) in zip(here, _ranges(here, first, last, names, borders), strict=True):
                name.first, name.last = low, high
                (parent.inner if parent else outer).append(name)
                deeper.append((name, low, high))
        taken = {column for _, low, high in deeper for column in range(low, high + 1)}
        spans = deeper + [span for span in spans if not taken & set(range(span[1], span[2] + 1))]
    for name in leaves:
        homes = [other for other in over if _holds(other, name)]
        if homes:
            min(homes, key=lambda other: (other.last - other.first, -other.middle)).inner.append(name)
    return outer


def _holds(outer: Name, leaf: Name) -> bool:
    return outer.first <= leaf.first <= outer.last


def _ranges(
    over: Sequence[Name], first: int, last: int, names: Sequence[Name | None], borders: Sequence[float]
) -> list[tuple[int, int]]:
    """For names of one level, left to right, the columns each spans: centred, apart, none left out."""
    if not over:
        return []
    ordered = sorted(over, key=lambda name: name.centre)
    leaves = [name for name in names[first : last + 1] if name is not None]
    foot = max(name.bottom for name in leaves) if leaves else 0.0
    middle = (min(name.top for name in [*leaves, *over]) + foot) / 2
    low = {name.first for name in leaves if name.middle > middle + LEVEL * name.size}

    @cache
    def best(i: int, start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if i == len(ordered):
            return _ORPHAN * sum(column in low for column in range(start, last + 1)), ()
        name = ordered[i]
        found: tuple[float, tuple[tuple[int, int], ...]] = (float("inf"), ((start, start),) * (len(ordered) - i))
        for a in range(start, last + 1):
            skipped = _ORPHAN * sum(column in low for column in range(start, a))
            for b in range(a, last + 1):
                if not all(_may_hold(name, names[column]) for column in range(a, b + 1)):
                    break
                askew = abs((borders[a] + borders[b + 1]) / 2 - name.centre) / name.size
                foreign = _FOREIGN * sum(column not in low for column in range(a, b + 1))
                cost, rest = best(i + 1, b + 1)
                found = min(found, (cost + skipped + askew + foreign, ((a, b), *rest)))
        return found

    ranges = dict(zip(map(id, ordered), best(0, first)[1], strict=True))
    return [ranges[id(name)] for name in over]


def _may_hold(name: Name, leaf: Name | None) -> bool:
    return leaf is None or _below(name, leaf)


# --- as rows -----------------------------------------------------------------------------------------


def depth_of(header: Header) -> int:
    """How many header rows the names make."""
    return max((_height(name) for name in header.names), default=0)


def _height(name: Name) -> int:
    return 1 + max((_height(inner) for inner in name.inner), default=0)


def placed(header: Header) -> Iterator[tuple[Name, int, int]]:
    """Every name with its row and how many rows it spans."""
    depth = depth_of(header)
    level = [(name, 0) for name in header.names]
    while level:
        for name, row in level:
            yield name, row, 1 if name.inner else depth - row
        level = [(inner, row + 1) for name, row in level for inner in name.inner]


__all__ = ["Header", "Name", "depth_of", "header_of", "placed"]
