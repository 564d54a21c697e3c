"""Text whose tables are made by blanks, an ideograph counted as one place or as two."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.document import Document, Grid, Paragraph
from ingest.readers import read_bytes
from ingest.tables import tables_of

ROWS = [
    ("", "合计", "1,820.50", "620.50", "1,200.00"),
    ("208", "社会保障和就业支出", "120.00", "120.00", ""),
    ("20805", "行政事业单位养老支出", "120.00", "120.00", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "120.00", "120.00", ""),
    ("213", "农林水支出", "1,700.50", "500.50", "1,200.00"),
    ("21303", "水利", "1,700.50", "500.50", "1,200.00"),
    ("2130301", "行政运行", "500.50", "500.50", ""),
    ("2130305", "水利工程建设", "1,200.00", "", "1,200.00"),
]
HEADER = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
AFTER = [("221", "住房保障支出", "64.90", "64.90", ""), ("22102", "住房改革支出", "64.90", "64.90", "")]
AFTER += [("2210201", "住房公积金", "64.90", "64.90", "")]


def typed(rows: list[tuple[str, ...]], wide: int, starts: tuple[int, ...]) -> str:
    """Rows with their words at these places and their figures ending 12 places further on."""
    lines = []
    for row in rows:
        line, at = "", 0
        for number, (text, start) in enumerate(zip(row, starts, strict=True)):
            width = sum(wide if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
            begin = start + 12 - width if number > 1 else start
            if text:
                line += " " * (begin - at) + text
                at = begin + width
        lines.append(line)
    return "\n".join(lines)


def document(wide: int) -> Document:
    starts = (0, 10, 50, 66, 82)
    head = f"{' ' * 30}支出总表\n部门：某市水利局{' ' * 60}单位：万元\n"
    moved = tuple(max(0, start - 8) if start > 10 else start for start in starts)
    first = head + typed([HEADER, *ROWS], wide, starts)
    second = (
        typed([HEADER, *AFTER], wide, moved)
        + "\n\n\n   第三部分 预算情况说明\n  本年支出预算1,885.40万元，主要用于水利工程。"
    )
    return read_bytes(f"{first}\n\n\n{' ' * 40}第 1 页\n\f{second}".encode(), "a.txt")


@pytest.mark.parametrize("wide", [1, 2])
def test_a_table_of_blanks_is_a_table_over_two_pages(wide: int) -> None:
    (placed,) = tables_of(document(wide))
    table = placed.table
    assert (table.title, table.unit) == ("支出总表", "万元")
    assert [column.path for column in table.columns] == [("合计",), ("基本支出",), ("项目支出",)]
    assert [(row.code, [cell.text for cell in row.cells if cell]) for row in table.rows] == [
        (code or None, [*figures]) for code, _, *figures in [*ROWS, *AFTER]
    ]
    assert table.rows[3].path == ("社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出")


def test_running_text_around_it_is_paragraphs() -> None:
    texts = [block.text for block in document(1).blocks if isinstance(block, Paragraph)]
    assert texts[-1] == "本年支出预算1,885.40万元，主要用于水利工程。"
    assert "第1页" not in "".join(texts)


def test_labels_that_count_on_stay_in_their_table() -> None:
    labels = ["一、一般公共服务支出", "二、外交支出", "三、国防支出", "四、教育支出", "五、其他支出"]
    income = ["一、财政拨款收入", "二、事业收入", "三、经营收入", "四、上级补助收入", "五、其他收入"]
    figures = [("120.00", "80.00"), ("", ""), ("", ""), ("", ""), ("6.00", "46.00")]
    rows = [("收入", "金额", "支出", "金额")]
    rows += [(a, x, b, y) for a, b, (x, y) in zip(income, labels, figures, strict=True)]
    rows += [("本年收入合计", "126.00", "本年支出合计", "126.00"), ("上年结转", "4.00", "年末结转", "4.00")]
    rows += [("收入总计", "130.00", "支出总计", "130.00")]
    lines = [f"{a:<16}{x:>10}    {b:<16}{y:>10}".rstrip() for a, x, b, y in rows]
    text = "收支总表\n单位：万元\n" + "\n".join(lines)
    (grid,) = [block for block in read_bytes(text.encode(), "a.txt").blocks if isinstance(block, Grid)]
    printed = [[grid.text(r, c) for c in range(4)] for r in range(len(grid.rows))]
    assert printed[3:5] == [["三、经营收入", "", "三、国防支出", ""], ["四、上级补助收入", "", "四、教育支出", ""]]
    assert printed[-1] == ["收入总计", "130.00", "支出总计", "130.00"]


def test_tabs_and_running_text_are_no_layout() -> None:
    prose = "2024年  收入  120.00万元，比上年增加。\n" * 3
    assert not any(isinstance(block, Grid) for block in read_bytes(prose.encode(), "a.txt").blocks)
