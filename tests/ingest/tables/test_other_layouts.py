"""Layouts of other bodies and provinces, written down as literal grids | what they mean."""

from __future__ import annotations

from ingest.tables import facts_of


def addresses(found) -> dict[str, str]:
    return {"/".join((*fact.row_path, "@", *fact.column_path)): fact.text for fact in facts_of([found]) if fact.text}


def test_final_account_with_line_numbers_in_both_halves(table, as_lines):
    found = table(
        "公开01表",
        "部门：某局    金额单位：万元",
        "收入支出决算总表",
        "收入 | < | < | 支出 | < | <\n项目 | 行次 | 金额 | 项目 | 行次 | 金额\n栏次 | | 1 | 栏次 | | 2\n"
        "一、财政拨款收入 | 1 | 5.00 | 一、教育支出 | 12 | 4.00\n"
        "二、事业收入 | 2 | | 二、科技支出 | 13 | 1.00\n"
        "本年收入合计 | 3 | 5.00 | 本年支出合计 | 14 | 5.00",
    )
    assert as_lines(found) == [
        "收入/财政拨款收入: 5.00",
        "收入/事业收入: –",
        "收入/本年收入合计: 5.00",
        "支出/教育支出: 4.00",
        "支出/科技支出: 1.00",
        "支出/本年支出合计: 5.00",
    ]


def test_code_parts_beside_the_column_numbers(table, as_lines, headers):
    found = table(
        "收入决算表",
        "项目 | < | < | < | 本年收入合计 | 财政拨款收入\n支出功能分类科目编码 | < | < | 科目名称 | ^ | ^\n"
        "类 | 款 | 项 | 栏次 | 1 | 2\n^ | ^ | ^ | 合计 | 5.00 | 5.00\n"
        "201 | | | 一般公共服务支出 | 5.00 | 5.00\n201 | 03 | 01 | 行政运行 | 5.00 | 5.00",
    )
    assert headers(found) == ["本年收入合计", "财政拨款收入"]
    assert as_lines(found) == [
        "合计: 5.00 | 5.00",
        "201 一般公共服务支出: 5.00 | 5.00",
        "2010301 一般公共服务支出/行政运行: 5.00 | 5.00",
    ]


def test_three_public_expenses_in_two_blocks(table):
    found = table(
        "“三公”经费支出决算表",
        "预算数 | < | < | < | 决算数 | < | < | <\n合计 | 因公出国（境）费 | 公务接待费 | 公务用车费 | 合计 | "
        "因公出国（境）费 | 公务接待费 | 公务用车费\n1 | 2 | 3 | 4 | 5 | 6 | 7 | 8\n"
        "3.00 | 0.00 | 1.00 | 2.00 | 2.50 | 0.00 | 0.50 | 2.00",
    )
    assert addresses(found)["“三公”经费支出/@/决算数/公务接待费"] == "0.50"
    assert len(facts_of([found])) == 8


def test_comparison_of_two_years(table):
    found = table(
        "2025年支出预算对比表",
        "单位：万元",
        "科目 | < | 2024年执行数 | 2025年预算数 | 2025年预算数比2024年执行数 | <\n"
        "编码 | 名称 | ^ | ^ | 增减额 | 增减%\n201 | 一般公共服务支出 | 4.00 | 5.00 | 1.00 | 25.00",
    )
    assert [(column.year, column.unit) for column in found.columns] == [
        (2024, "万元"),
        (2025, "万元"),
        (2025, "万元"),
        (2025, "%"),
    ]


def test_of_which_in_the_header(table, headers):
    found = table("表", "项目 | 合计 | 其中： | <\n^ | ^ | 1.基本支出 | 2.项目支出\n甲 | 3.00 | 1.00 | 2.00")
    assert headers(found) == ["合计", "基本支出", "项目支出"]


def test_names_grouped_by_a_merged_column(table):
    found = table(
        "“三公”经费表",
        "项目 | < | 2024年 | 2025年\n因公出国（境）费 | < | 1.00 | 1.00\n"
        "公务用车购置及运行费 | 购置费 | 0.00 | 0.00\n^ | 运行费 | 4.00 | 3.50\n合计 | < | 5.00 | 4.50",
    )
    assert addresses(found) == {
        "因公出国（境）费/@/2024年": "1.00",
        "因公出国（境）费/@/2025年": "1.00",
        "公务用车购置及运行费/购置费/@/2024年": "0.00",
        "公务用车购置及运行费/购置费/@/2025年": "0.00",
        "公务用车购置及运行费/运行费/@/2024年": "4.00",
        "公务用车购置及运行费/运行费/@/2025年": "3.50",
        "合计/@/2024年": "5.00",
        "合计/@/2025年": "4.50",
    }


