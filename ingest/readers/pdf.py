"""PDF → blocks, page by page: ruled tables as grids, the rest as paragraphs. A page that is a picture is
recognised; one with text never is."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from ingest.document import Block, Document, Paragraph
from ingest.errors import UnreadableFile
from ingest.headway import pages_read
from ingest.readers.contents import has_leader, without_contents
from ingest.readers.ocr import NoRecogniser
from ingest.readers.pdf_columns import stretches
from ingest.readers.pdf_furniture import without_furniture
from ingest.readers.pdf_grid import blocks_of_table, is_filled
from ingest.readers.pdf_lattice import Lattice, ruled_tables
from ingest.readers.pdf_lines import Line, lines_of, parted
from ingest.readers.pdf_paragraphs import Margins, format_of, margins_of, paragraphs_of
from ingest.readers.pdf_sheet import Glyph, Sheet, sheets
from ingest.readers.pdf_strips import Interval
from ingest.readers.pdfium import SecondReader, picture_of
from ingest.readers.scan import DPI, sheet_of

logger = logging.getLogger(__name__)

_PART_GAP = 3.0
"""of the size: room this wide between words of a line parts two things (编制部门：… 单位：元)"""
_CAPTION_LINES = 4
"""blocks above a table that can be its title, maker and unit"""


def is_pdf(data: bytes) -> bool:
    """Whether the file's first kilobyte has a PDF's mark."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes, file_name: str) -> Document:
    """Blocks in reading order, every one with its place. Raises UnreadableFile for an encrypted,
    damaged or page-less file, and for one in which nothing can be read."""
    printed = _sheets(data, file_name)
    if not printed:
        raise UnreadableFile(f"PDF“{file_name}”没有页面。")
    seen = list(_seen(printed, data, file_name))
    if not any(map(_has_text, seen)):
        if any(map(_is_unmapped, printed)):
            raise UnreadableFile(f"PDF“{file_name}”的字体没有文字编码，也识别不出文字；请换一份文件。")
        raise UnreadableFile(f"PDF“{file_name}”没有文字层，按扫描件也识别不出文字；请换一份更清晰的文件。")
    blocks = without_contents(tuple(blocks_of(seen)))
    if not blocks:
        raise UnreadableFile(f"PDF“{file_name}”里没有正文。")
    sha256 = hashlib.sha256(data).hexdigest()
    scanned = tuple(new.number for old, new in zip(printed, seen, strict=True) if new is not old and new.glyphs)
    return Document(blocks, file_name, "application/pdf", sha256, len(seen), scanned=scanned)


def _seen(printed: Sequence[Sheet], data: bytes, file_name: str) -> Iterator[Sheet]:
    """The sheets, each without text read off its picture."""
    read = sum(map(_has_text, printed))
    for sheet in printed:
        if _has_text(sheet):
            yield sheet
            continue
        yield _recognised(sheet, data, file_name)
        read += 1
        pages_read(read, len(printed))


def _has_text(sheet: Sheet) -> bool:
    return any(not glyph.text.isspace() for glyph in sheet.glyphs) and not _is_unmapped(sheet)


def _is_unmapped(sheet: Sheet) -> bool:
    """Whether the fonts name fewer of the page's characters than they don't."""
    return sheet.unmapped > sum(not glyph.text.isspace() for glyph in sheet.glyphs)


def _recognised(sheet: Sheet, data: bytes, file_name: str) -> Sheet:
    """The page read off its picture. Raises UnreadableFile where the recogniser is missing."""
    picture = picture_of(data, sheet.number, DPI)
    if picture is None:
        return sheet
    try:
        return sheet_of(picture, sheet.number)
    except NoRecogniser as error:
        logger.warning("no recogniser: %s", error)
        raise UnreadableFile(
            f"PDF“{file_name}”的第{sheet.number}页是扫描件，而识别组件（rapidocr）没有装好或不能工作，读不出文字；"
            "请安装后再试，或换一份有文字的文件。"
        ) from error


def _sheets(data: bytes, file_name: str) -> list[Sheet]:
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = list(PDFPage.create_pages(document))
        found: list[Sheet] = []
        with_text = 0  # pages without are read later, off their pictures
        with SecondReader(data) as second:
            for sheet in sheets(iter(pages), second):
                found.append(sheet)
                with_text += _has_text(sheet)
                pages_read(with_text, len(pages))
        return found
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableFile(f"PDF“{file_name}”有密码保护，请先解除密码。") from error
    except (MemoryError, RecursionError):
        raise  # for whoever set the limit to tell
    except Exception as error:  # a damaged file makes the parser fail in any of its ways
        raise UnreadableFile(f"PDF“{file_name}”已损坏，无法读取。") from error


