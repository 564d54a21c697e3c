"""A ruled table's lattice and the characters on it → blocks: its grid, after any caption ruled with it.

Each character belongs to the cell its centre stands in, whatever line it was drawn on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Block, Cell, Grid, Paragraph, Place, Run
from ingest.readers.pdf_indents import INDENT_MARK, indents
from ingest.readers.pdf_lattice import Lattice, LatticeCell
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_rows import is_number, is_stacked, rows_of
from ingest.readers.pdf_sheet import Glyph, Sheet
from ingest.readers.pdf_words import figures_of, words_of

_CAPTION_ROWS = 5
_CUT = 0.2
"""of its width: a rule so far inside a character runs through it"""
_UNIT_LINE = re.compile(r"单位\s*[:：]\s*[百千万亿]*元\s*$")


@dataclass(frozen=True, slots=True)
class _Filled:
    """A lattice cell with its printed lines."""

    cell: LatticeCell
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def blocks_of_table(table: Lattice, glyphs: Iterable[Glyph], sheet: Sheet) -> Iterator[Block]:
    """Caption paragraphs, if the rules take in any, then the grid."""
    filled = _unstacked(_fill(table, glyphs))
    caption = _caption_rows(filled)
    for entry in filled:
        if entry.cell.row < caption and entry.lines:
            yield _caption(entry, table, sheet)
    body = [
        _Filled(replace(entry.cell, row=entry.cell.row - caption), entry.lines)
        for entry in filled
        if entry.cell.row >= caption
    ]
    set_in = _indents(body)
    height = max(entry.cell.row + entry.cell.row_span for entry in body)
    rows: list[list[Cell | None]] = [[None] * (len(table.xs) - 1) for _ in range(height)]
    for entry in body:
        cell = entry.cell
        place = Place(sheet.number, sheet.box(cell.x0, cell.top, cell.x1, cell.bottom))
        text = INDENT_MARK * set_in.get((cell.row, cell.column), 0) + entry.text
        rows[cell.row][cell.column] = Cell(text, place, cell.row_span, cell.col_span)
    yield Grid(tuple(tuple(row) for row in rows))


def is_filled(table: Lattice, glyphs: Iterable[Glyph]) -> bool:
    """Whether the lattice is a table: it has text, and in two cells unless it has three columns. The
    lines of a chart or an ornament have none, or one caption."""
    at = {_position(table, glyph) for glyph in glyphs if not glyph.text.isspace()}
    return len(at) > 1 or (len(at) == 1 and len(table.xs) > 3)


def _fill(table: Lattice, glyphs: Iterable[Glyph]) -> list[_Filled]:
    inside: dict[LatticeCell, list[Glyph]] = {cell: [] for cell in table.cells}
    at = {position: cell for cell in table.cells for position in _positions(cell)}
    for word in words_of(glyphs):
        for piece in _at_walls(word, table, at):
            centre = (piece[0].x0 + piece[-1].x1) / 2
            home = at[_place(table, centre, piece[0].middle)] if len(piece) > 1 else None
            for glyph in piece:
                inside[home or at[_position(table, glyph)]].append(glyph)
    return [_Filled(cell, tuple(lines_of(found))) for cell, found in inside.items()]


def _at_walls(
    word: Sequence[Glyph], table: Lattice, at: Mapping[tuple[int, int], LatticeCell]
) -> Iterator[Sequence[Glyph]]:
    """A word's pieces that each stand in one cell: the whole word where a rule runs through one of its
    characters or through one figure, its characters otherwise."""
    homes = {at[_position(table, glyph)] for glyph in word}
    if len(homes) == 1:
        yield word
        return
    figures = figures_of(word)
    if len(figures) > 1:
        yield from figures
    elif is_number("".join(glyph.text for glyph in word)) or any(_is_cut(glyph, table, at) for glyph in word):
        yield word
    else:
        yield from ([glyph] for glyph in word)


def _is_cut(glyph: Glyph, table: Lattice, at: Mapping[tuple[int, int], LatticeCell]) -> bool:
    """Whether a rule between two cells runs well inside a character."""
    edge = _CUT * (glyph.x1 - glyph.x0)
    left = at[_place(table, glyph.x0 + edge, glyph.middle)]
    return left is not at[_place(table, glyph.x1 - edge, glyph.middle)]


def _position(table: Lattice, glyph: Glyph) -> tuple[int, int]:
    """Row and column of the lattice that a character's centre stands in."""
    return _place(table, glyph.centre, glyph.middle)


