"""Numbers in sentences, limits and standards, reasons of what was carried over: of an invented body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service.answer.told_number import figures
from service.passages.evidence import wanted
from service.passages.fields import of_duties
from service.understand.names.distinctive import asks_standard

DISCLOSURE = """岭南县水文馆
2024年度部门决算公开

第二部分 2024年度部门决算情况说明

一、收入支出决算总体情况说明

主要是救助标准由每人每月520元提高到580元，保障资金增加。全年救助支出共计96.00万元。

二、国有资产占用情况

馆舍总建筑面积5,180平方米，其中库房面积2,460平方米。占有使用价值50万元以上的通用设备3台，价值100万元以上的通用设备1台。

三、公务接待情况

2024年共接待来访团组12个、86人次。

四、窗口改革情况

将36个部门单设的39个服务窗口整合为15个综合窗口，压缩窗口设置62%。

五、基金结转情况

年末结转和结余14.40万元。结转原因是净化工程尚未达到付款节点。

六、重点项目情况

大坝始建于1962年，现状存在渗漏、裂缝等险情，需及时加固。
"""


@pytest.mark.parametrize(
    ("question", "quoted", "alone", "value"),
    [
        ("放档案的库房面积有多少平方米", "馆舍总建筑面积5,180平方米，其中库房面积2,460平方米。", True, "2460"),
        ("冲锋舟打算备几艘", "储备编织袋35万条、冲锋舟24艘、巡逻艇3艘。", True, "24"),
        ("船要备几艘", "储备冲锋舟24艘、巡逻艇3艘。", True, None),
        ("船要备几艘", "全年储备24艘。", True, "24"),
        ("船要备几艘", "全年储备24艘。", False, None),
        ("冲锋舟去年备了几艘", "冲锋舟24艘。", True, None),
        ("冲锋舟增加了几艘", "冲锋舟24艘。", True, None),
    ],
)
def test_the_number_at_what_was_asked_is_the_figure(question: str, quoted: str, alone: bool, value: str | None) -> None:
    found = figures(wanted(question), quoted, alone)
    assert [figure["value"] for figure in found] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("抽检一批平均费用不能超过多少钱", True),
        ("寄一件最多花几块钱", True),
        ("救助一个人一个月多少钱", True),
        ("哪个项目花钱最多", False),
        ("工资平均每人每月多少钱", False),
        ("公务接待费多少钱", False),
    ],
)
def test_a_limit_or_standard_is_known_by_how_it_is_asked(question: str, asked: bool) -> None:
    assert asks_standard(question) is asked


def test_a_standard_is_no_total_over_twelve(ask: Callable[[str], dict[str, Any]]) -> None:
    found = ask("现在救助一个人一个月多少钱")
    assert [figure["value"] for figure in found["figures"]] in ([], ["580"])
    assert "8.00" not in found["text"]


def test_things_are_told_apart_by_the_amount_in_their_names(ask: Callable[[str], dict[str, Any]]) -> None:
    assert ask("五十万往上的贵重通用设备有几台")["figures"][0]["value"] == "3"
    assert ask("一百万以上的通用设备有几台")["figures"][0]["value"] == "1"


def test_a_change_is_said_by_its_own_word(ask: Callable[[str], dict[str, Any]]) -> None:
    assert ask("窗口压缩了多少")["figures"][0]["value"] == "62"


def test_what_was_merged_into_how_many(ask: Callable[[str], dict[str, Any]]) -> None:
    assert "15个综合窗口" in ask("39个服务窗口整合成了几个")["text"]


def test_a_clause_that_counts_on_is_told_by_the_same_sentence(ask: Callable[[str], dict[str, Any]]) -> None:
    values = [figure["value"] for figure in ask("来访团组接待了多少个，多少人次")["figures"]]
    assert list(dict.fromkeys(values)) == ["12", "86"]


def test_why_money_was_carried_over_and_in_what_state_a_thing_is(ask: Callable[[str], dict[str, Any]]) -> None:
    assert "付款节点" in ask("基金那十几万为啥结转没用掉")["text"]
    assert "渗漏" in ask("大坝到底坏成啥样了")["text"]
    assert "渗漏" not in ask("馆舍坏成啥样了")["text"]


def test_only_a_question_after_a_duty_is_held_to_the_duties() -> None:
    assert of_duties("水文监测归不归你们管")
    assert not of_duties("水文监测花了多少钱")