def test_names_grouped_by_a_column_printed_once(table, as_lines):
    found = table(
        "经费表",
        "项目 | | 金额\n基本支出 | 人员经费 | 6.00\n | 公用经费 | 4.00\n项目支出 | 运转类 | 3.00\n合计 | | 13.00",
    )
    assert as_lines(found) == [
        "基本支出/人员经费: 6.00",
        "基本支出/公用经费: 4.00",
        "项目支出/运转类: 3.00",
        "合计: 13.00",
    ]


def test_projects_beside_the_item_they_are_paid_from(table, as_lines, headers):
    found = table(
        "项目支出表",
        "科目编码 | 科目名称 | 项目名称 | 主管部门 | 合计 | 备注\n205 | 教育支出 | | | 9.00 | \n"
        "2050201 | 学前教育 | | | 9.00 | \n2050201 | 学前教育 | 幼儿园补助 | 某局 | 5.00 | 急需\n"
        "2050201 | 学前教育 | 设备购置 | 某局 | 4.00 |",
    )
    assert [line.split(":")[0] for line in as_lines(found)] == [
        "205 教育支出",
        "2050201 教育支出/学前教育",
        "2050201 教育支出/学前教育/幼儿园补助",
        "2050201 教育支出/学前教育/设备购置",
    ]
    assert [column.path[-1] for column in found.columns if not column.text] == ["合计"]


def test_words_between_amounts_do_not_begin_a_half(table, as_lines):
    found = table(
        "政府采购预算表",
        "采购项目 | 品目 | 数量 | 计量单位 | 单价（元） | 金额（元）\n电脑 | 货物 | 10 | 台 | 5000 | 50000\n"
        "物业 | 服务 | 1 | 项 | 90000 | 90000",
    )
    assert as_lines(found) == ["电脑: 货物 | 10 | 台 | 5000 | 50000", "物业: 服务 | 1 | 项 | 90000 | 90000"]
    assert [fact.unit for fact in facts_of([found])][1:3] == ["元", "元"]


def test_expenditure_by_function_and_by_kind(table, as_lines):
    found = table(
        "收支总表",
        "收入 | < | 支出 | < | < | <\n"
        "项目 | 预算数 | 项目（按功能分类） | 预算数 | 项目（按支出性质） | 预算数\n"
        "一、财政拨款 | 5.00 | 一、教育支出 | 5.00 | 一、基本支出 | 2.00\n"
        "二、其他收入 | | 二、科学技术支出 | | 二、项目支出 | 3.00",
    )
    assert as_lines(found) == [
        "收入/财政拨款: 5.00",
        "收入/其他收入: –",
        "支出/教育支出: 5.00",
        "支出/科学技术支出: –",
        "支出/基本支出: 2.00",
        "支出/项目支出: 3.00",
    ]


def test_header_printed_again_in_the_body_and_note_as_last_row(table, as_lines):
    found = table(
        "表",
        "科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 1.00\n科目编码 | 科目名称 | 合计\n"
        "208 | 社会保障和就业支出 | 2.00\n注：本表含上年结转。 | < | <",
    )
    assert as_lines(found) == ["201 一般公共服务支出: 1.00", "208 社会保障和就业支出: 2.00"]
    assert found.notes == ("注：本表含上年结转。",)


def test_titles(tables):
    body = "项目 | 金额\n甲 | 1.00"
    found = tables(
        "表3：2025年部门支出总表", body,
        "三、收入决算表", body,
        "公开05表 一般公共预算支出决算表", body,
        "2025年一般公共预算基本支出", "预算表", body,
        "2025年项目支出表", "（不含上年结转）", body,
        "续前的一句话。", body,
    )  # fmt: skip
    assert [one.title for one in found] == [
        "2025年部门支出总表",
        "收入决算表",
        "一般公共预算支出决算表",
        "2025年一般公共预算基本支出预算表",
        "2025年项目支出表（不含上年结转）",
        "",
    ]


def test_rows_called_by_their_year(table):
    found = table("收入情况表", "年度 | 收入（万元） | 支出（万元）\n2023 | 1.00 | 2.00\n2024年 | 3.00 | 4.00")
    assert [(fact.row_path[0], fact.year) for fact in facts_of([found])] == [
        ("2023", 2023),
        ("2023", 2023),
        ("2024年", 2024),
        ("2024年", 2024),
    ]


