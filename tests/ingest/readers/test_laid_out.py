"""Text whose columns are kept apart by blanks: its tables, paragraphs and pages."""

from __future__ import annotations

import pytest

from ingest.document import Document, Grid, Paragraph
from ingest.readers import read_bytes

TABLE = """\
                支出总表
部门：甲局                              单位：万元
                              其中
科目编码  科目名称            合计
                                     基本支出  项目支出
208       社会保障和就业支出  1,284.02    284.02  1,000.00
20805     行政事业单位养老        84.02     84.02
21011     行政事业单位医疗       200.00               200.00
"""


def read(text: str) -> Document:
    return read_bytes(text.encode(), "甲局.txt")


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[block.text(r, c) for c in range(block.width)] for r in range(len(block.rows))]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def table(*rows: tuple[str, ...], ideograph: int = 2, rooms: tuple[int, ...] = (10, 24, 12, 12)) -> str:
    """Rows set with an ideograph as wide as so many digits; figures at the right of their room."""
    lines = []
    for row in rows:
        line = ""
        for cell, room in zip(row, rooms, strict=True):
            width = sum(ideograph if ord(char) > 0x2E80 else 1 for char in cell)
            blank = " " * (room - width)
            line += blank + cell if cell[:1].isdigit() and len(line) > 10 else cell + blank
        lines.append(line.rstrip())
    return "\n".join(lines) + "\n"


ROWS = (
    ("科目编码", "科目名称", "基本支出", "项目支出"),
    ("2080501", "行政单位离退休", "186.34", ""),
    ("2080505", "机关事业单位养老保险", "", "1,428.64"),
    ("2101101", "行政单位医疗", "142.60", "3.50"),
)


@pytest.mark.parametrize("ideograph", [1, 2])
def test_blank_cells_stay_in_their_columns(ideograph: int) -> None:
    (grid,) = grids(read(table(*ROWS, ideograph=ideograph)))
    assert grid == [list(row) for row in ROWS]


def test_a_header_printed_again_on_the_next_page_is_one_with_the_first() -> None:
    text = table(*ROWS) + "\n第 1 页\n\f" + table(ROWS[0], ("2210201", "住房公积金", "", "12.00"))
    document = read(text)
    assert [len(grid) for grid in grids(document)] == [4, 2]
    assert grids(document)[1][1] == ["2210201", "住房公积金", "", "12.00"]
    assert not any("页" in text for text in paragraphs(document))


def test_rows_of_the_next_page_without_a_header_keep_their_columns() -> None:
    text = table(*ROWS) + "\f" + table(("2210201", "住房公积金", "", "12.00"), ("2210203", "购房补贴", "1.00", ""))
    rows = grids(read(text))[1]
    assert rows == [["2210201", "住房公积金", "", "12.00"], ["2210203", "购房补贴", "1.00", ""]]


def test_a_label_broken_around_its_figures_is_one() -> None:
    lines = table(*ROWS).splitlines()
    lines[2:3] = [
        "          机关事业单位基本",
        "2080505                                             1,428.64",
        "          养老保险缴费支出",
    ]
    (grid,) = grids(read("\n".join(lines)))
    assert [row[1].replace("\n", "") for row in grid[1:]] == [
        "行政单位离退休",
        "机关事业单位基本养老保险缴费支出",
        "行政单位医疗",
    ]
    assert grid[2][2:] == ["", "1,428.64"]


def test_numbered_rows_without_figures_are_rows() -> None:
    names = [f"（{number}）{name}支出" for number, name in zip("一二三四五", "甲乙丙丁戊", strict=True)]
    blank = [("", name, "", "") for name in names]
    (grid,) = grids(read(table(*ROWS[:2], *blank, *ROWS[2:])))
    assert [row[1] for row in grid[2:7]] == names


def test_a_sentence_broken_over_lines_is_one_paragraph_and_a_note_is_no_row() -> None:
    sentence = (
        "云澜局2025年度收入预算总计20,035.99万元，与上年相比减少756.95万元，主要原因是加快项目执行进度，结转减少。"
    )
    broken = "  " + sentence[:40] + "\n" + sentence[40:] + "\n  二、支出情况\n"
    document = read(table(*ROWS) + "注：本表不含上年结转。\n" + broken)
    assert paragraphs(document) == ["注：本表不含上年结转。", sentence, "二、支出情况"]
    assert len(grids(document)[0]) == len(ROWS)


def test_pages_are_cited_where_form_feeds_part_them() -> None:
    grid = next(block for block in read("说明\n\f" + table(*ROWS)).blocks if isinstance(block, Grid))
    assert grid.pages == (2,)


def test_prose_with_blanks_makes_no_table() -> None:
    document = read("甲局  2025年预算说明\n\n本年收入  共 3 项。\n乙  丙\n")
    assert not grids(document)