def _place(table: Lattice, x: float, y: float) -> tuple[int, int]:
    return bisect_right(table.ys, y, 1, len(table.ys) - 1) - 1, bisect_right(table.xs, x, 1, len(table.xs) - 1) - 1


def _positions(cell: LatticeCell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.col_span):
            yield row, column


def _unstacked(filled: list[_Filled]) -> list[_Filled]:
    """Rows ruled as one but printed as several are made several."""
    result: list[_Filled] = []
    shift = 0
    height = max(entry.cell.row + entry.cell.row_span for entry in filled)
    for row in range(height):
        here = sorted((e for e in filled if e.cell.row == row), key=lambda e: e.cell.column)
        crossed = any(e.cell.row_span > 1 for e in filled if e.cell.row <= row < e.cell.row + e.cell.row_span)
        columns = [entry.lines for entry in here]
        if crossed or not is_stacked(columns):
            result += [_Filled(replace(e.cell, row=row + shift), e.lines) for e in here]
            continue
        parts = rows_of(columns)
        borders = _borders(here[0].cell, parts)
        for number, part in enumerate(parts):
            for entry, lines in zip(here, part, strict=True):
                cell = replace(entry.cell, row=row + shift + number, top=borders[number], bottom=borders[number + 1])
                result.append(_Filled(cell, tuple(lines)))
        shift += len(parts) - 1
    return result


def _borders(cell: LatticeCell, rows: Sequence[Sequence[Sequence[Line]]]) -> list[float]:
    """Heights that part the rows: half-way between what stands above and below."""
    spans = [
        (min(line.top for line in lines), max(line.bottom for line in lines))
        for row in rows
        if (lines := [line for column in row for line in column])
    ]
    return [cell.top, *((above[1] + below[0]) / 2 for above, below in pairwise(spans)), cell.bottom]


def _caption_rows(filled: list[_Filled]) -> int:
    """How many first rows are a caption: all down to the one that ends with the unit (单位：万元)."""
    last = 0
    for entry in filled:
        cell = entry.cell
        if cell.row < _CAPTION_ROWS and cell.row_span == 1 and _UNIT_LINE.search(entry.text):
            last = max(last, cell.row + 1)
    crossed = any(entry.cell.row < last < entry.cell.row + entry.cell.row_span for entry in filled)
    below = any(entry.lines for entry in filled if entry.cell.row >= last)
    busy = any(sum(1 for entry in filled if entry.cell.row == row and entry.lines) > 3 for row in range(last))
    return 0 if crossed or busy or not below else last


def _caption(entry: _Filled, table: Lattice, sheet: Sheet) -> Paragraph:
    text, runs = "", []
    for line in entry.lines:
        start = len(text)
        text += line.text
        box = sheet.box(line.x0, line.top, line.x1, line.bottom)
        runs.append(Run(start, len(text), Place(sheet.number, box)))
    first = entry.lines[0]
    centre, middle = (first.x0 + first.x1) / 2, (table.xs[0] + table.xs[-1]) / 2
    return Paragraph(text, tuple(runs), centred=abs(centre - middle) < 2 * first.size, size=first.size)


def _indents(filled: list[_Filled]) -> dict[tuple[int, int], int]:
    """By row and column: how many characters a label is set in."""
    columns: dict[int, list[tuple[tuple[int, int], Line, float]]] = {}
    for entry in filled:
        if entry.lines and not is_number(entry.text):
            cell = entry.cell
            columns.setdefault(cell.column, []).append(((cell.row, cell.column), entry.lines[0], cell.x0))
    return indents(columns.values())
