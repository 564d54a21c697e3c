"""Literal grids | rows and columns as they are meant."""

from __future__ import annotations

from decimal import Decimal

from ingest.facts import State
from ingest.tables import facts_of
from ingest.tables.model import Role, TableKind
from ingest.tables.years import dated


def test_title_unit_and_year_stand_above_notes_below(table):
    found = table(
        "预算公开表3",
        "2025年部门支出总表",
        "单位名称：某市某局",
        "单位：万元",
        "科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 5.00",
        "注：本表不含上年结转。",
    )
    assert (found.title, found.unit, found.year) == ("2025年部门支出总表", "万元", 2025)
    assert found.notes == ("注：本表不含上年结转。",)
    assert found.rows[0].cells[0].unit == "万元"


def test_maker_and_unit_on_one_line_unit_in_title(tables):
    found = tables(
        "收入总表",
        "编制部门：某局    金额单位：元",
        "项目 | 金额\n收入合计 | 1.00",
        "支出总表（单位：万元）",
        "项目 | 金额\n支出合计 | 1.00",
        "采购表 单位：千元",
        "项目 | 金额\n货物 | 1.00",
    )
    assert [(one.title, one.unit) for one in found] == [
        ("收入总表", "元"),
        ("支出总表", "万元"),
        ("采购表", "千元"),
    ]


def test_captions_inside_the_grid(table):
    found = table(
        "2024年度收入决算表 | < | <\n部门：某局 | | 金额单位：万元\n项目 | < | 决算数\n"
        "科目编码 | 科目名称 | ^\n201 | 一般公共服务支出 | 7.00"
    )
    assert (found.title, found.unit, found.year) == ("2024年度收入决算表", "万元", 2024)
    assert found.rows[0].code == "201"


def test_side_by_side_halves_keep_their_own_columns(table, as_lines, headers):
    found = table(
        "收支总表",
        "收入 | | 支出 | |\n项目 | 2025年 | 项目 | 2025年合计 | 上年结转\n"
        "一、财政拨款 | 10 | 一、教育支出 | 8 | 1\n二、事业收入 | | 二、卫生健康支出 | 2 |\n"
        "收入总计 | 10 | 支出总计 | 10 | 1",
    )
    assert headers(found) == ["2025年", "2025年合计", "上年结转"]
    assert as_lines(found) == [
        "收入/财政拨款: 10 | · | ·",
        "收入/事业收入: – | · | ·",
        "收入/收入总计: 10 | · | ·",
        "支出/教育支出: · | 8 | 1",
        "支出/卫生健康支出: · | 2 | –",
        "支出/支出总计: · | 10 | 1",
    ]
    assert [row.role for row in found.rows].count(Role.TOTAL) == 2
    assert len(facts_of([found])) == 9


def test_halves_named_by_their_label_columns(table, as_lines):
    found = table(
        "收支预算表",
        "收入项目 | 金额 | 支出项目 | 金额\n财政拨款 | 10 | 基本支出 | 6\n其他收入 | 1 | 项目支出 | 5",
    )
    assert as_lines(found) == [
        "收入/财政拨款: 10",
        "收入/其他收入: 1",
        "支出/基本支出: 6",
        "支出/项目支出: 5",
    ]


def test_coded_halves_without_names_are_one_list(table, as_lines):
    found = table(
        "基本支出表",
        "科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数\n"
        "301 | 工资福利支出 | 9 | 302 | 商品和服务支出 | 3\n30101 | 基本工资 | 9 | 30201 | 办公费 | 3\n"
        "人员经费合计 | < | 9 | 公用经费合计 | < | 3",
    )
    assert as_lines(found) == [
        "301 工资福利支出: 9",
        "30101 工资福利支出/基本工资: 9",
        "人员经费合计: 9",
        "302 商品和服务支出: 3",
        "30201 商品和服务支出/办公费: 3",
        "公用经费合计: 3",
    ]


def test_codes_split_over_three_columns(table, as_lines):
    found = table(
        "支出表",
        "项目 | < | < | < | 支出预算\n科目编码 | < | < | 科目名称 | ^\n类 | 款 | 项 | ^ | ^\n"
        "201 | | | 一般公共服务支出 | 3\n201 | 13 | | 商贸事务 | 3\n201 | 13 | 01 | 行政运行 | 3\n"
        "合计 | < | < | < | 3",
    )
    assert as_lines(found) == [
        "201 一般公共服务支出: 3",
        "20113 一般公共服务支出/商贸事务: 3",
        "2011301 一般公共服务支出/商贸事务/行政运行: 3",
        "合计: 3",
    ]


def test_code_and_name_in_one_cell(table, as_lines):
    found = table("支出表", "功能科目 | 金额\n201 一般公共服务支出 | 3\n20113-商贸事务 | 3\n12345热线 运行 | 1")
    assert as_lines(found) == [
        "201 一般公共服务支出: 3",
        "20113 一般公共服务支出/商贸事务: 3",
        "12345热线运行: 1",
    ]


