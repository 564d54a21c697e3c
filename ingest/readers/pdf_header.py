"""Header lines of a table without column rules → its columns' names, as a tree over the columns.

The chain: words of the header's lines → names (wrapped lines joined) → which name heads a column and
which stands over several → the columns each of those spans. A name is centred over what it heads,
and a name that heads a column ends at the header's foot: its middle is never above the header's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_strips import Interval

_WRAPPED = 1.55
"""of the size: lines of one name are no further apart"""
_LEVEL = 0.4
"""of the size: middles nearer than this are level"""
_SPACED = 4.0
"""of the size: room between the letters of a spaced name (项　目) is no wider"""
_NEIGHBOUR = 12.0
"""of the size: a name over others is no further from them sideways"""

# What it costs to read the header so; the cheapest reading is taken.
_NO_STRIP = 4.0
"""a name over a column without figures"""
_NO_NAME = 2.5
"""figures under no name"""
_AT_ODDS = 1.5
"""a name whose height says otherwise"""
_ORPHAN = 2.0
"""a low name under no other, or a high one taken under another"""
_APART = 0.5
"""a name beside its figures, for each size of room between them"""


@dataclass(slots=True)
class Name:
    """A name in the header; points. ``first`` and ``last`` are the columns it stands over, once known."""

    lines: list[Line]
    first: int = -1
    last: int = -1
    inner: list[Name] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        return max(line.x1 for line in self.lines)

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Header:
    """Columns (their figures' strips, or the name's own where it has no figures), the borders between
    and around them, and the outermost names from left to right."""

    columns: tuple[Interval, ...]
    borders: tuple[float, ...]
    names: tuple[Name, ...]


def header_of(rows: Sequence[Sequence[Line]], strips: Sequence[Interval]) -> Header:
    """The header that these rows of words make over the strips of a table's body."""
    names = _names(rows, strips)
    leaves, over = _leaves(names, strips)
    columns = _columns(leaves, strips)
    borders = _borders(columns)
    outer = _nested(over, columns, borders)
    heads = [name for name, _ in columns if name is not None and not any(_holds(o, name) for o in over)]
    found = sorted([*outer, *heads], key=lambda name: name.first)
    return Header(tuple(strip for _, strip in columns), tuple(borders), tuple(found))


def with_counters(counters: Sequence[Line], strips: Sequence[Interval]) -> list[Interval]:
    """The strips, reaching to the numbers that count their columns; a number over none is a strip."""
    leaves, _ = _leaves([Name([count]) for count in counters], strips)
    counts = {at: name for name, at in leaves if at is not None}
    reaching = [
        (min(x0, counts[i].x0), max(x1, counts[i].x1)) if i in counts else (x0, x1)
        for i, (x0, x1) in enumerate(strips)
    ]
    return sorted([*reaching, *((name.x0, name.x1) for name, at in leaves if at is None)])


# --- names -------------------------------------------------------------------------------------------


def _names(rows: Sequence[Sequence[Line]], strips: Sequence[Interval]) -> list[Name]:
    """The header's words, wrapped lines and spaced letters put together."""
    names: list[Name] = []
    below = [[part for row in rows[i + 1 :] for part in row] for i in range(len(rows))]
    words = [_unspaced(row, strips, below[i]) for i, row in enumerate(rows)]
    flat = sorted((word for row in words for word in row), key=lambda word: (word.middle, word.x0))
    for word in flat:
        above = [name for name in names if _wraps(name, word)]
        alone = sum(_over(other, word) and _near(other.middle, word) for other in flat) == 1
        if len(above) == 1 and alone and not _divided(above[0], word, flat):
            above[0].lines.append(word)
        else:
            names.append(Name([word]))
    return names


