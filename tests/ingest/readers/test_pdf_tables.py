"""Drawn tables → grids: each case draws a page and says what must be read."""

from __future__ import annotations

import pytest

from ingest.document import Block, Grid, Paragraph
from ingest.readers.pdf import read_pdf
from tests.ingest.readers.pdf_maker import Page, pdf

XS = [60.0, 200.0, 300.0, 400.0]


def blocks(*pages: Page) -> tuple[Block, ...]:
    return read_pdf(pdf(*pages), "x.pdf").blocks


def only_grid(*pages: Page) -> Grid:
    (grid,) = [block for block in blocks(*pages) if isinstance(block, Grid)]
    return grid


def texts(grid: Grid) -> list[list[str | None]]:
    """Cells' texts; None where a merged cell covers the position."""
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


def test_each_cell_has_its_text_and_box() -> None:
    page = Page().grid(XS, [100, 120, 140])
    page.text(64, 114, "项目").text(210, 114, "基本支出").text(310, 114, "项目支出")
    page.text(64, 134, "合计").right(298, 134, "1,234.50").right(398, 134, "0.00")
    grid = only_grid(page)
    assert texts(grid) == [["项目", "基本支出", "项目支出"], ["合计", "1,234.50", "0.00"]]
    cell = grid.rows[1][1]
    assert cell is not None
    assert cell.place is not None
    assert cell.place.page == 1
    assert cell.place.box == pytest.approx((200 / 600, 120 / 800, 300 / 600, 140 / 800), abs=1e-3)
    assert grid.ruled


def test_merged_cells_span() -> None:
    page = Page()
    for x in (60, 400):
        page.line(x, 100, x, 160)
    page.line(200, 100, 200, 160).line(300, 120, 300, 160)
    for y in (100, 140, 160):
        page.line(60, y, 400, y)
    page.line(200, 120, 400, 120)
    page.text(64, 125, "科目").centre(300, 114, "预算数").text(210, 134, "合计").text(310, 134, "其中")
    page.text(64, 154, "收入").right(298, 154, "8.00").right(398, 154, "7.00")
    grid = only_grid(page)
    assert texts(grid) == [["科目", "预算数", None], [None, "合计", "其中"], ["收入", "8.00", "7.00"]]
    spans = [(cell.row_span, cell.col_span) for row in grid.rows for cell in row if cell]
    assert spans == [(2, 1), (1, 2), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1)]


def test_a_cell_is_what_encloses_the_text_not_its_line() -> None:
    page = Page().grid(XS, [100, 140, 180])
    page.text(64, 112, "机关事业单位养老").text(64, 126, "保险缴费支出").right(298, 135, "99.81")
    page.text(64, 155, "职业年金").right(298, 175, "49.90").right(398, 148, "1.00")
    assert texts(only_grid(page)) == [
        ["机关事业单位养老\n保险缴费支出", "99.81", ""],
        ["职业年金", "49.90", "1.00"],
    ]


def test_rules_as_thin_bars_and_pieces() -> None:
    page = Page()
    for y in (100, 120, 140):
        for x0, x1 in ((60, 129), (130, 200), (200, 300)):
            page.fill(x0, y, x1, y + 0.7, 0)
    for x in (60, 200, 300):
        for y0, y1 in ((100, 119.5), (120, 140)):
            page.fill(x, y0, x + 0.7, y1, 0)
    page.text(64, 114, "项目").text(210, 114, "金额").text(64, 134, "合计").right(296, 134, "5.00")
    assert texts(only_grid(page)) == [["项目", "金额"], ["合计", "5.00"]]


@pytest.mark.parametrize("open_sides", [True, False])
def test_a_table_open_at_its_sides(open_sides: bool) -> None:
    page = Page()
    for y in (100, 120, 140, 160):
        page.line(60, y, 400, y)
    for x in (200, 300) if open_sides else XS:
        page.line(x, 100, x, 160)
    page.text(64, 114, "项目").text(210, 114, "上年").text(310, 114, "本年")
    page.text(64, 134, "收入").right(298, 134, "1.00").right(398, 134, "2.00")
    page.text(64, 154, "支出").right(298, 154, "3.00")
    assert texts(only_grid(page)) == [
        ["项目", "上年", "本年"],
        ["收入", "1.00", "2.00"],
        ["支出", "3.00", ""],
    ]


