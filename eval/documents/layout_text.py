"""A disclosure as text whose columns are kept apart by blanks, as PDF extractors and terminals lay pages out.

Every document is laid out by a seed: how many columns an ideograph takes, the room between columns, the width
of the page and its lines, how long a label may be before it is broken, whether headers are printed again.
Cells stand in the middle of their row's height, as in a ruled table: a name beside a broken one is on the line
between its halves.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import east_asian_width

from eval.documents import Written
from eval.documents.model import ABOVE, LEFT, Disclosure, Heading, Part, Prose, Sheet, extent, number, shown
from eval.documents.text import contents

_MANNERS = ((2, "WFA"), (1, ""), (2, "WF"))
"""columns that an ideograph takes, and the kinds of characters (East Asian Width) that are as wide"""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page of text is laid out; ``label`` and ``name`` are the most characters of a label, and of a
    header's name, on a line."""

    ideograph: int
    wide: str
    gap: int
    measure: int
    page: int
    label: int
    name: int
    repeat: bool
    spaced: bool

    def width(self, text: str) -> int:
        return sum(self.ideograph if east_asian_width(char) in self.wide else 1 for char in text)

    def padded(self, text: str, room: int, side: str) -> str:
        """The text on one side of the room (``<``, ``>``), or in its middle (``^``)."""
        free = max(0, room - self.width(text))
        before = {"<": 0, ">": free, "^": free // 2}[side]
        return " " * before + text + " " * (free - before)


def layout_of(seed: int) -> Layout:
    """A layout drawn by chance."""
    draw = random.Random(seed)
    return Layout(
        *_MANNERS[seed % len(_MANNERS)],
        draw.randint(2, 6),
        draw.randint(36, 60),
        draw.randint(28, 48),
        draw.choice((10, 14, 40)),
        draw.choice((6, 8, 40)),
        draw.random() < 0.7,
        draw.random() < 0.4,
    )


def laid_out(folder: Path, made: Sequence[Disclosure], seeds: Sequence[int]) -> Iterator[Written]:
    """Write every disclosure in the layout of each seed."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        for each in made:
            path = folder / f"{each.name}-{seed}.txt"
            path.write_text(as_layout(each, layout_of(seed)), encoding="utf-8")
            yield Written(path, each)


def as_layout(made: Disclosure, layout: Layout) -> str:
    """The whole file: pages with their numbers, parted by form feeds."""
    pages: list[list[str]] = [[*made.cover], ["目 录", *contents(made)], []]
    for part in made.parts:
        _print(part, pages, layout)
    printed = [page for page in pages if page]
    width = layout.measure * layout.ideograph
    return "".join(
        "\n".join([*page, "", "", layout.padded(f"第 {number} 页", width, "^").rstrip()]) + "\n\f"
        for number, page in enumerate(printed, start=1)
    )


def _print(part: Part, pages: list[list[str]], layout: Layout) -> None:
    match part:
        case Heading(text):
            side = "^" if part.level == 1 else "<"
            pages[-1].append(
                layout.padded(f"  {text}" if side == "<" else text, layout.measure * layout.ideograph, side).rstrip()
            )
        case Prose(text):
            pages[-1] += _wrapped("  " + text, layout)
        case Sheet():
            pages.append([])
            _print_table(part, pages, layout)
            pages.append([])
    while len(pages[-1]) > layout.page:
        pages.append(pages[-1][layout.page :])
        del pages[-2][layout.page :]


def _wrapped(text: str, layout: Layout) -> list[str]:
    lines, line = [], ""
    for char in text:
        if layout.width(line + char) > layout.measure * layout.ideograph:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def _print_table(sheet: Sheet, pages: list[list[str]], layout: Layout) -> None:
    table = _Table(sheet, layout)
    head = table.header()
    for line in sheet.above:
        first, *middle, last = line.split("\t") if "\t" in line else (line, "")
        if last:
            first = "        ".join([first, *middle])
            room = max(layout.width(last) + 8, table.width - layout.width(first))
            pages[-1].append(first + layout.padded(last, room, ">"))
        else:
            pages[-1].append(layout.padded(line, table.width, "^").rstrip())
    pages[-1] += head
    for row in range(len(sheet.lines)):
        printed = table.row(row)
        if len(pages[-1]) + len(printed) > layout.page and len(pages[-1]) > len(head) + len(sheet.above):
            pages.append(list(head) if layout.repeat else [])
        pages[-1] += printed
        if layout.spaced:
            pages[-1].append("")
    for note in sheet.notes:
        pages[-1] += _wrapped(note, layout)


class _Table:
    """A table's columns, as wide as what stands in them."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self._sheet, self._layout = sheet, layout
        self._widths = [
            max(layout.width(piece) for line in sheet.lines for piece in self._pieces(line.cells[c], layout.label))
            for c in range(sheet.width)
        ]
        for _, left, _, wide, text in self._names():
            need = max(layout.width(piece) for piece in self._pieces(text, layout.name))
            last = left + wide - 1
            self._widths[last] += max(0, need - self._room(left, wide))
        self.width = self._room(0, sheet.width)

    def header(self) -> list[str]:
        """The header's lines, names in the middle of what they head."""
        sheet = self._sheet
        names = [
            (top, left, tall, wide, self._pieces(text, self._layout.name))
            for top, left, tall, wide, text in self._names()
        ]
        heights = [
            max([1, *(len(pieces) for top, _, tall, _, pieces in names if top == r and tall == 1)])
            for r in range(len(sheet.header))
        ]
        placed = [
            (2 * sum(heights[:top]), 2 * sum(heights[top : top + tall]), left, wide, pieces, "^")
            for top, left, tall, wide, pieces in names
        ]
        return self._lines(placed)

    def row(self, index: int) -> list[str]:
        """A row's lines; labels that were broken stand around its figures."""
        cells = self._sheet.lines[index].cells
        pieces = [self._pieces(cell, self._layout.label) for cell in cells]
        height = 2 * max(map(len, pieces))
        sides = [
            ">" if number(cell) is not None and c not in self._sheet.words else "<" for c, cell in enumerate(cells)
        ]
        return self._lines([(0, height, c, 1, pieces[c], sides[c]) for c in range(len(cells))])

    def _names(self) -> Iterator[tuple[int, int, int, int, str]]:
        """Row, column, height, width and text of every name in the header."""
        rows = self._sheet.header
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell in (LEFT, ABOVE):
                    continue
                yield r, c, *extent(rows, r, c), shown(cell)

    def _pieces(self, cell: str, most: int) -> list[str]:
        text = shown(cell)
        if len(text) <= most or number(text) is not None:
            return [text]
        return [text[i : i + most] for i in range(0, len(text), most)]

    def _room(self, left: int, wide: int) -> int:
        return sum(self._widths[left : left + wide]) + (wide - 1) * self._layout.gap

    def _lines(self, placed: Sequence[tuple[int, int, int, int, list[str], str]]) -> list[str]:
        """Half-lines on which something stands."""
        lines: dict[int, list[tuple[int, int, str, str]]] = {}
        for top, height, left, wide, pieces, side in placed:
            start = top + (height - 2 * len(pieces)) // 2
            for i, piece in enumerate(pieces):
                if piece:
                    lines.setdefault(start + 2 * i, []).append((left, wide, piece, side))
        return [self._line(sorted(lines[half])) for half in sorted(lines)]

    def _line(self, cells: Sequence[tuple[int, int, str, str]]) -> str:
        layout, text = self._layout, ""
        for left, wide, piece, side in cells:
            start = self._room(0, left) + (layout.gap if left else 0)
            text += " " * (start - layout.width(text)) + layout.padded(piece, self._room(left, wide), side)
        return text.rstrip()
