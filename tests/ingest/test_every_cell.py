"""Every printed figure of every table is one fact at its address: found again without the table code.

The text is walked by its raw tab-separated lines, the PDFs by pdfplumber's words inside the ruled
areas of each page. Both walks know only what a person sees: a figure, the words left of it in its
row, the words above it in its column.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from ingest.facts import Fact, State
from ingest.readers import read
from ingest.tables import facts_of, tables_of
from ingest.tables.model import Table, TableKind

TEXT = "disclosure.txt"
PDFS = (
    "上海市普陀区商务委员会25年预算.pdf",
    "上海市普陀区商务委员会单位25年预算.pdf",
    "上海市普陀区规划和自然资源局 2024 年度部门决算.pdf",
)


@cache
def _understood(path: Path) -> tuple[tuple[Table, ...], tuple[Fact, ...]]:
    tables = tuple(placed.table for placed in tables_of(read(path)))
    return tables, tuple(facts_of(tables))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).translate(str.maketrans("()", "（）"))


# --- text -----------------------------------------------------------------------------------------

_FIGURE = re.compile(r"[≥≤<>]?\d[\d,]*(\.\d+)?(%|[^\d\s，。、；：（）.-]{1,4})?")
_NUMBERED = re.compile(r"^([一二三四五六七八九十]+、|[①-⑳]|其中[:：])")


@dataclass(frozen=True)
class _Printed:
    figure: str
    left: tuple[str, ...]
    above: str
    order: int
    """how many figures stand left of it in its row"""


def _text_tables(path: Path) -> list[list[list[str]]]:
    """Runs of lines with tabs; a run goes on over blank lines but not over other text."""
    found: list[list[list[str]]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        if ("\t" in line and not re.search(r"\t\d+$", line)) or line.count("\t") > 1:
            found[-1].append([re.sub(r"</?p>", "", cell).strip() for cell in line.split("\t")])
        elif line.strip() and found[-1]:
            found.append([])
    return [table for table in found if table]


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell)) and not re.fullmatch(r"(19|20)\d\d(年.*|预算数)", cell)


def _counts_columns(cells: list[str]) -> bool:
    return [cell for cell in cells if cell] == [str(n + 1) for n in range(len([c for c in cells if c]))]


def _printed(table: list[list[str]]) -> list[_Printed]:
    found: list[_Printed] = []
    for r, cells in enumerate(table):
        if _counts_columns(cells):
            continue
        seen = 0
        for c, cell in enumerate(cells):
            code = c == 0 and re.fullmatch(r"\d{3}(\d\d){0,2}", cell)
            if not _is_figure(cell) or code:
                continue
            left = tuple(text for text in cells[:c] if text and not _is_figure(text))
            column = [row[c] for row in table[:r] if len(row) > c and row[c] and not _counts_columns(row)]
            above = next((text for text in reversed(column) if not _is_figure(text)), "")
            found.append(_Printed(cell, left, above, seen))
            seen += 1
    return found


def test_text_every_figure_is_a_fact_and_none_is_two(shared_data: Path) -> None:
    tables, facts = _understood(shared_data / TEXT)
    printed = [_printed(table) for table in _text_tables(shared_data / TEXT)]
    assert len(printed) == len(tables) == 21
    for t, figures in enumerate(printed):
        mine = Counter(fact.text for fact in facts if fact.table == t and fact.state is State.NUMBER)
        assert mine == Counter(one.figure for one in figures), tables[t].title


def test_text_every_figure_has_its_row_and_column(shared_data: Path) -> None:
    tables, facts = _understood(shared_data / TEXT)
    wrong: list[str] = []
    for t, table in enumerate(_text_tables(shared_data / TEXT)):
        mine = [fact for fact in facts if fact.table == t and fact.state is State.NUMBER]
        for one in _printed(table):
            names = {_squeezed(_NUMBERED.sub("", text)) for text in one.left}
            found = [fact for fact in mine if fact.text == one.figure and _fits(fact, one, names, tables[t])]
            if not found:
                wrong.append(f"{tables[t].title} {tables[t].subject}: {one}")
            else:
                mine.remove(found[0])
    assert wrong == []


def _fits(fact: Fact, one: _Printed, names: set[str], table: Table) -> bool:
    row = _squeezed(fact.row_path[-1])
    if table.kind is TableKind.FIGURES:
        return row in names and _squeezed(fact.column_path[-1]) == _squeezed(one.above)
    if fact.phase is None:
        return row == "项目期" and one.figure.endswith("年")
    named = any(row in name or name in row for name in names)
    return named and (one.order == 0 or fact.phase == "年度")


# --- PDF ------------------------------------------------------------------------------------------

_AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d")


@dataclass(frozen=True)
class _Word:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@cache
def _pages(path: Path) -> tuple[tuple[tuple[_Word, ...], ...], ...]:
    """For each page, the words of each ruled area, all as fractions of the page."""
    found: list[tuple[tuple[_Word, ...], ...]] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            width, height = float(page.width), float(page.height)
            words = [
                _Word(w["text"], w["x0"] / width, w["x1"] / width, w["top"] / height, w["bottom"] / height)
                for w in page.extract_words(keep_blank_chars=False, x_tolerance=2)
            ]
            areas = [table.bbox for table in page.find_tables()]
            found.append(
                tuple(
                    tuple(
                        word
                        for word in words
                        if x0 / width <= word.middle[0] <= x1 / width and y0 / height <= word.middle[1] <= y1 / height
                    )
                    for x0, y0, x1, y1 in areas
                )
            )
    return tuple(found)


def _amounts(path: Path) -> list[tuple[int, _Word, tuple[_Word, ...]]]:
    return [
        (number, word, area)
        for number, areas in enumerate(_pages(path), start=1)
        for area in areas
        for word in area
        if _AMOUNT.fullmatch(word.text)
    ]


def _holds(fact: Fact, page: int, word: _Word) -> bool:
    if fact.place is None or fact.place.box is None or fact.place.page != page:
        return False
    x0, y0, x1, y1 = fact.place.box
    x, y = word.middle
    return x0 <= x <= x1 and y0 <= y <= y1


def _figures(path: Path) -> list[Fact]:
    return [fact for fact in _understood(path)[1] if fact.state is State.NUMBER]


@pytest.mark.parametrize("name", PDFS)
def test_pdf_every_figure_is_a_fact_and_none_is_two(shared_data: Path, name: str) -> None:
    facts = _figures(shared_data / "real" / name)
    amounts = _amounts(shared_data / "real" / name)
    assert len(amounts) > 250
    for page, word, _ in amounts:
        found = [fact for fact in facts if _holds(fact, page, word)]
        assert [fact.text for fact in found] == [word.text], (page, word)
    assert len(facts) == len(amounts)


@pytest.mark.parametrize("name", PDFS)
def test_pdf_every_figure_has_its_row_and_column(shared_data: Path, name: str) -> None:
    facts = _figures(shared_data / "real" / name)
    wrong: list[str] = []
    for page, word, area in _amounts(shared_data / "real" / name):
        fact = next(fact for fact in facts if _holds(fact, page, word))
        label, header = _label(fact, word, area), _header(fact, area)
        if label and not label.endswith(_squeezed(fact.row_path[-1])):
            wrong.append(f"p{page} {word.text}: row {label} ≠ {fact.row_path}")
        if header and not header.endswith(_squeezed(fact.column_path[-1])):
            wrong.append(f"p{page} {word.text}: column {header} ≠ {fact.column_path}")
    assert wrong == []


def _label(fact: Fact, amount: _Word, area: tuple[_Word, ...]) -> str:
    """The words of the fact's printed row left of it, from the last amount before them on: its name
    with its numbering, after the other half's name where that half has no amount in this row."""
    assert fact.place
    assert fact.place.box
    _, y0, _, y1 = fact.place.box
    left = [word for word in area if y0 <= word.middle[1] <= y1 and word.x1 <= amount.x0]
    texts = [word for word in left if not re.fullmatch(r"[\d,.]+", word.text)]
    if not texts:
        return ""
    last = max(word.x1 for word in texts)
    walls = [word.x1 for word in left if _AMOUNT.fullmatch(word.text) and word.x1 < last]
    mine = [word for word in texts if word.x0 >= max(walls, default=0)]
    joined = "".join(word.text for word in sorted(mine, key=lambda word: (round(word.top, 3), word.x0)))
    return _squeezed(joined)


def _header(fact: Fact, area: tuple[_Word, ...]) -> str:
    """The words above the area's first amount that stand over the fact's column."""
    assert fact.place
    assert fact.place.box
    x0, _, x1, _ = fact.place.box
    first = min(word.top for word in area if re.fullmatch(r"[\d,.]+", word.text))
    over = [word for word in area if word.bottom < first and x0 <= word.middle[0] <= x1]
    return _squeezed("".join(w.text for w in sorted(over, key=lambda word: (round(word.top, 3), word.x0))))