def test_bodies_by_their_codes(table, as_lines):
    found = table(
        "机关运行经费表",
        "单位编码 | 单位名称 | 合计\n119 | 某厅 | 3.00\n119001 | 某厅本级 | 2.00\n119002 | 某中心 | 1.00",
    )
    assert as_lines(found) == ["119 某厅: 3.00", "119001 某厅/某厅本级: 2.00", "119002 某厅/某中心: 1.00"]


def test_goals_with_other_level_words(table):
    found = table(
        "财政项目支出绩效目标申报表",
        "(2025年度)",
        "项目名称 | 绿化养护 | 项目类别 | 经常性项目\n计划开始日期 | 2025-01-01 | 计划完成日期 | 2025-12-31\n"
        "项目概况 | 道路绿化养护。 | < | <\n项目总预算（元） | 300,000 | 项目当年预算（元） | 100,000\n"
        "一级指标 | 二级指标 | 三级指标 | 指标目标值\n产出目标 | 数量 | 养护面积 | ≥2万平方米\n"
        "^ | 质量 | 验收合格率 | =100%\n效果目标 | 社会效益 | 投诉次数 | ≤3次\n"
        "影响力目标 | 长效管理 | 制度 | 健全",
    )
    assert found.subject == "绿化养护"
    assert addresses(found) == {
        "绿化养护/项目总预算/@/内容": "300,000",
        "绿化养护/项目当年预算/@/内容": "100,000",
        "绿化养护/产出指标/数量指标/养护面积/@/指标目标值": "≥2万平方米",
        "绿化养护/产出指标/质量指标/验收合格率/@/指标目标值": "=100%",
        "绿化养护/效益指标/社会效益指标/投诉次数/@/指标目标值": "≤3次",
        "绿化养护/影响力目标/长效管理/制度/@/指标目标值": "健全",
    }
    assert {fact.unit for fact in facts_of([found]) if fact.column_path == ("内容",)} == {"元"}


def test_goals_of_a_whole_body_with_a_table_inside(table):
    found = table(
        "部门整体支出绩效目标表",
        "（2025年度）",
        "部门名称 | 某局 | < | < | <\n年度主要任务 | 任务名称 | 主要内容 | 总额（万元） | 财政拨款（万元）\n"
        "^ | 任务1 | 日常运转 | 80.00 | 70.00\n^ | 任务2 | 专项工作 | 20.00 | 20.00\n"
        "年度总体目标 | 完成各项任务。 | < | < | <\n年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
        "^ | 产出指标 | 数量指标 | 检查次数 | ≥12次\n^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90%",
    )
    assert found.subject == "某局"
    values = addresses(found)
    assert values["某局/任务1/@/总额"] == "80.00"
    assert values["某局/任务2/@/财政拨款"] == "20.00"
    assert values["某局/产出指标/数量指标/检查次数/@/指标值"] == "≥12次"
    assert [column.phase for column in found.columns if column.path == ("指标值",)] == ["年度"]


def test_titles_as_rows_part_the_tables_of_one_grid(tables, as_lines):
    found = tables(
        "第二部分 2025年部门预算表",
        "表1 收支总体情况表 | |\n单位：万元 | |\n项目 | 上年 | 本年\n工资 | 1.00 | 2.00\n"
        "公开02表 | |\n车辆情况表（按用途） | |\n编制单位：某队 | | 单位：辆\n用途 | 编制数 | 实有\n执勤 | 3 | 2",
    )
    assert [(one.title, one.unit) for one in found] == [("收支总体情况表", "万元"), ("车辆情况表（按用途）", "辆")]
    assert as_lines(found[0]) == ["工资: 1.00 | 2.00"]
    assert as_lines(found[1]) == ["执勤: 3 | 2"]


def test_a_row_of_one_label_parts_nothing(tables):
    (found,) = tables("收支总表", "项目 | 上年 | 本年\n一、本年支出 | |\n1.工资 | 1.00 | 2.00")
    assert len(found.rows) == 2


def test_names_that_repeat_group_what_the_next_column_names(table, as_lines):
    found = table(
        "采购表",
        "采购类别 | 采购内容 | 采购方式 | 金额\n合计 | | | 9.00\n货物 | 打印机 | 询价 | 1.00\n"
        "货物 | 空调 | 询价 | 3.00\n服务 | 保洁 | 公开招标 | 5.00",
    )
    assert [line.split(": ")[0] for line in as_lines(found)] == ["合计", "货物/打印机", "货物/空调", "服务/保洁"]


