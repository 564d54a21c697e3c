"""A disclosure as a Word document: heading styles, real tables with merged cells, a contents with tabs."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from eval.documents.model import ABOVE, LEFT, Disclosure, Heading, Prose, Sheet, number, shown
from eval.documents.text import contents

_WIDTH = 9_000
"""of a table, in twentieths of a point"""


def write_docx(disclosure: Disclosure, path: Path) -> None:
    """The whole file: cover, contents, parts. Rows are set in by blanks in one table, by Word's own
    indentation in the next."""
    document: Any = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    if disclosure.page == "landscape":
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.sections[0].header.paragraphs[0].text = disclosure.cover[0]
    _cover(document, disclosure)
    sheets = 0
    for part in disclosure.parts:
        match part:
            case Heading(text, level):
                document.add_heading(text, level)
            case Prose(text):
                document.add_paragraph(text).paragraph_format.first_line_indent = Pt(24)
            case Sheet():
                _sheet(document, part, indents=sheets % 2 == 1)
                sheets += 1
    document.save(str(path))


def _cover(document: Any, disclosure: Disclosure) -> None:
    for line in (*disclosure.cover, "目　录"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).font.size = Pt(24)
    for line in contents(disclosure):
        name, _, page = line.partition("............")
        paragraph = document.add_paragraph(f"{name}\t{page}")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(400), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    document.add_page_break()


def _sheet(document: Any, sheet: Sheet, *, indents: bool) -> None:
    for line in sheet.above:
        paragraph = document.add_paragraph()
        if line == sheet.title:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).font.size = Pt(16 if line == sheet.title else 11)
    document.add_paragraph()._p.addprevious(parse_xml(_table(sheet, indents)))
    for note in sheet.notes:
        document.add_paragraph(note)


def _table(sheet: Sheet, indents: bool) -> str:
    rows = [*sheet.header, *(line.cells for line in sheet.lines)]
    column = _WIDTH // sheet.width
    grid = f'<w:gridCol w:w="{column}"/>' * sheet.width
    body = "".join(_row(rows, r, indents, r < len(sheet.header)) for r in range(len(rows)))
    return f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


def _row(rows: list[tuple[str, ...]], r: int, indents: bool, repeated: bool) -> str:
    """A row's XML: ``<`` widens the cell before it, a cell that ``^`` stands under opens a vertical merge."""
    cells, c, row = [], 0, rows[r]
    while c < len(row):
        end = c + 1
        while end < len(row) and row[end] == LEFT:
            end += 1
        merge = ""
        if row[c] == ABOVE:
            merge = "<w:vMerge/>"
        elif r + 1 < len(rows) and rows[r + 1][c] == ABOVE:
            merge = '<w:vMerge w:val="restart"/>'
        span = f'<w:gridSpan w:val="{end - c}"/>' if end > c + 1 else ""
        cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_words(shown(row[c]), indents, repeated)}</w:tc>")
        c = end
    head = "<w:trPr><w:tblHeader/></w:trPr>" if repeated else ""
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def _words(text: str, indents: bool, centred: bool) -> str:
    """A cell's paragraph; its leading blanks as Word's indentation if asked for."""
    bare = text.lstrip("\u3000 ")
    set_in = sum(100 if blank == "\u3000" else 50 for blank in text[: len(text) - len(bare)])
    look = '<w:jc w:val="center"/>' if centred else '<w:jc w:val="right"/>' if number(text) is not None else ""
    if indents and set_in:
        look, text = f'<w:ind w:leftChars="{set_in}"/>{look}', bare
    properties = f"<w:pPr>{look}</w:pPr>" if look else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
