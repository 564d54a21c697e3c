"""Identities between standard tables, items in several of them, projects and their forms."""

from __future__ import annotations

import pytest

from ingest.parsed import Kind
from ingest.tables.model import Table, TableKind
from tests.ingest.checks.pictures import check, table, verdicts, wrong


def balance(total: str = "100.00", education: str = "70.00", carried: str = "") -> Table:
    return table(
        "2025年部门收支总体情况表",
        "预算数",
        f"""
收入/一般公共预算 | 100.00
收入/上年结转 | {carried}
收入/收入总计 | {total}
支出/教育支出 | {education}
支出/社会保障和就业支出 | 30.00
支出/支出总计 | {total}
""",
    )


def spending(title: str = "部门支出总体情况表", education: str = "70.00", total: str = "100.00") -> Table:
    return table(
        title,
        "合计 | 基本支出 | 项目支出",
        f"""
合计 | {total} | 60.00 | 40.00
205 教育支出 | {education} | 30.00 | 40.00
208 社会保障和就业支出 | 30.00 | 30.00 |
""",
    )


def basic(total: str = "60.00", unit: str = "万元") -> Table:
    return table(
        "一般公共预算基本支出表",
        "合计 | 人员经费 | 公用经费",
        f"""
合计 | {total} | {total} |
301 工资福利支出 | {total} | {total} |
""",
        unit=unit,
    )


def rules(*tables: Table, kind: Kind = Kind.BUDGET) -> set[str]:
    return {rule for rule, _ in wrong(check(*tables, kind=kind))}


def test_tables_that_agree_are_silent() -> None:
    general = spending("一般公共预算支出情况表（按功能分类科目）")
    checks = check(balance(), spending(), general, basic())
    assert not wrong(checks)
    assert verdicts(checks, "expenditure_table_balance") == ["holds"]
    assert verdicts(checks, "basic_table_general") == ["holds"]
    assert "holds" in verdicts(checks, "same_item")


def test_the_totals_of_balance_and_expenditure() -> None:
    assert "expenditure_table_balance" in rules(balance(), spending(total="100.50"))


def test_a_large_gap_may_be_last_years_money() -> None:
    checks = check(balance("120.00", "90.00", carried="20.00"), spending())
    assert verdicts(checks, "expenditure_table_balance") == ["unchecked"]


def test_a_slip_is_no_last_years_money() -> None:
    assert "expenditure_table_balance" in rules(
        balance("120.00", "90.00", carried="20.00"), spending(education="90.00", total="120.50")
    )


def test_an_item_that_differs_between_tables_of_one_scope() -> None:
    assert ("same_item", "0.01") in wrong(check(balance(education="70.01"), spending()))


def test_basic_expenditure_in_another_unit() -> None:
    general = spending("一般公共预算支出表")
    assert not rules(general, basic("600000.00", unit="元"))
    assert "basic_table_general" in rules(general, basic("601000.00", unit="元"))


def test_operating_expenses_are_never_wrong() -> None:
    operating = table("机关运行经费预算表", "合计", "部门合计 | 5.00\n示例局 | 5.00")
    economic = table(
        "一般公共预算基本支出表",
        "合计 | 人员经费 | 公用经费",
        "合计 | 60.00 | 51.00 | 9.00\n301 工资福利支出 | 51.00 | 51.00 | \n302 商品和服务支出 | 9.00 | | 9.00",
    )
    checks = check(operating, economic)
    assert not wrong(checks)
    assert verdicts(checks, "operating_expenses") == ["unchecked"]


FORM = """
项目资金/资金总额 | {total}
项目资金/中央财政资金 | 0
项目资金/省级财政资金 | {province}
项目资金/市县（区）财政资金 | 0
项目资金/单位自筹 | 0
"""


def form(total: str = "4,632,600", province: str = "4,632,600", project: str = "热线项目") -> Table:
    body = FORM.format(total=total, province=province)
    return table("项目支出绩效目标表", "年度", body, "元", TableKind.PERFORMANCE, project)


def projects(amount: str = "463.26", title: str = "项目支出预算表") -> Table:
    return table(title, "合计", f"热线项目 | {amount}\n培训项目 | 17.28\n合计 | {480.54 if amount == '463.26' else ''}")


@pytest.mark.parametrize(
    "one, expected",
    [
        (form(), set()),
        (form(total="4,632,500"), {"project_funds", "project_amount"}),
        (form(province="4,632,500"), {"project_funds"}),
        (form("4,623,600", "4,623,600"), {"project_amount"}),
        (form(project="别的项目"), set()),
    ],
)
def test_a_projects_form_and_its_row(one: Table, expected: set[str]) -> None:
    assert rules(projects(), one) == expected


def test_a_form_may_hold_last_years_money_too() -> None:
    carried = table("项目支出预算表（上年结转）", "合计", "热线项目 | 10.00\n合计 | 10.00")
    assert not rules(projects(), carried, form("4,732,600", "4,732,600"))


def test_the_projects_together_are_project_expenditure() -> None:
    listed = table("项目支出表", "合计", "热线项目 | 30.00\n培训项目 | 10.00\n合计 | 40.00")
    assert verdicts(check(spending(), listed), "projects_total") == ["holds"]
    off = table("项目支出表", "合计", "热线项目 | 30.00\n培训项目 | 10.20\n合计 | 40.20")
    assert "projects_total" in rules(spending(), off)
