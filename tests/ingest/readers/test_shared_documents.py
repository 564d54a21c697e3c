"""The shared documents, read whole: counts, figures, and places checked against the pages themselves."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from ingest.document import Document, Grid, Paragraph
from ingest.readers import read
from ingest.readers.describe import describe

AMOUNT = re.compile(r"^-?\d{1,3}(?:,\d{3})*\.\d\d$|^-?\d+\.\d\d$")
BUDGET = "上海市普陀区商务委员会25年预算.pdf"
UNIT_BUDGET = "上海市普陀区商务委员会单位25年预算.pdf"
FINAL = "上海市普陀区规划和自然资源局 2024 年度部门决算.pdf"
PDFS = [BUDGET, UNIT_BUDGET, FINAL]


@cache
def document(folder: Path, name: str) -> Document:
    return read(folder / "real" / name if name.endswith(".pdf") else folder / name)


def grids(found: Document) -> list[Grid]:
    return [block for block in found.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[grid.text(r, c).strip("\u3000") for c in range(grid.width)] for r in range(len(grid.rows))]


@pytest.mark.parametrize(
    "name, sizes",
    [
        (BUDGET, ["16x4 17x9 17x9 17x7 17x7 16x7 18x7", "19x7 11x7 11x7 18x6 16x6 4x7"]),
        (UNIT_BUDGET, ["16x7 17x9 17x9 17x7 17x7 15x7 18x7", "19x7 12x7 11x7 18x6 16x6 4x7"]),
        (FINAL, ["6x3 30x4 14x9 13x9 14x8 13x8 17x7", "15x7 23x5 4x5 40x6 5x12 6x8 6x8"]),
    ],
)
def test_tables_by_size(shared_data: Path, name: str, sizes: list[str]) -> None:
    """One grid a page, from the ninth page of the budgets, the sixth of the final account."""
    found = grids(document(shared_data, name))
    assert " ".join(f"{len(grid.rows)}x{grid.width}" for grid in found) == " ".join(sizes)
    assert [grid.pages[0] for grid in found] == list(range(found[0].pages[0], found[0].pages[0] + len(found)))


@pytest.mark.parametrize("name", PDFS)
def test_every_amount_of_every_page_is_read_once(shared_data: Path, name: str) -> None:
    """Against pdfplumber's own words, which know nothing of cells: no amount lost, none doubled."""
    mine = Counter[tuple[int, str]]()
    for grid in grids(document(shared_data, name)):
        for row in grid.rows:
            mine.update((c.place.page, c.text) for c in row if c and c.place and AMOUNT.match(c.text))
    pages = {page for page, _ in mine}
    theirs = Counter[tuple[int, str]]()
    with pdfplumber.open(shared_data / "real" / name) as pdf:
        for page in pages:
            words = pdf.pages[page - 1].extract_words(x_tolerance=1, split_at_punctuation="，。；、：")
            for word in words:
                for amount in re.findall(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d", word["text"]):
                    theirs[page, amount] += 1
    assert mine == theirs


@pytest.mark.parametrize("name", PDFS)
def test_places_hold_the_words_they_stand_for(shared_data: Path, name: str) -> None:
    found = document(shared_data, name)
    with pdfplumber.open(shared_data / "real" / name) as pdf:
        for block in found.blocks:
            quoted = (
                [(block.text[run.start : run.end], run.place) for run in block.runs]
                if isinstance(block, Paragraph)
                else [(cell.text, cell.place) for row in block.rows for cell in row if cell and cell.text]
            )
            for text, place in quoted:
                assert place is not None
                assert place.box is not None
                x0, top, x1, bottom = place.box
                assert 0 <= x0 < x1 <= 1
                assert 0 <= top < bottom <= 1
                page = pdf.pages[place.page - 1]
                seen = Counter(
                    char["text"]
                    for char in page.chars
                    if x0 - 0.002 <= (char["x0"] + char["x1"]) / 2 / float(page.width) <= x1 + 0.002
                    and top - 0.002 <= (char["top"] + char["bottom"]) / 2 / float(page.height) <= bottom + 0.002
                )
                assert not Counter(re.sub(r"\s", "", text)) - seen, text


def test_halves_of_the_economic_table_keep_label_and_figure_together(shared_data: Path) -> None:
    (table,) = [grid for grid in grids(document(shared_data, FINAL)) if grid.pages == (16,)]
    rows = texts(table)
    assert rows[0] == ["经济分类\n科目编码", "科目名称", "决算数"] * 2
    assert rows[1] == ["301", "工资福利支出", "4816.14", "302", "商品和服务支出", "440.90"]
    assert ["30109", "职业年金缴费", "225.12", "30207", "邮电费", "8.05"] in rows
    assert rows[7][:3] == ["30108", "机关事业单位基本养老保\n险缴费", "446.11"]
    assert rows[-1] == ["人员经费合计", "", "4884.09", "公用经费合计", "", "480.66"]


def test_a_three_level_header(shared_data: Path) -> None:
    (table,) = [grid for grid in grids(document(shared_data, FINAL)) if grid.pages == (17,)]
    spans = [(cell.text, cell.row_span, cell.col_span) for row in table.rows[:3] for cell in row if cell]
    assert spans == [
        ("财政拨款“三公”经费", 1, 12),
        ("合计", 2, 2),
        ("因公出国\n（境）费", 2, 2),
        ("公务用车购置及运行维护费", 1, 6),
        ("公务接待费", 2, 2),
        ("小计", 1, 2),
        ("公务用车\n购置费", 1, 2),
        ("公务用车\n运行维护费", 1, 2),
    ]
    assert texts(table)[3] == ["预算数", "决算数"] * 6
    assert texts(table)[4] == ["2.85", "0.39", *["0.00"] * 8, "2.85", "0.39"]


def test_split_codes_and_the_last_page_of_a_table(shared_data: Path) -> None:
    first, last = [grid for grid in grids(document(shared_data, BUDGET)) if grid.pages[0] in (12, 13)]
    assert texts(first)[5] == ["201", "13", "01", "行政运行", "9,389,913.00", "9,389,913.00", ""]
    assert texts(last)[-1] == ["合计", "", "", "", "371,514,655.00", "19,830,655.00", "351,684,000.00"]


@pytest.mark.parametrize(
    "name, page, title, unit",
    [
        (BUDGET, 9, "2025年部门财务收支预算总表", "单位：元"),
        (BUDGET, 21, "2025年部门“三公”经费和机关运行经费预算表", "单位:万元"),
        (UNIT_BUDGET, 14, "2025年预算单位财政拨款收支预算总表", "单位：元"),
        (FINAL, 17, "财政拨款“三公”经费支出决算表", "单位：万元"),
    ],
)
def test_title_and_unit_stand_before_their_table(
    shared_data: Path, name: str, page: int, title: str, unit: str
) -> None:
    found = document(shared_data, name).blocks
    at = next(i for i, b in enumerate(found) if isinstance(b, Grid) and b.pages == (page,))
    above = [block for block in found[at - 3 : at] if isinstance(block, Paragraph)]
    assert above[-1].text == unit
    assert title in [block.text for block in above]


def test_text_that_overflowed_its_page_is_read_once(shared_data: Path) -> None:
    found = document(shared_data, BUDGET)
    joined = "".join(block.text for block in found.blocks if isinstance(block, Paragraph))
    for phrase in ("负责建立健全生活必需品市场供应应急机制", "13、完成区委、区政府交办的其他任务。"):
        assert joined.count(phrase) == 1


@pytest.mark.parametrize("name", [*PDFS, "disclosure.txt"])
def test_contents_and_page_numbers_are_gone(shared_data: Path, name: str) -> None:
    lines = [block.text for block in document(shared_data, name).blocks if isinstance(block, Paragraph)]
    assert not [line for line in lines if re.fullmatch(r"目\s*录|[-—\s]*\d+[-—\s]*", line) or "...." in line]


def test_the_text_disclosure(shared_data: Path) -> None:
    found = document(shared_data, "disclosure.txt")
    assert [f"{len(grid.rows)}x{grid.width}" for grid in grids(found)][:13] == (
        ["35x6", "21x9", "21x5", "39x7", "20x5", "38x5", "3x3", "2x5", "4x8", "8x5", "4x5", "12x7", "7x5"]
    )
    assert len(grids(found)) == 13 + 8
    assert not any("<p>" in cell.text for grid in grids(found) for row in grid.rows for cell in row if cell)


def test_describe_shows_every_block(shared_data: Path) -> None:
    found = document(shared_data, FINAL)
    shown = describe(found)
    assert all(f"[{number}] " in shown for number in range(len(found.blocks)))
    assert "GRID 40x6 ruled" in shown
