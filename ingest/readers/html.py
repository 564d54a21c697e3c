"""Web pages, and pages that office programs save → blocks. Nothing that a page refers to is fetched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import lxml.html
from lxml import etree

from ingest.document import Block, Document, Grid, Paragraph
from ingest.errors import UnreadableFile
from ingest.readers.apart import blanks, lines_of
from ingest.readers.cells import blocks_of_table
from ingest.readers.contents import without_contents
from ingest.readers.glyphs import plain
from ingest.readers.html_content import content_of, is_site, page_title, unseen
from ingest.readers.html_files import attachments
from ingest.readers.html_source import html_text
from ingest.readers.html_style import Look, Looks
from ingest.readers.html_tables import cells_of, marker
from ingest.readers.html_words import words

MEDIA_TYPE = "text/html"
_DEEPEST = 150
"""elements within elements: pages have a third of it"""
_BREAK = "\ue000"
"""stands for a line break until a paragraph's blanks are closed up"""
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_CUT = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n\f][ \t\r\n\f]*(?={_WIDE})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(rf" ?{_BREAK} ?")
_LEVELS = {f"h{n}": n for n in range(1, 7)}
_SENTENCE_END = re.compile(r"[。；;！!]\s*$")
_OPENING_BLOCKS = 8
"""blocks at a page's beginning, one of which prints its title, if any does"""


def read_html(data: bytes, file_name: str) -> Document:
    """Blocks of the page's content in order, without the site around it, and a sentence that names its
    attachments. Raises UnreadableFile for a page without content."""
    root = _parsed(html_text(data), file_name)
    title, site, files = page_title(root), is_site(root), attachments(root)
    looks = Looks(root)
    reader = _Page(looks)
    blocks = without_contents(tuple(_loose(reader.blocks(content_of(root), Look()))))
    if not any(isinstance(block, Grid) or _SENTENCE_END.search(block.text) for block in blocks) and files:
        names = "、".join(files)
        raise UnreadableFile(f"网页“{file_name}”没有正文，只有附件：{names}。请下载附件后再导入。")
    if not blocks:
        raise UnreadableFile(f"网页“{file_name}”没有文字。")
    if site and title and not _prints(blocks, title):
        blocks = (Paragraph(title, centred=True), *blocks)
    if files:
        blocks = (*blocks, Paragraph(f"本页另有附件，未随本页读入：{'、'.join(files)}。"))
    return Document(_sized(blocks), file_name, MEDIA_TYPE, hashlib.sha256(data).hexdigest())


def _parsed(text: str, file_name: str) -> etree._Element:
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"网页“{file_name}”没有文字。") from error
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise UnreadableFile(f"网页“{file_name}”的结构嵌套太深，没有打开。")
    return root


@dataclass(slots=True)
class _Flow:
    """Blocks found so far, and the words of the paragraph that isn't finished, with the look it began with."""

    blocks: list[Block] = field(default_factory=list)
    words: str = ""
    look: Look = field(default_factory=Look)
    level: int | None = None

    def add(self, text: str | None, look: Look) -> None:
        if text and not self.words.strip(" \t\r\n\f"):
            self.look = look
        self.words += text or ""

    def end(self, *, inside: bool) -> None:
        """Ends the paragraph, if one has begun; ``inside`` a cell its indentation becomes leading spaces."""
        text = _closed_up(self.words)
        self.words, look = "", self.look
        if not text.strip():
            return
        if inside and not look.centred and not look.right:
            text = blanks(look.indent) + text
        level = self.level if not _SENTENCE_END.search(text) else None
        self.blocks.append(Paragraph(text, level=level, centred=look.centred, size=look.size))


class _Page:
    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def blocks(self, element: etree._Element, look: Look, *, inside: bool = False) -> list[Block]:
        """What an element holds; paragraphs with leading spaces and line breaks kept."""
        flow = _Flow()
        self._walk(element, look, flow, inside)
        flow.end(inside=inside)
        return flow.blocks

    def _walk(self, element: etree._Element, look: Look, flow: _Flow, inside: bool) -> None:
        kept = element.tag == "pre"
        flow.add(_broken(element.text) if kept else element.text, look)
        for child in element:
            if not unseen(child) and not self._looks.hidden(child):
                self._child(child, look, flow, inside)
            flow.add(_broken(child.tail) if kept else child.tail, look)

    def _child(self, child: etree._Element, outer: Look, flow: _Flow, inside: bool) -> None:
        if child.tag == "br":
            flow.add(_BREAK, outer)
            return
        block = child.tag in words().blocks
        look = self._looks.look(child, outer, block=block)
        if not block:
            self._walk(child, look, flow, inside)
            return
        flow.end(inside=inside)
        if child.tag == "table":
            flow.blocks += self._table(child, look)
            return
        level, flow.level = flow.level, _LEVELS.get(str(child.tag), flow.level)
        flow.add(marker(child, self._looks.said), look)
        self._walk(child, look, flow, inside)
        flow.end(inside=inside)
        flow.level = level

    def _table(self, table: etree._Element, outer: Look) -> list[Block]:
        """The table after its caption. Its cells don't take the look of what it stands in."""
        inner = Look(size=outer.size)
        caption = table.find("caption")
        above = self.blocks(caption, replace(inner, centred=True)) if caption is not None else []
        return above + blocks_of_table(cells_of(table, lambda cell: self._cell(cell, inner), self._looks.hidden))

    def _cell(self, cell: etree._Element, outer: Look) -> tuple[Block, ...]:
        row = cell.getparent()
        look = self._looks.look(row, outer, block=True) if row is not None else outer
        return tuple(self.blocks(cell, self._looks.look(cell, replace(look, left=0.0), block=True), inside=True))


def _broken(text: str | None) -> str | None:
    """Preformatted words: their line ends are line breaks."""
    return text and text.replace("\r\n", "\n").replace("\n", _BREAK)


def _closed_up(text: str) -> str:
    """Words as a browser shows them: blanks of the markup made one, breaks and hard blanks kept."""
    text = _BLANKS.sub(" ", _CUT.sub("", text.replace(_BREAK, f"{_BREAK} ")))
    text = _AROUND_BREAK.sub("\n", text).strip(" \n")
    return plain(text.replace("\xa0", " ")).rstrip()


def _loose(blocks: list[Block]) -> Iterator[Block]:
    """Blocks outside of cells: lines by themselves, without leading spaces."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from lines_of(block)
        else:
            yield block


def _prints(blocks: tuple[Block, ...], title: str) -> bool:
    wanted = "".join(title.split())
    opening = (block.text for block in blocks[:_OPENING_BLOCKS] if isinstance(block, Paragraph))
    return any(wanted in "".join(text.split()) for text in opening)


def _sized(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Sizes are left out where all paragraphs have one: then they tell nothing."""
    sizes = {block.size for block in blocks if isinstance(block, Paragraph) and block.size}
    if len(sizes) > 1:
        return blocks
    return tuple(replace(block, size=None) if isinstance(block, Paragraph) else block for block in blocks)
