"""Rows without codes: what stands under what."""

from __future__ import annotations

import pytest

CASES = {
    "numbering": (
        "一、财政拨款收入 | 10\n1. 一般公共预算资金 | 10\n2. 政府性基金 | \n二、事业收入 | 2",
        ["财政拨款收入", "财政拨款收入/一般公共预算资金", "财政拨款收入/政府性基金", "事业收入"],
    ),
    "three levels of numbering": (
        "一、甲 | 1.5\n（一）乙 | 1.5\n1.丙 | 1.5\n（二）丁 | \n二、戊 | 3.5",
        ["甲", "甲/乙", "甲/乙/丙", "甲/丁", "戊"],
    ),
    "circled under a plain row": (
        "公务接待费 | 1.5\n公务用车购置及运行费 | 7.0\n①公务用车购置费 | \n②公务用车运行维护费 | 7.0",
        ["公务接待费", "公务用车购置及运行费", "公务用车购置及运行费/公务用车购置费",
         "公务用车购置及运行费/公务用车运行维护费"],
    ),
    "numbers start again under a plain row": (
        "一、甲 | 1\n本年收入合计 | 1\n上年结转 | 5\n一、乙 | 5\n二、丙 | ",
        ["甲", "本年收入合计", "上年结转", "上年结转/乙", "上年结转/丙"],
    ),
    "a plain row does not break numbering": (
        "一、甲 | 1\n结余 | 5\n二、丙 | 3",
        ["甲", "结余", "丙"],
    ),
    "unnumbered rows that add up to the numbered one": (
        "一、基本支出 | 10.5\n人员经费 | 6.5\n公用经费 | 4.0\n二、项目支出 | 2",
        ["基本支出", "基本支出/人员经费", "基本支出/公用经费", "项目支出"],
    ),
    "of which": (
        "公务用车购置及运行费 | 7.5\n其中：公务用车购置费 | 0.5\n公务用车运行维护费 | 7.0\n公务接待费 | 1.5",
        ["公务用车购置及运行费", "公务用车购置及运行费/公务用车购置费",
         "公务用车购置及运行费/公务用车运行维护费", "公务接待费"],
    ),
    "indentation": (
        "一般公共服务支出 | 9\n__商贸事务 | 9\n____行政运行 | 5\n____事业运行 | 4\n卫生健康支出 | 3",
        ["一般公共服务支出", "一般公共服务支出/商贸事务", "一般公共服务支出/商贸事务/行政运行",
         "一般公共服务支出/商贸事务/事业运行", "卫生健康支出"],
    ),
    "class names open their groups": (
        "合计 | 16\n工资福利支出 | 10\n基本工资 | 6\n津贴补贴 | 4\n商品和服务支出 | 6\n办公费 | 6",
        ["合计", "工资福利支出", "工资福利支出/基本工资", "工资福利支出/津贴补贴", "商品和服务支出",
         "商品和服务支出/办公费"],
    ),
    "class names alone are a flat list": (
        "工资福利支出 | 10\n商品和服务支出 | 6\n资本性支出 | 3\n其他支出 | 1",
        ["工资福利支出", "商品和服务支出", "资本性支出", "其他支出"],
    ),
    "a row equal to the sum of those below": (
        "某中心 | 110.5\n甲项目 | 100.0\n乙项目 | 10.5\n某支队 | 30.2\n丙项目 | 20.1\n丁项目 | 10.1",
        ["某中心", "某中心/甲项目", "某中心/乙项目", "某支队", "某支队/丙项目", "某支队/丁项目"],
    ),
    "a body above a body above projects": (
        "某管理局 | 172.83\n某服务中心 | 172.83\n甲经费 | 171.83\n乙费 | 1.00",
        ["某管理局", "某管理局/某服务中心", "某管理局/某服务中心/甲经费", "某管理局/某服务中心/乙费"],
    ),
    "small numbers that happen to add up are a flat list": (
        "甲项目 | 3\n乙项目 | 1\n丙项目 | 2",
        ["甲项目", "乙项目", "丙项目"],
    ),
    "totals at the top": (
        "支出总计 | 12\n一、甲 | 7\n二、乙 | 5",
        ["支出总计", "甲", "乙"],
    ),
    "a body after its department's total": (
        "部门合计 | 182.72\n某政务服务中心 | 182.72",
        ["部门合计", "某政务服务中心"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_paths(table, case):
    rows, paths = CASES[case]
    found = table("某表", f"项目 | 金额\n{rows}")
    assert ["/".join(row.path) for row in found.rows] == paths
