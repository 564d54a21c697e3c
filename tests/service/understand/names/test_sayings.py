"""Questions in citizens' words | the figures that answer them; what a disclosure lacks stays declined."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.bounds import without_remarks
from service.answer.flow import answer_question
from service.understand.wording import sayings
from tests.service.conftest import Small, open_store

DISCLOSURE = """岭西县人民医院
2024年度单位决算公开

第一部分 2024年度单位决算表

收入支出决算总表

单位：万元

收入		支出
项目	决算数	项目	决算数
一、财政拨款收入	700.00	一、卫生健康支出	1,880.00
二、事业收入	1,200.00	本年支出合计	1,880.00
本年收入合计	1,900.00	年末结转和结余	20.00
总计	1,900.00	总计	1,900.00

医疗业务情况表

指标	单位	2024年
门急诊人次	人次	52,100
门诊次均费用	元	208.30
实有床位	张	310

健康补贴发放情况表

补贴项目	人数（人）	标准（元/人·月）	全年金额（万元）
高龄津贴	1,200	100	144.00

项目	编制数（个）	耳机新增（个）
合计	5	30

第二部分 2024年度单位决算情况说明

一、支出情况

卫生健康支出320.00万元，主要用于乡村医生和村卫生室建设；全年接待来访团组12个、来宾96人次。截至年末，公务用车保有量7辆。

二、机关运行经费

2024年度机关运行经费支出66.00万元，比上年减少4.00万元。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    parsed = parse_bytes(DISCLOSURE.encode(), "岭西县人民医院.txt")
    opened = open_store(tmp_path_factory.mktemp("sayings"), [parsed])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("财政给医院拨了多少钱", ["700.00"]),
        ("政府今年到底给你们医院补了多少钱", ["700.00"]),
        ("年底还剩多少钱没花完", ["20.00"]),
        ("你们医院有几台车", ["7"]),
        ("车子一共几辆", ["7"]),
        ("接待了多少人", ["96"]),
        ("门诊量多少", ["52100"]),
        ("急诊和门诊一共多少人次", ["52100"]),  # one figure, not to be added to itself
        ("这医院有多少张病床", ["310"]),
        ("乡村医生和村卫生室建设给了多少钱", ["320.00"]),
        ("高龄津贴一个月发多少钱", ["100"]),
        ("机关运行经费实际支出", ["66.00"]),
        ("机关运行经费花了好几十万到底多少，值不值，在线等，急", ["66.00"]),
        ("有没有给机关运行经费？多少", ["66.00"]),
    ],
)
def test_in_citizens_words(question: str, expected: list[str], store: Store) -> None:
    assert [figure["value"] for figure in answer_question(store, question)["figures"]] == expected


@pytest.mark.parametrize(
    "question",
    [
        "救护车有几台",
        "政府给学生食堂补了多少钱",
        "基本支出里物业费一年要多少",
        "村卫生室多少钱",  # part of what an amount is for
        "今年新增支出总共多少",
    ],
)
def test_what_the_document_lacks_is_declined(question: str, store: Store) -> None:
    assert answer_question(store, question)["figures"] == []


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("去年结转下来的不算，办公费多少", "不含上年结转，办公费多少"),
        ("把上年结转算进去，基本支出多少", "含上年结转，基本支出多少"),
        ("有没有安排出国的钱？多少", "出国的钱是多少"),
        ("应急保障用的车子有几台", "应急保障用车有几辆"),
        ("办公费多少", "办公费多少"),
    ],
)
def test_plainly(question: str, plain: str) -> None:
    assert sayings.plainly(question) == plain


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("工会经费要多少，报表等着填，急", "工会经费要多少，"),
        ("大屏花了多少钱，值不值", "大屏花了多少钱，"),
        ("办公费上年数为多少？本年为20.93万元", "办公费上年数为多少？"),
        ("2023年办公费是多少（可由增减额推算）", "2023年办公费是多少"),
        ("办公费平均多少（按12个月计算）", "办公费平均多少（按12个月计算）"),
        ("领导要的三公经费是多少", "领导要的三公经费是多少"),
        ("领导要几份，等着用的办公费是多少", "领导要几份，等着用的办公费是多少"),
    ],
)
def test_asides_are_left_out(question: str, kept: str) -> None:
    assert without_remarks(question) == kept


@given(st.sampled_from(["救护", "学生", "农村", "垃圾清运", "校"]))
def test_a_saying_is_the_whole_question(thing: str) -> None:
    assert list(sayings.meant("你们有几辆车"))
    assert not list(sayings.meant(f"你们有几辆{thing}车"))
    assert not list(sayings.meant(f"政府给{thing}拨了多少钱"))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("你好，老百姓看不懂，请问办公费是多少", "12.60"),
        ("机关养车（公务用车运行维护费）多少", "7.60"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(question: str, value: str, small: Small) -> None:
    assert small.ask(question)["figures"][0]["value"] == value
