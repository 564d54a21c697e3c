"""Rankings and filters over projects that carry codes, purchases, and bodies called by what they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from tests.service.conftest import open_store

TEXT = """临溪县文物局2025年部门预算公开

第一部分 2025年部门预算表

部门收入预算表

单位：万元

部门（单位）名称	合计	本年收入	上年结转
合计	900.00	860.00	40.00
临溪县文物局（机关）	600.00	560.00	40.00
临溪县博物馆	180.00	180.00	
临溪县考古所	120.00	120.00	

部门支出预算表

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	900.00	500.00	400.00
207	文化旅游体育与传媒支出	840.00	440.00	400.00
20702	文物	840.00	440.00	400.00
2070204	文物保护	400.00		400.00
2070205	博物馆	440.00	440.00	
221	住房保障支出	60.00	60.00	
22102	住房改革支出	60.00	60.00	
2210201	住房公积金	60.00	60.00	

部门项目支出预算表

单位：万元

项目名称	功能科目编码	合计	本年拨款	上年结转
合计		400.00	360.00	40.00
古塔加固工程	2070204	210.00	170.00	40.00
馆藏文物数字化	2070204	120.00	120.00	
田野巡查经费	2070204	45.00	45.00	
讲解员培训	2070204	25.00	25.00	

部门政府采购预算表

单位：万元

采购项目	计量单位	数量	采购预算金额
合计			96.00
脚手架租赁	项	1	58.00
扫描服务	项	1	32.00
台式计算机	台	12	6.00
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("rankings"), [parse_bytes(TEXT.encode(), "临溪县文物局.txt")])
    yield opened
    opened.close()


def rows(store: Store, question: str) -> list[str]:
    answer: dict[str, Any] = answer_question(store, question)
    return [row["label"] for row in answer["rows"] or ()]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("合计金额不足50万元的项目", ["田野巡查经费", "讲解员培训"]),
        ("列示金额100万元以上的项目", ["古塔加固工程", "馆藏文物数字化"]),
        ("项目支出按合计金额由低到高排列", ["讲解员培训", "田野巡查经费", "馆藏文物数字化", "古塔加固工程"]),
        ("金额最高和最低的项目分别是哪个", ["古塔加固工程", "讲解员培训"]),
        ("结转最多的项目是哪个", ["古塔加固工程"]),
        ("哪些项目有上年结转", ["古塔加固工程"]),
        ("采购预算金额最高的采购项目是哪个", ["脚手架租赁"]),
        ("收入合计最多的单位是哪家", ["临溪县文物局（机关）"]),
        ("三家单位里头钱袋子最鼓的是哪家？按收入预算看", ["临溪县文物局（机关）"]),
        ("支出按功能分类（类）由大到小列示", ["文化旅游体育与传媒支出", "住房保障支出"]),
    ],
)
def test_the_rows_that_are_meant(store: Store, question: str, labels: list[str]) -> None:
    assert rows(store, question) == labels


def test_both_ends_are_set_against_each_other(store: Store) -> None:
    for question in ("金额最高的项目比最低的高多少", "最贵的项目比最便宜的贵多少"):
        assert answer_question(store, question)["figures"][0]["value"] == "185.00"


def test_the_members_under_a_bound_are_added_up(store: Store) -> None:
    answer = answer_question(store, "项目支出中不到100万的加起来多少")
    assert answer["figures"][0]["value"] == "70.00"


@pytest.mark.parametrize("question", ["哪些项目的合计超过五百万", "哪些项目有外国政府贷款"])
def test_no_total_answers_which_members(store: Store, question: str) -> None:
    answer = answer_question(store, question)
    assert answer["kind"] in ("refusal", "table")
    assert not answer["rows"]
