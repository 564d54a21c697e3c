"""PDF with a text layer → blocks, page by page: ruled tables as grids, the rest as paragraphs."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from ingest.document import Block, Cell, Document, Grid, Paragraph, Place
from ingest.errors import UnreadableFile
from ingest.readers.contents import without_contents
from ingest.readers.pdf_lattice import Lattice, LatticeCell, lattices
from ingest.readers.pdf_furniture import without_furniture
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_paragraphs import Margins, format_of, margins_of, paragraphs_of
from ingest.readers.pdf_sheet import Glyph, Sheet, sheets

_PART_GAP = 3.0


def is_pdf(data: bytes) -> bool:
    """Whether the file's first kilobyte has a PDF's mark."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes, file_name: str) -> Document:
    """Blocks in reading order, every one with its place. Raises UnreadableFile for an encrypted,
    damaged or page-less file, and for one whose pages are pictures."""
    seen = _sheets(data, file_name)
    if not seen:
        raise UnreadableFile(f"PDF“{file_name}”没有页面。")
    glyphs = sum(1 for sheet in seen for glyph in sheet.glyphs if not glyph.text.isspace())
    if not glyphs:
        raise UnreadableFile(f"PDF“{file_name}”没有文字层，是扫描件；扫描件暂不支持识别。")
    return Document(
        without_contents(tuple(_blocks(seen))),
        file_name,
        "application/pdf",
        hashlib.sha256(data).hexdigest(),
        len(seen),
    )


def _sheets(data: bytes, file_name: str) -> list[Sheet]:
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        return list(sheets(PDFPage.create_pages(document)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableFile(f"PDF“{file_name}”有密码保护，请先解除密码。") from error
    except Exception as error:  # a damaged file makes the parser fail in any of its ways
        raise UnreadableFile(f"PDF“{file_name}”已损坏，无法读取。") from error


def _blocks(seen: Sequence[Sheet]) -> Iterator[Block]:
    """Page by page, from top to bottom."""
    tables: list[list[tuple[Lattice, list[Glyph]]]] = []
    pages: list[tuple[Sheet, list[Line]]] = []
    for sheet in seen:
        ruled, loose = _parted(sheet)
        tables.append(ruled)
        pages.append((sheet, lines_of(loose, _PART_GAP)))
    pages = without_furniture(pages)
    margins = margins_of(pages)
    for ruled, (sheet, lines) in zip(tables, pages, strict=True):
        yield from _page_blocks(ruled, sheet, lines, margins[format_of(sheet)])


def _page_blocks(
    ruled: list[tuple[Lattice, list[Glyph]]], sheet: Sheet, lines: list[Line], margins: Margins
) -> Iterator[Block]:
    """Each table after the paragraphs of the lines above its top."""
    start = 0
    for table, glyphs in ruled:
        end = start
        while end < len(lines) and lines[end].middle < table.ys[0]:
            end += 1
        yield from paragraphs_of(lines[start:end], sheet, margins)
        yield grid_of(table, glyphs, sheet)
        start = end
    yield from paragraphs_of(lines[start:], sheet, margins)


def _parted(sheet: Sheet) -> tuple[list[tuple[Lattice, list[Glyph]]], list[Glyph]]:
    """The page's ruled tables with their characters, and the characters outside them."""
    tables = lattices(sheet.horizontals, sheet.verticals)
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        home = next((i for i, table in enumerate(tables) if _holds(table.box, glyph)), None)
        (outside if home is None else inside[home]).append(glyph)
    return list(zip(tables, inside, strict=True)), outside


def _holds(box: tuple[float, float, float, float], glyph: Glyph) -> bool:
    return box[0] <= glyph.centre <= box[2] and box[1] <= glyph.middle <= box[3]


def grid_of(table: Lattice, glyphs: Iterable[Glyph], sheet: Sheet) -> Grid:
    """A lattice with its text: each character belongs to the cell that its centre stands in."""
    rows: list[list[Cell | None]] = [[None] * (len(table.xs) - 1) for _ in range(len(table.ys) - 1)]
    filled: dict[LatticeCell, list[Glyph]] = {cell: [] for cell in table.cells}
    at = {position: cell for cell in table.cells for position in _positions(cell)}
    for glyph in glyphs:
        row = sum(1 for y in table.ys[1:-1] if y <= glyph.middle)
        column = sum(1 for x in table.xs[1:-1] if x <= glyph.centre)
        filled[at[row, column]].append(glyph)
    for cell, inside in filled.items():
        text = "\n".join(line.text for line in lines_of(inside))
        place = Place(sheet.number, sheet.box(cell.x0, cell.top, cell.x1, cell.bottom))
        rows[cell.row][cell.column] = Cell(text, place, cell.row_span, cell.col_span)
    return Grid(tuple(tuple(row) for row in rows))


def _positions(cell: LatticeCell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.col_span):
            yield row, column
