"""Targets found by any of their words, standards before and after, names with a character out of place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DISCLOSURE = """岭西县实验中学
2025年单位预算公开

第一部分 2025年单位预算表

项目支出预算表

单位：万元

项目名称	金额
校园安保服务	56.00
校园保洁服务	36.00
政务大厅多功能报告厅LED显示屏、音视频会议系统项目	88.00
合计	180.00

第二部分 2025年单位预算情况说明

一、公务用车情况

公务用车运行维护费标准由每辆4万元/年调整为每辆3.5万元/年，我校共有两辆公务用车。

二、机房情况

机房于2015年12月建成。机房共有96块蓄电池，已超出使用期限。
"""


def test_a_name_with_its_characters_out_of_place_is_not_its_neighbour(ask: Callable[[str], dict[str, Any]]) -> None:
    assert ask("校园保安服务项目一年多少钱")["figures"][0]["value"] == "56.00"
    assert ask("校园保洁服务项目一年多少钱")["figures"][0]["value"] == "36.00"


def test_what_a_standard_was_and_is(ask: Callable[[str], dict[str, Any]]) -> None:
    text = ask("公车运维标准原来一辆一年多少，现在改成多少了")["text"]
    assert "4万元" in text
    assert "3.5万元" in text


def test_a_year_is_no_answer_to_how_many_years(ask: Callable[[str], dict[str, Any]]) -> None:
    assert "2015" in ask("机房是什么时候建成的")["text"]
    assert "2015" not in ask("机房还能用几年")["text"]


def test_a_count_of_one_thing_is_no_sum(ask: Callable[[str], dict[str, Any]]) -> None:
    assert "96块" in ask("机房蓄电池一共多少块")["text"]
