"""Grids that a page break cut apart."""

from __future__ import annotations

from ingest.document import Cell, Document, Grid, Paragraph, Place
from ingest.tables import tables_of

HEAD = "科目编码 | 科目名称 | 合计 | 基本支出\n201 | 一般公共服务支出 | 3 | 3"


def test_without_a_header(tables):
    (found,) = tables("支出表", HEAD, "208 | 社会保障和就业支出 | 2 | 2", "合计 | | 5 | 5", "注：无")
    assert [row.code for row in found.rows] == ["201", "208", None]
    assert found.notes == ("注：无",)


def test_with_the_header_again(tables):
    (found,) = tables("支出表", HEAD, "科目编码 | 科目名称 | 合计 | 基本支出\n208 | 社会保障和就业支出 | 2 | 2")
    assert [row.code for row in found.rows] == ["201", "208"]


def test_with_title_and_unit_again(tables):
    again = "科目编码 | 科目名称 | 合计 | 基本支出\n208 | 社会保障和就业支出 | 2 | 2"
    (found,) = tables("支出表", "单位：元", HEAD, "支出表", "单位：元", again)
    assert [row.code for row in found.rows] == ["201", "208"]


def test_a_name_cut_by_the_page(tables):
    (found,) = tables("支出表", HEAD + "\n20805 | 行政事业单位 | 2 | 2", " | 养老支出 | | \n合计 | | 5 | 5")
    assert [row.path[-1] for row in found.rows] == ["一般公共服务支出", "行政事业单位养老支出", "合计"]


def test_numbered_labels_go_on_over_the_page(tables):
    (found,) = tables(
        "收支表",
        "收入 | < | 支出 | <\n项目 | 决算数 | 项目 | 决算数\n一、财政拨款 | 5 | 一、教育支出 | 5",
        " | | 二、金融支出 | \n收入总计 | 5 | 支出总计 | 5",
    )
    assert ["/".join(row.path) for row in found.rows][-2:] == ["支出/金融支出", "支出/支出总计"]


def test_another_title_is_another_table(tables):
    found = tables("收入表", HEAD, "支出表", HEAD)
    assert [one.title for one in found] == ["收入表", "支出表"]


def test_another_header_is_another_table(tables):
    found = tables("收入表", HEAD, "项目名称 | 实施单位 | 金额 | 备注\n甲项目 | 某局 | 3 | ")
    assert len(found) == 2


def _placed(page: int, lefts: list[float], rows: list[list[str]]) -> Grid:
    return Grid(
        tuple(
            tuple(
                Cell(text, Place(page, (x, 0.1 * r, x + 0.1, 0.1 * r + 0.1)))
                for x, text in zip(lefts, row, strict=True)
            )
            for r, row in enumerate(rows)
        )
    )


def test_a_narrower_last_page_by_its_column_edges():
    first = _placed(1, [0.1, 0.2, 0.5, 0.7], [line.split(" | ") for line in HEAD.splitlines()])
    last = _placed(2, [0.1, 0.5, 0.7], [["合计", "3", "3"]])
    (placed,) = tables_of(Document((Paragraph("支出表"), first, last), "a.pdf", "application/pdf", "0" * 64, 2))
    assert [cell.text for cell in placed.table.rows[-1].cells] == ["3", "3"]
    assert placed.table.pages == (1, 2)
    assert (placed.first_block, placed.last_block) == (0, 2)
