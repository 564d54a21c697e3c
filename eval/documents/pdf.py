"""A disclosure as PDF: ruled tables over several pages, headings, page numbers, an embedded font."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from fpdf import FPDF

from eval.documents.font import small_font
from eval.documents.model import ABOVE, LEFT, Disclosure, Heading, Line, Prose, Sheet, extent, number, shown
from eval.documents.text import as_text, contents

MARGIN, BODY, SMALL = 48.0, 11.0, 8.0
PAD = 3.0


class Typesetter:
    """Writes PDFs in one font, cut down to the characters that these documents use; raises NoFont.

    With ``truetype`` False the font keeps its PostScript outlines and the PDF brings a character map of
    its own, which not every program can read."""

    def __init__(self, disclosures: Sequence[Disclosure], *, truetype: bool = True) -> None:
        characters = {character for each in disclosures for character in as_text(each)} - {"\n", "\t"}
        self._folder = TemporaryDirectory(prefix="mingzhang-font-", ignore_cleanup_errors=True)
        self._font = Path(self._folder.name) / ("font.ttf" if truetype else "font.otf")
        small_font(characters | set("-—　0123456789"), self._font, truetype)

    def write(self, disclosure: Disclosure, path: Path) -> None:
        """Print one disclosure."""
        pages = _Pages(disclosure, self._font)
        pages.cover()
        for part in disclosure.parts:
            match part:
                case Heading(text, level):
                    pages.heading(text, level)
                case Prose(text):
                    pages.paragraph(text)
                case Sheet():
                    pages.sheet(part)
        path.write_bytes(bytes(pages.pdf.output()))


class _Pages:
    def __init__(self, disclosure: Disclosure, font: Path) -> None:
        self.disclosure = disclosure
        self.pdf = _Numbered(orientation=disclosure.page or "portrait", unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("cjk", fname=font)
        self.y = 0.0
        self.on_sheet = False

    @property
    def right(self) -> float:
        return float(self.pdf.w) - MARGIN

    @property
    def bottom(self) -> float:
        return float(self.pdf.h) - MARGIN

    def page(self) -> None:
        self.pdf.add_page()
        self.y = MARGIN

    def put(self, x: float, y: float, words: str, size: float) -> None:
        self.pdf.set_font("cjk", size=size)
        self.pdf.text(x, y, words)

    def centred(self, words: str, size: float) -> None:
        for piece in wrap(words, size, self.right - MARGIN):
            self.y += size * 1.7
            self.put((float(self.pdf.w) - width(piece, size)) / 2, self.y, piece, size)

    def cover(self) -> None:
        self.page()
        self.y = float(self.pdf.h) / 3
        for line in self.disclosure.cover:
            self.centred(line, 24)
        self.page()
        self.centred("目　录", 16)
        for line in contents(self.disclosure):
            if self.y > self.bottom - 24:
                self.page()
            self.y += BODY * 1.7
            name, _, number = line.partition("............")
            self.put(MARGIN, self.y, name, BODY)
            dots = "." * max(3, int((self.right - 30 - MARGIN - width(name, BODY)) / (BODY / 2)))
            self.put(MARGIN + width(name, BODY) + 4, self.y, dots, BODY)
            self.put(self.right - 16, self.y, number, BODY)
        self.y = self.bottom

    def heading(self, text: str, level: int) -> None:
        if level == 1 or self.on_sheet or self.y > self.bottom - 60:
            self.page()
        self.on_sheet = False
        if level == 1:
            self.centred(text, 18)
            self.y += 12
        else:
            self.y += BODY * 2
            self.put(MARGIN + BODY * 2, self.y, text, BODY + 1)

    def paragraph(self, text: str) -> None:
        if self.on_sheet:
            self.page()
        self.on_sheet = False
        pieces = wrap("　　" + text, BODY, self.right - MARGIN)
        for piece in pieces:
            if self.y > self.bottom - BODY * 2:
                self.page()
            self.y += BODY * 1.8
            self.put(MARGIN, self.y, piece, BODY)

    def sheet(self, sheet: Sheet) -> None:
        lines = len(sheet.lines) + len(sheet.header) + len(sheet.above) + 3
        room = self.disclosure.packed and self.on_sheet and self.y + lines * 18 < self.bottom
        if room:
            self.y += 20
        else:
            self.page()
        self.on_sheet = True
        for line in sheet.above:
            if line == sheet.title:
                self.centred(line, 15)
                continue
            self.y += BODY * 1.5
            left, *middle, right = line.split("\t") if "\t" in line else (line, "")
            self.put(MARGIN, self.y, left, BODY - 1)
            self.put(self.right - width(right, BODY - 1), self.y, right, BODY - 1)
            for words in middle:
                self.put((float(self.pdf.w) - width(words, BODY - 1)) / 2, self.y, words, BODY - 1)
        self.y += 6
        widths = column_widths(sheet, self.right - MARGIN)
        head = list(sheet.header)
        self.band(head, widths, True)
        for together in _merged(sheet.lines):
            tall = sum(self.height([shown(cell) for cell in cells], widths) for cells in together)
            if self.y + tall > self.bottom - 12:
                self.page()
                if self.disclosure.repeat_header:
                    self.band(head, widths, True)
            self.band(together, widths, False)
        for note in sheet.notes:
            for piece in wrap(note, BODY - 1, self.right - MARGIN):
                self.y += BODY * 1.6
                self.put(MARGIN, self.y, piece, BODY - 1)

    def height(self, cells: Sequence[str], widths: Sequence[float]) -> float:
        lines = [len(wrap(cell, SMALL, wide - 2 * PAD)) for cell, wide in zip(cells, widths, strict=True)]
        return max(1, *lines) * SMALL * 1.35 + 2 * PAD

    def band(self, rows: Sequence[tuple[str, ...]], widths: Sequence[float], centre: bool) -> None:
        """Rows that may merge with each other: every cell a ruled box, its words within."""
        heights = [self.height(_alone(row), widths) for row in rows]
        tops = [self.y + sum(heights[:n]) for n in range(len(rows) + 1)]
        lefts = [MARGIN + sum(widths[:n]) for n in range(len(widths) + 1)]
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell in (LEFT, ABOVE):
                    continue
                tall, wide = extent(rows, r, c)
                box = (lefts[c], tops[r], lefts[c + wide], tops[r + tall])
                self.boxed(box, shown(cell), centre)
        self.y = tops[-1]

    def boxed(self, box: tuple[float, float, float, float], words: str, centre: bool) -> None:
        x0, y0, x1, y1 = box
        self.pdf.set_line_width(0.5)
        if self.disclosure.rules == "all":
            self.pdf.rect(x0, y0, x1 - x0, y1 - y0)
        elif self.disclosure.rules == "horizontal":
            self.pdf.line(x0, y0, x1, y0)
            self.pdf.line(x0, y1, x1, y1)
        lines = wrap(words, SMALL, x1 - x0 - 2 * PAD)
        top = (y0 + y1) / 2 - len(lines) * SMALL * 1.35 / 2
        numeric = words == "—" or (number(words) is not None and "." in words)
        for n, line in enumerate(lines):
            room = x1 - x0 - width(line, SMALL)
            x = x0 + (room / 2 if centre else room - PAD if numeric else PAD)
            self.put(x, top + (n + 1) * SMALL * 1.35 - 2, line, SMALL)


def _alone(row: tuple[str, ...]) -> list[str]:
    """Cells that need room in their own column: those not merged with a neighbour."""
    return ["" if LEFT in row[c : c + 2] else shown(cell) for c, cell in enumerate(row)]


def _merged(lines: Sequence[Line]) -> list[list[tuple[str, ...]]]:
    """Lines that share a cell stay together."""
    found: list[list[tuple[str, ...]]] = []
    for line in lines:
        if found and ABOVE in line.cells:
            found[-1].append(line.cells)
        else:
            found.append([line.cells])
    return found


class _Numbered(FPDF):
    """Pages with their number at the foot, from the second on."""

    def footer(self) -> None:
        if self.page_no() > 1:
            self.set_font("cjk", size=9)
            number = f"— {self.page_no() - 1} —"
            self.text((self.w - width(number, 9)) / 2, self.h - 24, number)


def width(words: str, size: float) -> float:
    """About how wide words are set: ideographs a square, the rest a little over half."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in words)
    return size * (wide + 0.58 * (len(words) - wide))


