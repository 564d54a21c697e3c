"""The report of a stored document, in the contract's shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from eval.corpus import CorpusSettings
from ingest.checks import report
from ingest.errors import NoSuchDocument
from ingest.pipeline import Status, ingest
from ingest.store import Store

TEXT = """示例市财政局
2025年度部门预算公开

第一部分 2025年部门预算表

部门支出总体情况表

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
201	一般公共服务支出	350.00	250.00	{}
20106	财政事务	350.00	250.00	100.00
2010601	行政运行	250.00	250.00	
2010602	一般行政管理事务	100.00		100.00
合计		350.00	250.00	100.00

第二部分 2025年度部门预算情况说明

一、支出预算情况说明

2025年度示例市财政局支出预算350.00万元，其中：基本支出250.00万元，占71.43%。
"""


class Letters:
    """An embedder that needs no model: which of a few letters a text holds."""

    model = "letters"

    def documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.query(text) for text in texts]

    def query(self, text: str) -> list[float]:
        return [1.0, *(float(letter in text) for letter in "预算支出收入人员")]


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Callable[[str], tuple[Store, str]]]:
    """Ingests a disclosure whose one amount is as given."""
    store = Store.open(CorpusSettings(tmp_path / "store"), Letters())

    def put(amount: str) -> tuple[Store, str]:
        file = tmp_path / "公开.txt"
        file.write_text(TEXT.format(amount), encoding="utf-8")
        (outcome,) = ingest([file], store)
        assert outcome.status is not Status.REFUSED, outcome.error
        assert outcome.document_id
        return store, outcome.document_id

    yield put
    store.close()


def test_a_faultless_document(stored: Callable[[str], tuple[Store, str]]) -> None:
    store, id = stored("100.00")
    found = report(store, id)
    assert set(found) == {"summary", "checks"}
    assert set(found["summary"]) == {"holds", "rounding", "wrong", "unchecked"}
    assert found["summary"]["wrong"] == 0
    assert sum(found["summary"].values()) == len(found["checks"]) > 10
    assert store.document(id).checks_wrong == 0


def test_wrong_comes_first_with_both_places(stored: Callable[[str], tuple[Store, str]]) -> None:
    store, id = stored("120.00")
    found = report(store, id)
    first = found["checks"][0]
    assert first["verdict"] == "wrong"
    assert set(first) >= {"rule", "verdict", "statement", "sides", "difference"}
    assert store.document(id).checks_wrong == found["summary"]["wrong"] > 0
    table = store.tables(id)[0]
    for side in first["sides"]:
        assert set(side) == {"label", "value", "unit", "citation"}
        assert side["unit"] == "万元"
        citation = side["citation"]
        assert (citation["document"], citation["table_id"], citation["page"]) == (id, table.id, None)
        assert citation["quote"].replace(",", "") == side["value"]


def test_a_sentence_is_cited_whole(stored: Callable[[str], tuple[Store, str]]) -> None:
    store, id = stored("100.00")
    said = [check for check in report(store, id)["checks"] if check["rule"] == "prose_table"]
    sentence = said[0]["sides"][0]["citation"]
    assert sentence["table_id"] is None
    assert sentence["quote"].startswith("2025年度示例市财政局支出预算350.00万元")
    assert sentence["section"].endswith("一、支出预算情况说明")


def test_no_such_document(stored: Callable[[str], tuple[Store, str]]) -> None:
    store, _ = stored("100.00")
    with pytest.raises(NoSuchDocument):
        report(store, "0123456789ab")
