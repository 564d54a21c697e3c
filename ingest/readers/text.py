"""Plain text, as PDF extractors leave it: tables as tab-separated lines, prose as the lines between.
Text that keeps columns apart by blanks is read by its own geometry (``laid_out.py``), rows with single blanks
by their figures (``tails.py``).

Rules of the shape: a line with a tab is a row; rows that follow each other, or stand one blank line
apart with equal width (a page break cut the table there), are one grid; every other line is a paragraph.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.document import Block, Cell, Document, Grid, Paragraph
from ingest.errors import UnreadableFile
from ingest.readers.contents import has_leader, without_contents
from ingest.readers.foreign import markup_kind
from ingest.readers.glyphs import plain
from ingest.readers.laid_out import blocks_of_layout, is_laid_out
from ingest.readers.tails import with_tabs

_CODECS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"", "utf-8"),
    (b"", "gb18030"),
)
_LINE_END = re.compile(r"\r\n|\r|\n|\f")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|tr)>(?=\s*<)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_LABELLED = re.compile(r"^\s*[^\s:：]{1,12}\s*[:：].*$")
_PAGE_NUMBER = re.compile(r"^(?:[-—–－·]\s*\d{1,4}\s*[-—–－·]|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?)$")
_READABLE_SHARE = 0.98


def is_text(data: bytes) -> bool:
    """Whether the bytes decode to plain text that a person could read."""
    return markup_kind(data) is None and decode(data) is not None


def decode(data: bytes) -> str | None:
    """UTF-8 (with mark or without), UTF-16 with mark, or GB18030; None for anything else."""
    for mark, codec in _CODECS:
        if not data.startswith(mark):
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return text if _readable(text) else None
    return None


def _readable(text: str) -> bool:
    sample = text[:200_000]
    printed = Counter(sample).items()
    odd = sum(n for char, n in printed if char not in "\t\r\n\f" and unicodedata.category(char) in _UNPRINTED)
    return "\0" not in sample and odd <= len(sample) * (1 - _READABLE_SHARE)


_UNPRINTED = frozenset({"Cc", "Cn", "Co", "Cs"})


def read_text(data: bytes, file_name: str) -> Document:
    """Blocks of a plain text. Raises UnreadableFile where the bytes are none, or it holds only space."""
    text = decode(data)
    if text is None:
        raise UnreadableFile(f"文件“{file_name}”不是文本（编码应为 UTF-8 或 GB18030）。")
    blocks = without_contents(_laid_out(text) or tuple(_blocks(_lines(text))))
    if not blocks:
        raise UnreadableFile(f"文件“{file_name}”没有文字。")
    return Document(blocks, file_name, "text/plain", hashlib.sha256(data).hexdigest())


def _lines(text: str) -> list[str]:
    lines = _LINE_END.split(text)
    return lines if "\t" in text else list(with_tabs(lines))


def _laid_out(text: str) -> tuple[Block, ...]:
    """The blocks of a text with columns apart by blanks, tables among them; none of any other."""
    blocks = blocks_of_layout(text) if is_laid_out(text) else ()
    return blocks if any(isinstance(block, Grid) for block in blocks) else ()


@dataclass(slots=True)
class _Rows:
    """Rows gathered for one grid, and how many blank lines came after the last."""

    rows: list[list[str]] = field(default_factory=list)
    blank: int = 0

    def takes(self, row: list[str]) -> bool:
        if not self.rows or not self.blank:
            return True
        return self.blank == 1 and len(row) == len(self.rows[-1])


def _blocks(lines: list[str]) -> Iterator[Block]:
    gathered = _Rows()
    for line in lines:
        if not line.strip():
            gathered.blank += 1
        elif "\t" in line and not has_leader(line):
            row = [_cell_text(part) for part in line.split("\t")]
            if not gathered.takes(row):
                yield from _table(gathered.rows)
                gathered.rows = []
            gathered.rows.append(row)
            gathered.blank = 0
        else:
            yield from _table(gathered.rows)
            gathered = _Rows()
            words = _cell_text(line).strip()
            if words and not _PAGE_NUMBER.match(words):
                yield Paragraph(words)
    yield from _table(gathered.rows)


def _table(rows: list[list[str]]) -> Iterator[Block]:
    """A grid, after the lines above it that only name things (单位名称：… ⇥ 单位：万元).

    A single tabbed line is no table: its parts are paragraphs.
    """
    start = 0
    while start < len(rows) and (len(rows) - start == 1 or _names_things(rows[start], rows[start + 1])):
        yield from (Paragraph(part.strip()) for part in rows[start] if part.strip())
        start += 1
    body = rows[start:]
    if body:
        width = max(len(row) for row in body)
        yield Grid(
            tuple(tuple(Cell(text) for text in row + [""] * (width - len(row))) for row in body),
            ruled=False,
        )


def _names_things(row: list[str], following: list[str]) -> bool:
    parts = [part for part in row if part.strip()]
    return bool(parts) and len(row) < len(following) and all(_LABELLED.match(part) for part in parts)


def _cell_text(text: str) -> str:
    """Without markup; indentation kept, since it can say what is part of what."""
    bare = _TAG.sub("", _BREAK.sub("\n", text)) if "<" in text else text
    bare = plain(html.unescape(bare).replace("\xa0", " "))
    return "\n".join(part for part in (line.rstrip() for line in bare.split("\n")) if part)