def test_rows_with_units_in_a_column_of_their_own(table):
    found = table(
        "业务情况表",
        "单位：万元",
        "指标 | 单位 | 2024年 | 2023年\n床位数 | 张 | 120 | 110\n次均费用 | 元 | 218.40 | 226.15\n"
        "收入 | 万元 | 9.00 | 8.00",
    )
    assert [row.cells[1].unit for row in found.rows] == ["张", "元", "万元"]


def test_a_row_unit_is_that_of_the_quantity(table):
    found = table("采购表", "单位：万元", "品目 | 单位 | 数量 | 单价 | 金额\n打印机 | 台 | 3 | 0.20 | 0.60")
    assert [cell.unit for cell in found.rows[0].cells[1:]] == ["台", "万元", "万元"]


def test_a_column_of_bodies_holds_no_units(table):
    found = table("明细表", "单位：万元", "项目名称 | 单位 | 金额\n修缮 | 市博物馆 | 3.00")
    assert found.rows[0].cells[1].unit == "万元"


def test_units_of_one_for_another(table):
    found = table(
        "补贴表", "单位：万元", "项目 | 标准（元/人·月） | 金额\n高龄津贴 | 100 | 12.00\n租金（元/平方米） | | 30.00"
    )
    assert [cell.unit for cell in found.rows[0].cells] == ["元/人·月", "万元"]
    assert found.rows[1].cells[1].unit == "元/平方米"


def test_a_header_that_repeats_merged_words(table, headers):
    found = table(
        "三公经费表",
        "单位 | “三公”经费 | “三公”经费 | “三公”经费 | 培训费\n单位 | 合计 | 公务用车费 | 公务用车费 | 培训费\n"
        "单位 | 合计 | 购置费 | 运行费 | 培训费\n某局 | 5.00 | 1.00 | 4.00 | 2.00",
    )
    assert headers(found) == [
        "“三公”经费/合计",
        "“三公”经费/公务用车费/购置费",
        "“三公”经费/公务用车费/运行费",
        "培训费",
    ]
    assert [row.path for row in found.rows] == [("某局",)]


def test_a_row_that_only_heads_others_has_no_noughts(table):
    found = table(
        "运行经费情况表",
        "项目 | 行次 | 统计数\n栏次 | | 1\n一、接待经费 | 1 | —\n（一）支出合计 | 2 | 5.20\n1．国内接待 | 3 | 4.20\n"
        "2．国外接待 | 4 | 1.00\n（二）相关统计数 | 5 | —\n1．接待批次（批） | 6 | 21",
    )
    assert addresses(found) == {
        "接待经费/支出合计/@/统计数": "5.20",
        "接待经费/支出合计/国内接待/@/统计数": "4.20",
        "接待经费/支出合计/国外接待/@/统计数": "1.00",
        "接待经费/相关统计数/接待批次/@/统计数": "21",
    }


def test_items_of_bodies_with_codes_of_both(table, as_lines):
    found = table(
        "支出表（按经济分类）",
        "单位：元",
        "科目编码 | < | 单位代码 | 单位名称（科目） | 合计\n类 | 款 | ^ | ^ | ^\n | | | 合计 | 9.00\n"
        " | | 306001 | 某县林业局机关 | 5.00\n | | | 工资福利支出 | 5.00\n301 | 01 | 306001 | 基本工资 | 3.00\n"
        "301 | 02 | 306001 | 津贴补贴 | 2.00\n | | 306002 | 某县种苗站 | 4.00\n | | | 商品和服务支出 | 4.00\n"
        "302 | 01 | 306002 | 办公费 | 4.00",
    )
    assert as_lines(found) == [
        "合计: 9.00",
        "306001 某县林业局机关: 5.00",
        "某县林业局机关/工资福利支出: 5.00",
        "30101 某县林业局机关/工资福利支出/基本工资: 3.00",
        "30102 某县林业局机关/工资福利支出/津贴补贴: 2.00",
        "306002 某县种苗站: 4.00",
        "某县种苗站/商品和服务支出: 4.00",
        "30201 某县种苗站/商品和服务支出/办公费: 4.00",
    ]


def test_codes_before_names_in_the_second_half(table, as_lines):
    found = table(
        "收支情况表",
        "收 入 | < | 支 出 | <\n项 目 | 预算数 | 功 能 分 类 | 预算数\n财政拨款 | 6.00 | 201 一般公共服务支出 | \n"
        "事业收入 | | 210 卫生健康支出 | 2.00\n其他收入 | 1.00 | 229 其他支出 | 5.00",
    )
    assert as_lines(found)[3:] == [
        "201 支出/一般公共服务支出: –",
        "210 支出/卫生健康支出: 2.00",
        "229 支出/其他支出: 5.00",
    ]
