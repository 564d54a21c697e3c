"""Workbooks of Excel 97 written record by record: nothing maintained writes them any more."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Area = tuple[int, int, int, int]
"""first row, first column, last row, last column"""


@dataclass(frozen=True)
class Sheet:
    """Rows of texts, numbers, (number, format code) pairs and None; a text's leading full-width blanks
    become its cell's indentation."""

    rows: Sequence[Sequence[object]]
    merged: Sequence[Area] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    hidden: bool = False


@dataclass
class _Styles:
    codes: list[str] = field(default_factory=list)
    styles: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])

    def of(self, code: str = "General", indent: int = 0) -> int:
        if code != "General" and code not in self.codes:
            self.codes.append(code)
        key = (0 if code == "General" else 164 + self.codes.index(code), indent)
        if key not in self.styles:
            self.styles.append(key)
        return self.styles.index(key)


def xls(sheets: Mapping[str, Sheet]) -> bytes:
    """The whole file."""
    styles = _Styles()
    parts = [_sheet(sheet, styles) for sheet in sheets.values()]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x42, struct.pack("<H", 1200))
    head += _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial"))
    for n, code in enumerate(styles.codes):
        head += _record(0x41E, struct.pack("<H", 164 + n) + _text(code))
    for number, indent in styles.styles:
        head += _record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 0, 1 if indent else 0, 0, indent, 0, 0, 0, 0))
    names = [_short(name) for name in sheets]
    at = len(head) + sum(10 + len(name) for name in names) + 4
    for name, part, sheet in zip(names, parts, sheets.values(), strict=True):
        head += _record(0x85, struct.pack("<IBB", at, int(sheet.hidden), 0) + name)
        at += len(part)
    return _contained(head + _record(0x0A, b"") + b"".join(parts))


def _sheet(sheet: Sheet, styles: _Styles) -> bytes:
    found = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for column in sheet.hidden_columns:
        found += _record(0x7D, struct.pack("<HHHHHH", column, column, 2000, 0, 1, 0))
    for number in sheet.hidden_rows:
        found += _record(0x208, struct.pack("<HHHHHHI", number, 0, 9, 300, 0, 0, 0x20 | 0x100))
    for r, row in enumerate(sheet.rows):
        for c, value in enumerate(row):
            found += _cell(r, c, value, styles)
    if sheet.merged:
        areas = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in sheet.merged)
        found += _record(0xE5, struct.pack("<H", len(sheet.merged)) + areas)
    return found + _record(0x0A, b"")


def _cell(row: int, column: int, value: object, styles: _Styles) -> bytes:
    if value is None:
        return b""
    if isinstance(value, str):
        bare = value.lstrip("\u3000")
        return _record(0x204, struct.pack("<HHH", row, column, styles.of(indent=len(value) - len(bare))) + _text(bare))
    number, code = value if isinstance(value, tuple) else (value, "General")
    return _record(0x203, struct.pack("<HHHd", row, column, styles.of(code), float(number)))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _contained(stream: bytes) -> bytes:
    """The stream in an OLE2 container: header, its table of sectors, its directory, the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    tables = -(-(count + 2) // 127)
    assert tables <= 109, "the stream is longer than the header's table of tables reaches"
    first = tables + 1
    chain = [*[0xFFFFFFFD] * tables, 0xFFFFFFFE, *range(first + 1, first + count), 0xFFFFFFFE]
    table = struct.pack(f"<{128 * tables}I", *(chain + [0xFFFFFFFF] * (128 * tables - len(chain))))
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry("Workbook", 2, 0xFFFFFFFF, first, len(stream))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    return head + table + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    return coded.ljust(64, b"\0") + struct.pack("<HBBIII36xII4x", len(coded), kind, 1, none, none, child, start, size)