def wrap(words: str, size: float, room: float) -> list[str]:
    """Words cut into lines that fit; a figure is never cut."""
    if width(words, size) <= room or not any(unicodedata.east_asian_width(c) in "WFA" for c in words):
        return [words]
    lines = [""]
    for token in _tokens(words):
        if lines[-1] and width(lines[-1] + token, size) > room:
            lines.append("")
        lines[-1] += token
    return lines


def _tokens(words: str) -> list[str]:
    tokens: list[str] = []
    for character in words:
        narrow = unicodedata.east_asian_width(character) not in "WFA"
        joined = narrow and tokens and unicodedata.east_asian_width(tokens[-1][-1]) not in "WFA"
        if joined or (tokens and (character in "，。；：、）”" or tokens[-1][-1] in "（“")):
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens


def column_widths(sheet: Sheet, room: float) -> list[float]:
    """Room for each column: what its figures need, the rest to its names."""
    needs = []
    for column in range(sheet.width):
        texts = [line.cells[column] for line in sheet.lines]
        longest = max((width(text, SMALL) for text in texts), default=0.0)
        names = [row[column] for row in sheet.header if row[column] not in (LEFT, ABOVE)]
        heads = max((width(name, SMALL) for name in names), default=0.0)
        needs.append(max(26.0, min(longest, 170.0), min(heads, 52.0)) + 2 * PAD + 1)
    scale = room / sum(needs)
    return [need * scale for need in needs]
