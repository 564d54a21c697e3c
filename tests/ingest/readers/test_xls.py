"""Workbooks of Excel 97 to 2003: read by the rules of the new ones."""

from __future__ import annotations

import pytest

from eval.documents.biff import Sheet, xls
from ingest.document import Grid, Place
from ingest.errors import UnreadableFile
from ingest.readers import read_bytes
from ingest.readers.xls import MEDIA_TYPE
from tests.ingest.readers.workbook_maker import figures, outlined

BUDGET = Sheet(
    [
        ["2025年收支总表"],
        ["编制单位：某县水利局", None, "单位：万元"],
        ["科目编码", "项目", "金额"],
        [213, "农林水支出", (1234.5, "#,##0.00")],
        [21303, "　水利", (1000.1 + 234.4, "#,##0.00")],
        ["合计", None, (1234.5, "#,##0.00")],
    ],
    merged=[(0, 0, 0, 2), (5, 0, 5, 1)],
)


def test_cells_as_shown() -> None:
    document = read_bytes(xls({"表一": BUDGET}), "预算.xls")
    assert document.media_type == MEDIA_TYPE
    assert outlined(document) == [
        "2025年收支总表",
        "编制单位：某县水利局",
        "单位：万元",
        [
            ["科目编码", "项目", "金额"],
            ["213", "农林水支出", "1,234.50"],
            ["21303", "　水利", "1,234.50"],
            ["合计", None, "1,234.50"],
        ],
    ]
    grid = document.blocks[-1]
    assert isinstance(grid, Grid)
    assert grid.rows[1][2] is not None
    assert grid.rows[1][2].place == Place(1, sheet="表一", cell="C4")


def test_figures_at_their_address() -> None:
    assert ("2025年收支总表", "农林水支出/水利", "金额", "1234.50万元") in figures(xls({"表一": BUDGET}), "预算.xls")


def test_what_is_hidden_is_not_read() -> None:
    sheet = Sheet([["项目", "密", "金额"], ["甲", 1, 2], ["乙", 3, 4]], hidden_rows=[1], hidden_columns=[1])
    hidden = Sheet([["秘密", 1]], hidden=True)
    assert outlined(read_bytes(xls({"底稿": hidden, "Sheet1": sheet}), "a.xls")) == [[["项目", "金额"], ["乙", "4"]]]


@pytest.mark.parametrize("size", [600, 1200, 2000])
def test_a_truncated_workbook_is_refused(size: int) -> None:
    with pytest.raises(UnreadableFile):
        read_bytes(xls({"表一": BUDGET})[:size], "预算.xls")


def test_dates_are_shown_as_a_chinese_system_shows_them() -> None:
    sheet = Sheet([["事项", "日期"], ["公开", (45678, "yyyy-mm-dd")], ["批复", (45678, 'yyyy"年"m"月"d"日"')]])
    assert outlined(read_bytes(xls({"Sheet1": sheet}), "a.xls")) == [
        [["事项", "日期"], ["公开", "2025-01-21"], ["批复", "2025年1月21日"]]
    ]
