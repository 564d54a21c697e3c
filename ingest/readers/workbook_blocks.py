"""A sheet's cells → blocks: its tables as grids, everything around them as paragraphs.

Rules of the shape: rows that follow each other without a blank row are one stretch; a stretch that goes on
with figures after a gap belongs to the one above, since a table's own header has none. Of a stretch, the
first rows that say one thing each are lines above the table, the last such rows notes below it. Tables
beside each other, each under a title of its own, are parted at the blank column between them; a blank
column elsewhere only makes room.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ingest.document import Block, Cell, Grid, Paragraph, Place, Run
from ingest.readers.workbook import MOST_POSITIONS, Area, Spot, TooLarge, Worksheet, address

_FIGURE = re.compile(r"[-+△▲]?[¥￥]?[(（]?[-+]?\d[\d,]*(?:\.\d+)?[%％]?[)）]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_LINE = re.compile(r"^\s*[（(]?(?:19|20)\d\d\s*年?度?[）)]?\s*$")
_LABELLED = re.compile(r"^\s*[^\s:：]{1,12}(?:\s{1,4}[^\s:：]{1,6})?\s*[:：].*$", re.DOTALL)
_FORM_NUMBER = re.compile(
    r"^[（(]?(?:公开|附|预|决|财|部门?|批复|表)*\s*[\d一二三四五六七八九十-]+\s*[表号]?[）)]?$|^[A-Za-z]{1,4}[-－]?\d{1,3}表?$|^附[件表]\S{0,3}$"
)
_SENTENCE_END = re.compile(r"[。；;！？!?][”’」』）)]*\s*$")
_NAMELESS = re.compile(r"^(?:sheet|工作表|表格?|table|book|chart)[\s_-]*\d*(?:\s*\(\d+\))?$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:目录|目次|表格?目录|报表目录|索引|contents|index)$", re.IGNORECASE)
_LONG = 40
"""characters: a lone text longer than this is a note, no row's name"""
_FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class _Stretch:
    """Rows of a sheet between gaps, with the sheet's columns ``left`` to ``right`` of them."""

    sheet: Worksheet
    page: int
    rows: Sequence[tuple[int, Sequence[int]]]
    """row, its columns that show something, ascending"""

    def text(self, row: int, column: int) -> str:
        return self.sheet.cells[row, column]

    def texts(self, index: int) -> list[str]:
        row, columns = self.rows[index]
        return [self.text(row, column) for column in columns]

    def area(self, row: int, column: int) -> Area:
        return self.sheet.areas.get((row, column), (row, column, row, column))

    def part(self, start: int, end: int | None = None) -> _Stretch:
        return _Stretch(self.sheet, self.page, self.rows[start:end])

    def place(self, row: int, column: int) -> Place | None:
        """None where the sheet has no name: a text's."""
        return None if not self.sheet.name else Place(self.page, sheet=self.sheet.name, cell=address(row, column))

    @cached_property
    def columns(self) -> list[int]:
        """The columns that show something."""
        return sorted({column for _, columns in self.rows for column in columns})

    def wide(self, row: int, column: int) -> int:
        """Over how many of the columns a cell goes."""
        _, left, _, right = self.area(row, column)
        return bisect_right(self.columns, right) - bisect_left(self.columns, left)

    def is_single(self, index: int) -> bool:
        return len(self.rows[index][1]) == 1

    def has_figures(self, index: int) -> bool:
        return any(is_figure(text) for text in self.texts(index))


def is_figure(text: str) -> bool:
    """Whether a cell shows a number that isn't a bare year."""
    bare = "".join(text.split())
    return bool(_FIGURE.fullmatch(bare)) and not _YEAR.fullmatch(bare)


def blocks_of(sheet: Worksheet, page: int) -> Iterator[Block]:
    """The sheet's blocks in reading order; ``page`` is its number in the workbook. A table that has no
    title on the sheet is under the sheet's name, unless that names nothing (Sheet1). A sheet that is the
    workbook's table of contents has none. Raises TooLarge."""
    if _is_contents(sheet):
        return
    blocks = [block for stretch in _stretches(sheet, page) for block in _blocks_of_stretch(stretch)]
    first = next((i for i, block in enumerate(blocks) if isinstance(block, Grid)), None)
    if first is not None and not _is_nameless(sheet.name) and not any(map(_is_title, blocks[:first])):
        name = sheet.name.strip()
        yield Paragraph(name, (Run(0, len(name), Place(page, sheet=sheet.name)),))
    yield from blocks


