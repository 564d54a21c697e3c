"""What a figure is called: the column that tells it apart, however deep its header."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.facts import State
from ingest.store.records import StoredFact
from service.understand.names.label import fact_label


def fact(row: tuple[str, ...], column: tuple[str, ...]) -> StoredFact:
    return StoredFact(row, column, State.NUMBER, "1.00", Decimal(1), "万元", table=0)


@pytest.mark.parametrize(
    ("row", "column", "label"),
    [
        (("三公经费",), ("公务用车购置及运行费", "公务用车购置费", "决算数"), "三公经费（公务用车购置费）"),
        (("三公经费",), ("合计", "决算数"), "三公经费"),
        (("行政运行",), ("本年支出", "基本支出"), "行政运行（基本支出）"),
        (("行政运行",), ("2025年预算数",), "行政运行"),
        (("行政运行",), ("支出预算", "合计"), "行政运行"),
    ],
)
def test_label(row: tuple[str, ...], column: tuple[str, ...], label: str) -> None:
    assert fact_label(fact(row, column)) == label