def _unspaced(row: Sequence[Line], strips: Sequence[Interval], below: Sequence[Line]) -> list[Line]:
    """A row's words, single letters that stand side by side made one (收　入), unless each has figures
    of its own under it (类 款 项)."""
    found: list[Line] = []
    run: list[Line] = []
    for word in [*row, None]:
        if word is not None and len(word.text) == 1 and not word.text.isascii() and _follows(run, word):
            run.append(word)
            continue
        apart = len({_under(letter, strips) for letter in run} - {None}) == len(run)
        spread = run and any(run[0].x0 <= other.x1 and other.x0 <= run[-1].x1 for other in below)
        found += [_one(run)] if len(run) > 1 and (spread or not apart) else run
        run = []
        if word is not None:
            if len(word.text) == 1 and not word.text.isascii():
                run = [word]
            else:
                found.append(word)
    return found


def _follows(run: Sequence[Line], word: Line) -> bool:
    return not run or word.x0 - run[-1].x1 <= _SPACED * word.size


def _under(letter: Line, strips: Sequence[Interval]) -> int | None:
    slack = 0.3 * letter.size
    return next((i for i, (x0, x1) in enumerate(strips) if x0 - slack <= letter.x1 and letter.x0 <= x1 + slack), None)


def _one(run: Sequence[Line]) -> Line:
    glyphs = tuple(glyph for letter in run for glyph in letter.glyphs)
    text = "".join(letter.text for letter in run)
    top, bottom = min(letter.top for letter in run), max(letter.bottom for letter in run)
    return Line(glyphs, text, run[0].x0, top, run[-1].x1, bottom, run[0].size)


def _wraps(name: Name, word: Line) -> bool:
    """Whether a word goes on in the line under a name's last: near, and set alike."""
    last = name.lines[-1]
    if not _near(last.middle, word) or not _over(last, word) or abs(last.size - word.size) > 0.1 * word.size:
        return False
    centred = abs(name.centre - (word.x0 + word.x1) / 2) < 0.6 * word.size
    return centred or abs(name.x0 - word.x0) < 0.6 * word.size


def _near(middle: float, word: Line) -> bool:
    return _LEVEL * word.size < word.middle - middle <= _WRAPPED * word.size


def _over(above: Line, word: Line) -> bool:
    return above.x0 < word.x1 and word.x0 < above.x1


def _divided(name: Name, word: Line, words: Sequence[Line]) -> bool:
    """Whether other words stand beside this one under the same name."""
    last = name.lines[-1]
    return any(
        other is not word and abs(other.middle - word.middle) < _LEVEL * word.size and _over(last, other)
        for other in words
    )


# --- which names head columns ------------------------------------------------------------------------


def _leaves(
    names: Sequence[Name], strips: Sequence[Interval]
) -> tuple[list[tuple[Name, int | None]], list[Name]]:
    """Names that head a column with the strip under each (None: no figures there), and those over others."""
    ordered = sorted(names, key=lambda name: name.centre)
    middle = (min((n.top for n in names), default=0.0) + max((n.bottom for n in names), default=0.0)) / 2
    high = [name.middle < middle - _LEVEL * name.size for name in ordered]
    parent = [any(_below(name, other) and _room(name, other) < _NEIGHBOUR * name.size for other in names)
              for name in ordered]  # fmt: skip
    capped = [any(_below(name, other) and _room(name, other) < 0 for other in names) for name in ordered]

    @cache
    def best(i: int, j: int) -> tuple[float, tuple[int, ...]]:
        """Cost of reading names[i:] over strips[j:], and each name's strip: -1 none, -2 over others."""
        if i == len(ordered):
            return _NO_NAME * (len(strips) - j), ()
        name = ordered[i]
        odd = (_AT_ODDS if high[i] and parent[i] else 0.0) + (2 * _AT_ODDS if capped[i] else 0.0)
        cost, rest = best(i + 1, j)
        found = [(cost + _NO_STRIP + odd, (-1, *rest))]
        if parent[i]:
            found.append((cost + (0.0 if high[i] else _AT_ODDS), (-2, *rest)))
        if j < len(strips):
            cost, rest = best(i + 1, j + 1)
            found.append((cost + odd + _off(name, strips[j]), (j, *rest)))
            cost, rest = best(i, j + 1)
            found.append((cost + _NO_NAME, rest))
        return min(found, key=lambda reading: reading[0])

    read = best(0, 0)[1]
    leaves = [(name, at if at >= 0 else None) for name, at in zip(ordered, read, strict=True) if at != -2]
    return leaves, [name for name, at in zip(ordered, read, strict=True) if at == -2]


