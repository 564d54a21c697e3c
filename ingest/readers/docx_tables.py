"""Word's tables → cells at rows and columns: merges of both directions, edges dragged a hair apart made one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml import etree

from ingest.document import Block
from ingest.readers.cells import Placed
from ingest.readers.docx_styles import value_of
from ingest.readers.docx_text import shown_children
from ingest.readers.office import WORD

_W = f"{{{WORD}}}"
_SAME_EDGE = 100
"""twentieths of a point: columns narrower than this hold no character and are an edge drawn twice"""
_WIDEST = 1_000
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))

CellReader = Callable[[etree._Element], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class _Span:
    """A w:tc, the columns of the table's grid it takes, and whether it goes on from the row above."""

    cell: etree._Element
    start: int
    end: int
    down: bool


def cells_of(table: etree._Element, read: CellReader) -> list[Placed]:
    """The cells of a w:tbl; ``read`` gives the blocks in a w:tc."""
    rows = [list(_spans(row)) for row in _below(table, f"{_W}tr") if not _deleted(row)]
    columns = _columns(table, rows)
    found: list[Placed] = []
    open_cells: dict[tuple[int, int], int] = {}
    for r, row in enumerate(rows):
        still_open: dict[tuple[int, int], int] = {}
        for span in row:
            start, end = columns[span.start], columns[span.end]
            above = open_cells.get((start, end)) if span.down else None
            if above is not None:
                found[above] = replace(found[above], tall=r + 1 - found[above].row)
            else:
                above = len(found)
                found.append(Placed(r, start, 1, max(1, end - start), read(span.cell)))
            still_open[start, end] = above
        open_cells = still_open
    return found


def _spans(row: etree._Element) -> Iterator[_Span]:
    properties = row.find(f"{_W}trPr")
    at = _count(value_of(properties, "gridBefore"), 0)
    last: _Span | None = None
    for cell in _below(row, f"{_W}tc"):
        own = cell.find(f"{_W}tcPr")
        if own is not None and own.find(f"{_W}cellDel") is not None:
            continue
        end = min(at + max(1, _count(value_of(own, "gridSpan"), 1)), _WIDEST)
        beside = own.find(f"{_W}hMerge") if own is not None else None
        if last is not None and beside is not None and beside.get(f"{_W}val", "continue") == "continue":
            last = replace(last, end=end)
        else:
            if last is not None:
                yield last
            below = own.find(f"{_W}vMerge") if own is not None else None
            last = _Span(cell, at, end, below is not None and below.get(f"{_W}val", "continue") == "continue")
        at = end
    if last is not None:
        yield last


def _columns(table: etree._Element, rows: Sequence[Sequence[_Span]]) -> list[int]:
    """For each edge of the table's grid the column that begins there. An edge a hair right of another is
    that one, unless a cell stands between them."""
    count = max((span.end for row in rows for span in row), default=0)
    widths = [_count(each.get(f"{_W}w"), 0) for each in table.iterfind(f"{_W}tblGrid/{_W}gridCol")][:count]
    known = len(widths) == count and all(widths)
    edges = list(accumulate(widths, initial=0)) if known else [edge * 10 * _SAME_EDGE for edge in range(count + 1)]
    cells = {(span.start, span.end) for row in rows for span in row}
    columns, begun = [0], [0]
    for edge in range(1, count + 1):
        near = edges[edge] - edges[begun[-1]] < _SAME_EDGE
        if not near or any(start >= begun[-1] and end == edge for start, end in cells):
            begun.append(edge)
        columns.append(len(begun) - 1)
    return columns


def _deleted(row: etree._Element) -> bool:
    properties = row.find(f"{_W}trPr")
    return properties is not None and properties.find(f"{_W}del") is not None


def _below(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those within content controls."""
    for node in shown_children(parent):
        if node.tag == tag:
            yield node
        elif node.tag in _WRAPPERS:
            yield from _below(node, tag)


def _count(text: str | None, usual: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else usual