def blocks_of(seen: Sequence[Sheet]) -> Iterator[Block]:
    """The pages' paragraphs and tables, page by page, from top to bottom."""
    tables: list[list[tuple[Lattice, list[Glyph]]]] = []
    pages: list[tuple[Sheet, list[Line]]] = []
    for sheet in seen:
        ruled, loose = _parted(sheet)
        tables.append(ruled)
        pages.append((sheet, lines_of(loose)))
    pages = without_furniture(pages)
    margins = margins_of(pages)
    carried: tuple[Interval, ...] = ()
    for ruled, (sheet, lines) in zip(tables, pages, strict=True):
        found = _Loose(sheet, margins[format_of(sheet)], carried)
        yield from _page_blocks(ruled, lines, found)
        carried = found.carried


@dataclass(slots=True)
class _Loose:
    """What stands outside rules on a page. ``carried`` are the columns of an unruled table that the page
    before ended with; after reading, those of the one that this page ends with."""

    sheet: Sheet
    margins: Margins
    carried: tuple[Interval, ...]

    def blocks(self, lines: list[Line]) -> Iterator[Block]:
        """Tables that only alignment makes, and paragraphs."""
        start = 0
        for stretch in stretches(lines, self.sheet, self.carried):
            above = list(self._prose(lines[start : stretch.start]))
            yield from _captioned(above, stretch.strips[0][0], stretch.strips[-1][1], self.sheet)
            yield stretch.grid
            start = stretch.end
            self.carried = stretch.strips
        if start < len(lines):
            self.carried = ()
        yield from self._prose(lines[start:])

    def _prose(self, lines: list[Line]) -> Iterator[Block]:
        """Paragraphs; what stands apart on one line is none of the lines around it."""
        whole: list[Line] = []
        for line in lines:
            parts = [line] if has_leader(line.text) else parted(line, _PART_GAP)
            if len(parts) == 1:
                whole += parts
                continue
            yield from paragraphs_of(whole, self.sheet, self.margins)
            yield from paragraphs_of(parts, self.sheet, self.margins)
            whole = []
        yield from paragraphs_of(whole, self.sheet, self.margins)


def _page_blocks(ruled: list[tuple[Lattice, list[Glyph]]], lines: list[Line], loose: _Loose) -> Iterator[Block]:
    """Each table after the paragraphs of the lines above its top."""
    start = 0
    for table, glyphs in ruled:
        end = start
        while end < len(lines) and lines[end].middle < table.ys[0]:
            end += 1
        above = list(loose.blocks(lines[start:end]))
        yield from _captioned(above, table.xs[0], table.xs[-1], loose.sheet)
        yield from blocks_of_table(table, glyphs, loose.sheet)
        loose.carried = ()
        start = end
    yield from loose.blocks(lines[start:])


def _captioned(blocks: list[Block], left: float, right: float, sheet: Sheet) -> Iterator[Block]:
    """Blocks above a table: the last may be its title, maker and unit."""
    yield from blocks[:-_CAPTION_LINES]
    yield from (_over(block, left, right, sheet) for block in blocks[-_CAPTION_LINES:])


def _over(block: Block, left: float, right: float, sheet: Sheet) -> Block:
    """A line above a table, centred if it is centred over that table."""
    box = block.runs[0].place.box if isinstance(block, Paragraph) and len(block.runs) == 1 else None
    if not isinstance(block, Paragraph) or box is None or block.size is None or sheet.turn:
        return block
    before, after = box[0] * sheet.width - left, right - box[2] * sheet.width
    centred = min(before, after) > 2 * block.size and abs(before - after) < 2 * block.size
    return replace(block, centred=block.centred or centred)


def _parted(sheet: Sheet) -> tuple[list[tuple[Lattice, list[Glyph]]], list[Glyph]]:
    """The page's ruled tables with their characters, and the characters outside them."""
    tables = ruled_tables(sheet)
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        home = next((i for i, table in enumerate(tables) if _holds(table.box, glyph)), None)
        (outside if home is None else inside[home]).append(glyph)
    ruled = []
    for table, glyphs in zip(tables, inside, strict=True):
        if is_filled(table, glyphs):
            ruled.append((table, glyphs))
        else:
            outside += glyphs
    return ruled, outside


def _holds(box: tuple[float, float, float, float], glyph: Glyph) -> bool:
    return box[0] <= glyph.centre <= box[2] and box[1] <= glyph.middle <= box[3]
