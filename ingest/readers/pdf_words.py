"""Characters that a page draws as one word: side by side on one line, without room between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.readers.pdf_sheet import Glyph

_TOUCHING = 0.15
"""of the size: characters of one word leave no more room, and overlap no more than twice that"""
_LEVEL = 0.2
"""of the size"""
_FIGURES = re.compile(r"(?:-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d%?)+")
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d%?")


def words_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The characters as words, in the order they were drawn in; a blank ends one."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not _goes_on(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    room = glyph.x0 - last.x1
    level = abs(last.middle - glyph.middle) < _LEVEL * size
    blank = last.text.isspace() or glyph.text.isspace()
    return level and not blank and -2 * _TOUCHING * size < room < _TOUCHING * size


def figures_of(word: Sequence[Glyph]) -> list[Sequence[Glyph]]:
    """Figures with two decimals that were set without room between, each by itself; else the word."""
    text = "".join(glyph.text for glyph in word)
    if len(text) != len(word) or not _FIGURES.fullmatch(text):
        return [word]
    return [word[match.start() : match.end()] for match in _FIGURE.finditer(text)]
