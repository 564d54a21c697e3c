"""Performance forms: shifted and merged cells, two halves, one phase, lists of projects."""

from __future__ import annotations

import pytest

from ingest.facts import State
from ingest.tables import facts_of
from ingest.tables.model import TableKind

HEAD = "项目名称 | | 热线项目 | | | | |\n主管部门及代码 | | 229-某局 | | 实施单位 | 某中心 | |\n"
LEVELS = "绩效 指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值\n"
FUNDS = (
    "项目资金（元） | 实施期资金总额： | 8,533,505 | | 年度资金总额： | 4,632,600 | |\n"
    " | 其中：中央财政资金 | 0 | | 其中：中央财政资金 | 0 | |\n"
    " | 市县(区)财政资 | 5 | | 市县（区）财政资金 | 6 | |\n"
    "其他资金 | | | | 其他资金 | | |\n"
)
GOALS = "实施期目标 | | | | 年度目标 | | |\n总体目标 | | 全省回访。 | | 全省直达。 | | |\n"
REST = "| 效益指标 | 经济效益指标 | | | 经济效益指标 | |\n | 满意度指标 | 服务对象满意度 | ≥95% | | | |\n"


def rows_of(found, part: str) -> dict[str, list[str]]:
    """Rows whose path holds ``part``, from the part on: the printed cells, · for a missing one."""
    return {
        "/".join(row.path[1:]): ["·" if cell.state is None else cell.text for cell in row.cells]
        for row in found.rows
        if part in "/".join(row.path)
    }


def test_fields_funds_and_goals(table):
    found = table("某省项目支出绩效目标表", "(2025年度)", HEAD + FUNDS + GOALS + LEVELS + REST)
    assert (found.kind, found.subject, found.year) == (TableKind.PERFORMANCE, "热线项目", 2025)
    assert [(column.path, column.phase) for column in found.columns] == [
        (("实施期",), "实施期"),
        (("年度",), "年度"),
        (("内容",), None),
    ]
    assert rows_of(found, "项目资金") == {
        "项目资金/资金总额": ["8,533,505", "4,632,600", "·"],
        "项目资金/中央财政资金": ["0", "0", "·"],
        "项目资金/市县（区）财政资金": ["5", "6", "·"],
        "项目资金/其他资金": ["", "", "·"],
    }
    assert rows_of(found, "总体目标") == {"总体目标": ["全省回访。", "全省直达。", "·"]}
    assert rows_of(found, "实施单位") == {"实施单位": ["·", "·", "某中心"]}
    funds = [fact for fact in facts_of([found]) if fact.row_path[-1] == "资金总额"]
    assert [(fact.phase, str(fact.value), fact.unit) for fact in funds] == [
        ("实施期", "8533505", "元"),
        ("年度", "4632600", "元"),
    ]