def test_code_stuck_to_name(table, as_lines):
    found = table(
        "支出表",
        "功能科目 | 金额\n201一般公共服务支出 | 3\n20113商贸事务 | 3\n[2011301]行政运行 | 3\n合计 | 3",
    )
    assert as_lines(found)[1] == "20113 一般公共服务支出/商贸事务: 3"
    found = table("项目表", "项目名称 | 金额\n12345热线 | 3\n食堂 | 2\n【2011301】行政运行 | 3")
    assert as_lines(found) == ["12345热线: 3", "食堂: 2", "2011301 行政运行: 3"]


def test_unit_rows_above_coded_rows(table, as_lines):
    found = table(
        "分单位支出表",
        "科目编码 | 科目名称 | 合计\n | 甲中心 | 5\n201 | 一般公共服务支出 | 5\n20101 | 人大事务 | 5\n"
        " | 乙中心 | 2\n201 | 一般公共服务支出 | 2\n20101 | 人大事务 | 2",
    )
    assert as_lines(found)[1:3] == [
        "201 甲中心/一般公共服务支出: 5",
        "20101 甲中心/一般公共服务支出/人大事务: 5",
    ]
    assert as_lines(found)[-1] == "20101 乙中心/一般公共服务支出/人大事务: 2"


def test_projects_under_their_coded_row(table, as_lines):
    found = table(
        "项目支出表",
        "科目编码 | 科目（项目）名称 | 金额\n2010302 | 一般行政管理事务 | 150.00\n"
        " | 甲项目 | 100.00\n | 乙项目 | 50.00",
    )
    assert as_lines(found)[1:] == ["一般行政管理事务/甲项目: 100.00", "一般行政管理事务/乙项目: 50.00"]


def test_three_level_header_without_spans(table, headers):
    found = table(
        "收支表",
        "项目 | | 2025年预算数 | | | 备注\n科目编码 | 科目名称 | 合计 | 基本支出 | | \n"
        " | | | 人员经费 | 公用经费 | \n"
        "201 | 一般公共服务支出 | 3 | 2 | 1 | 含补助",
    )
    assert headers(found) == [
        "2025年预算数/合计",
        "2025年预算数/基本支出/人员经费",
        "2025年预算数/基本支出/公用经费",
        "备注",
    ]
    assert [column.year for column in found.columns] == [2025, 2025, 2025, None]
    assert found.columns[3].text
    assert len(facts_of([found])) == 3


def test_three_public_expenses_in_one_row_without_a_name(table, as_lines, headers):
    found = table(
        "“三公”经费支出决算表",
        "财政拨款“三公”经费 | < | < | <\n合计 | < | 公务接待费 | <\n预算数 | 决算数 | 预算数 | 决算数\n"
        "2.85 | 0.39 | 2.85 | 0.39",
    )
    assert headers(found) == ["合计/预算数", "合计/决算数", "公务接待费/预算数", "公务接待费/决算数"]
    assert as_lines(found) == ["财政拨款“三公”经费: 2.85 | 0.39 | 2.85 | 0.39"]


def test_a_row_without_a_name_is_called_what_the_title_is_about(table, as_lines):
    found = table(
        "2025年部门“三公”经费和机关运行经费预算表",
        "“三公”经费预算数 | < | 机关运行经费预算数\n合计 | 公务接待费 | ^\n1.00 | 1.00 | 171.01",
    )
    assert as_lines(found) == ["“三公”经费和机关运行经费: 1.00 | 1.00 | 171.01"]


def test_innermost_headers_in_the_total_row(table, headers, as_lines):
    found = table(
        "基金表",
        "项目 | < | 本年收入 | 本年支出 | < | <\n科目编码 | 科目名称 | ^ | ^ | < | <\n"
        "合计 | < | | 合计 | 基本支出 | 项目支出\n | | | | |",
    )
    assert headers(found) == ["本年收入", "本年支出/合计", "本年支出/基本支出", "本年支出/项目支出"]
    assert as_lines(found) == ["合计: – | – | – | –"]
    assert found.empty


def test_column_numbers_and_line_numbers_are_dropped(table, as_lines, headers):
    found = table(
        "决算表",
        "项目 | 行次 | 金额 | 比重\n栏次 | | 1 | 2=1/3\n"
        "一、教育支出 | 1 | 3.00 | 30%\n二、科学技术支出 | 2 | 7.00 | 70%",
    )
    assert headers(found) == ["金额", "比重"]
    assert as_lines(found) == ["教育支出: 3.00 | 30%", "科学技术支出: 7.00 | 70%"]


def test_years_of_columns_and_percent(table):
    found = table(
        "2025年预算对比表",
        "单位：万元",
        "项目 | 上年预算数 | 本年预算数 | 增减额 | 增减率（%）\n培训费 | 10.00 | 12.00 | 2.00 | 20.00",
    )
    assert [(column.year, column.unit) for column in found.columns] == [
        (2024, "万元"),
        (2025, "万元"),
        (None, "万元"),
        (None, "%"),
    ]
    assert found.rows[0].cells[3].unit == "%"


