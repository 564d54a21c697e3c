"""What a follow-up may mean after the last turn, and whole conversations over the small disclosure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from service.conversation.followup import Known, resume
from service.conversation.memory import KEPT, Conversations, Last, new_id

if TYPE_CHECKING:
    from tests.service.conftest import Small

TRAVEL = Last("差旅费多少", "lookup", "差旅费", "办公费", "差旅费", documents=("d1",))
SHARE = Last("基本支出占支出总计的百分之几", "share", "基本支出", "", "基本支出")
GOAL = Last("增雨作业次数年度目标是多少", "lookup", "增雨作业次数", row="增雨作业次数", parent="人工增雨")


def first(question: str, last: Last | None, own: bool = True) -> str:
    return resume(question, last, Known(lambda _: own))[0]


@pytest.mark.parametrize(
    "question, last, meant",
    [
        ("印刷费多少", None, "印刷费多少"),
        ("印刷费多少", TRAVEL, "印刷费多少"),
        ("换算成元", TRAVEL, "差旅费是多少元"),
        ("多少亿元", TRAVEL, "差旅费是多少亿元"),
        ("去年呢", TRAVEL, "去年差旅费多少"),
        ("2024年呢？", TRAVEL, "2024年差旅费多少"),
        ("为什么", TRAVEL, "差旅费为什么变化"),
        ("为什么减少", TRAVEL, "差旅费为什么减少"),
        ("占支出总计的百分之几", TRAVEL, "差旅费占支出总计的百分之几"),
        ("占比呢", TRAVEL, "差旅费占比"),
        ("跟印刷费那项比，多多少", TRAVEL, "差旅费比印刷费多多少"),
        ("和印刷费比呢，少多少", TRAVEL, "差旅费比印刷费少多少"),
        ("里面行政运行占百分之几", TRAVEL, "行政运行占差旅费的百分之几"),
        ("比印刷费多多少", TRAVEL, "差旅费比印刷费多多少"),
        ("它占支出总计的百分之几", TRAVEL, "差旅费占支出总计的百分之几"),
        ("这笔钱用在哪", TRAVEL, "差旅费用在哪"),
        ("两个加起来呢", TRAVEL, "办公费和差旅费加起来"),
        ("由哪些构成", TRAVEL, "差旅费由哪些构成"),
        ("那项目支出呢", SHARE, "项目支出占支出总计的百分之几"),
    ],
)
def test_likeliest_meaning(question: str, last: Last | None, meant: str) -> None:
    assert first(question, last) == meant


def test_a_column_of_the_last_row_is_tried_before_the_words_alone() -> None:
    meanings = resume("那实施期的呢", GOAL, Known())
    assert "人工增雨" in meanings[0]
    assert "增雨作业次数" in meanings[0]


@given(st.text(max_size=20), st.sampled_from([None, TRAVEL, SHARE, GOAL]), st.booleans())
def test_the_question_itself_is_among_its_meanings_unless_it_hangs_on_another(
    question: str, last: Last | None, own: bool
) -> None:
    alone = resume(question, None, Known(lambda _: own))
    assert alone in ([question], [])
    assert not alone or question in resume(question, last, Known(lambda _: own))


@pytest.mark.parametrize(
    "turns, expected",
    [
        (["差旅费多少", "那印刷费呢"], ["3.15万元"]),
        (["差旅费是多少", "多少元"], ["223500元"]),
        (["公务接待费今年预算多少", "去年呢"], ["3.60万元"]),
        (["基本工资有多少？", "占工资福利支出的百分之几"], ["31.73%"]),
        (["退休费多少", "比离休费多多少"], ["8.34万元"]),
        (["增雨作业次数年度目标是多少", "实施期的呢"], ["108次"]),
        (["支出总表里项目支出占合计的百分比是多少", "那基本支出呢？"], ["66.80%"]),
        (["基本工资多少", "奖金多少", "两个加起来呢"], ["220.60万元"]),
        (["气象事业机构多少", "其中项目支出呢"], ["31.40万元"]),
        (["气象服务多少", "它占支出总计的百分之几"], ["29.72%"]),
        (["差旅费多少", "工会经费多少"], ["8.90万元"]),
    ],
)
def test_conversation(turns: list[str], expected: list[str], small: Small) -> None:
    answer = _last(turns, small)
    assert [f"{figure['value']}{figure['unit']}" for figure in answer["figures"]] == expected


@pytest.mark.parametrize(
    "turns, labels",
    [
        (["工资福利支出里最大的一项是什么", "第二大的呢"], ["津贴补贴"]),
        (["对个人和家庭的补助多少", "由哪些构成"], ["离休费", "退休费"]),
        (["项目从大到小排一下", "最小的是哪个"], ["农村气象信息员培训"]),
    ],
)
def test_conversation_about_rows(turns: list[str], labels: list[str], small: Small) -> None:
    assert [row["label"] for row in _last(turns, small)["rows"]] == labels


@pytest.mark.parametrize(
    "turns, said",
    [
        (["三公经费今年多少", "为什么减少"], "压减公务接待批次"),
        (["差旅费多少", "谢谢"], "不客气"),
    ],
)
def test_conversation_in_words(turns: list[str], said: str, small: Small) -> None:
    answer = _last(turns, small)
    assert said in answer["text"]
    assert answer["figures"] == []


def test_a_refusal_doesnt_end_a_conversation(small: Small) -> None:
    answer = _last(["差旅费多少", "今天天气怎么样", "多少元"], small)
    assert [figure["value"] for figure in answer["figures"]] == ["223500"]


def test_conversations_are_apart(small: Small) -> None:
    one, other = small.ask("差旅费多少"), small.ask("印刷费多少")
    assert one["conversation_id"] != other["conversation_id"]
    assert small.ask("多少元", one["conversation_id"])["figures"][0]["value"] == "223500"
    assert small.ask("多少元", other["conversation_id"])["figures"][0]["value"] == "31500"


def _last(turns: list[str], small: Small) -> dict[str, Any]:
    conversation, answer = None, {}
    for turn in turns:
        answer = small.ask(turn, conversation)
        conversation = answer["conversation_id"]
    return answer


def test_any_process_can_go_on() -> None:
    engine = create_engine("sqlite://")
    name = new_id()
    Conversations(engine).remember(name, TRAVEL)
    assert Conversations(engine).last(name) == TRAVEL
    Conversations(engine).remember(name, GOAL)
    assert Conversations(engine).last(name) == GOAL


@pytest.mark.parametrize("name", [None, "", "unknown", "'; drop table conversations"])
def test_an_unknown_conversation_has_no_last_turn(name: str | None) -> None:
    assert Conversations(create_engine("sqlite://")).last(name) is None


def test_old_conversations_are_forgotten() -> None:
    engine = create_engine("sqlite://")
    kept = Conversations(engine)
    kept.remember("old", TRAVEL)
    long_ago = datetime.now(UTC) - KEPT - timedelta(minutes=1)
    with engine.begin() as connection:
        connection.execute(text("update conversations set at = :at"), {"at": long_ago.isoformat(sep=" ")})
    later = Conversations(engine)
    later.remember("new", GOAL)
    assert later.last("old") is None
    assert later.last("new") == GOAL
