"""The sentence that says what an item is for, or why it went up or down; none of its neighbours'."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.parsed import PassageKind
from service.catalogue import Catalogue
from service.passages import uses

if TYPE_CHECKING:
    from ingest.store.records import StoredPassage
    from tests.service.conftest import Small

TEXT = (
    "基本支出120.00万元，其中：人员经费100.00万元，主要包括：基本工资、津贴补贴；公用经费20.00万元，主要包括：办公费。\n"
    "1、养老支出（款）行政单位离退休（项）。主要用于：退休人员支出。年初预算为5.00万元。\n"
    "（2）社会福利（款）养老服务（项）年初预算为14.00万元，支出决算为15.20万元，"
    "决算数大于年初预算数的主要原因是支付装修尾款。（3）临时救助（项）年初预算为4.00万元，支出决算为4.00万元。"
)


@pytest.fixture
def passage(small: Small) -> StoredPassage:
    text = next(p for p in Catalogue(small.store).passages(small.document) if p.kind is PassageKind.TEXT)
    return replace(text, text=TEXT)


@pytest.mark.parametrize(
    "question, item",
    [
        ("公用经费主要花在哪些方面", "公用经费"),
        ("行政单位离退休这笔钱用来干什么", "行政单位离退休"),
        ("人员经费都包括哪些", "人员经费"),
        ("食堂运行经费用在哪", "食堂运行经费"),
        ("公用经费是多少", None),
    ],
)
def test_the_item_asked_about(question: str, item: str | None) -> None:
    assert uses.item_of(question) == item


@pytest.mark.parametrize(
    "item, says",
    [
        ("公用经费", "公用经费20.00万元，主要包括：办公费。"),
        ("行政单位离退休", "1、养老支出（款）行政单位离退休（项）。主要用于：退休人员支出。"),
        ("基本支出", None),  # 其中 leads to its parts
        ("临时救助", None),
    ],
)
def test_what_is_stated_of_it(item: str, says: str | None, passage: StoredPassage) -> None:
    found = uses.stated(item, [passage])
    assert (found.text if found else None) == says


@pytest.mark.parametrize(
    "subject, reason",
    [
        ("养老服务支出超预算", "支付装修尾款"),
        ("养老服务没完成预算", None),  # it went the other way
        ("临时救助超预算", None),
        ("养老服务", None),
    ],
)
def test_the_reason_of_the_way_it_went(subject: str, reason: str | None, passage: StoredPassage) -> None:
    found = uses.reasoned(subject, [passage])
    assert (found is not None and reason in found.text) if reason else found is None
