"""Plain text whose columns are kept apart by runs of blanks, as ``pdftotext -layout`` and terminals print it.

Its characters stand on a lattice of columns and lines, so such a text is a page like a PDF's without rules,
and the same geometry reads its tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Block, Grid, Place
from ingest.readers.contents import has_leader
from ingest.readers.glyphs import plain
from ingest.readers.laid_out_cells import Lattice, Row, lattice_of, rows_of_page
from ingest.readers.laid_out_prose import Prose, joined
from ingest.readers.laid_out_tables import manner_of, rescaled, with_header_of
from ingest.readers.pdf_columns import stretches
from ingest.readers.pdf_furniture import EDGE_NUMBER
from ingest.readers.pdf_sheet import Rules, Sheet

_LINE_END = re.compile(r"\r\n|\r|\n")
_APART = re.compile(r"\S(?: {2,}|\u3000{2,}) *\S")
_FIGURE = re.compile(r"(?<!\S)[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?(?!\S)")
_FEWEST_LINES = 3
"""with figures apart from what stands before them"""
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－·]\s*\d{1,4}\s*[-—–－·]|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_PART_GAP = re.compile(r" {4,}|(?: *\u3000){3,} *")
"""room this wide parts two things of a line outside tables (编制部门：… 单位：元)"""
_FEWEST_PAGES = 3
_NO_RULES = Rules((), ())


def is_laid_out(text: str) -> bool:
    """Whether blanks keep columns apart in it: no tabs, and lines with figures apart from their names."""
    if "\t" in text:
        return False
    lines = re.split(r"[\r\n\f]+", text)
    return sum(bool(_APART.search(line.strip()) and _FIGURE.search(line)) for line in lines) >= _FEWEST_LINES


def blocks_of_layout(text: str) -> tuple[Block, ...]:
    """Its paragraphs and tables; each with its page where form feeds part pages, without places else."""
    pages = [_LINE_END.split(plain(page)) for page in text.split("\f")]
    pages = [_without_number(page) for page in _without_heads(pages)]
    lattice = lattice_of(pages)
    paged = len(pages) > 1
    blocks: list[Block | Prose] = []
    carried: tuple[tuple[float, float], ...] = ()
    for number, page in enumerate(pages, start=1):
        printed = [(i, line) for i, line in enumerate(page) if line.strip()]
        rows = rows_of_page(page, lattice)
        if lattice.of_page:
            carried = rescaled(carried, rows)
        start = 0
        for stretch in stretches([row.line for row in rows], _sheet(number, rows), carried, manner_of(rows, lattice)):
            blocks += _prose(printed[start : stretch.start], number, lattice)
            grid = stretch.grid
            if blocks and isinstance(blocks[-1], Grid) and not start and not stretch.start:
                grid = with_header_of(blocks[-1], grid)
            blocks.append(_without_boxes(grid, number if paged else None))
            start, carried = stretch.end, stretch.strips
        if start < len(rows):
            carried = ()
        blocks += _prose(printed[start:], number, lattice)
    return tuple(joined(blocks, paged=paged))


def _sheet(number: int, rows: Sequence[Row]) -> Sheet:
    width = max((row.line.x1 for row in rows), default=1.0)
    height = max((row.line.bottom for row in rows), default=1.0)
    return Sheet(number, width, height, (), _NO_RULES, _NO_RULES)


# --- what pages print besides their matter -----------------------------------------------------------


def _without_number(page: Sequence[str]) -> list[str]:
    """The page's lines, its printed number blank: a line of its own, or a bare number at the page's end."""
    lines = ["" if _PAGE_NUMBER.match(line.strip()) else line for line in page]
    last = max((i for i, line in enumerate(lines) if line.strip()), default=None)
    if last is not None and _BARE_NUMBER.match(lines[last].strip()):
        lines[last] = ""
    return lines


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages' lines, a first or last that a third of the pages (and three) repeat blank."""
    keys = [{i: re.sub(r"\s", "", EDGE_NUMBER.sub("", page[i].strip())) for i in _ends(page)} for page in pages]
    counts: dict[str, int] = {}
    for found in keys:
        for key in set(found.values()):
            counts[key] = counts.get(key, 0) + 1
    enough = max(_FEWEST_PAGES, len(pages) / 3)
    return [
        ["" if i in found and counts[found[i]] >= enough and _is_one(line) else line for i, line in enumerate(page)]
        for page, found in zip(pages, keys, strict=True)
    ]


def _ends(page: Sequence[str]) -> set[int]:
    filled = [i for i, line in enumerate(page) if line.strip()]
    return {*filled[:1], *filled[-1:]}


def _is_one(line: str) -> bool:
    return not _APART.search(line.strip())


# --- blocks ------------------------------------------------------------------------------------------


def _prose(rows: Sequence[tuple[int, str]], page: int, lattice: Lattice) -> Iterator[Prose]:
    for i, line in rows:
        text = line.strip()
        start = lattice.width(line[: len(line) - len(line.lstrip())])
        parts = [text] if has_leader(text) else _PART_GAP.split(text)
        for part in parts:
            yield Prose(part, page, i, start, start + lattice.width(part), whole=len(parts) == 1 and "  " not in text)


def _without_boxes(grid: Grid, page: int | None) -> Grid:
    place = Place(page) if page is not None else None
    return Grid(tuple(tuple(cell and replace(cell, place=place) for cell in row) for row in grid.rows), grid.ruled)
