"""Flat lists of projects: figures stay figures, indicators stand with their own project, codes are codes."""

from __future__ import annotations

from ingest.tables.model import TableKind

TITLE = "2024年度项目支出绩效目标自评情况表"
HEAD = "项目名称 | 功能科目 | 全年预算数 | 执行率 | 自评得分"
INDICATORS = " | 产出数量指标 | 年度指标值 | 实际完成值 | 满意度指标 | 年度指标值 | 实际完成值"


def test_a_flat_list_keeps_its_own_columns_and_its_codes(table):
    found = table(TITLE, f"{HEAD}\n甲项目 | 2070104 | 180.00 | 98.00% | 98.00\n合计 | | 180.00 | 98.00% |")
    assert found.kind is TableKind.FIGURES
    assert [column.path for column in found.columns] == [("全年预算数",), ("执行率",), ("自评得分",)]
    assert [(row.path, row.code, [cell.text for cell in row.cells]) for row in found.rows] == [
        (("甲项目",), "2070104", ["180.00", "98.00%", "98.00"]),
        (("合计",), None, ["180.00", "98.00%", ""]),
    ]


def test_indicators_beside_the_figures_are_rows_of_their_project(tables):
    figures, indicators = tables(
        TITLE,
        f"{HEAD}{INDICATORS}\n"
        "甲项目 | 2070104 | 180.00 | 98.00% | 98.00 | 新增图书 | ≥450册 | 462册 | 读者满意度 | ≥90% | 95.2%\n"
        "乙项目 | 2070109 | 90.00 | 80.67% | 88.50 | 更新数量 | ≥12个 | 10个 | 职工满意度 | ≥85% | 86.0%\n"
        "合计 | | 270.00 | 92.00% | | | | | | |",
    )
    assert [column.path[-1] for column in figures.columns] == ["全年预算数", "执行率", "自评得分"]
    assert [(row.path, row.code) for row in figures.rows] == [
        (("甲项目",), "2070104"),
        (("乙项目",), "2070109"),
        (("合计",), None),
    ]
    assert [column.path for column in indicators.columns] == [("年度指标值",), ("实际完成值",)]
    assert {row.path: [cell.text for cell in row.cells] for row in indicators.rows} == {
        ("甲项目", "产出指标", "数量指标", "新增图书"): ["≥450册", "462册"],
        ("甲项目", "满意度指标", "读者满意度"): ["≥90%", "95.2%"],
        ("乙项目", "产出指标", "数量指标", "更新数量"): ["≥12个", "10个"],
        ("乙项目", "满意度指标", "职工满意度"): ["≥85%", "86.0%"],
    }


def test_a_list_with_a_column_of_indicators_names_stays_a_form(table):
    found = table(
        "项目绩效目标表",
        "项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值\n"
        "甲项目 | 产出指标 | 数量指标 | 巡查次数 | 12次 | 13次",
    )
    assert found.kind is TableKind.PERFORMANCE
    assert found.rows[0].path == ("甲项目", "产出指标", "数量指标", "巡查次数")


def test_amounts_under_a_header_of_items_stay_amounts(table):
    found = table(
        "项目支出表", "单位：元", "项目名称 | 科目金额 | 年初预算\n甲项目 | 2,070,104 | 1.00\n乙项目 | 3,000 | 2.00"
    )
    assert [row.code for row in found.rows] == [None, None]
    assert found.columns[0].path == ("科目金额",)
