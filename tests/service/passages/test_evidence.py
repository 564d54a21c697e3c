"""Sentence and question: how much of it the sentence says, and whether an answer of the kind asked for is there."""

from __future__ import annotations

import pytest

from ingest.store.records import StoredPassage
from service.passages.evidence import Sentences, bearing, evidence, sentences, spelled_out, wanted

ROOM = StoredPassage(
    "机房位于五号楼三层，2015年12月底建成。6部空调已不能运行，机房温度长期在30℃左右。防火墙每3天备份一次，负责电脑约200台的维护。",
    ("第二部分 说明", "机房改造项目", "项目概况"),
    id=1,
)
MEALS = StoredPassage(
    "工作日每人每天12元，每月22日；节假日每人每天5元。大楼在编人员340人。", ("食堂经费", "项目概况"), id=2
)
DUTIES = StoredPassage("本单位负责全市档案的收集和保管。", ("第一部分 概况", "一、主要职责"), id=3)


@pytest.fixture(scope="module")
def document() -> Sentences:
    return sentences([ROOM, MEALS, DUTIES])


@pytest.mark.parametrize(
    "question, passage, sentence",
    [
        ("机房现在常年多少度", ROOM, "30℃"),
        ("机房在哪", ROOM, "五号楼三层"),
        ("机房什么时候建成的", ROOM, "2015年12月底"),
        ("防火墙多久备份一次", ROOM, "每3天"),
        ("电脑大概有多少台要维护", ROOM, "200台"),
        ("空调坏了几部", ROOM, "6部"),
        ("大楼有多少人", MEALS, "340人"),
        ("工作日每人每天多少元", MEALS, "12元"),
    ],
)
def test_the_sentence_that_answers(question: str, passage: StoredPassage, sentence: str, document: Sentences) -> None:
    asked = wanted(question)
    said = evidence(asked, passage, document)
    assert said.answered
    assert said.share > 0.58
    assert sentence in said.sentence
    assert sentence in bearing(asked, passage, document, 0.6)


@pytest.mark.parametrize(
    "question", ["大厅的地址在哪", "总经理是谁", "股东大会哪天开", "停车费多少元", "办事要带什么材料"]
)
def test_what_the_document_never_speaks_of(question: str, document: Sentences) -> None:
    asked = wanted(question)
    assert all(evidence(asked, passage, document).share < 0.58 for passage in (ROOM, MEALS, DUTIES))


def test_an_answer_of_another_kind_is_none(document: Sentences) -> None:
    assert not evidence(wanted("档案保管多少件"), DUTIES, document).answered
    assert not evidence(wanted("档案什么时候收集"), DUTIES, document).answered


def test_a_heading_stands_for_the_words_of_its_cue(document: Sentences) -> None:
    asked = wanted("本单位归谁")
    assert evidence(asked, DUTIES, document, ["归谁"]).share == 1.0
    assert evidence(asked, ROOM, document).share == 0.0


def test_nothing_is_blanked_out_inside_a_name() -> None:
    assert "资金" not in wanted("单位资金包括哪些").said
    assert "单位资金" in wanted("单位资金包括哪些", [(0, 4)]).said


def test_a_calculation_is_spelled_out_only_with_its_words() -> None:
    assert spelled_out(wanted("每人每天多少元"), "工作日每人每天12元")
    assert not spelled_out(wanted("平均每人多少元"), "接待46批、372人，花5万元")


@pytest.mark.parametrize(
    "question, answered",
    [("单价百万以上的设备有几台", True), ("直线加速器有几台", False)],
)
def test_examples_of_what_is_counted_have_no_count_of_their_own(question: str, answered: bool) -> None:
    devices = StoredPassage("单价百万以上的设备23台，主要为磁共振、直线加速器等。", ("国有资产",), id=4)
    said = evidence(wanted(question), devices, sentences([ROOM, devices]))
    assert (said.share > 0.6) is answered