def test_several_units_in_one_table(table):
    found = table(
        "相关统计表",
        "单位：万元",
        "项目 | 统计数\n公务用车购置数（辆） | 2\n国内公务接待人次（人次） | 26\n公务接待费 | 0.39",
    )
    assert [(row.path[-1], row.cells[0].unit) for row in found.rows] == [
        ("公务用车购置数", "辆"),
        ("国内公务接待人次", "人次"),
        ("公务接待费", "万元"),
    ]


def test_unit_in_the_header(table):
    found = table("资产表", "项目 | 金额（元） | 面积（平方米） | 编制人数\n房屋 | 5.00 | 1689 | 30")
    assert [column.unit for column in found.columns] == ["元", "平方米", "人"]
    assert [column.path for column in found.columns][:2] == [("金额",), ("面积",)]


def test_a_list_without_figures_is_text(table):
    found = table("单位构成如下：", "序号 | 单位名称 | 备注\n1 | 某局（本级） | \n2 | 某局执法大队（参公） | 参公")
    assert found.kind is TableKind.TEXT
    assert found.empty
    assert [row.path for row in found.rows] == [("某局（本级）",), ("某局执法大队（参公）",)]
    assert facts_of([found]) == []


def test_blank_dash_and_words_in_amount_cells(table):
    found = table("表", "项目 | 金额 | 上年\n培训费 | | —\n会议费 | 无 | 0.00")
    states = [[cell.state for cell in row.cells] for row in found.rows]
    assert states == [[State.BLANK, State.DASH], [State.TEXT, State.NUMBER]]
    assert [fact.value for fact in facts_of([found])] == [None, None, Decimal("0.00")]


def test_merged_amount_counts_once(table):
    found = table("表", "项目 | 金额\n甲 | 5.00\n乙 | ^")
    assert [fact.row_path for fact in facts_of([found])] == [("甲",)]


def test_wrapped_names_are_one(table):
    found = table(
        "表",
        "项目 | 金额\n国有资本经营 预算支出 | 1\n某省12345政务服务便民热线服 务外包 | 2\nLED display 屏 | 3",
    )
    assert [row.path[-1] for row in found.rows] == [
        "国有资本经营预算支出",
        "某省12345政务服务便民热线服务外包",
        "LED display 屏",
    ]


def test_years_that_only_the_document_knows(table):
    found = table("预算对比表", "项目 | 上年决算数 | 本年预算数 | 增减\n培训费 | 10.00 | 12.00 | 2.00")
    assert [column.year for column in found.columns] == [None, None, None]
    assert [column.year for column in dated(found, 2025).columns] == [2024, 2025, None]


def test_rows_without_a_name_in_the_first_column_stand_under_the_last_that_has_one(table, as_lines):
    found = table(
        "政府采购支出表",
        "单位：万元",
        "采购品目大类 | 专项名称 | 采购物品名称 | 采购组织形式 | 总计\n合计 | | | | 2,016.00\n货物 | | | | 36.00\n"
        " | 公务用车购置 | 越野车 | 公开招标 | 36.00\n工程 | | | | 1,980.00\n | 防洪工程 | 施工 | 公开招标 | 1,980.00",
    )
    assert [row.path for row in found.rows] == [
        ("合计",),
        ("货物",),
        ("货物", "公务用车购置"),
        ("工程",),
        ("工程", "防洪工程"),
    ]


def test_parts_of_what_is_counted_are_counted_in_its_unit(table):
    found = table(
        "机构运行信息表",
        "单位：万元",
        "项目 | 决算数\n一、国有资产占用情况 | \n（一）车辆数合计（辆） | 6\n1.机要通信用车 | 2\n2.其他用车 | 4\n"
        "（二）单价100万元（含）以上设备（台，套） | 2\n二、政府采购支出合计 | 97.28\n（一）政府采购货物支出 | 97.28",
    )
    units = {row.path[-1]: row.cells[0].unit for row in found.rows if row.cells[0].value}
    assert units == {
        "车辆数合计": "辆",
        "机要通信用车": "辆",
        "其他用车": "辆",
        "单价100万元（含）以上设备": "台，套",
        "政府采购支出合计": "万元",
        "政府采购货物支出": "万元",
    }


def test_an_item_s_code_and_name_beside_a_project_is_no_amount(table):
    found = table(
        "项目支出预算表",
        "单位：万元",
        "项目名称 | 功能科目 | 合计\n校园安保 | 2050203 初中教育 | 56.00\n教室改造 | 2050204 高中教育 | 98.00",
    )
    assert [(fact.text, fact.row_path) for fact in facts_of([found])] == [
        ("56.00", ("校园安保",)),
        ("98.00", ("教室改造",)),
    ]
