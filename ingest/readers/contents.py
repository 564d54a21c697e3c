"""Tables of contents, which every format prints and no question is about: dropped."""

from __future__ import annotations

import re
from itertools import takewhile

from ingest.document import Block, Grid, Paragraph

_LEADER = re.compile(
    r"(?:(?:[.．·•‥﹒]{3,}|…{2,})[\s.．·•…‥﹒]*[-—–]?|\bPAGEREF\s+\S+(?:\s+\\?h)?)\s*\d{1,4}\s*[-—–]?\s*$"
)
"""dots, or the field that a word processor keeps for them"""
_TAIL = re.compile(r"[\s.．·•…‥﹒]*\d{0,4}\s*$")
_HEAD = re.compile(r"^(?:目录|目次|CONTENTS)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。；;！？!?，,、：:]$")
_LONGEST_ENTRY = 60
_LONGEST_LEADER = 300
"""characters from the end of a line: of a longer leader the end shows as well what it is"""
_FEWEST_ENTRIES = 3


def has_leader(line: str) -> bool:
    """Whether a line ends with a dotted leader and a page number."""
    return _LEADER.search(line[-_LONGEST_LEADER:]) is not None


def without_contents(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks less the 目录: its heading, its entries, and any line with a leader and page number."""
    kept = list(blocks)
    start = next((i for i, block in enumerate(kept) if _is_head(block)), None)
    if start is not None:
        entries = list(takewhile(_is_entry, kept[start + 1 :]))
        count = _entries(entries, len(kept) - start - 1)
        if count >= _FEWEST_ENTRIES or any(_is_numbered(entry) for entry in entries[:count]):
            del kept[start : start + 1 + count]
    return tuple(block for block in kept if not (isinstance(block, Paragraph) and has_leader(block.text)))


def _is_head(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_HEAD.match(re.sub(r"\s", "", block.text)))


def _is_entry(block: Block) -> bool:
    if isinstance(block, Grid):
        return _is_page_list(block)
    short = len(block.text) <= _LONGEST_ENTRY and not _SENTENCE_END.search(block.text)
    return short or has_leader(block.text)


def _entries(blocks: list[Block], total: int) -> int:
    """How many of these short lines are the contents' own.

    Numbered entries end with the last that has a number; else the contents end where the first entry
    is printed again as a heading, or with the page they stand on.
    """
    names = [_name(block.text) if isinstance(block, Paragraph) else "" for block in blocks]
    leaders = [i for i, block in enumerate(blocks) if _is_numbered(block)]
    if leaders:
        return leaders[-1] + 1
    again = next((i for i in range(_FEWEST_ENTRIES, len(names)) if names[i] == names[0]), None)
    if again is not None:
        return again
    pages = [block.runs[0].place.page if isinstance(block, Paragraph) and block.runs else 0 for block in blocks]
    return _whole_pages(pages, total)


def _is_numbered(block: Block) -> bool:
    return isinstance(block, Grid) or has_leader(block.text)


def _is_page_list(grid: Grid) -> bool:
    """Names with their page numbers, read as a table of two columns."""
    numbers = [grid.text(row, 1).strip() for row in range(len(grid.rows))] if grid.width == 2 else []
    pages = [int(number) for number in numbers if number.isascii() and number.isdigit()]
    return bool(pages) and len(pages) == len(numbers) and pages == sorted(pages)


def _whole_pages(pages: list[int], total: int) -> int:
    """How many lines stand on the contents' first page, and on those after it that hold only entries.

    ``total`` is how many blocks the document has from here on: the run's last page may go on with
    other matter, and then is none.
    """
    if not pages or not pages[0]:
        return 0
    ended = len(pages) == total
    count = sum(1 for page in pages if page == pages[0])
    while count < len(pages):
        following = sum(1 for page in pages if page == pages[count])
        complete = ended or pages[-1] != pages[count]
        if following < _FEWEST_ENTRIES or not complete:
            break
        count += following
    return count


def _name(text: str) -> str:
    return re.sub(r"\s", "", _TAIL.sub("", text))
