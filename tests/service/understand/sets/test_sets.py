"""Questions over sets of rows, in a small disclosure whose tables say of which kind their rows are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from service.understand.names import traits
from tests.service.conftest import open_store

TEXT = """石桥市水文局2025年部门预算公开

第一部分 2025年部门预算表

部门支出预算总表

单位：万元

科目编码	单位名称（科目名称）	合计	基本支出	项目支出
合计		920.00	520.00	400.00
	石桥市水文局机关	520.00	300.00	220.00
2013801	行政运行	300.00	300.00	
2130314	防汛	220.00		220.00
	石桥市水文监测中心	250.00	120.00	130.00
2130312	水质监测	250.00	120.00	130.00
	石桥市水文培训学校	150.00	100.00	50.00
2050803	培训支出	150.00	100.00	50.00

项目支出情况表

单位：万元

项目名称	项目类别	预算金额
合计		400.00
洪水预报系统建设	特定目标类	170.00
测站维修	特定目标类	90.00
水质采样船购置	特定目标类	60.00
水情信息服务	其他运转类	50.00
站房租赁	其他运转类	30.00

政府采购预算表

单位：万元

采购项目	采购组织形式	金额
合计		175.00
货物		
采样船	分散采购	60.00
便携流速仪	集中采购	25.00
服务		
站房物业	集中采购	40.00
数据运维	分散采购	50.00

一般公共预算支出与上年对比表

单位：万元

科目编码	科目名称	2024年预算数	2025年预算数
213	农林水支出	540.00	590.00
21303	水利	540.00	590.00
2130312	水质监测	200.00	250.00
2130314	防汛	240.00	220.00
2130399	其他水利支出	100.00	120.00

第二部分 2025年部门预算情况说明

一、收支变动情况

石桥市水文局2025年支出预算920.00万元，比上年减少80.00万元。项目支出400.00万元，比上年减少80.00万元，原因：一是本年新增两个项目，增加支出80.00万元，即“水情信息服务”50.00万元和“站房租赁”30.00万元；二是有两个项目不再安排，减少支出110.00万元，即“档案整理”70.00万元和“车库改造”40.00万元；三是原有项目净减少50.00万元，其中“洪水预报系统建设”增加20.00万元，“测站维修”减少45.00万元，“水质采样船购置”减少25.00万元。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("sets"), [parse_bytes(TEXT.encode(), "石桥市水文局.txt")])
    yield opened
    opened.close()


def figures(answer: dict[str, Any]) -> list[str]:
    return [figure["value"] + figure["unit"] for figure in answer["figures"]]


def labels(answer: dict[str, Any]) -> list[str]:
    return [row["label"] for row in answer["rows"]]


@pytest.mark.parametrize(
    "question, value",
    [
        ("特定目标类项目合计多少", "320.00万元"),
        ("项目支出情况表中，其他运转类项目合计多少", "80.00万元"),
        ("其他运转类项目平均每个多少", "40.00万元"),
        ("特定目标类项目有几个", "3个"),
        ("特定目标类项目占项目支出合计的百分之几", "80.00%"),
        ("政府采购表里集中采购的合计是多少", "65.00万元"),
        ("最大的三个项目加起来多少", "320.00万元"),
        ("最大的两个项目占项目支出合计的百分之几", "65.00%"),
        ("不含测站维修和站房租赁，其余三个项目合计多少", "280.00万元"),
        ("除了测站维修以外的项目平均多少", "77.50万元"),
        ("去掉站房租赁，其他项目一共多少", "370.00万元"),
        ("超过60万元的项目合计多少", "260.00万元"),
        ("今年新增的两个项目平均每个多少", "40.00万元"),
        ("不再安排的两个项目合计多少", "110.00万元"),
        ("原有项目里哪个减得最多", "45.00万元"),
    ],
)
def test_a_figure_of_a_set(question: str, value: str, store: Store) -> None:
    assert figures(answer_question(store, question, None, None))[0] == value


@pytest.mark.parametrize(
    "question, rows",
    [
        ("特定目标类项目里哪个最大", ["洪水预报系统建设"]),
        ("其他运转类项目有哪些", ["水情信息服务", "站房租赁"]),
        ("50万到100万之间的项目有哪些", ["测站维修", "水质采样船购置", "水情信息服务"]),
        ("三家单位里谁的项目支出最多", ["石桥市水文局机关"]),
        ("除了洪水预报系统建设，其他项目里哪个最大", ["测站维修"]),
        ("排第三的项目是哪个", ["水质采样船购置"]),
        ("原有项目里哪个减得最多", ["测站维修"]),
        ("哪个项目减得最多", ["档案整理"]),
        ("原有项目里减少的有哪些", ["测站维修", "水质采样船购置"]),
        ("新增项目有哪些", ["水情信息服务", "站房租赁"]),
        ("哪个科目增长最快", ["水质监测"]),
        ("农林水支出里哪些科目下降了", ["防汛"]),
    ],
)
def test_rows_of_a_set(question: str, rows: list[str], store: Store) -> None:
    assert labels(answer_question(store, question, None, None)) == rows


@pytest.mark.parametrize(
    "question",
    [
        "不含测站维修和站房租赁，其余四个项目合计多少",  # there are three
        "四家单位里谁的项目支出最多",
        "延续类项目合计多少",
        "除了气象卫星，其他项目一共多少",
    ],
)
def test_a_set_that_the_words_do_not_fit_is_declined(question: str, store: Store) -> None:
    answer = answer_question(store, question, None, None)
    assert not answer["figures"], answer["text"]
    assert not answer["rows"], answer["text"]


@pytest.mark.parametrize(
    "text, stem",
    [
        ("特定目标类", "特定目标"),
        ("经常性项目（长期开展）", "经常性"),
        ("转移支付项目", "转移支付"),
        ("集中采购", "集中采购"),
    ],
)
def test_stem(text: str, stem: str) -> None:
    assert traits.stem(text) == stem


@pytest.mark.parametrize("question", ["哪个单位的会议费最多", "支出下降的指标有哪些", "项目支出平均每个月多少次"])
def test_nothing_else_is_answered_for_a_set_that_is_not_there(question: str, store: Store) -> None:
    answer = answer_question(store, question, None, None)
    assert not answer["figures"], answer["text"]
    assert not answer["rows"], answer["text"]
