"""Standard items in the words of daily life: what is done (开大会, 烧暖气) for what the table calls it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from service.understand.wording import sayings
from tests.service.conftest import open_store

DISCLOSURE = """南屿县渔政站
2025年度单位预算公开

第一部分 2025年度单位预算表

一般公共预算基本支出表

单位：万元

科目编码	科目名称	合计
302	商品和服务支出	100.00
30201	办公费	11.00
30202	印刷费	7.00
30205	水费	3.00
30206	电费	9.00
30208	取暖费	6.00
30211	差旅费	21.00
30215	会议费	4.00
30224	被装购置费	16.00
30231	公务用车运行维护费	23.00

项目支出表

单位：万元

项目名称	合计	上级提前下达
船艇运行维护费	41.00	12.00
增殖放流项目	17.00	5.00

项目支出绩效目标表

项目名称	增殖放流项目
指标类别	指标名称	目标值
数量指标	放流石斑鱼苗种	≥90万尾
质量指标	苗种检验合格率	100%

第二部分 2025年度单位预算情况说明

公务用车运行维护费23.00万元，比上年减少3.00万元，主要原因是两辆旧车换成新能源车。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    parsed = parse_bytes(DISCLOSURE.encode(), "南屿县渔政站.txt")
    opened = open_store(tmp_path_factory.mktemp("daily"), [parsed])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("开大会一年要花好多钱哦，我是说会议费", "4.00"),
        ("冬天烧暖气花了多少", "6.00"),
        ("制服被装今年拨了多少钱", "16.00"),
        ("干部出差一年预备了多少钱", "21.00"),
        ("跑外地出差的费用，要占到商品和服务支出百分之几", "21.00"),
        ("买办公用品跟印东西，这两个费加起来是多少", "18.00"),
        ("水费电费两样加一起，站里一年得交多少", "12.00"),
        ("水费电费取暖费三项一共多少", "18.00"),
        ("放鱼苗那个项目是多少万来着", "17.00"),
        ("养船加上增殖放流，两笔合起来多少钱", "58.00"),
        ("石斑鱼苗要放多少尾下海", "90"),
        ("增殖放流里头上面提前拨下来的是几多", "5.00"),
    ],
)
def test_in_daily_words(question: str, expected: str, store: Store) -> None:
    assert expected in [figure["value"] for figure in answer_question(store, question)["figures"]]


def test_the_three_largest_of_an_item(store: Store) -> None:
    answer = answer_question(store, "商品和服务支出三大开销分别是哪些科目")
    assert [row["label"] for row in answer["rows"]] == ["公务用车运行维护费", "差旅费", "被装购置费"]


def test_a_reason_asked_twice_is_asked_once(store: Store) -> None:
    assert "新能源车" in answer_question(store, "用车的钱咋个少了三万，什么缘故")["text"]


@pytest.mark.parametrize(
    "question",
    [
        "请客吃饭多少钱",
        "放虾苗多少尾",
        "发福利要多少钱",
        "养船里头上面提前拨下来的是几多",
        "教鱼苗知识多少钱",
    ],
)
def test_what_the_document_lacks_is_declined(question: str, store: Store) -> None:
    assert answer_question(store, question)["figures"] == []


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("开会要好多钱哦，我是说会议费", "会议费是多少"),
        ("工资比去年多多少，我是说基本工资", "工资比去年多多少，我是说基本工资"),
        ("接待费怎么少了，什么缘故", "接待费怎么少了"),
        ("接待费是多少，什么缘故", "接待费是多少，什么缘故"),
        ("去年管护拨了多少来着？今年不是说涨了嘛", "去年管护拨了多少来着"),
    ],
)
def test_plainly(question: str, plain: str) -> None:
    assert sayings.plainly(question) == plain
