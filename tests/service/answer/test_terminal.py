"""Answers on the terminal: whole texts as a reader sees them."""

from __future__ import annotations

import pytest

from service.answer.terminal import show

CELL = {
    "document": "d1",
    "title": "某局2024年度单位决算公开",
    "section": "第二部分 / 表三",
    "table": "支出决算表",
    "table_id": "t1",
    "row": "项目支出",
    "column": "合计",
    "page": 5,
    "box": None,
    "quote": "438.50",
}
SENTENCE = CELL | {
    "section": "第三部分 / 三公经费说明",
    "table": None,
    "row": None,
    "column": None,
    "page": None,
    "quote": "原因是厉行节约。",
}
STEPS = [
    {"op": "lookup", "label": "项目支出", "value": "438.50", "unit": "万元", "citation": 0},
    {"op": "lookup", "label": "支出合计", "value": "1936.55", "unit": "万元", "citation": 1},
    {"op": "ratio", "label": "占比", "value": "22.64", "unit": "%", "citation": None},
]


def answer(kind, text, **parts):
    empty = {"figures": [], "rows": [], "steps": [], "citations": [], "options": [], "reason": None}
    return {"id": "a", "conversation_id": "c", "kind": kind, "text": text} | empty | parts


CALCULATION = """\
22.64%。

计算步骤：
  1. 项目支出：438.50万元 [1]
  2. 支出合计：1936.55万元 [2]
  3. 占比：22.64%

出处：
  [1] 某局2024年度单位决算公开，《支出决算表》“项目支出”行“合计”栏，第5页
  [2] 某局2024年度单位决算公开，第三部分／三公经费说明"""
FIGURE = """\
项目支出为438.50万元。

出处：
  [1] 某局2024年度单位决算公开，《支出决算表》“项目支出”行“合计”栏，第5页"""
CLARIFY = """\
请问您指哪一个？

  1. 2024年的项目支出是多少？
  2. 2025年的项目支出是多少？"""


@pytest.mark.parametrize(
    "given, expected",
    [
        (answer("calculation", "22.64%。", steps=STEPS, citations=[CELL, SENTENCE]), CALCULATION),
        (answer("figure", "项目支出为438.50万元。", steps=STEPS[:1], citations=[CELL]), FIGURE),
        (
            answer(
                "clarify",
                "请问您指哪一个？",
                options=["2024年的项目支出是多少？", "2025年的项目支出是多少？"],
            ),
            CLARIFY,
        ),
        (answer("refusal", "没有找到。\n"), "没有找到。"),
        ({"text": "没有找到。"}, "没有找到。"),
    ],
)
def test_an_answer_is_lines_of_text(given, expected):
    assert show(given) == expected


@pytest.mark.parametrize(
    "text, shown",
    [
        ("[bold]支出[/bold]", "[bold]支出[/bold]"),
        ("支出\x1b[31m为红\x07", "支出[31m为红"),
        ("甲\t乙\r\n丙", "甲 乙\n丙"),
        ("甲\u202e乙", "甲乙"),
    ],
)
def test_nothing_in_a_document_steers_the_terminal(text, shown):
    assert show(answer("passage", text)) == shown
