"""Questions (turns after >) | the figures said: the columns of one row, over an invented archive's final account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

DISCLOSURE = """临川市地方志编纂室2024年度部门决算

第一部分 决算报表

表一 项目支出决算表

部门名称：临川市地方志编纂室	单位：万元

项目名称	年初预算数	全年支出数		上年结转资金
		财政拨款	合计	
合计	90.00	70.00	81.50	6.00
年鉴编印	50.00	36.00	42.50	6.00
旧志点校	40.00	34.00	39.00	

表二 政府采购情况表

部门名称：临川市地方志编纂室	单位：万元

项目名称	采购项目	计量单位	数量	面向中小企业预留资金	采购预算金额
合计				1.20	9.00
办公经费	扫描仪	台	3		4.20
办公经费	档案盒	箱	25	1.20	1.80
办公经费	宣传片	部	2		3.00

第二部分 决算情况说明

资产总额320.00万元，其中在建工程85.00万元。书库面积460平方米。
"""
ROWS = [
    ("年鉴编印年初预算数和全年支出数各是多少", ["50.00", "42.50"]),
    ("旧志点校超出年初预算多少", ["1.00"]),
    ("年鉴编印决算较年初预算减少额", ["7.50"]),
    ("扫描仪买了几台，花多少钱", ["3", "4.20"]),
    ("档案盒多少箱、要多少钱", ["25", "1.80"]),
    ("档案盒要花多少钱", ["1.80"]),
    ("年鉴编印年初预算多少 > 实际花了多少", ["42.50"]),
    ("年鉴编印年初预算多少 > 上年结转的部分呢", ["6.00"]),
    ("年鉴编印实际支出多少 > 比年初预算少多少", ["7.50"]),
    ("放书的地方（书库面积）有多大", ["460"]),
    ("书库多少平米", ["460"]),
    ("在建工程多少钱", ["85.00"]),
]


@pytest.mark.parametrize(("turns", "said"), ROWS)
def test_the_column_asked_is_answered(ask: Callable[[str], dict[str, Any]], turns: str, said: list[str]) -> None:
    answer = ask(turns)
    figures = [figure["value"].lstrip("-") for figure in answer["figures"]]
    rows = [row["value"] for row in answer["rows"]]
    assert (rows or figures)[: len(said)] == said, answer["text"]