INDICATORS = {
    "in their columns": (
        " | 产出指标 | 数量指标 | 耳机 | ≥5个 | 数量指标 | 耳机 | ≥2个",
        {"产出指标/数量指标/耳机": ["≥5个", "≥2个"]},
    ),
    "a level is the last one printed": (
        " | 产出指标 | 质量指标 | 合格率 | 100% | 质量指标 | 合格率 | 100%\n"
        " | | | 投诉率 | ≤1% | | 投诉率 | ≤2%",
        {"产出指标/质量指标/合格率": ["100%", "100%"], "产出指标/质量指标/投诉率": ["≤1%", "≤2%"]},
    ),
    "cells a column off": (
        "| | | | 数量指标 | 耳机 | | ≥5个 | 数量指标 | | 耳机 | ≥2个\n投诉率 | | | ≤1% | 投诉率 | | ≤2%",
        {"产出指标/数量指标/耳机": ["≥5个", "≥2个"], "产出指标/数量指标/投诉率": ["≤1%", "≤2%"]},
    ),
    "halves in another order": (
        " | 产出指标 | 数量指标 | 甲 | ≥1个 | 数量指标 | 乙 | ≥20件\n | | | 乙 | ≥2件 | | 甲 | ≥10个",
        {"产出指标/数量指标/甲": ["≥1个", "≥10个"], "产出指标/数量指标/乙": ["≥2件", "≥20件"]},
    ),
    "an indicator of one half only": (
        " | 产出指标 | 数量指标 | 甲 | ≥1个 | 数量指标 | 甲 | ≥1个\n | | | 乙 | ≥2件 | | |",
        {"产出指标/数量指标/甲": ["≥1个", "≥1个"], "产出指标/数量指标/乙": ["≥2件", "·"]},
    ),
    "an indicator of the other half only": (
        " | 产出指标 | 数量指标 | 甲 | ≥1个 | 数量指标 | 甲 | ≥1个\n | | | | | | 乙 | ≥2件",
        {"产出指标/数量指标/甲": ["≥1个", "≥1个"], "产出指标/数量指标/乙": ["·", "≥2件"]},
    ),
    "a printed level speaks before an inherited one": (
        " | 产出指标 | 数量指标 | 甲 | ≥1个 | 数量指标 | 甲 | ≥1个\n"
        " | | | 合格率 | 100% | 质量指标 | 合格率 |",
        {"产出指标/数量指标/甲": ["≥1个", "≥1个"], "产出指标/质量指标/合格率": ["100%", "·"]},
    ),
    "one name under two levels": (
        " | 效益指标 | 生态效益指标 | 年限 | ≥3年 | 生态效益指标 | 年限 | ≥3年\n"
        " | | 可持续发展影响指标 | 年限 | ≥4年 | 可持续影响指标 | 年限 | ≥5年",
        {"效益指标/生态效益指标/年限": ["≥3年", "≥3年"], "效益指标/可持续影响指标/年限": ["≥4年", "≥5年"]},
    ),
    "a level word that is the name": (
        " | 满意度指标 | 服务对象满意度 | ≥95% | 服务对象满意度 | ≥96% | |",
        {"满意度指标/服务对象满意度指标/服务对象满意度": ["≥95%", "≥96%"]},
    ),
    "a first level in the wrong row": (
        " | 效益指标 | 成本指标 | 购置成本 | ≤3元 | 成本指标 | 购置成本 | ≤2元",
        {"产出指标/成本指标/购置成本": ["≤3元", "≤2元"]},
    ),
    "a name printed twice": (
        " | 满意度指标 | 服务对象满意度指标 | 群众 | ≥95% | 群众 | 群众 | ≥95%",
        {"满意度指标/服务对象满意度指标/群众": ["≥95%", "≥95%"]},
    ),
    "values in words": (
        " | 产出指标 | 时效指标 | 及时性 | 及时 | 时效指标 | 及时性 | 2025年12月底前",
        {"产出指标/时效指标/及时性": ["及时", "2025年12月底前"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", INDICATORS)
def test_indicators(table, case):
    printed, rows = INDICATORS[case]
    empty = "\n | 效益指标 | 经济效益指标 | | | 经济效益指标 | |\n | | 社会效益指标 | | | 社会效益指标 | |"
    found = table("项目支出绩效目标表", HEAD + FUNDS + GOALS + LEVELS + printed + empty)
    assert {path: cells[:2] for path, cells in rows_of(found, "指标/").items()} == rows


def test_values_in_words_are_facts_too(table):
    found = table(
        "项目支出绩效目标表",
        HEAD + FUNDS + LEVELS + " | 产出指标 | 时效指标 | 及时性 | 及时 | 时效指标 | 及时性 | 提高5%\n" + REST,
    )
    words = [(fact.text, fact.phase, fact.state) for fact in facts_of([found]) if fact.state is State.TEXT]
    assert words == [("及时", "实施期", State.TEXT), ("提高5%", "年度", State.TEXT)]


def test_one_phase_with_its_own_header(table):
    found = table(
        "2025年项目绩效目标表",
        "项目名称 | 供暖项目 | < | < | <\n主管部门 | 某局 | < | 实施单位 | 某中心\n"
        "项目资金（万元） | 年度资金总额 | < | 120.00 | <\n^ | 其中：财政拨款 | < | 100.00 | <\n"
        "^ | 其他资金 | < | 20.00 | <\n年度总体目标 | 保障供暖。 | < | < | <\n"
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值\n"
        "^ | 产出指标 | 数量指标 | 供暖面积 | ≥3万平方米\n"
        "^ | ^ | 时效指标 | 完成时间 | 2025年12月底前\n"
        "^ | 满意度指标 | 服务对象满意度指标 | 住户满意度 | ≥90%",
    )
    assert found.subject == "供暖项目"
    values = {"/".join(fact.row_path[1:]): (fact.text, fact.unit, fact.phase) for fact in facts_of([found])}
    assert values == {
        "项目资金/资金总额": ("120.00", "万元", "年度"),
        "项目资金/财政拨款": ("100.00", "万元", "年度"),
        "项目资金/其他资金": ("20.00", "万元", "年度"),
        "产出指标/数量指标/供暖面积": ("≥3万平方米", "万平方米", "年度"),
        "产出指标/时效指标/完成时间": ("2025年12月底前", None, "年度"),
        "满意度指标/服务对象满意度指标/住户满意度": ("≥90%", "%", "年度"),
    }


def test_a_list_of_several_projects_with_sign_value_and_unit(table):
    found = table(
        "项目绩效目标表",
        "项目名称 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 绩效指标值 | 度量单位\n"
        "甲项目 | 保障甲 | 产出指标 | 数量指标 | 巡查次数 | ≥ | 12 | 次\n"
        "^ | ^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 95 | %\n"
        "乙项目 | 保障乙 | 产出指标 | 数量指标 | 巡查次数 | ＝ | 3 | 次",
    )
    values = {"/".join(fact.row_path): (fact.comparator, str(fact.value), fact.unit) for fact in facts_of([found])}
    assert values == {
        "甲项目/产出指标/数量指标/巡查次数": ("≥", "12", "次"),
        "甲项目/满意度指标/服务对象满意度指标/群众满意度": ("≥", "95", "%"),
        "乙项目/产出指标/数量指标/巡查次数": ("=", "3", "次"),
    }
    assert {row.path: row.cells[-1].text for row in found.rows if row.path[-1] == "年度绩效目标"} == {
        ("甲项目", "年度绩效目标"): "保障甲",
        ("乙项目", "年度绩效目标"): "保障乙",
    }


def test_a_project_s_name_and_funds_stand_over_its_indicators(table):
    found = table(
        "项目支出绩效目标表",
        "项目名称：食品抽检",
        "项目资金：8,600,000元",
        "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 抽检批次 | ≥8600批次\n"
        "产出指标 | 质量指标 | 处置率 | 100%\n满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥85%",
    )
    assert (found.title, found.subject) == ("项目支出绩效目标表", "食品抽检")
    [funds] = [fact for fact in facts_of([found]) if fact.row_path[-1] == "项目资金"]
    assert (funds.row_path[0], str(funds.value), funds.unit) == ("食品抽检", "8600000", "元")


def test_funds_in_a_list_of_projects_are_in_the_table_s_unit(table):
    found = table(
        "项目支出绩效目标表",
        "单位：万元",
        "项目名称 | 资金总额 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
        "校园安保 | 56.00 | 产出指标 | 数量指标 | 保安人数 | 18人\n^ | ^ | 产出指标 | 质量指标 | 持证率 | 100%",
    )
    [funds] = [fact for fact in facts_of([found]) if fact.row_path[-1] == "资金总额"]
    assert (str(funds.value), funds.unit) == ("56.00", "万元")


def test_a_goal_and_what_came_of_it_are_two_columns_of_one_indicator(table):
    found = table(
        "2024年度热线项目自评表",
        "一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值\n产出指标 | 数量指标 | 接听数 | ≥300件 | 268件\n"
        "产出指标 | 时效指标 | 完成时间 | 11月底前 | 10月26日\n满意度指标 | 满意度指标 | 群众满意度 | ≥95% | 97.6%",
    )
    assert [column.path for column in found.columns] == [("年初目标值",), ("实际完成值",)]
    assert {row.path[-1]: [cell.text for cell in row.cells] for row in found.rows} == {
        "接听数": ["≥300件", "268件"],
        "完成时间": ["11月底前", "10月26日"],
        "群众满意度": ["≥95%", "97.6%"],
    }
