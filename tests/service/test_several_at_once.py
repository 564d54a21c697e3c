"""Questions (turns after >) that ask several things | the figures said, in the order asked; [] where one has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

DISCLOSURE = """临川市水产站2024年度部门决算

第一部分 决算报表

表一 支出决算表

部门名称：临川市水产站	单位：万元

科目编码	科目名称	本年支出合计	基本支出	项目支出
合计		903.43	603.53	299.90
21301	农业农村	710.52	410.62	299.90
2130119	防灾救灾	442.02	410.62	31.40
2130108	病虫害控制	268.50		268.50

第二部分 决算情况说明

病虫害控制（项）年初预算为300.00万元，支出决算为268.50万元，完成年初预算的89.50%。

育种基地项目绩效自评综述：全年预算数为60.00万元，执行数为45.60万元，完成预算的76.00%。
"""
ROWS = [
    ("病虫害控制（项）年初预算数及完成年初预算的百分比", ["300.00", "89.50"]),
    ("病虫害控制（项）决算数、完成年初预算的百分比", ["268.50", "89.50"]),
    ("防灾救灾及占农业农村的比例", ["442.02", "62.21"]),
    ("2130119科目名称是什么？支出决算表列多少", ["2130119", "442.02"]),
    ("科目编码2130119对应的科目名称及决算数", ["2130119", "442.02"]),
    ("防灾救灾的支出合计和项目支出各是多少", ["442.02", "31.40"]),
    ("防灾救灾：基本支出和项目支出各是多少", ["410.62", "31.40"]),
    ("防灾救灾的基本支出较项目支出多出多少", ["379.22"]),
    ("防灾救灾的决算数是多少，人均多少", []),
    ("防灾救灾决算和上年结转", []),
    ("育种基地项目全年预算数是多少 > 真正花出去多少，完成了百分之几", ["45.60", "76.00"]),
    ("育种基地项目完成了百分之几 > 预算是多少", ["60.00"]),
    ("育种基地项目全年预算数是多少 > 决算呢 > 两者差多少", ["14.40"]),
]


@pytest.mark.parametrize(("turns", "said"), ROWS)
def test_each_thing_asked_has_its_figure_or_none_is_told(
    ask: Callable[[str], dict[str, Any]], turns: str, said: list[str]
) -> None:
    answer = ask(turns)
    figures = [figure["value"].lstrip("-") for figure in answer["figures"]]
    assert (figures[: len(said)] if said else figures) == said, answer["text"]
