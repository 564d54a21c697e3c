"""Tables from literal grids."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.documents.model import ABOVE, LEFT, extent
from ingest.document import Block, Cell, Document, Grid, Paragraph
from ingest.tables import tables_of
from ingest.tables.model import Table


def grid(text: str) -> Grid:
    """A grid from lines of ``a | b | c``; ``<`` and ``^`` are covered by the cell at the left, above.

    Spaces that indent a cell are written as ``_``. Blank cells stay blank.
    """
    rows = [[cell.strip().replace("_", " ") for cell in line.split("|")] for line in text.strip().splitlines()]
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    return Grid(tuple(tuple(_cell(rows, r, c) for c in range(width)) for r in range(len(rows))))


def _cell(rows: list[list[str]], r: int, c: int) -> Cell | None:
    if rows[r][c] in (LEFT, ABOVE):
        return None
    tall, wide = extent(rows, r, c)
    return Cell(rows[r][c], row_span=tall, col_span=wide)


def document(*parts: str) -> Document:
    """A document of paragraphs and grids: a part with ``|`` or a line break is a grid."""
    blocks: list[Block] = [grid(part) if "|" in part else Paragraph(part.strip()) for part in parts]
    return Document(tuple(blocks), "literal.txt", "text/plain", "0" * 64)


Read = Callable[..., list[Table]]


@pytest.fixture
def tables() -> Read:
    """Reads the tables of a document written down as parts."""
    return lambda *parts: [placed.table for placed in tables_of(document(*parts))]


@pytest.fixture
def table(tables: Read) -> Callable[..., Table]:
    """Reads the one table of such a document."""

    def read(*parts: str) -> Table:
        (found,) = tables(*parts)
        return found

    return read


@pytest.fixture
def as_lines() -> Callable[[Table], list[str]]:
    """A table's rows as ``code path: value | value``, ``·`` where a row has no such column."""

    def lines(table: Table) -> list[str]:
        return [
            f"{row.code or ''} {'/'.join(row.path)}: ".lstrip()
            + " | ".join("·" if cell.state is None else cell.text or "–" for cell in row.cells)
            for row in table.rows
        ]

    return lines


@pytest.fixture
def headers() -> Callable[[Table], list[str]]:
    return lambda table: ["/".join(column.path) for column in table.columns]
