"""What people call things | what it means, in an invented department with units of its own and grouped columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from service.understand.names.naming import namer
from service.understand.names.supposed import How, misspellings, supposed
from service.understand.names.vocabulary import Vocabulary
from service.understand.wording import normalise
from tests.service.conftest import open_store

DISCLOSURE = """岭东市民政局
2025年度部门预算公开

第一部分 2025年部门预算报表

预算公开表1

2025年部门支出预算总表

单位：万元

单位和科目		2025年预算
科目编码	名称	合计	基本支出		项目支出
			小计	人员经费
合计		900.00	600.00	450.00	300.00
	岭东市民政局机关	400.00	300.00	250.00	100.00
2080201	行政运行	250.00	250.00	210.00
2101103	公务员医疗补助	50.00	50.00	40.00
2081099	其他社会福利支出	100.00			100.00
	岭东市殡葬管理服务中心	500.00	300.00	200.00	200.00
2081004	殡葬	500.00	300.00	200.00	200.00

预算公开表2

2025年一般公共预算基本支出分经济科目表

单位：万元

经济科目编码	经济科目名称	2025年预算数
	合计	600.00
301	工资福利支出	480.00
30101	基本工资	300.00
30108	机关事业单位基本养老保险缴费	60.00
30110	职工基本医疗保险缴费	40.00
30111	公务员医疗补助缴费	30.00
30112	其他社会保障缴费	10.00
30199	其他工资福利支出	40.00
302	商品和服务支出	120.00
30201	办公费	30.00
30205	水费	8.00
30206	电费	12.00
30207	邮电费	15.00
30211	差旅费	35.00
30228	工会经费	20.00
"""

ACCOUNTS = """南川县水务局
2024年度部门决算公开

第一部分 2024年度部门决算报表

表1

收入决算表

单位：万元

科目编码	科目名称	本年收入合计	财政拨款收入	其他收入
	合计	900.00	880.00	20.00
2130301	行政运行	500.00	500.00
2130305	水利工程建设	400.00	380.00	20.00

表2

支出决算表

单位：万元

科目编码	科目名称	本年支出合计	基本支出	项目支出
	合计	930.00	500.00	430.00
2130301	行政运行	500.00	500.00
2130305	水利工程建设	430.00		430.00

表3

一般公共预算基本支出决算表

单位：万元

科目编码	科目名称	决算数
	合计	500.00
302	商品和服务支出	500.00
30217	公务接待费	4.00
30299	其他商品和服务支出	496.00

表4

财政拨款“三公”经费支出决算表

单位：万元

