"""Every question that the service offers is answered by the document it is offered for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ingest.store import Store
from service.answer.flow import answer_question, examples_of
from service.catalogue import catalogue_of

if TYPE_CHECKING:
    from tests.service.conftest import Small

ANSWERED = ("figure", "calculation", "table", "passage")
FINAL = """石桥县档案馆2024年度单位决算公开
第二部分 报表
“三公”经费支出决算表
单位：万元
项目	预算数	决算数
“三公”经费	6.00	5.20
公务接待费	2.00	1.40
公务用车运行维护费	4.00	3.80
支出决算表
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
	合计	310.00	250.00	60.00
201	一般公共服务支出	310.00	250.00	60.00
2012604	档案馆	310.00	250.00	60.00
项目绩效目标表
项目	指标	年度指标值
库房改造	设备购置成本	12万元
库房改造	设备购置数量	8台
数字化加工	设备购置成本	20万元
数字化加工	设备购置数量	3台
"""


@pytest.mark.parametrize(
    "question",
    ["你好", "你能做什么", "指标", "设备购置", "满意度是多少", "运行费多少", "支出多少", "补助多少", "资金总额是多少"],
)
def test_in_one_document(question: str, small: Small) -> None:
    answer = small.ask(question)
    assert answer["kind"] != "clarify" or answer["options"]
    assert [option for option in answer["options"] if small.ask(option)["kind"] not in ANSWERED] == []


@pytest.mark.parametrize("question", ["你好", "三公经费多少", "项目支出多少", "主要职责是什么", "设备购置成本多少"])
def test_in_several_documents(question: str, small: Small, store_of: Callable[..., Store]) -> None:
    from tests.service.conftest import TEXT

    store = store_of(TEXT, FINAL)
    answer = answer_question(store, question)
    assert answer["options"] or answer["kind"] != "clarify"
    assert [o for o in answer["options"] if answer_question(store, o)["kind"] not in ANSWERED] == []


def test_a_greeting_offers_four(small: Small, store_of: Callable[..., Store]) -> None:
    assert len(small.ask("您好")["options"]) == 4
    assert len(answer_question(store_of(FINAL), "您好")["options"]) == 4


@pytest.mark.parametrize("several", [False, True])
def test_an_example_is_the_same_in_english(several: bool, store_of: Callable[..., Store]) -> None:
    from tests.service.conftest import TEXT

    store = store_of(TEXT, FINAL) if several else store_of(FINAL)
    catalogue = catalogue_of(store)
    offered = examples_of(catalogue, catalogue.documents())
    assert len(offered) == 4
    for example in offered:
        chinese, in_english = (answer_question(store, one) for one in (example.zh, example.en))
        for part in ("figures", "rows"):
            amounts, same = ([(one["value"], one["unit"]) for one in said[part]] for said in (in_english, chinese))
            assert amounts == same, example.en
        assert "：" not in in_english["text"], example.en


def test_a_question_back_names_its_choices(small: Small) -> None:
    answer = small.ask("满意度是多少")
    assert answer["kind"] != "clarify" or all(
        option.removesuffix("是多少？") in answer["text"] for option in answer["options"][:4]
    )