def _is_contents(sheet: Worksheet) -> bool:
    """Whether the sheet only lists what stands on the others: 目录 is its name or its first text, and it
    holds no sentence and no amount."""
    texts = ["".join(text.split()) for _, text in sorted(sheet.cells.items())]
    heads = [sheet.name.strip(), *texts[:1]]
    amount = any("." in text and is_figure(text) for text in texts)
    return any(_CONTENTS.match(head) for head in heads) and not amount and not any(map(_SENTENCE_END.search, texts))


def _is_nameless(name: str) -> bool:
    return not name.strip() or bool(_NAMELESS.match(name.strip()))


def _is_title(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = "".join(block.text.split())
    return len(text) > 3 and not _LABELLED.match(block.text) and not _FORM_NUMBER.match(text)


def _stretches(sheet: Worksheet, page: int) -> Iterator[_Stretch]:
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        by_row.setdefault(row, []).append(column)
    reach = {row: max(sheet.areas.get((row, c), (0, 0, row, 0))[2] for c in columns) for row, columns in by_row.items()}
    found: list[list[tuple[int, list[int]]]] = []
    covered = -1
    for row, columns in by_row.items():
        if row > covered + 1 or not found:
            found.append([])
        found[-1].append((row, columns))
        covered = max(covered, row, reach[row])
    whole: _Stretch | None = None
    for rows in found:
        piece = _Stretch(sheet, page, rows)
        if whole is not None and _goes_on(whole, piece):
            whole = _Stretch(sheet, page, [*whole.rows, *rows])
        else:
            if whole is not None:
                yield whole
            whole = piece
    if whole is not None:
        yield whole


def _goes_on(above: _Stretch, below: _Stretch) -> bool:
    """Whether rows after a gap belong to the table above: the first of several cells has figures, in
    columns that the table has, and stands where its rows begin."""
    if not any(len(columns) > 1 for _, columns in above.rows):
        return False
    first = next((i for i, (_, columns) in enumerate(below.rows) if len(columns) > 1), None)
    if first is None or not below.has_figures(first):
        return False
    columns = set(above.columns)
    return all(column in columns for _, found in below.rows[: first + 1] for column in found)


def _blocks_of_stretch(stretch: _Stretch) -> Iterator[Block]:
    for side in _sides(stretch):
        for piece in _stacked(side):
            yield from _table(piece)


def _sides(stretch: _Stretch) -> Iterator[_Stretch]:
    """The tables that stand beside each other, each under a title of its own; else the whole."""
    walls = _blank_columns(stretch)
    parts: list[_Stretch] = []
    for left, right in pairwise([-1, *walls, 1 << 30]):
        rows = [(row, [c for c in columns if left < c <= right]) for row, columns in stretch.rows]
        parts.append(_Stretch(stretch.sheet, stretch.page, [(row, columns) for row, columns in rows if columns]))
    if len(parts) > 1 and all(_has_own_title(part) for part in parts):
        yield from parts
    else:
        yield stretch


def _blank_columns(stretch: _Stretch) -> list[int]:
    """For each run of blank columns within a stretch, the last column before it."""
    ends: list[int] = []
    reach = -1
    spans = sorted({(c, stretch.area(row, c)[3]) for row, columns in stretch.rows for c in columns})
    for left, right in spans:
        if reach >= 0 and left > reach + 1:
            ends.append(reach)
        reach = max(reach, right)
    return ends


def _has_own_title(part: _Stretch) -> bool:
    return (
        len(part.columns) > 1
        and len(part.rows) > 2
        and part.is_single(0)
        and not is_figure(part.texts(0)[0])
        and any(len(columns) > 1 for _, columns in part.rows[1:4])
    )


def _stacked(stretch: _Stretch) -> Iterator[_Stretch]:
    """Tables under each other without a gap: the next begins with a title over its whole width, when a
    header follows, a row of several cells and no figure."""
    width = len(stretch.columns)
    start = 0
    figures = False
    for i in range(1, len(stretch.rows)):
        figures = figures or stretch.has_figures(i - 1)
        row, columns = stretch.rows[i]
        if not figures or len(columns) > 1 or width < _FEWEST_COLUMNS or stretch.wide(row, columns[0]) < width:
            continue
        following = next((j for j in range(i + 1, len(stretch.rows)) if not stretch.is_single(j)), None)
        while following is not None and _is_labelled(stretch, following):
            following = following + 1 if following + 1 < len(stretch.rows) else None
        if following is not None and not stretch.has_figures(following):
            yield stretch.part(start, i)
            start, figures = i, False
    yield stretch.part(start)


def _table(stretch: _Stretch) -> Iterator[Block]:
    """Lines above, the grid, notes below; paragraphs alone where no row has several cells."""
    start = 0
    while start < len(stretch.rows) and _is_above(stretch, start):
        yield from _paragraphs(stretch, start)
        start += 1
    end = len(stretch.rows)
    while end > start + 1 and _is_below(stretch.part(start, end)):
        end -= 1
    if start < end:
        yield _grid(stretch.part(start, end))
    for index in range(end, len(stretch.rows)):
        yield from _paragraphs(stretch, index)


def _is_above(stretch: _Stretch, index: int) -> bool:
    """Whether a row above a table is a line of its own: one text, that isn't a header over some of the
    columns, or texts that each name what they say (编制单位：… 单位：万元)."""
    if _is_labelled(stretch, index) or _is_title_row(stretch, index):
        return True
    if not stretch.is_single(index):
        return False
    row, (column,) = stretch.rows[index][0], stretch.rows[index][1]
    wide = stretch.wide(row, column)
    if wide < 2 or wide == len(stretch.columns) or column == stretch.columns[0] or index + 1 == len(stretch.rows):
        return True
    right = stretch.area(row, column)[3]
    below = stretch.rows[index + 1][1]
    return not (below[0] < column and sum(column <= c <= right for c in below) > 1)


def _is_title_row(stretch: _Stretch, index: int) -> bool:
    """Whether a row begins with a title and then only labels (近三年经费表 … 单位：万元), over a row of more
    cells that begins where it does."""
    if stretch.is_single(index) or index + 1 == len(stretch.rows):
        return False
    columns, below = stretch.rows[index][1], stretch.rows[index + 1][1]
    rest = [text for text in stretch.texts(index)[1:] if not _YEAR_LINE.match(text)]
    labelled = bool(rest) and all(_LABELLED.match(text) for text in rest)
    return labelled and len(below) > len(columns) and below[0] == columns[0]


def _is_labelled(stretch: _Stretch, index: int) -> bool:
    texts = stretch.texts(index)
    return len(texts) > 1 and all(_LABELLED.match(text) and not _FIGURE.fullmatch(text) for text in texts)


def _is_below(stretch: _Stretch) -> bool:
    """Whether the last row is a note: one text over half the table or too long for a row's name."""
    last = len(stretch.rows) - 1
    if _is_labelled(stretch, last):
        return True
    if not stretch.is_single(last) or stretch.has_figures(last):
        return False
    row, columns = stretch.rows[last]
    text = stretch.text(row, columns[0])
    wide = stretch.wide(row, columns[0])
    merged_over = wide > 1 and 2 * wide >= len(stretch.columns)
    return merged_over or bool(_SENTENCE_END.search(text)) or len(text) > _LONG


def _paragraphs(stretch: _Stretch, index: int) -> Iterator[Paragraph]:
    row, columns = stretch.rows[index]
    for column in columns:
        place = stretch.place(row, column)
        for line in stretch.text(row, column).split("\n"):
            if text := line.strip():
                yield Paragraph(text, (Run(0, len(text), place),) if place else ())


def _grid(stretch: _Stretch) -> Grid:
    """The stretch's rows on its columns. A merged cell's span counts only rows and columns that are there."""
    columns, lines = stretch.columns, [row for row, _ in stretch.rows]
    if len(columns) * len(lines) > MOST_POSITIONS:
        raise TooLarge
    taken: set[Spot] = set()
    rows: list[tuple[Cell | None, ...]] = []
    for r, (row, filled) in enumerate(stretch.rows):
        here = set(filled)
        cells: list[Cell | None] = []
        for c, column in enumerate(columns):
            if (r, c) in taken:
                cells.append(None)
                continue
            tall = wide = 1
            if column in here:
                _, _, bottom, right = stretch.area(row, column)
                tall, wide = bisect_right(lines, bottom) - r, bisect_right(columns, right) - c
                tall, wide = _free(taken, r, c, max(1, tall), max(1, wide))
            text = stretch.text(row, column) if column in here else ""
            cells.append(Cell(text, stretch.place(row, column), tall, wide))
        rows.append(tuple(cells))
    return Grid(tuple(rows))


def _free(taken: set[Spot], row: int, column: int, tall: int, wide: int) -> tuple[int, int]:
    """The span that is free of other merged cells, marked as taken."""
    spots = [(row + i, column + j) for i in range(tall) for j in range(wide)]
    if any(spot in taken for spot in spots):
        return 1, 1
    if len(spots) > 1:
        taken.update(spots)
    return tall, wide
