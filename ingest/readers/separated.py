"""Text of separated values (CSV, and TSV with quotes) → blocks, shaped like a workbook's only sheet."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.document import Document
from ingest.errors import UnreadableFile
from ingest.readers.contents import without_contents
from ingest.readers.foreign import markup_kind
from ingest.readers.text import decode
from ingest.readers.workbook import MOST_CELLS, TooLarge, Worksheet, label, too_large
from ingest.readers.workbook_blocks import blocks_of

MEDIA_TYPE = "text/csv"
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 400
"""lines that tell what the file is"""
_FEWEST_ALIKE = 0.6
"""of the lines: so many have the same number of values"""
_MOST_SENTENCES = 0.3
_SENTENCE_END = ("。", "；", "！", "？")
_NAMED = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
"""a first line by which spreadsheets say what separates"""
_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
"""a value protected from being read as a number"""


def is_separated(data: bytes) -> bool:
    """Whether the text's lines are values between separators: most of one number of values, at least two,
    and not sentences. Tabs count only beside quotes, or where blanks fill every line up to one width, as
    spreadsheets export them: else the text's own rules do."""
    if markup_kind(data) is not None or not any(each.encode() in data for each in _SEPARATORS):
        return False
    text = decode(data)
    return text is not None and _separator(text) is not None


def read_separated(data: bytes, file_name: str) -> Document:
    """Blocks without places. Raises UnreadableFile for a text that isn't of values, or is overlarge."""
    text = decode(data)
    separator = _separator(text) if text is not None else None
    if text is None or separator is None:
        raise UnreadableFile(f"文件“{file_name}”不是分隔的表格文本（CSV）。")
    named = _NAMED.match(text)
    lines = text[named.end() :] if named else text
    try:
        cells = _cells(csv.reader(lines.splitlines(keepends=True), delimiter=separator))
        blocks = without_contents(tuple(blocks_of(Worksheet("", cells), 1)))
    except TooLarge as error:
        raise too_large(file_name) from error
    except csv.Error as error:
        raise UnreadableFile(f"文件“{file_name}”的引号不成对，不能识别成表格。") from error
    if not blocks:
        raise UnreadableFile(f"文件“{file_name}”没有文字。")
    return Document(blocks, file_name, MEDIA_TYPE, hashlib.sha256(data).hexdigest())


def _cells(rows: Iterable[Sequence[str]]) -> dict[tuple[int, int], str]:
    """What is printed where. Raises TooLarge as soon as it is too much."""
    cells: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if shown := label(_AS_TEXT.sub(r"\1", value), 0):
                if shown.strip():
                    cells[r, c] = shown
                if len(cells) > MOST_CELLS:
                    raise TooLarge
    return cells


def _separator(text: str) -> str | None:
    named = _NAMED.match(text)
    if named:
        return named[1] if named[1] in _SEPARATORS else None
    lines = [line for line in text.splitlines() if line.strip()][:_SAMPLE]
    ending = sum(line.rstrip().endswith(_SENTENCE_END) for line in lines)
    if len(lines) < 2 or ending > _MOST_SENTENCES * len(lines):
        return None
    return next((each for each in _SEPARATORS if _separates(each, lines)), None)


def _separates(separator: str, lines: Sequence[str]) -> bool:
    quoted = any('\t"' in line or line.startswith('"') for line in lines)
    if separator == "\t" and not quoted and not _is_filled_up(lines):
        return False
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if any(value.strip() for value in row)]
    except csv.Error:
        return False
    if not rows or (separator != "\t" and 2 * sum("\t" in line for line in lines) > len(lines)):
        return False
    width, count = Counter(len(row) for row in rows).most_common(1)[0]
    return width > 1 and count > 1 and count >= _FEWEST_ALIKE * len(rows)


def _is_filled_up(lines: Sequence[str]) -> bool:
    """Whether every line has the same number of tabs, and some have nothing after them."""
    return len({line.count("\t") for line in lines}) == 1 and any(line.endswith("\t\t") for line in lines)