def test_white_backgrounds_are_no_rules_and_shaded_ones_no_harm() -> None:
    page = Page()
    for x0, x1 in ((60, 150), (150, 300)):
        page.fill(x0, 70, x1, 90, 1)
    page.fill(60, 100, 300, 120, 0.9).grid([60, 200, 300], [100, 120, 140])
    page.text(64, 84, "某表").text(64, 114, "项目").text(210, 114, "金额").text(64, 134, "合计").text(210, 134, "5.00")
    found = blocks(page)
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["某表"]
    assert texts(only_grid(page)) == [["项目", "金额"], ["合计", "5.00"]]


def test_a_frame_around_prose_is_no_table() -> None:
    page = Page().grid([50, 550], [90, 110, 130]).text(60, 104, "一、主要职责").text(60, 124, "本局负责。")
    assert [type(block) for block in blocks(page)] == [Paragraph, Paragraph]


def test_a_chart_is_no_table() -> None:
    page = Page().text(60, 60, "正文。").line(100, 100, 100, 300).line(300, 100, 300, 300).line(200, 100, 200, 300)
    for y in range(100, 301, 40):
        page.line(100, y, 300, y)
    assert [type(block) for block in blocks(page)] == [Paragraph]


def test_two_tables_and_the_lines_between_in_reading_order() -> None:
    page = Page().centre(300, 80, "收入表").text(400, 94, "单位：万元").grid(XS, [100, 120, 140])
    page.text(64, 114, "甲").text(64, 134, "乙")
    page.text(60, 155, "注：本表无数据").centre(300, 200, "支出表").grid(XS, [210, 230, 250]).text(64, 224, "丙")
    kinds = [block.text if isinstance(block, Paragraph) else "GRID" for block in blocks(page)]
    assert kinds == ["收入表", "单位：万元", "GRID", "注：本表无数据", "支出表", "GRID"]


def test_a_caption_inside_the_rules_comes_out() -> None:
    page = Page().line(60, 100, 400, 100).line(60, 180, 400, 180)
    for y in (120, 140, 160):
        page.line(60, y, 400, y)
    page.line(60, 100, 60, 180).line(400, 100, 400, 180)
    for x in (200, 300):
        page.line(x, 140, x, 180)
    page.centre(230, 114, "财政拨款收支总表").right(398, 134, "单位：万元")
    page.text(64, 154, "项目").text(210, 154, "上年").text(310, 154, "本年")
    page.text(64, 174, "收入").text(210, 174, "1.00").text(310, 174, "2.00")
    found = blocks(page)
    assert [block.text for block in found[:2] if isinstance(block, Paragraph)] == [
        "财政拨款收支总表",
        "单位：万元",
    ]
    assert texts(only_grid(page)) == [["项目", "上年", "本年"], ["收入", "1.00", "2.00"]]


def test_rows_without_rules_between_them() -> None:
    page = Page().grid(XS, [100, 120, 220])
    page.text(64, 114, "项目").text(210, 114, "上年").text(310, 114, "本年")
    rows = [("一、教育支出", "1.00", "2.00"), ("二、外交支出", "", ""), ("三、社会保障和", "3.50", "4.00")]
    for i, (label, a, b) in enumerate(rows):
        page.text(64, 136 + 16 * i, label).right(298, 136 + 16 * i, a).right(398, 136 + 16 * i, b)
    page.text(64, 136 + 16 * 3, "就业支出").text(64, 136 + 16 * 4, "合计").right(298, 200, "4.50").right(
        398, 200, "6.00"
    )
    assert texts(only_grid(page)) == [
        ["项目", "上年", "本年"],
        ["一、教育支出", "1.00", "2.00"],
        ["二、外交支出", "", ""],
        ["三、社会保障和\n就业支出", "3.50", "4.00"],
        ["合计", "4.50", "6.00"],
    ]


def test_two_columns_without_rules_between_rows() -> None:
    page = Page().grid([60, 200, 300], [100, 120, 190])
    page.text(64, 114, "项目").text(210, 114, "金额")
    for i, label in enumerate(["教育支出", "卫生支出", "合计"]):
        page.text(64, 136 + 18 * i, label).right(298, 136 + 18 * i, f"{i + 1}.50")
    assert texts(only_grid(page))[1:] == [["教育支出", "1.50"], ["卫生支出", "2.50"], ["合计", "3.50"]]


