"""A disclosure as separated values, as spreadsheets export a sheet: every row as wide as the widest, merged
cells blank but for the first, figures as they are shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from eval.documents.model import Disclosure, Heading, Prose, Sheet, shown
from eval.documents.text import contents


def write_csv(disclosure: Disclosure, path: Path) -> None:
    """Values between commas, in the encoding of a Chinese Windows."""
    path.write_bytes(_separated(disclosure, ",").encode("gb18030"))


def write_tsv(disclosure: Disclosure, path: Path) -> None:
    """Values between tabs, as “Unicode text”: UTF-16 with its mark."""
    path.write_bytes(_separated(disclosure, "\t").encode("utf-16"))


def _separated(disclosure: Disclosure, separator: str) -> str:
    rows = list(_rows(disclosure))
    width = max(map(len, rows))
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerows(
        [*row, *[""] * (width - len(row))] for row in rows
    )
    return buffer.getvalue()


def _rows(disclosure: Disclosure) -> Iterator[list[str]]:
    yield from ([line] for line in disclosure.cover)
    yield from ([], ["目录"], *([line] for line in contents(disclosure)), [])
    for part in disclosure.parts:
        match part:
            case Heading(text) | Prose(text):
                yield [text]
            case Sheet():
                yield []
                yield from (line.split("\t") for line in part.above)
                yield from ([shown(cell) for cell in row] for row in part.header)
                yield from ([shown(cell) for cell in line.cells] for line in part.lines)
                yield from ([note] for note in part.notes)
                yield []
