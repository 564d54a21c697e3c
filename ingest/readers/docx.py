"""DOCX → blocks in the order of the body. Headers and footers are parts of their own and not read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from ingest.document import Block, Document, Paragraph
from ingest.errors import UnreadableFile
from ingest.readers.apart import blanks, lines_of
from ingest.readers.cells import blocks_of_table
from ingest.readers.contents import without_contents
from ingest.readers.docx_numbers import Numbers
from ingest.readers.docx_styles import Look, Styles
from ingest.readers.docx_tables import cells_of
from ingest.readers.docx_text import Words, shown_children, words_of
from ingest.readers.glyphs import plain
from ingest.readers.office import WORD, Package, is_package

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = f"{{{WORD}}}"
_DEEPEST = 12
"""tables within tables: more is no document"""
_LONGEST_HEADING = 80
_SENTENCE_END = re.compile(r"[。；;！!]\s*$")
_LAST_TAB = re.compile(r"\t+(?=\s*\d{1,4}\s*$)")
_LEADER = "……"
_NOT_BLOCKS = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr", "tcPr", "rPr"))


def is_docx(data: bytes) -> bool:
    """Whether the bytes are an Office package with a Word document in it."""
    return is_package(data, "word/")


def read_docx(data: bytes, file_name: str) -> Document:
    """Blocks in order; they have no place, since Word lays pages out anew each time. Raises UnreadableFile
    for a damaged or oversized file, one with a password, and one without text."""
    called = f"Word 文档“{file_name}”"
    package = Package(data, called)
    main = package.related("", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise UnreadableFile(f"{called}已损坏，无法读取。")
    parts = {kind: package.related(main, kind) for kind in ("styles", "numbering")}
    styles, numbers = (package.xml(part) if part else None for part in parts.values())
    blocks = without_contents(tuple(_Body(Styles(styles), Numbers(numbers), called).blocks(body)))
    if not blocks:
        raise UnreadableFile(f"{called}没有文字；如果内容是图片，暂不支持识别。")
    return Document(blocks, file_name, MEDIA_TYPE, hashlib.sha256(data).hexdigest())


class _Body:
    """Reads what a body, cell or text box holds. Numbers count on through all of them."""

    def __init__(self, styles: Styles, numbers: Numbers, called: str) -> None:
        self._styles = styles
        self._numbers = numbers
        self._called = called

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Running text and tables; blank paragraphs left out."""
        for block in self._within(parent, 0):
            if isinstance(block, Paragraph):
                yield from lines_of(block)
            else:
                yield block

    def _within(self, parent: etree._Element, depth: int) -> Iterator[Block]:
        """Blocks with leading spaces and line breaks kept; a paragraph whose end was deleted goes on."""
        begun: Paragraph | None = None
        for node in shown_children(parent):
            if node.tag == f"{_W}p":
                paragraph, words = self._paragraph(node, inside=depth > 0)
                if begun is not None:
                    paragraph = replace(begun, text=begun.text + paragraph.text)
                begun = paragraph if _end_deleted(node) else None
                if begun is None:
                    yield paragraph
                for box in words.boxes:
                    yield from self._within(box, depth)
            elif node.tag == f"{_W}tbl":
                yield from self._table(node, depth + 1)
            elif node.tag not in _NOT_BLOCKS:
                yield from self._within(node, depth)
        if begun is not None:
            yield begun

    def _table(self, table: etree._Element, depth: int) -> list[Block]:
        if depth > _DEEPEST:
            raise UnreadableFile(f"{self._called}里的表格嵌套太深，没有打开。")
        return blocks_of_table(cells_of(table, lambda cell: tuple(self._within(cell, depth))))

    def _paragraph(self, node: etree._Element, *, inside: bool) -> tuple[Paragraph, Words]:
        """One w:p; ``inside`` a table its indentation becomes leading spaces."""
        look, style = self._styles.paragraph(node.find(f"{_W}pPr"))
        words = words_of(node, look, self._styles)
        text = plain(words.text.replace("\xa0", " "))
        if look.contents or look.leader:
            text = _LAST_TAB.sub(_LEADER, text)
        label = self._label(look, style) if text.strip() or inside else ""
        size = words.size or look.size
        if inside and not look.centred and not look.right and (text.strip() or label):
            label = blanks(replace(look, size=size).indent) + label
        level = look.level if look.level and not _reads_on(text) else None
        return Paragraph(label + text.rstrip(), level=level, centred=bool(look.centred), size=size), words

    def _label(self, look: Look, style: str | None) -> str:
        if not look.number:
            return ""
        depth = look.depth if look.depth is not None else self._numbers.level_of_style(look.number, style)
        return self._numbers.label(look.number, depth)


def _reads_on(text: str) -> bool:
    """Whether it is running text, whatever its outline level says."""
    return len(text) > _LONGEST_HEADING or bool(_SENTENCE_END.search(text))


def _end_deleted(node: etree._Element) -> bool:
    """Whether the paragraph's mark is a tracked deletion: then the next goes on from it."""
    return node.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
