"""Question | what is quoted: a sentence for a figure, a section of duties, what a document says it has none of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.store import Store
from service.answer.flow import answer_question

TEXT = """临溪市档案馆2025年度单位预算公开
第一部分 概况
一、主要职责
1.负责全市档案的收集管理。
2.统筹档案信息化建设规划。
3.承担档案保护技术研究，组织业务培训。
二、机构设置
临溪市档案馆内设办公室、保管科2个科室。
第二部分 说明
一、机关运行经费
本单位为事业单位，没有机关运行经费。
二、库房情况
库房位于北楼三层，建筑面积2,450平方米，常年恒温保持在18℃左右。库房配有除湿机12台，每7天巡检一次，由保管科负责；档案密集架分三批购置，最早的一批2009年投入使用，至今运行正常，尚能满足存放的需要。馆藏纸质档案长期保存，利用时须登记，调阅由两人以上在场，归还时当面清点。
第三部分 名词解释
一、财政拨款：有一般公共预算、政府性基金预算两种。
"""


@pytest.mark.parametrize(
    "question, said, unsaid",
    [
        ("库房常年恒温多少度", "18℃左右", "密集架"),
        ("除湿机多久巡检一次", "每7天巡检一次", "18℃"),
        ("有机关运行经费吗", "没有机关运行经费", "库房"),
        ("机关运行经费是多少", "没有机关运行经费", "库房"),
        ("主要职责有哪些", "2.统筹档案信息化建设规划", "2个科室"),
        ("您好，请问库房在哪？想带孩子去看看。", "位于北楼三层", "机关运行"),
        ("名词解释里说财政拨款包含哪几种", "政府性基金预算两种", "库房"),
    ],
)
def test_quoted(question: str, said: str, unsaid: str, store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(TEXT), question)
    assert answer["kind"] == "passage"
    assert said in answer["text"]
    assert unsaid not in answer["text"]


@pytest.mark.parametrize("question", ["档案馆的地址在哪", "停车场有多少个车位", "馆长叫什么名字", "水费多少"])
def test_what_is_not_said_is_refused(question: str, store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(TEXT), question)
    assert answer["kind"] == "refusal"
    assert not answer["figures"]


OFFICE = """石桥县档案局2025年度部门预算公开
第一部分 概况
一、主要职责
1.拟订档案事业发展规划并组织实施。
2.负责档案登记和监督管理。
3.承担县政府交付的其他工作。
第二部分 说明
一、机关运行经费
2025年机关运行经费预算30.00万元，比上年减少2.00万元，主要原因是压缩办公费。
第三部分 名词解释
一、财政专户管理资金：在财政专户管理的教育收费。
二、单位资金：不在财政专户管理的资金，包括事业收入、其他收入。
"""


@pytest.mark.parametrize(
    "question, said, unsaid",
    [
        ("财政专户管理资金包括什么", "教育收费", "事业收入"),
        ("档案登记归谁管", "2.负责档案登记和监督管理。", "机关运行"),
    ],
)
def test_without_the_neighbours(question: str, said: str, unsaid: str, store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(OFFICE), question)
    assert said in answer["text"]
    assert unsaid not in answer["text"]


@pytest.mark.parametrize(
    "question", ["医院的机关运行经费是多少", "学校有多少机关运行经费", "一般公共服务支出为什么减少", "谁负责编制预算"]
)
def test_what_is_another_thing_is_refused(question: str, store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(OFFICE), question)
    assert answer["kind"] == "refusal"
    assert not answer["figures"]
