"""Words of a header's lines → its names: wrapped lines and spaced letters put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_strips import Interval

_WRAPPED = 1.55
"""of the size: lines of one name are no further apart"""
_SPACED = 4.0
"""of the size: room between the letters of a spaced name (项　目) is no wider"""
_FULL = 0.6
"""characters: a full line is so much shorter than the next at most"""
LEVEL = 0.4
"""of the size: middles nearer than this are level"""


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


def names_of(rows: Sequence[Sequence[Line]], strips: Sequence[Interval]) -> list[Name]:
    """The header's words, wrapped lines and spaced letters put together."""
    names: list[Name] = []
    words = [
        _unspaced(row, strips, [*chain.from_iterable(rows[:i])], [*chain.from_iterable(rows[i + 1 :])])
        for i, row in enumerate(rows)
    ]
    flat = sorted((word for row in words for word in row), key=lambda word: (word.middle, word.x0))
    for word in flat:
        above = [name for name in names if _wraps(name, word)]
        alone = sum(_over(other, word) and _near(other.middle, word) for other in flat) == 1
        if len(above) == 1 and alone and not _divided(above[0], word, flat) and not _heads(above[0], word, flat):
            above[0].lines.append(word)
        else:
            names.append(Name([word]))
    return names


def _unspaced(
    row: Sequence[Line], strips: Sequence[Interval], above: Sequence[Line], below: Sequence[Line]
) -> list[Line]:
    """A row's words, single letters that stand side by side made one (收　入), unless each has figures
    of its own under it (类 款 项) and is no part of a word that spans names."""
    found: list[Line] = []
    run: list[Line] = []
    for word in [*row, None]:
        if word is not None and len(word.text) == 1 and not word.text.isascii() and _follows(run, word):
            run.append(word)
            continue
        apart = len({_under(letter, strips) for letter in run} - {None}) == len(run)
        found += [_one(run)] if len(run) > 1 and (not apart or _spans(run, above, below)) else run
        run = []
        if word is not None:
            if len(word.text) == 1 and not word.text.isascii():
                run = [word]
            else:
                found.append(word)
    return found


def _follows(run: Sequence[Line], word: Line) -> bool:
    return not run or word.x0 - run[-1].x1 <= _SPACED * word.size


def _spans(run: Sequence[Line], above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether names stand under a word of single letters, which have figures under them, too; unless each
    of its letters has a name of its own over or under it."""
    if not any(run[0].x0 <= other.x1 and other.x0 <= run[-1].x1 for other in below):
        return False
    return not any(all(_centred(letter, side) for letter in run) for side in (above, below))


def _centred(letter: Line, others: Sequence[Line]) -> bool:
    """Whether some word has its middle where the letter has."""
    return any(abs(letter.x0 + letter.x1 - other.x0 - other.x1) < letter.size / 2 for other in others)


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
    return LEVEL * word.size < word.middle - middle <= _WRAPPED * word.size


def _over(above: Line, word: Line) -> bool:
    return above.x0 < word.x1 and word.x0 < above.x1


def _heads(name: Name, word: Line, words: Sequence[Line]) -> bool:
    """Whether a name stands over this word rather than before it: lines are broken where they are full,
    so a shorter one over one that has names below or beside it is a name of its own."""
    width = word.x1 - word.x0
    last = name.lines[-1]
    shorter = last.x1 - last.x0 < width - _FULL * width / max(1, len(word.text))
    below = any(_over(word, other) and other.middle - word.middle > LEVEL * word.size for other in words)
    return shorter and (below or _is_amid(word, words))


def _is_amid(word: Line, words: Sequence[Line]) -> bool:
    """Whether the words on both sides of it stand under none."""
    level = [other for other in words if other is not word and abs(other.middle - word.middle) < LEVEL * word.size]
    left = max((other for other in level if other.x1 <= word.x0), key=lambda other: other.x1, default=None)
    right = min((other for other in level if other.x0 >= word.x1), key=lambda other: other.x0, default=None)
    return (
        left is not None
        and right is not None
        and not any(
            _over(above, beside) and above.middle < beside.middle
            for beside in (left, right)
            for above in words
            if above is not beside
        )
    )


def _divided(name: Name, word: Line, words: Sequence[Line]) -> bool:
    """Whether other words stand beside this one under the same name."""
    last = name.lines[-1]
    return any(
        other is not word and abs(other.middle - word.middle) < LEVEL * word.size and _over(last, other)
        for other in words
    )
