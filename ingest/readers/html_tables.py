"""A page's tables → cells at rows and columns, by the rules that browsers lay them out by; markers of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from ingest.document import Block
from ingest.errors import UnreadableFile
from ingest.readers.cells import Placed
from ingest.readers.docx_numbers import counted
from ingest.readers.html_words import words

_MOST_COLUMNS = 1_000
"""browsers take no more for one cell; no disclosure has more in all"""
_SECTIONS = ("thead", "tbody", "tfoot")
CellReader = Callable[[etree._Element], tuple[Block, ...]]


def cells_of(table: etree._Element, read: CellReader, hidden: Callable[[etree._Element], bool]) -> list[Placed]:
    """The cells of a table; ``read`` gives the blocks in one."""
    found: list[Placed] = []
    first = 0
    for rows in _sections(table, hidden):
        taken: dict[int, int] = {}
        for r, row in enumerate(rows, first):
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th") or hidden(cell):
                    continue
                while taken.get(column, 0) > r:
                    column += 1
                wide = max(1, min(_count(cell.get("colspan"), 1), _MOST_COLUMNS))
                if column >= _MOST_COLUMNS:
                    raise UnreadableFile(f"一张表有 {_MOST_COLUMNS} 列以上，超出了能处理的大小。")
                tall = _count(cell.get("rowspan"), 1) or len(rows)
                end = min(r + tall, first + len(rows))
                found.append(Placed(r, column, end - r, wide, read(cell)))
                for covered in range(column, column + wide):
                    taken[covered] = end
                column += wide
        first += len(rows)
    return found


def _sections(table: etree._Element, hidden: Callable[[etree._Element], bool]) -> Iterator[list[etree._Element]]:
    """Rows that spans may join: of each part of the table, its foot last."""
    loose: list[etree._Element] = []
    parts = [each for each in table if each.tag in (*_SECTIONS, "tr")]
    for part in sorted(parts, key=lambda each: (each.tag == "tfoot") - (each.tag == "thead")):
        if part.tag == "tr":
            loose += [] if hidden(part) else [part]
            continue
        yield loose
        loose = []
        if not hidden(part):
            yield [row for row in part if row.tag == "tr" and not hidden(row)]
    yield loose


def marker(item: etree._Element, said: Callable[[etree._Element], Mapping[str, str]]) -> str:
    """The number of an item in an ordered list, as shown; '' for anything else."""
    parent = item.getparent()
    if item.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    style = said(parent).get("list-style-type") or said(parent).get("list-style", "").split(" ")[0]
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    number = before + _count(parent.get("start"), 1)
    if style in words().unnumbered_lists:
        return ""
    return f"{counted(number)}、" if style in words().chinese_lists else f"{number}. "


def _count(text: str | None, usual: int) -> int:
    bare = (text or "").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 6 else usual