def test_three_line_tables() -> None:
    page = Page()
    for y in (100, 120, 190):
        page.line(60, y, 500, y)
    page.text(64, 114, "项目").right(300, 114, "上年").right(480, 114, "本年")
    for i, label in enumerate(["教育支出", "卫生支出", "合计"]):
        page.text(64, 136 + 18 * i, label).right(300, 136 + 18 * i, f"{i + 1}.50").right(480, 136 + 18 * i, "7.00")
    assert texts(only_grid(page)) == [
        ["项目", "上年", "本年"],
        ["教育支出", "1.50", "7.00"],
        ["卫生支出", "2.50", "7.00"],
        ["合计", "3.50", "7.00"],
    ]


def test_a_striped_table_has_all_its_rows() -> None:
    page = Page()
    for i, label in enumerate(["教育支出", "卫生支出", "农林支出", "合计"]):
        if i % 2:
            page.fill(60, 100 + 20 * i, 500, 120 + 20 * i, 0.9)
        page.text(64, 114 + 20 * i, label).right(300, 114 + 20 * i, f"{i}.50").right(480, 114 + 20 * i, "7.00")
    assert [row[0] for row in texts(only_grid(page))] == ["教育支出", "卫生支出", "农林支出", "合计"]


def test_coloured_cells_are_a_table() -> None:
    page = Page()
    for y in (100, 121, 142):
        for x0, x1 in ((60, 199), (200, 300)):
            page.fill(x0, y, x1, y + 20, 0.8)
    page.text(64, 114, "项目").text(210, 114, "金额").text(64, 135, "收入").text(210, 135, "5.00")
    page.text(64, 156, "备注")
    assert texts(only_grid(page)) == [["项目", "金额"], ["收入", "5.00"], ["备注", ""]]


def test_a_label_that_wraps_around_its_number() -> None:
    page = Page()
    for i, label in enumerate(["一、教育支出", "二、卫生支出"]):
        page.text(64, 114 + 24 * i, label).right(300, 114 + 24 * i, "1.50").right(480, 114 + 24 * i, "7.00")
    page.text(64, 162, "三、对个人和家庭的补助及").text(64, 178, "其他补助").text(64, 202, "四、预备费").text(
        64, 226, "合计"
    )
    page.right(300, 170, "2.00").right(480, 170, "3.00").right(300, 226, "5.00").right(480, 226, "17.00")
    assert texts(only_grid(page))[2:] == [
        ["三、对个人和家庭的补助及\n其他补助", "2.00", "3.00"],
        ["四、预备费", "", ""],
        ["合计", "5.00", "17.00"],
    ]


def test_numbers_broken_over_two_lines_stay_in_their_cell() -> None:
    page = Page().grid(XS, [100, 120, 150])
    page.text(64, 114, "项目").text(210, 114, "上年").text(310, 114, "本年").text(64, 138, "合计")
    page.text(204, 132, "371,514,65").text(204, 146, "5.00").text(304, 132, "371,514,65").text(304, 146, "5.00")
    assert texts(only_grid(page))[1] == ["合计", "371,514,65\n5.00", "371,514,65\n5.00"]


def test_a_figure_that_reaches_over_a_rule_stays_whole() -> None:
    page = Page().grid([60, 200, 262, 324], [100, 120, 140])
    page.text(64, 114, "项目").text(204, 114, "收入").text(268, 114, "支出")
    page.text(64, 134, "合计").right(260, 134, "139,742,828.30").right(322, 134, "7.00")
    assert texts(only_grid(page))[1] == ["合计", "139,742,828.30", "7.00"]


def test_figures_that_touch_at_a_rule_are_two() -> None:
    page = Page().grid([60, 200, 248, 296], [100, 120, 140])
    page.text(64, 114, "项目").text(204, 114, "收入").text(252, 114, "支出")
    page.text(64, 134, "合计").text(203, 134, "1,234.56").text(251, 134, "7,890.12")
    assert texts(only_grid(page))[1] == ["合计", "1,234.56", "7,890.12"]


def test_indentation_is_kept() -> None:
    page = Page().grid([60, 260, 400], [100, 120, 140, 160, 180, 200])
    page.centre(160, 114, "项目").centre(330, 114, "金额")
    for i, (x, label) in enumerate([(64, "工资福利支出"), (88, "基本工资"), (88, "津贴补贴和奖金"), (64, "其他")]):
        page.text(x, 134 + 20 * i, label).right(398, 134 + 20 * i, f"{i}.00")
    assert [row[0] for row in texts(only_grid(page))] == [
        "项目",
        "工资福利支出",
        "\u3000\u3000基本工资",
        "\u3000\u3000津贴补贴和奖金",
        "其他",
    ]


