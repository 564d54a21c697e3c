"""The bundled sets against the bundled sample: what is to be looked up is printed there, what is to be
refused isn't, and every table and section is asked about."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest

from eval.cases import QUESTIONS, Case, read_cases
from eval.corpus import SAMPLE
from eval.judge import YUAN, squash

PRINTED = unicodedata.normalize("NFKC", SAMPLE.read_text(encoding="utf-8"))
NUMBERS = {Decimal(found) for found in re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", PRINTED))}
CASES = [
    case
    for name in ("sample.jsonl", "holdout.jsonl")
    for case in read_cases(QUESTIONS / name)
    if case.docs == (SAMPLE.name,)
]
LOOKED_UP = [
    case for case in CASES if case.group in ("lookup", "ambiguity", "performance") and "tol" not in case.expect
]
RANKED = [case for case in CASES if case.group == "ranking" and {"labels", "label_set"} & set(case.expect)]

TOPICS = [
    "收支总表",
    "收入总表",
    "支出总表",
    "财政拨款收支总表",
    "表五",
    "表六",
    "政府性基金预算支出表",
    "国有资本经营预算",
    "三公",
    "机关运行经费",
    "项目支出",
    "结转",
    "热线",
    "食堂",
    "LED",
    "设备运行保障",
    "综合窗口",
    "培训",
    "机房",
    "行政运行及业务工作经费",
    "政府采购",
    "整体绩效目标",
    "公务用车",
    "通用设备",
    "政府购买服务",
    "处室",
    "上年结转",
    "单位资金",
]


def ids(case: Case) -> str:
    return case.id


@pytest.mark.parametrize("case", LOOKED_UP, ids=ids)
def test_looked_up_figures_are_printed(case: Case) -> None:
    wanted = [
        *case.expect.get("figures", ()),
        *case.expect.get("clarify_or", ()),
        *case.expect.get("any_figure", ()),
    ]
    for value, unit in wanted:
        exact = Decimal(value)
        in_wan = exact * YUAN[unit] / YUAN["万元"] if unit in YUAN else exact
        assert {exact, in_wan} & NUMBERS, f"{value}{unit}"


@pytest.mark.parametrize("case", RANKED, ids=ids)
def test_ranked_names_are_printed(case: Case) -> None:
    for name in [*case.expect.get("labels", ()), *case.expect.get("label_set", ())]:
        assert squash(name) in squash(PRINTED)


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_is_asked_about(topic: str) -> None:
    assert any(topic in question for case in CASES for question in (case.question, *case.before))
