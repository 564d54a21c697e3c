"""Sums that a table promises: found where they fail, silent where they hold. Each case is a picture."""

from __future__ import annotations

import pytest

from ingest.parsed import Kind
from tests.ingest.checks.pictures import check, table, verdicts, wrong

BY_CODE = """
合计                    | 100.00 | 60.00 | 40.00
201 一般公共服务支出      |  70.00 | 50.00 | 20.00
20103 政府办公厅（室）及相关机构事务 |  70.00 | 50.00 | 20.00
2010301 行政运行         |  50.00 | 50.00 |
2010302 一般行政管理事务  |  20.00 |       | 20.00
208 社会保障和就业支出    |  30.00 | 10.00 | 20.00
20805 行政事业单位养老支出 |  30.00 | 10.00 | 20.00
2080501 行政单位离退休    |  30.00 | 10.00 | 20.00
"""
COLUMNS = "合计 | 基本支出 | 项目支出"


def faulty(picture: str, before: str, after: str) -> str:
    assert picture.count(before) == 1, before
    return picture.replace(before, after)


def test_a_table_by_codes_adds_up_every_way() -> None:
    checks = check(table("2025年支出预算总表", COLUMNS, BY_CODE))
    assert not wrong(checks)
    assert {one.rule for one in checks} >= {"children_sum", "total_row", "parts_across"}


@pytest.mark.parametrize(
    "before, after, rules",
    [
        ("行政运行         |  50.00", "行政运行         |  50.20", {"children_sum", "parts_across"}),
        ("2080501 行政单位离退休    |  30.00 | 10.00", "2080501 行政单位离退休    |  30.00 | 11.00", None),
        ("合计                    | 100.00", "合计                    | 110.00", {"total_row", "parts_across"}),
        (
            "208 社会保障和就业支出    |  30.00 | 10.00 | 20.00",
            "208 社会保障和就业支出    |  30.00 | 10.00 | 20.02",
            None,
        ),
    ],
)
def test_a_planted_fault_is_found(before: str, after: str, rules: set[str] | None) -> None:
    found = {rule for rule, _ in wrong(check(table("支出总表", COLUMNS, faulty(BY_CODE, before, after))))}
    assert found >= (rules or {"children_sum"})


def test_a_difference_that_rounding_explains_is_told_apart() -> None:
    picture = faulty(BY_CODE, "合计                    | 100.00", "合计                    | 100.01")
    checks = check(table("支出总表", COLUMNS, picture))
    assert not wrong(checks)
    assert "rounding" in verdicts(checks, "total_row")
    assert "rounding" in verdicts(checks, "parts_across")


TWO_SIDED = """
收入/一般公共预算拨款收入   | 80.00 | × | × | ×
收入/政府性基金预算拨款收入 |       | × | × | ×
收入/本年收入合计          | 80.00 | × | × | ×
收入/上年结转              | 20.00 | × | × | ×
收入/收入总计              | 100.00 | × | × | ×
支出/一般公共服务支出       | × | 70.00 | 60.00 | 10.00
支出/教育支出              | × |       |       |
支出/社会保障和就业支出     | × | 30.00 | 20.00 | 10.00
支出/本年支出合计          | × | 100.00 | 80.00 | 20.00
支出/年终结转              | × |       |       |
支出/支出总计              | × | 100.00 | 80.00 | 20.00
"""
SIDES = "2025年 | 2025年合计 | 当年预算安排 | 上年结转安排"


def test_both_halves_of_a_table_balance() -> None:
    checks = check(table("收支总表", SIDES, TWO_SIDED))
    assert not wrong(checks)
    assert verdicts(checks, "balance") == ["holds"]


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ("上年结转              | 20.00", "上年结转              | 21.00", {"total_row"}),
        ("收入总计              | 100.00", "收入总计              | 101.00", {"total_row", "balance"}),
        ("教育支出              | × |  ", "教育支出              | × | 5.00", {"total_row"}),
        ("支出总计              | × | 100.00", "支出总计              | × | 99.00", {"balance", "parts_across"}),
    ],
)
def test_faults_in_a_two_sided_table(before: str, after: str, expected: set[str]) -> None:
    found = {rule for rule, _ in wrong(check(table("收支总表", SIDES, faulty(TWO_SIDED, before, after))))}
    assert found >= expected


def test_totals_in_a_row_of_subtotals() -> None:
    clean = """
301 工资福利支出       | 90.00
30101 基本工资        | 60.00
30102 津贴补贴        | 30.00
303 对个人和家庭的补助  | 10.00
30301 离休费          | 10.00
人员经费合计          | 100.00
302 商品和服务支出     | 40.00
30201 办公费          | 40.00
公用经费合计          | 40.00
"""
    assert not wrong(check(table("一般公共预算基本支出决算表", "决算数", clean)))
    fault = faulty(clean, "公用经费合计          | 40.00", "公用经费合计          | 44.00")
    assert ("total_row", "4.00") in wrong(check(table("一般公共预算基本支出决算表", "决算数", fault)))


