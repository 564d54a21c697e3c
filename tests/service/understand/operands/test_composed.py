"""Operands that are phrases of their own, in the small disclosure; and what never changes a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.answer.flow import answer_question
from service.plan import printed
from service.understand.operands.composed import candidates
from service.understand.resolve import resolve
from service.understand.wording import clauses, grammar, normalise

if TYPE_CHECKING:
    from tests.service.conftest import Small


def plan_of(question: str, small: Small) -> str | None:
    for frame in grammar.frames(normalise.question(question), small.vocabulary.protect):
        found = resolve(frame, small.vocabulary)
        if found is not None:
            return small.addressed(printed.show(found.plan))
    return None


@pytest.mark.parametrize(
    "text, expression",
    [
        ("办公费占差旅费的比重", "share(办公费@表3, 差旅费@表3)"),
        ("差旅费减办公费", "difference(差旅费@表3, 办公费@表3)"),
        ("差旅费加办公费减印刷费", 'difference(sum([差旅费@表3, 办公费@表3], ""), 印刷费@表3)'),
        ("办公费、印刷费和邮电费三项之和", 'sum([办公费@表3, 印刷费@表3, 邮电费@表3], "")'),
        ("差旅费的一半", "scaled(差旅费@表3, -50d, no)"),
        ("差旅费的四分之一", "scaled(差旅费@表3, -75d, no)"),
        ("三公经费的减少额", "magnitude(三公经费预算/change@文)"),
        ("三公经费的降幅", "magnitude(三公经费预算/rate@文)"),
        ("气象服务的基本支出减项目支出", "difference(气象服务/基本支出@表2, 气象服务/项目支出@表2)"),
        ("最大的项目", "人工影响天气作业经费@表6"),
    ],
)
def test_phrases(text: str, expression: str, small: Small) -> None:
    assert small.addressed(printed.show(candidates(text, small.vocabulary)[0].expression)) == expression


@pytest.mark.parametrize(
    "text", ["火星支出占差旅费的比重", "差旅费减火星支出", "差旅费和火星支出之和", "火星支出的一半", "差旅费的增加额"]
)
def test_a_phrase_with_an_unknown_operand_is_nothing(text: str, small: Small) -> None:
    assert candidates(text, small.vocabulary) == []


@pytest.mark.parametrize(
    "question, plan",
    [
        (
            "差旅费占商品和服务支出的比重，比办公费占商品和服务支出的比重高几个百分点？",
            "difference(share(差旅费@表3, 商品和服务支出@表3), share(办公费@表3, 商品和服务支出@表3))",
        ),
        (
            "差旅费占商品和服务支出的比重比办公费高几个百分点",
            "difference(share(差旅费@表3, 商品和服务支出@表3), share(办公费@表3, 商品和服务支出@表3))",
        ),
        (
            "公务接待费再砍一半，三公经费合计变成多少",
            "difference(合计@表5, scaled(公务接待费@表5, -50d, no))",
        ),
        ("明年差旅费再压减10%，能省下多少", "scaled(差旅费@表3, -10d, yes)"),
        ("假如上年结转全部收回，支出总计还剩多少", "difference(支出总计@表1, 支出总计/上年结转安排@表1)"),
        (
            "差旅费是不是超过商品和服务支出的一半",
            'compare(share(差旅费@表3, 商品和服务支出@表3), given(50d, "%"), yes)',
        ),
        (
            "差旅费不到商品和服务支出的三成吗",
            'compare(share(差旅费@表3, 商品和服务支出@表3), given(30d, "%"), no)',
        ),
        ("差旅费低于20万吗", 'compare(差旅费@表3, given(200000d, "元"), no)'),
        (
            "离休费加退休费是否等于对个人和家庭的补助",
            'verify(sum([离休费@表3, 退休费@表3], ""), 对个人和家庭的补助@表3)',
        ),
    ],
)
def test_operations_over_phrases(question: str, plan: str, small: Small) -> None:
    assert clauses.clauses(question, small.vocabulary.protect) == [grammar.polite(question)]
    assert plan_of(question, small) == plan


WHOLE = ("差旅费", "办公费")
ABSENT = (
    "{0}占火星支出的百分之几",
    "火星支出占{0}的百分之几",
    "{0}比火星支出多多少",
    "火星支出减去{0}还剩多少",
    "{0}和火星支出加起来多少",
    "{0}是火星支出的几倍",
    "{0}和火星支出相等吗",
    "{0}超过火星支出了吗",
    "{0}平均每头牛多少元",
    "{0}还空着几个",
    "{0}占火星支出的比重比上年提高几个百分点",
    "火星支出再压减10%，{0}变成多少",
    "{0}加火星支出等于支出总计吗",
)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("shape", ABSENT)
def test_an_operand_that_is_missing_is_never_answered_with_the_other(shape: str, name: str, small: Small) -> None:
    answer = answer_question(small.store, shape.format(name))
    assert not answer["figures"], answer["text"]


SHAPES = (
    "差旅费占商品和服务支出的百分之几",
    "差旅费比办公费多多少",
    "办公费和印刷费一共多少",
    "三公经费比上年减少多少",
    "差旅费再压减10%能省下多少",
    "工资福利支出减去基本工资还剩多少",
    "收入总计和支出总计是否一致",
    "平均每辆车运行维护费多少",
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    question=st.sampled_from(SHAPES),
    start=st.sampled_from(["", "请问", "您好，请问", "麻烦问一下，", "老师好，"]),
    end=st.sampled_from(["", "？", "?", "呢", "，谢谢！", "。"]),
    gap=st.sampled_from(["", " ", "　"]),
)
def test_manners_marks_and_spaces_change_no_plan(question: str, start: str, end: str, gap: str, small: Small) -> None:
    spaced = question[:3] + gap + question[3:]
    assert plan_of(start + spaced + end, small) == plan_of(question, small) is not None


@pytest.mark.parametrize(
    "one, other",
    [
        ("办公费和印刷费一共多少", "印刷费和办公费一共多少"),
        ("办公费、印刷费、邮电费合计多少", "邮电费、办公费、印刷费合计多少"),
        ("差旅费和办公费相差多少", "办公费与差旅费相差多少"),
        ("收入总计和支出总计是否一致", "支出总计与收入总计是否一致"),
    ],
)
def test_the_order_of_operands_that_may_be_exchanged_changes_no_figure(one: str, other: str, small: Small) -> None:
    def said(question: str) -> list[tuple[str, str]]:
        return sorted((f["value"], f["unit"]) for f in answer_question(small.store, question)["figures"])

    assert said(one) == said(other) != []