def test_unruled_columns_are_a_grid() -> None:
    page = Page().centre(300, 60, "2025年收支总表", 18).right(500, 90, "单位：万元")
    page.text(60, 110, "项目").centre(300, 110, "上年预算").centre(450, 110, "本年预算")
    rows = [
        ("一、财政拨款收入", "1,200.00", "1,300.50"),
        ("二、事业收入", "", "8.00"),
        ("收入总计", "1,200.00", "1,308.50"),
    ]
    for i, (label, a, b) in enumerate(rows):
        page.text(60, 130 + 20 * i, label).right(330, 130 + 20 * i, a).right(480, 130 + 20 * i, b)
    page.text(60, 220, "注：本表反映收支情况。")
    found = blocks(page)
    grid = only_grid(page)
    assert not grid.ruled
    assert texts(grid) == [["项目", "上年预算", "本年预算"], *[list(row) for row in rows]]
    assert [b.text for b in found if isinstance(b, Paragraph)] == [
        "2025年收支总表",
        "单位：万元",
        "注：本表反映收支情况。",
    ]


def test_unruled_header_names_span_their_columns() -> None:
    page = Page()
    page.text(60, 110, "科目").centre(380, 110, "2025年预算数")
    page.centre(280, 130, "合计").centre(380, 130, "基本支出").centre(480, 130, "项目支出")
    for i, label in enumerate(["教育支出", "卫生支出", "合计"]):
        y = 150 + 20 * i
        page.text(60, y, label).right(305, y, "30.00").right(405, y, "10.00").right(505, y, "20.00")
    grid = only_grid(page)
    assert texts(grid)[:2] == [["科目", "2025年预算数", None, None], [None, "合计", "基本支出", "项目支出"]]
    spanned = grid.rows[0][1]
    assert spanned is not None
    assert spanned.col_span == 3


@pytest.mark.parametrize(
    "lines",
    [
        ["一、主要职责", "二、机构设置", "三、收支情况"],
        ["本年收入合计3058.09万元，其中一般公共预算2866.51万元。"] * 4,
    ],
)
def test_prose_is_no_unruled_table(lines: list[str]) -> None:
    page = Page()
    for i, line in enumerate(lines):
        page.text(60, 100 + 20 * i, line)
    assert not [block for block in blocks(page) if isinstance(block, Grid)]


def test_contents_with_page_numbers_are_no_table() -> None:
    page = Page().centre(300, 60, "目 录", 18)
    for i, (name, number) in enumerate([("一、职责", 1), ("二、机构", 2), ("三、收支", 3), ("四、解释", 9)]):
        page.text(60, 100 + 20 * i, name).right(540, 100 + 20 * i, str(number))
    assert blocks(page, Page().text(60, 60, "本局负责。")) == blocks(Page(), Page().text(60, 60, "本局负责。"))


@pytest.mark.parametrize("case", ["plain", "rotate", "upside down", "turned"])
def test_a_turned_page_reads_upright_and_boxes_fit_what_is_seen(case: str) -> None:
    if case == "turned":  # text running upwards on a portrait page: x is the row, y the column
        page = Page().grid([100, 120, 140], [200, 400, 500])
        for x, y, words in ((114, 490, "项目"), (114, 390, "金额"), (134, 490, "合计"), (134, 390, "5.00")):
            page.text(x, y, words, turned=True)
    else:
        page = Page(rotate={"rotate": 90, "upside down": 180}.get(case, 0)).grid([100, 200, 400], [100, 120, 140])
        page.text(104, 114, "项目").text(210, 114, "金额").text(104, 134, "合计").text(210, 134, "5.00")
    grid = only_grid(page)
    assert texts(grid) == [["项目", "金额"], ["合计", "5.00"]]
    cell = grid.rows[1][1]
    assert cell is not None
    assert cell.place is not None
    expected = {
        "plain": (200 / 600, 120 / 800, 400 / 600, 140 / 800),
        "rotate": ((800 - 140) / 800, 200 / 600, (800 - 120) / 800, 400 / 600),
        "upside down": (200 / 600, 660 / 800, 400 / 600, 680 / 800),
        "turned": (120 / 600, 200 / 800, 140 / 600, 400 / 800),
    }[case]
    assert cell.place.box == pytest.approx(expected, abs=2e-3)
