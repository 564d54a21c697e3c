"""Small workbooks for tests."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from ingest.document import Document, Grid, Paragraph
from ingest.pipeline import parse_bytes
from ingest.readers import read_bytes

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], finish: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook of these sheets: rows from the first on, None for a blank. ``finish`` changes it last."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(r, c, value)
    if finish is not None:
        finish(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_parts(data: bytes, change: Callable[[str, bytes], bytes], extra: Mapping[str, bytes] | None = None) -> bytes:
    """The archive with each part changed, and more parts."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def with_shared_texts(data: bytes, doctype: bytes = b"") -> bytes:
    """The workbook with its texts in the part that spreadsheets share them by, as rich text with a
    pronunciation beside it."""
    texts: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        texts.append(match[2])
        return b'<c%s t="s"><v>%d</v></c>' % (match[1], len(texts) - 1)

    def change(name: str, part: bytes) -> bytes:
        if name.startswith("xl/worksheets/"):
            return re.sub(rb"<c([^>]*?) t=\"inlineStr\"><is><t[^>]*>(.*?)</t></is></c>", share, part)
        if name == "xl/_rels/workbook.xml.rels":
            relation = b'<Relationship Id="rId99" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
            return part.replace(b"</Relationships>", relation + b"</Relationships>")
        return part

    changed = with_parts(data, change)
    items = b"".join(b"<si><r><t/></r><r><rPr/><t>%s</t></r><rPh><t>yin</t></rPh></si>" % text for text in texts)
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = doctype + b'<sst xmlns="%s">%s</sst>' % (namespace, items)
    return with_parts(changed, lambda _, old: old, {"xl/sharedStrings.xml": part})


def read(sheets: Mapping[str, Rows], finish: Callable[[Workbook], None] | None = None) -> Document:
    return read_bytes(workbook(sheets, finish), "表.xlsx")


def outlined(document: Document) -> list[Any]:
    """Paragraphs as their text, grids as rows of texts, '' for a blank and None where a cell is merged."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell and cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def grid(document: Document) -> Grid:
    """Its only grid."""
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    return found


def figures(data: bytes, name: str = "表.xlsx") -> set[tuple[str, str, str, str]]:
    """Every figure understood: table title, row, column (innermost names), text with its unit."""
    parsed = parse_bytes(data, name)
    return {
        (parsed.tables[f.table].title, "/".join(f.row_path), "/".join(f.column_path), f"{f.value}{f.unit or ''}")
        for f in parsed.facts
        if f.table is not None and f.value is not None
    }
