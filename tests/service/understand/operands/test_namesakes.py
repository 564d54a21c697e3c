"""Rows of one name under two heads: no share is taken of one in the other; and what people say for whole sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from tests.service.conftest import open_store

DISCLOSURE = """岭东市商务局
2025年度部门预算公开

第一部分 2025年部门预算报表

预算公开表1

2025年部门收支预算总表

单位：万元

收入		支出
项目	金额	项目	金额
财政拨款收入	500.00	一般公共服务支出	420.00
		卫生健康支出	80.00
收入总计	500.00	支出总计	500.00

预算公开表2

2025年部门支出预算总表

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
合计		500.00	360.00	140.00
201	一般公共服务支出	420.00	300.00	120.00
20113	商贸事务	420.00	300.00	120.00
2011301	行政运行	400.00	300.00	100.00
2011308	招商引资	20.00		20.00
210	卫生健康支出	80.00	60.00	20.00
21001	卫生健康管理事务	80.00	60.00	20.00
2100101	行政运行	80.00	60.00	20.00
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("namesakes"), [parse_bytes(DISCLOSURE.encode(), "岭东市商务局.txt")])
    yield opened
    opened.close()


@pytest.mark.parametrize("question", ["行政运行里基本支出占几成", "行政运行中基本支出的比重是多少"])
def test_a_share_stays_within_one_row(store: Store, question: str) -> None:
    answer = answer_question(store, question)
    assert [figure["value"] for figure in answer["figures"]] == ["75.00"]
    assert len({citation["row"] for citation in answer["citations"]}) == 1


@pytest.mark.parametrize("question", ["收支平衡吗", "今年收支总计是否相等", "预算收支平不平"])
def test_income_against_spending(store: Store, question: str) -> None:
    answer = answer_question(store, question)
    assert answer["kind"] == "calculation"
    assert answer["text"].startswith("对得上")