def test_a_subtotal_takes_what_stands_in_another_part_of_the_table() -> None:
    picture = """
301 工资福利支出       | 90.00
人员经费合计          | 100.00
302 商品和服务支出     | 40.00
公用经费合计          | 45.00
303 对个人和家庭的补助  | 10.00
310 资本性支出        | 5.00
"""
    assert not wrong(check(table("基本支出表", "金额", picture)))


def test_rows_after_qizhong_are_some_of_the_parts() -> None:
    def picture(part: str) -> str:
        return f"""
收入/财政拨款收入 | 80.00
收入/财政拨款收入/其中：经费拨款 | {part}
收入/其他收入 | 20.00
收入/收入总计 | 100.00
"""

    assert not wrong(check(table("收入表", "金额", picture("50.00"))))


def test_wholes_and_parts_on_one_level_are_not_called_wrong() -> None:
    flat = """
支出甲 | 80.00
支出甲之一 | 50.00
支出甲之二 | 30.00
支出乙 | 20.00
合计 | 100.00
"""
    assert verdicts(check(table("支出表", "金额", flat)), "total_row") == ["unchecked"]


def test_columns_nested_under_headers() -> None:
    cars = "三公/公务用车/小计 | 三公/公务用车/购置费 | 三公/公务用车/运行费"
    heads = f"合计 | 三公/合计 | 三公/公务接待费 | {cars} | 机关运行经费"
    clean = """
甲单位 | 30.00 | 10.00 | 2.00 | 8.00 | 3.00 | 5.00 | 20.00
乙单位 | 15.00 | 5.00 | 1.00 | 4.00 |  | 4.00 | 10.00
丙单位 | 12.00 | 2.00 | 2.00 |  |  |  | 10.00
"""
    assert not wrong(check(table("经费表", heads, clean)))
    fault = faulty(clean, "| 4.00 |  | 4.00 | 10.00", "| 4.00 |  | 4.50 | 10.00")
    assert ("parts_across", "-0.50") in wrong(check(table("经费表", heads, fault)))


def test_pairs_of_budget_and_final_are_kept_apart() -> None:
    names = ["合计", "因公出国（境）费", "公务用车购置及运行维护费/小计", "公务接待费"]
    heads = " | ".join(f"{name}/{phase}" for name in names for phase in ("预算数", "决算数"))
    title = "财政拨款“三公”经费支出决算表"
    clean = "三公经费 | 2.85 | 0.39 | 0.00 | 0.00 | 0.00 | 0.00 | 2.85 | 0.39"
    fault = "三公经费 | 2.85 | 0.39 | 0.00 | 0.00 | 0.00 | 0.00 | 2.85 | 0.93"
    assert not wrong(check(table(title, heads, clean), kind=Kind.FINAL))
    assert wrong(check(table(title, heads, fault), kind=Kind.FINAL)) == [("parts_across", "-0.54")]


@pytest.mark.parametrize(
    "row, expected",
    [
        ("社会保障和就业支出 | 90.00 | 100.00 | 10.00 | 11.11", []),
        ("社会保障和就业支出 | 90.00 | 100.00 | 11.00 | 11.11", [("column_difference", "1.00")]),
        ("社会保障和就业支出 | 90.00 | 100.00 | 10.00 | 10.00", [("column_ratio", "-1.11")]),
    ],
)
def test_columns_that_compare_two_others(row: str, expected: list[tuple[str, str]]) -> None:
    heads = "2024年预算数 | 2025年预算数 | 增减额 | 增减%"
    others = """
教育支出 | 50.00 | 60.00 | 10.00 | 20.00
农林水支出 | 80.00 | 60.00 | -20.00 | -25.00
"""
    assert wrong(check(table("支出对比表", heads, row + others))) == expected


def test_what_is_left_is_what_came_less_what_went() -> None:
    heads = "年初结转和结余 | 本年收入 | 本年支出 | 年末结转和结余"
    rows = """
甲科目 | 10.00 | 90.00 | 95.00 | 5.00
乙科目 |  | 20.00 | 20.00 |
丙科目 | 1.00 | 5.00 | 4.00 | {}
"""
    assert not wrong(check(table("财政拨款收入支出决算表", heads, rows.format("2.00"))))
    assert wrong(check(table("财政拨款收入支出决算表", heads, rows.format("3.00")))) == [("flow", "1.00")]


def test_rates_and_line_numbers_are_never_added() -> None:
    picture = """
甲项目 | 1 | 10.00 | 50.00
乙项目 | 2 | 20.00 | 80.00
合计   | 3 | 30.00 | 70.00
"""
    assert not wrong(check(table("项目表", " | 金额 | 执行率%", picture)))
