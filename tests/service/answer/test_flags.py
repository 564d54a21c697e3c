"""An answer on a figure that fails a check says so; any other doesn't."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.store import Store
from service.answer.flow import answer_question

TEXT = """示例市水利局
2025年部门预算

第一部分 部门预算表

2025年部门支出总表
单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t9.00\t5.00\t4.00
21303\t水利\t9.00\t5.00\t4.00
2130301\t行政运行\t5.00\t5.00\t
2130302\t一般行政管理事务\t4.70\t\t4.00
\t合计\t9.00\t5.00\t4.00

第二部分 情况说明
本部门承担水利工程建设。
"""


@pytest.fixture
def store(store_of: Callable[..., Store]) -> Store:
    return store_of(TEXT)


@pytest.mark.parametrize(
    "question, remarked",
    [
        ("一般行政管理事务合计是多少？", True),
        ("水利的项目支出是多少？", False),
        ("行政运行基本支出是多少？", False),
    ],
)
def test_only_a_wrong_figure_is_remarked_on(store: Store, question: str, remarked: bool) -> None:
    text = answer_question(store, question)["text"]
    assert ("勾稽核对发现" in text) is remarked, text
    assert text.count("勾稽核对发现") <= 1
