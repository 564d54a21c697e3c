"""Slips of form: found where a reader would see them, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.checks import Check, Verdict, checks_of, disclosure_of
from ingest.pipeline import parse_bytes

HEAD = "示例市水利局\n2025年部门预算\n\n第一部分 概况\n一、职能\n"
TABLE = "\n\n{title}\n编制单位：{maker}\t单位：万元\n\n科目编码\t科目名称\t合计\n{rows}\n\n{note}\n"
ROWS = "213\t农林水支出\t9.00\n21303\t水利\t9.00\n2130301\t{name}\t5.00\n2130302\t一般行政管理事务\t4.00\n\t合计\t9.00"


def _table(
    title: str = "2025年部门支出总表", maker: str = "示例市水利局", name: str = "行政运行", note: str = ""
) -> str:
    return TABLE.format(title=title, maker=maker, rows=ROWS.format(name=name), note=note)


def _found(text: str) -> Sequence[Check]:
    parsed = parse_bytes((HEAD + text).encode(), "公开.txt")
    checks = checks_of(disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages))
    return [check for check in checks if check.quotes and check.verdict is Verdict.WRONG]


@pytest.mark.parametrize(
    "rule, text",
    [
        ("placeholder", "2025年部门支出预算XX万元，用于防汛。"),
        ("punctuation", "承担全市水利工程建设，，负责防汛。"),
        ("punctuation", "承担全市水利工程建设。。"),
        ("unpaired", "水利工程（含农村饮水用于防汛。"),
        ("unpaired", "“三公经费按规定安排。"),
        ("wrong_body", "本局履职。" + _table(maker="邻县农业局") + _table("2025年部门收入总表") + _table("表三明细表")),
        ("wrong_body", "邻县农业局2025年支出预算8.00万元。"),
        ("wrong_year", "本局履职。" + _table() + _table("2025年部门收入总表") + _table("2023年部门收支总表")),
        ("wrong_year", "2023年部门支出预算9.00万元，用于防汛。"),
        ("subject_name", "本局履职。" + _table(name="行运政行")),
        ("filled_table", "本局履职。" + _table(note="注：本表无数据。")),
        ("empty_table", "本局履职。\n\n2025年项目支出表\n单位：万元\n\n项目名称\t合计\t财政拨款\n防汛\t\t\n抗旱\t\t\n"),
    ],
)
def test_a_slip_is_found_once(rule: str, text: str) -> None:
    assert [check.rule for check in _found(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "1）负责防汛；2）负责水利工程。",
        "2024年完成水利工程3处，2025年支出预算9.00万元。",
        "各县水利局2025年计划另行公开。",
        "比2024年增加1.00万元……",
        "本局履职。" + _table(name="行政运行") + _table("2025年部门收入总表", maker="示例市水利局（本级）"),
        "本局没有政府性基金预算。\n\n2025年政府性基金预算支出表\n单位：万元\n\n项目\t合计\t基本支出\n征地\t\t\n拆迁\t\t\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert _found(text) == []
