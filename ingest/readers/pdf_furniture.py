"""What a page prints besides its matter: running heads and feet, page numbers, lines drawn twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_sheet import Sheet

_ZONE = 0.11
"""of the page's height: heads stand above this, feet below its like"""
_FEWEST_PAGES = 3
_SHARE = 1 / 3
"""of the pages: a head or foot is printed on at least so many"""
_REPEATED = 3
"""lines: a run drawn again on the next page has at least so many"""
_NUMBER = re.compile(
    r"^(?:[-—–－·~\s]*\d{1,4}[-—–－·~\s]*|第?\s*\d{1,4}\s*页?\s*[/，,]?\s*(?:共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|[-—–－\s]*[ivxlIVXL]{1,6}[-—–－\s]*)$"
)
_LABELLED = re.compile(r"^[^\s:：]{1,12}\s*[:：](?!//)")
_COUNT = r"(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?\s*页?(?:[\s，,/]*共\s*\d{1,4}\s*页)?"
EDGE_NUMBER = re.compile(rf"^[-—–－·\s]*{_COUNT}[-—–－·\s]+|[-—–－·\s]+{_COUNT}[-—–－·\s]*$")

Page = tuple[Sheet, list[Line]]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages' lines less heads, feet, page numbers and repeats.

    A head or foot is the same text (page number aside) at the same height near the edge on a third of
    the pages and at least three. A line that names something (单位：万元) is never one: tables need it.
    """
    seen = Counter(key for sheet, lines in pages for key in {_key(line, sheet) for line in lines} if key)
    enough = max(_FEWEST_PAGES, len(pages) * _SHARE)
    kept: list[Page] = []
    for sheet, lines in pages:
        matter = [line for line in lines if not _is_furniture(line, sheet, seen, enough)]
        kept.append((sheet, _without_edge_numbers(matter, sheet)))
    return _without_repeats(kept)


def _is_furniture(line: Line, sheet: Sheet, seen: Counter[tuple[str, int]], enough: float) -> bool:
    key = _key(line, sheet)
    return key is not None and seen[key] >= enough


def _key(line: Line, sheet: Sheet) -> tuple[str, int] | None:
    """The line's text without its page number, and its height in whole percent; None inside the page."""
    height = line.middle / sheet.height
    if _ZONE < height < 1 - _ZONE or _LABELLED.match(line.text):
        return None
    return re.sub(r"\s", "", EDGE_NUMBER.sub("", line.text)), round(height * 50)


def _without_edge_numbers(lines: list[Line], sheet: Sheet) -> list[Line]:
    """Less the page number: a number alone as the page's first or last line, near the edge."""
    ends = {index for index in (0, len(lines) - 1) if lines}
    return [
        line
        for index, line in enumerate(lines)
        if not (index in ends and _NUMBER.match(line.text) and not _ZONE < line.middle / sheet.height < 1 - _ZONE)
    ]


def _without_repeats(pages: list[Page]) -> list[Page]:
    """Less the run of lines at a page's start that ended the page before: text that overflowed a
    spreadsheet's cell and was drawn again."""
    kept: list[Page] = []
    before: list[str] = []
    for sheet, lines in pages:
        texts = [line.text for line in lines]
        repeated = max(
            (n for n in range(_REPEATED, min(len(before), len(texts)) + 1) if before[-n:] == texts[:n]),
            default=0,
        )
        kept.append((sheet, lines[repeated:]))
        before = texts
    return kept
