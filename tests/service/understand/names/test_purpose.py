"""Question about what money is for | the amount it stands at, or None where no sentence says so of one item."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from tests.service.conftest import open_store

DISCLOSURE = """岭东市商务局
2025年度部门预算公开

第二部分 2025年部门预算情况说明

一、财政拨款支出预算情况说明

财政拨款支出主要内容如下：
1.“一般公共服务支出（类）商贸事务（款）行政运行（项）”310.20万元，主要用于机关人员经费支出。
2.“一般公共服务支出（类）商贸事务（款）其他商贸事务支出（项）”95.40万元，主要用于冬春蔬菜储备补贴。
3.“商业服务业等支出（类）其他商业服务业等支出（款）其他商业服务业等支出（项）”88.00万元，主要用于农贸市场改造。
4.“住房保障支出（类）住房改革支出（款）购房补贴（项）”12.50万元，主要用于职工每月房贴。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("purpose"), [parse_bytes(DISCLOSURE.encode(), "岭东市商务局.txt")])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("农贸市场改造那笔钱是多少", "88.00"),
        ("主要用于冬春蔬菜储备的支出有多少", "95.40"),
        ("蔬菜储备补贴安排了多少", "95.40"),
        ("职工房贴（购房补贴）一共多少", "12.50"),
        ("学校改造那笔钱是多少", None),
        ("水利工程建设改造是多少", None),
        ("2023年农贸市场改造是多少", None),
    ],
)
def test_an_item_named_by_its_purpose(store: Store, question: str, value: str | None) -> None:
    answer = answer_question(store, question)
    found = [Decimal(figure["value"]) for figure in answer["figures"]]
    assert found == ([] if value is None else [Decimal(value)])
