"""Tables without rules between columns → grids: each case draws a page and says what must be read."""

from __future__ import annotations

from ingest.document import Grid, Paragraph
from tests.ingest.readers.pdf_maker import Page
from tests.ingest.readers.test_pdf_tables import blocks, only_grid, texts

Entries = list[tuple[float, str]]


def row(page: Page, y: float, label: str, figures: Entries, x: float = 60, size: float = 10) -> None:
    page.text(x, y, label, size)
    for right, figure in figures:
        page.right(right, y, figure, size)


def names(page: Page, y: float, entries: Entries, size: float = 10) -> None:
    for centre, name in entries:
        page.centre(centre, y, name, size)


def spans(grid: Grid, rows: int) -> list[tuple[str, int, int]]:
    return [
        (cell.text.replace("\n", ""), cell.row_span, cell.col_span)
        for line in grid.rows[:rows]
        for cell in line
        if cell and cell.text
    ]


def test_names_of_three_levels_stand_over_what_they_span() -> None:
    page = Page()
    names(page, 100, [(345, "年初预算")])
    names(page, 120, [(420, "车辆费用"), (530, "会议费")])
    names(page, 130, [(250, "合计"), (330, "出国费")])
    names(page, 140, [(380, "购置费"), (460, "运行费")])
    page.text(60, 120, "单位", 10)
    for i, label in enumerate(["城管局", "绿化站", "环卫所"]):
        row(page, 165 + 18 * i, label, [(265, f"1{i}.50"), (395, "4.00"), (475, f"{i}.50"), (545, "2.00")])
    grid = only_grid(page)
    assert spans(grid, 3) == [
        ("单位", 3, 1),
        ("年初预算", 1, 4),
        ("会议费", 3, 1),
        ("合计", 2, 1),
        ("出国费", 2, 1),
        ("车辆费用", 1, 2),
        ("购置费", 1, 1),
        ("运行费", 1, 1),
    ]
    assert texts(grid)[3] == ["城管局", "10.50", "", "4.00", "0.50", "2.00"]


def test_neighbouring_names_with_hardly_any_room_are_two() -> None:
    page = Page()
    page.text(60, 100, "科目", 10).text(240, 100, "事业单位经营支出", 10).text(324, 100, "对下级单位补助支出", 10)
    for i, label in enumerate(["教育支出", "卫生支出", "农林支出"]):
        row(page, 120 + 18 * i, label, [(318, f"{i}.00"), (412, "120.00")])
    assert texts(only_grid(page))[0] == ["科目", "事业单位经营支出", "对下级单位补助支出"]


def test_a_wrapped_name_is_one() -> None:
    page = Page()
    names(page, 97, [(300, "政府性基金")])
    names(page, 109, [(300, "预算拨款")])
    names(page, 103, [(100, "科目"), (420, "其他资金")])
    for i, label in enumerate(["教育支出", "卫生支出", "农林支出"]):
        row(page, 130 + 18 * i, label, [(325, f"{i}.00"), (440, "12.00")])
    assert texts(only_grid(page))[0] == ["科目", "政府性基金\n预算拨款", "其他资金"]


def test_the_row_that_counts_columns_says_which_are_blank() -> None:
    page = Page()
    names(page, 100, [(100, "项目"), (260, "合计"), (360, "基金预算"), (460, "其他收入")])
    names(page, 118, [(100, "栏次"), (260, "1"), (360, "2"), (460, "3")])
    for i, label in enumerate(["一、教育支出", "二、卫生支出", "三、农林支出"]):
        row(page, 136 + 18 * i, label, [(298, f"{i}1.00"), (498, "1.00")])
    found = texts(only_grid(page))
    assert found[:3] == [
        ["项目", "合计", "基金预算", "其他收入"],
        ["栏次", "1", "2", "3"],
        ["一、教育支出", "01.00", "", "1.00"],
    ]


def test_one_row_of_figures_under_its_names_is_a_table() -> None:
    page = Page().centre(300, 60, "公用经费情况", 16).right(520, 84, "单位：万元", 10)
    names(page, 110, [(120, "合计"), (220, "办公费"), (320, "差旅费"), (420, "会议费")])
    for centre, figure in ((120, "9.40"), (220, "4.10"), (320, "3.20"), (420, "2.10")):
        page.centre(centre, 130, figure, 10)
    found = blocks(page)
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["公用经费情况", "单位：万元"]
    assert texts(only_grid(page)) == [["合计", "办公费", "差旅费", "会议费"], ["9.40", "4.10", "3.20", "2.10"]]


def test_a_table_goes_on_over_the_page_with_one_row() -> None:
    first, second = Page(), Page()
    names(first, 700, [(100, "科目"), (300, "基本支出"), (420, "项目支出")])
    for i, label in enumerate(["教育支出", "卫生支出", "农林支出"]):
        row(first, 720 + 18 * i, label, [(320, f"{i}.00"), (440, "12.00")])
    row(second, 60, "住房支出", [(320, "7.00"), (440, "8.00")])
    second.text(60, 100, "以上为本表内容。", 12)
    grids = [block for block in blocks(first, second) if isinstance(block, Grid)]
    assert [texts(grid)[-1] for grid in grids] == [["农林支出", "2.00", "12.00"], ["住房支出", "7.00", "8.00"]]