def _below(name: Name, other: Name) -> bool:
    return other is not name and other.top >= name.bottom - 0.35 * name.size


def _room(name: Name, other: Name) -> float:
    """The room between two names sideways; negative where they overlap."""
    return max(name.x0, other.x0) - min(name.x1, other.x1)


def _off(name: Name, strip: Interval) -> float:
    beside = max(0.0, max(name.x0, strip[0]) - min(name.x1, strip[1]))
    askew = abs(name.centre - (strip[0] + strip[1]) / 2)
    return (_APART * beside + 0.02 * askew) / name.size


def _columns(
    leaves: Sequence[tuple[Name, int | None]], strips: Sequence[Interval]
) -> list[tuple[Name | None, Interval]]:
    """Every column from left to right: its name, and its strip or, without figures, its name's extent."""
    named = {at: name for name, at in leaves if at is not None}
    found: list[tuple[Name | None, Interval]] = [(named.get(i), strip) for i, strip in enumerate(strips)]
    found += [(name, (name.x0, name.x1)) for name, at in leaves if at is None]
    found.sort(key=lambda column: column[0].centre if column[0] else sum(column[1]) / 2)
    for i, (name, _) in enumerate(found):
        if name is not None:
            name.first = name.last = i
    return found


def _borders(columns: Sequence[tuple[Name | None, Interval]]) -> list[float]:
    """Where columns part: figures end at their column's right, labels begin at its left, names stand in
    its middle; where that tells nothing, half-way between what is printed."""
    sides = [_sides(name, strip) for name, strip in columns]
    extents = [
        (min(strip[0], name.x0), max(strip[1], name.x1)) if name else strip for name, strip in columns
    ]
    borders = [sides[0][0] if sides[0][0] is not None else extents[0][0]]
    for i in range(len(columns) - 1):
        low, high = sorted((extents[i][1], extents[i + 1][0]))
        told = [side for side in (sides[i][1], sides[i + 1][0]) if side is not None]
        at = sum(told) / len(told) if told else (low + high) / 2
        borders.append(min(max(at, low), high))
    borders.append(sides[-1][1] if sides[-1][1] is not None else extents[-1][1])
    return borders


def _sides(name: Name | None, strip: Interval) -> tuple[float | None, float | None]:
    """Where a column begins and ends, if its name stands off its figures' middle."""
    if name is None:
        return None, None
    centre, askew, pad = name.centre, name.centre - (strip[0] + strip[1]) / 2, 0.4 * name.size
    if abs(askew) < 0.5 * name.size:
        return None, None
    side = strip[1] + pad if askew < 0 else strip[0] - pad
    return min(side, 2 * centre - side), max(side, 2 * centre - side)


# --- names over others -------------------------------------------------------------------------------


def _nested(
    over: Sequence[Name], columns: Sequence[tuple[Name | None, Interval]], borders: Sequence[float]
) -> list[Name]:
    """The outermost of the names over others, each with the columns it spans and the names in it."""
    names = [name for name, _ in columns]
    waiting = sorted(over, key=lambda name: name.middle)
    outer: list[Name] = []
    spans: list[tuple[Name | None, int, int]] = [(None, 0, len(columns) - 1)]
    while waiting:
        level = [name for name in waiting if name.middle - waiting[0].middle < _LEVEL * name.size]
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
    for name in [name for name in names if name is not None]:
        homes = [other for other in over if _holds(other, name)]
        if homes:
            min(homes, key=lambda other: other.last - other.first).inner.append(name)
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
    low = {name.first for name in leaves if name.middle > middle + _LEVEL * name.size}

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
                foreign = _ORPHAN * sum(column not in low for column in range(a, b + 1))
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
