"""Operands that mean something beside the other one only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.understand.operands.relative import contrasted, of_document

if TYPE_CHECKING:
    from tests.service.conftest import Small


@pytest.mark.parametrize(
    "first, second, meant",
    [
        ("年末结转和结余", "年初", "年初结转和结余"),
        ("年初结转和结余", "年末数", "年末结转和结余"),
        ("办公费", "年初", "年初"),
        ("年末结转", "印刷费", "印刷费"),
    ],
)
def test_a_word_of_a_pair_borrows_the_rest(first: str, second: str, meant: str) -> None:
    assert contrasted(first, second) == meant


def test_a_kind_of_document_is_no_operand() -> None:
    assert of_document("单位预算")
    assert of_document("部门决算")
    assert not of_document("项目支出")


def figures(answer: dict) -> list[str]:
    return [f"{figure['value']}{figure['unit']}" for figure in answer["figures"]]


@pytest.mark.parametrize(
    "question, first",
    [
        ("如果公务接待费再压减20%，三公一共多少", "9.52万元"),
        ("公务接待费再压减20%是多少", "1.92万元"),
        ("差旅费如果涨10%要多花多少", "2.24万元"),
        ("基本工资是不是超过奖金的两倍", "2.23倍"),
        ("办公费+印刷费一共多少", "15.75万元"),
        ("气象服务的项目支出占比", "100.00%"),
    ],
)
def test_computed(question: str, first: str, small: Small) -> None:
    assert figures(small.ask(question))[0] == first


@pytest.mark.parametrize(
    "question",
    [
        "单位预算和部门预算差多少",
        "老师平均工资多少",
        "人均工资多少",
        "工资福利支出占办公费的多少",
        "项目支出完成年初预算的百分之几",
        "超没超目标",
    ],
)
def test_a_doubtful_operand_is_no_answer(question: str, small: Small) -> None:
    assert small.ask(question)["kind"] in ("refusal", "clarify", "passage")
