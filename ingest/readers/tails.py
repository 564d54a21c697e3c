"""Rows whose cells are kept apart by a single blank, as copied from a PDF: ``行政运行 1,204.50 1,204.50 0.00``.

A blank says nothing of where a cell was, so only what is certain is read: lines that end with as many figures
as the header over them has columns. A line with fewer, one of whose cells is blank, stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.readers.contents import has_leader

_FIGURE = r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?|[-—–]{1,2}"
_ROW = re.compile(rf"(?:(\d{{3,7}})[ \u3000]+)?([^\d\s].*?)?((?:[ \u3000]+(?:{_FIGURE})){{2,}})")
_EXACT = re.compile(r"\d\.\d")
"""a line of whole numbers alone (years, counts) may be prose"""
_SENTENCE = re.compile(r"[，。；：:]")
_FEWEST = 3
"""rows under one header"""


def with_tabs(lines: Sequence[str]) -> Iterator[str]:
    """The lines; rows under their header, and the header, with tabs between their cells."""
    start = 0
    for is_row, run in groupby(range(len(lines)), lambda i: _figures(lines[i]) > 0):
        numbers = list(run)
        if not is_row:
            continue
        table = _table(lines, numbers, start)
        if table is not None:
            top, cells = table
            yield from lines[start:top]
            yield from cells
            start = numbers[-1] + 1
    yield from lines[start:]


def _table(lines: Sequence[str], numbers: Sequence[int], floor: int) -> tuple[int, list[str]] | None:
    """Where the header of these rows is, and its line and theirs with tabs; None where none fits them."""
    top = next((i for i in range(numbers[0] - 1, floor - 1, -1) if lines[i].strip()), None)
    width = max(_figures(lines[i]) for i in numbers)
    if top is None or sum(_figures(lines[i]) == width for i in numbers) < _FEWEST:
        return None
    names = lines[top].split()
    coded = any(_parts(lines[i])[0] for i in numbers)
    if len(names) != width + 1 + coded or _SENTENCE.search(lines[top]):
        return None
    rows = []
    for i in numbers:
        code, name, figures = _parts(lines[i])
        rows.append("\t".join([*([code] if coded else []), name, *figures]) if len(figures) == width else lines[i])
    return top, ["\t".join(names), *rows]


def _parts(line: str) -> tuple[str, str, list[str]]:
    found = _ROW.fullmatch(line.strip())
    return (found[1] or "", found[2] or "", found[3].split()) if found else ("", "", [])


def _figures(line: str) -> int:
    """How many figures a row ends with; 0 for any other line."""
    code, name, figures = _parts(line)
    plain = _EXACT.search(line) and not _SENTENCE.search(name) and not has_leader(line)
    return len(figures) if plain and (code or name) else 0
