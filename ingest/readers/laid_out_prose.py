"""Lines of a text outside its tables → paragraphs: a full line goes on in the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, Paragraph, Place, Run
from ingest.readers.pdf_paragraphs import ENDED, NUMBERED, UNBREAKABLE

_FEWEST = 24
"""characters: a line of running text has at least so many"""
_MOST_EDGE = 0.9
"""of the lines of running text: so many end no further right than the margin"""
_SHORT = 2
"""characters: a full line ends so much before the margin, besides what it had no room for"""


@dataclass(frozen=True, slots=True)
class Prose:
    """A line outside tables, or a part of one, and where it begins and ends; points."""

    text: str
    page: int
    row: int
    x0: float
    x1: float
    whole: bool


def joined(blocks: Iterable[Block | Prose], *, paged: bool) -> Iterator[Block]:
    """The blocks in their order, lines put together to paragraphs; with pages, if ``paged``."""
    listed = list(blocks)
    margins = _margins([block for block in listed if isinstance(block, Prose)])
    group: list[Prose] = []
    for block in listed:
        if isinstance(block, Prose) and group and _goes_on(group, block, margins.get(block.page, 0.0)):
            group.append(block)
            continue
        if group:
            yield _paragraph(group, paged=paged)
        group = []
        if isinstance(block, Prose):
            group = [block]
        else:
            yield block
    if group:
        yield _paragraph(group, paged=paged)


def _margins(lines: Sequence[Prose]) -> dict[int, float]:
    """By page: where its running text ends at the right."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        if line.whole and len(line.text) >= _FEWEST:
            ends.setdefault(line.page, []).append(line.x1)
    return {page: sorted(found)[int(_MOST_EDGE * (len(found) - 1))] for page, found in ends.items()}


def _goes_on(group: Sequence[Prose], line: Prose, margin: float) -> bool:
    last, first = group[-1], group[0]
    if not (last.whole and line.whole) or last.page != line.page or line.row - last.row > 1:
        return False
    if len(last.text) < _FEWEST or line.x0 > first.x0:
        return False
    if ENDED.search(last.text) and (line.x0 >= first.x0 or NUMBERED.match(line.text)):
        return False
    em = (last.x1 - last.x0) / len(last.text)
    return last.x1 + em * (_first_token(line.text) + _SHORT) > margin


def _first_token(text: str) -> int:
    match = UNBREAKABLE.match(text)
    return len(match.group()) if match else 1


def _paragraph(group: Sequence[Prose], *, paged: bool) -> Paragraph:
    text, runs = "", []
    for line in group:
        if text and text[-1].isascii() and text[-1].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha():
            text += " "
        start = len(text)
        text += line.text
        runs.append(Run(start, len(text), Place(line.page)))
    return Paragraph(text, tuple(runs) if paged else ())
