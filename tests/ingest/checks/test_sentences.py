"""What sentences say, against tables and against each other: a clean disclosure, and one fault at a time."""

from __future__ import annotations

import pytest

from tests.ingest.checks.pictures import read, wrong

CLEAN = """示例市财政局
2025年度部门预算公开

第一部分 2025年部门预算表

部门支出总体情况表

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
201	一般公共服务支出	350.00	250.00	100.00
20106	财政事务	350.00	250.00	100.00
2010601	行政运行	250.00	250.00	
2010602	一般行政管理事务	100.00		100.00
208	社会保障和就业支出	150.00	150.00	
20805	行政事业单位养老支出	150.00	150.00	
2080501	行政单位离退休	150.00	150.00	
合计		500.00	400.00	100.00

第二部分 2025年度部门预算情况说明

一、支出预算情况说明

2025年度示例市财政局支出预算500.00万元，比上年减少25.00万元，下降4.76%。其中：基本支出400.00万元，占80.00%；项目支出100.00万元，占20.00%。

二、支出预算具体情况

社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）150.00万元，主要用于离退休人员支出。

三、“三公”经费预算情况说明

2025年“三公”经费预算12.00万元，比上年减少3.00万元，下降20.00%。其中：因公出国（境）费2.00万元；公务用车购置及运行维护费8.00万元，公务用车运行维护费由11.00万元减少为8.00万元；公务接待费2.00万元。

四、政府采购情况说明

2025年政府采购预算总额90.00万元，其中：政府采购货物预算30.00万元、政府采购工程预算20.00万元、政府采购服务预算40.00万元。
"""


def test_a_clean_disclosure_raises_no_alarm() -> None:
    checks = read(CLEAN)
    assert not wrong(checks)
    held = {one.rule for one in checks if one.verdict.value == "holds"}
    assert held >= {"prose_table", "rate", "share", "shares_total", "parts_in_prose", "direction"}


@pytest.mark.parametrize(
    "before, after, rule",
    [
        ("支出预算500.00万元", "支出预算505.00万元", "prose_table"),
        ("基本支出400.00万元", "基本支出404.00万元", "prose_table"),
        ("基本支出400.00万元", "基本支出440.00万元", "prose_table"),
        ("行政单位离退休（项）150.00万元", "行政单位离退休（项）510.00万元", "prose_table"),
        ("减少25.00万元，下降4.76%", "减少25.00万元，下降5.76%", "rate"),
        ("减少25.00万元，下降4.76%", "减少52.00万元，下降4.76%", "rate"),
        ("减少25.00万元，下降4.76%", "减少25.00万元，增长4.76%", "direction"),
        ("项目支出100.00万元，占20.00%", "项目支出100.00万元，占21.00%", "share"),
        ("项目支出100.00万元，占20.00%", "项目支出100.00万元，占20.50%", "shares_total"),
        ("由11.00万元减少为8.00万元", "由7.00万元减少为8.00万元", "direction"),
        ("公务接待费2.00万元", "公务接待费3.00万元", "parts_in_prose"),
        ("政府采购工程预算20.00万元", "政府采购工程预算25.00万元", "parts_in_prose"),
        ("预算总额90.00万元", "预算总额99.00万元", "parts_in_prose"),
    ],
)
def test_a_fault_in_a_sentence_is_found(before: str, after: str, rule: str) -> None:
    assert CLEAN.count(before) == 1
    assert rule in {found for found, _ in wrong(read(CLEAN.replace(before, after)))}


@pytest.mark.parametrize(
    "before, after",
    [
        ("支出预算500.00万元", "支出预算约502万元"),
        ("公务接待费2.00万元。", "公务接待费2.00万元等。"),
        ("主要用于离退休人员支出", "主要用于离退休人员支出，原因是项目支出增加33.00万元"),
        ("下降4.76%", "下降4.8%"),
        ("行政单位离退休（项）150.00万元", "行政单位离退休（项）150万元"),
    ],
)
def test_other_ways_to_say_the_same_raise_no_alarm(before: str, after: str) -> None:
    assert CLEAN.count(before) == 1
    assert not wrong(read(CLEAN.replace(before, after)))


FINAL = """示例市财政局
2024年度部门决算公开

第一部分 2024年度部门决算表

支出决算表

单位：万元

科目编码	科目名称	本年支出合计	基本支出	项目支出
201	一般公共服务支出	350.00	250.00	100.00
20106	财政事务	350.00	250.00	100.00
2010601	行政运行	250.00	250.00	
2010602	一般行政管理事务	100.00		100.00
合计		350.00	250.00	100.00

第二部分 2024年度部门决算情况说明

一、支出决算具体情况

1、一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为260.00万元，支出决算为250.00万元，完成年初预算的96.15%。决算数小于预算数的主要原因是人员减少。

2、一般公共服务支出（类）财政事务（款）一般行政管理事务（项）。年初预算为100.00万元，支出决算为100.00万元，完成年初预算的100.00%。决算数同预算数持平。
"""


@pytest.mark.parametrize(
    "before, after, rule",
    [
        ("", "", None),
        ("完成年初预算的96.15%", "完成年初预算的95.16%", "completion"),
        ("决算数小于预算数", "决算数大于预算数", "direction"),
        ("年初预算为100.00万元", "年初预算为101.00万元", "direction"),
        ("支出决算为250.00万元", "支出决算为205.00万元", "prose_table"),
    ],
)
def test_completion_and_direction_of_a_final_account(before: str, after: str, rule: str | None) -> None:
    found = {one for one, _ in wrong(read(FINAL.replace(before, after) if before else FINAL))}
    assert (rule in found) if rule else not found


def test_two_years_and_their_change() -> None:
    said = "公务用车运行维护费8.00万元，比上年减少{}万元，公务用车运行维护费由11.00万元减少为8.00万元"
    old = "公务用车运行维护费由11.00万元减少为8.00万元"
    for change, expected in (("3.00", False), ("2.00", True)):
        checks = read(CLEAN.replace(old, said.format(change)))
        assert ("two_years" in {rule for rule, _ in wrong(checks)}) is expected