def test_rules_between_rows_say_what_is_one_row() -> None:
    page = Page()
    for y in (88, 108, 156, 176):
        page.line(60, y, 460, y)
    page.line(180, 132, 460, 132)
    names(page, 102, [(180, "类别"), (330, "金额"), (430, "占比")])
    page.text(64, 136, "基本支出", 10).text(190, 124, "人员经费", 10).text(190, 148, "公用经费", 10)
    page.text(64, 170, "合计", 10)
    for y, figure, share in ((124, "8.00", "80%"), (148, "2.00", "20%"), (170, "10.00", "100%")):
        page.right(350, y, figure, 10).right(450, y, share, 10)
    grid = only_grid(page)
    assert texts(grid) == [
        ["类别", None, "金额", "占比"],
        ["基本支出", "人员经费", "8.00", "80%"],
        [None, "公用经费", "2.00", "20%"],
        ["合计", "", "10.00", "100%"],
    ]


def test_figures_set_left_and_right_are_one_column() -> None:
    page = Page()
    names(page, 100, [(100, "科目"), (300, "本年预算"), (420, "上年预算")])
    for i, figure in enumerate(["120.50", "", "88.00"]):
        row(page, 118 + 18 * i, "甲乙丙"[i] + "支出", [(340, figure), (450, "3.00")])
    page.text(264, 136, "0", 10)
    assert [line[1] for line in texts(only_grid(page))] == ["本年预算", "120.50", "0", "88.00"]


def test_labels_without_figures_above_the_first_row_are_rows() -> None:
    page = Page()
    names(page, 100, [(120, "项目"), (300, "预算数"), (420, "决算数")])
    page.text(60, 118, "一、本年支出", 10)
    for i, label in enumerate(["1.基本支出", "2.项目支出", "3.其他各项支出"]):
        row(page, 136 + 18 * i, label, [(320, f"{i}.00"), (440, "12.00")], x=80)
    assert [line[0] for line in texts(only_grid(page))][:3] == ["项目", "一、本年支出", "\u3000\u30001.基本支出"]


def test_a_last_row_without_a_rule_under_it_is_kept() -> None:
    page = Page()
    for y in (88, 108, 128, 148):
        page.line(60, y, 460, y)
    names(page, 102, [(120, "项目"), (330, "金额"), (430, "占比")])
    for i, label in enumerate(["甲项", "乙项", "丙项"]):
        row(page, 122 + 20 * i, label, [(350, f"{i}.00"), (450, "10%")])
    assert [line[0] for line in texts(only_grid(page))] == ["项目", "甲项", "乙项", "丙项"]


def test_a_dash_beside_the_next_columns_figure_is_a_cell_of_its_own() -> None:
    page = Page()
    names(page, 100, [(100, "科目"), (290, "基本支出"), (350, "项目支出")])
    for i, label in enumerate(["教育支出", "卫生支出", "农林支出", "住房支出"]):
        page.text(60, 120 + 18 * i, label, 10).right(380, 120 + 18 * i, f"1,{i}00,000.00", 10)
        page.right(315, 120 + 18 * i, "—" if i % 2 else "12.00", 10)
    assert texts(only_grid(page))[2:4] == [
        ["卫生支出", "—", "1,100,000.00"],
        ["农林支出", "12.00", "1,200,000.00"],
    ]


def test_dashes_set_left_are_of_the_column_of_their_figures() -> None:
    page = Page()
    names(page, 100, [(350, "支出情况")])
    names(page, 109, [(100, "科目")])
    names(page, 118, [(300, "上年预算数"), (400, "本年预算数")])
    for i, label in enumerate(["教育支出", "卫生支出", "农林支出", "住房支出"]):
        page.text(60, 136 + 18 * i, label, 10).right(340, 136 + 18 * i, f"{i}.50", 10)
        if i == 1:
            page.text(360, 136 + 18 * i, "-", 10)
        else:
            page.right(440, 136 + 18 * i, "7.00", 10)
    grid = only_grid(page)
    assert spans(grid, 2) == [("科目", 2, 1), ("支出情况", 1, 2), ("上年预算数", 1, 1), ("本年预算数", 1, 1)]
    assert texts(grid)[2:4] == [
        ["教育支出", "0.50", "7.00"],
        ["卫生支出", "1.50", "-"],
    ]


def test_one_column_of_figures_under_two_names() -> None:
    page = Page()
    names(page, 100, [(420, "部门预算")])
    names(page, 110, [(160, "项目")])
    names(page, 120, [(420, "预算数")])
    names(page, 138, [(160, "栏次"), (420, "1")])
    for i, label in enumerate(["一、教育支出", "二、卫生支出", "三、农林支出"]):
        row(page, 156 + 18 * i, label, [(460, f"{i}.50")])
    grid = only_grid(page)
    assert spans(grid, 2) == [("项目", 2, 1), ("部门预算", 1, 1), ("预算数", 1, 1)]
    assert texts(grid)[2:4] == [["栏次", "1"], ["一、教育支出", "0.50"]]


def test_rows_without_figures_count_on_by_code() -> None:
    page = Page()
    names(page, 100, [(80, "编码"), (200, "名称"), (400, "预算数")])
    items = [("208", "社会保障"), ("20805", "养老"), ("2080501", "离退休"), ("210", "卫生"), ("21011", "医疗")]
    for i, (code, name) in enumerate(items):
        page.text(60, 120 + 18 * i, code, 10).text(160, 120 + 18 * i, name, 10)
        if i < 3:
            page.right(440, 120 + 18 * i, f"{i}.50", 10)
    page.text(60, 240, "注：本表金额单位为元。", 10)
    assert texts(only_grid(page))[-2:] == [["210", "卫生", ""], ["21011", "医疗", ""]]