项目	决算数
“三公”经费支出	6.00
公务接待费支出	6.00
"""


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    parsed = parse_bytes(ACCOUNTS.encode(), "南川县水务局.txt")
    opened = open_store(tmp_path_factory.mktemp("accounts"), [parsed])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("水利工程建设的本年支出比本年收入多多少", "30.00"),
        ("本年支出比本年收入多多少", "30.00"),
        ("收入决算表和支出决算表里的水利工程建设一样吗", "400.00"),
        ("支出决算表里的行政运行和收入决算表里的行政运行一样吗", "500.00"),
        ("公务接待费花了多少", "6.00"),  # 三公's own table speaks first, under 公务接待费支出
    ],
)
def test_of_the_same_row_in_the_table_named(question: str, expected: str, accounts: Store) -> None:
    answer = answer_question(accounts, question)
    assert answer["figures"][0]["value"] == expected


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    parsed = parse_bytes(DISCLOSURE.encode(), "岭东市民政局.txt")
    opened = open_store(tmp_path_factory.mktemp("names"), [parsed])
    yield opened
    opened.close()


@pytest.fixture
def figures(store: Store) -> Callable[[str], list[str]]:
    """The figures that answer a question; [] where none does."""

    def ask(question: str) -> list[str]:
        answer = answer_question(store, question)
        return [figure["value"] for figure in answer["figures"]]

    return ask


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("行政运行多少", ["250.00"]),  # no 小计 under 基本支出 beside 合计
        ("行政运行的人员经费多少", ["210.00"]),
        ("公务员医疗补助多少", ["50.00"]),
        ("公务员医疗补助缴费多少", ["30.00"]),
        ("殡葬多少", ["500.00"]),
        ("殡葬中心的项目支出多少", ["200.00"]),
        ("2081004多少", ["500.00"]),
        ("208类10款04项多少", ["500.00"]),
        ("302类11款多少", ["35.00"]),
        ("302-11多少", ["35.00"]),
        ("水电费一共多少", ["20.00"]),
        ("水电费占商品和服务支出的百分之几", ["16.67"]),
    ],
)
def test_meant(question: str, expected: list[str], figures: Callable[[str], list[str]]) -> None:
    assert figures(question) == expected


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("岭东市殡葬管理服务中心", "殡葬中心"),
        ("岭东市社会福利院", "福利院"),
        ("岭东市民政局", None),
        ("岭东市福利彩票", None),
    ],
)
def test_a_body_shortened(text: str, short: str | None) -> None:
    bare = normalise.without_region(text, text) or text
    assert normalise.short_body(bare, text) == short


def test_another_item_printed_here_is_no_other_word() -> None:
    assert "公务员医疗补助" in namer()("公务员医疗补助缴费").surfaces
    beside = namer(frozenset({"公务员医疗补助", "公务员医疗补助缴费"}))
    assert beside("公务员医疗补助缴费").surfaces == ("公务员医疗补助缴费",)
    assert "公务员医疗补助缴费" not in beside("公务员医疗补助").surfaces


@pytest.mark.parametrize(
    ("question", "value", "remark"),
    [
        ("差率费多少", "35.00", "差旅费"),
        ("办工费多少", "30.00", "办公费"),
        ("工经会费多少", "20.00", "工会经费"),
        ("电话费多少", "15.00", "邮电费"),
        ("工伤保险多少", "10.00", "其他社会保障缴费"),
        ("打印纸多少钱", "30.00", "办公费"),
        ("商服多少", "120.00", ""),
        ("今年工福是多少", "480.00", ""),
    ],
)
def test_supposed_and_said_so(question: str, value: str, remark: str, store: Store) -> None:
    answer = answer_question(store, question)
    assert [figure["value"] for figure in answer["figures"]] == [value]
    assert f"“{remark}”" in answer["text"] if remark else "名目" not in answer["text"]


@pytest.mark.parametrize(
    "question",
    [
        "水务费多少",  # neither of 水费's sound nor booked under anything
        "工商服务多少",  # 商服 is short for 302 only alone
        "执法车多少",
        "电话费怎么报销",  # asks for words
        "会议费多少",
    ],
)
def test_nothing_supposed(question: str, figures: Callable[[str], list[str]]) -> None:
    assert figures(question) == []


@pytest.mark.parametrize("joined, how", [("用餐标准", How.SYNONYM), ("食堂运行经费\n用餐标准", How.ALIKE)])
def test_a_word_that_the_document_has_is_never_said_to_be_missing(
    joined: str, how: How, vocabulary: Vocabulary
) -> None:
    kinds = supposed("食堂多少钱", replace(vocabulary, joined=joined))
    assert {(one.meant, one.how) for kind in kinds for one in kind if one.meant == "用餐"} == {("用餐", how)}


def test_two_names_as_near_are_asked_back(vocabulary: Vocabulary) -> None:
    names = frozenset({"公务接待费", "公务接带费", "差旅费"})
    two = replace(vocabulary, here=names, names=tuple(map(vocabulary.name, names)), misspellings={})
    assert {one.meant for kind in supposed("公务接戴费多少", two) for one in kind} == {"公务接待费", "公务接带费"}


@given(st.sampled_from(["差旅费", "工会经费", "公务接待费", "机关运行经费"]), st.data())
def test_a_swap_is_seen_through(name: str, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(name) - 2))
    swapped = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    near = misspellings(frozenset({name}))
    assert swapped == name or name in near[-1, "".join(sorted(swapped))]
