"""Question | frame. Names are protected as a document's vocabulary would; nothing is looked up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understand.wording import clauses, grammar, normalise, units
from service.understand.wording.folded import fold
from service.understand.wording.frame import Frame, Op

NAMES = ("商品和服务支出", "对个人和家庭的补助", "占地补偿", "增减调节金", "甲项", "乙项", "丙项")


def protect(text: str) -> list[tuple[int, int]]:
    """Spans of the names above, leftmost first."""
    spans, at = [], 0
    while at < len(text):
        name = next((name for name in NAMES if text.startswith(name, at)), "")
        if name:
            spans.append((at, at + len(name)))
        at += len(name) or 1
    return spans


def first(question: str) -> Frame:
    return grammar.frames(normalise.question(question), protect)[0]


def yuan(number: int) -> tuple[Decimal, str]:
    return Decimal(number), "元"


TWO_SIDED = [
    ("甲项占乙项的百分之几", Op.SHARE, ("甲项", "乙项")),
    ("甲项占乙项的比例是多少？", Op.SHARE, ("甲项", "乙项")),
    ("甲项在乙项中占多大比例", Op.SHARE, ("甲项", "乙项")),
    ("乙项中甲项的占比", Op.SHARE, ("甲项", "乙项")),
    ("乙项里有百分之几是甲项", Op.SHARE, ("甲项", "乙项")),
    ("甲项占比", Op.SHARE, ("甲项",)),
    ("甲项是乙项的几倍", Op.MULTIPLE, ("甲项", "乙项")),
    ("甲项比乙项多多少", Op.DIFFERENCE, ("甲项", "乙项")),
    ("甲项与乙项相差多少", Op.DIFFERENCE, ("甲项", "乙项")),
    ("甲项减去乙项还剩多少", Op.DIFFERENCE, ("甲项", "乙项")),
    ("甲项和乙项哪个多", Op.COMPARE, ("甲项", "乙项")),
    ("甲项是否超过乙项", Op.COMPARE, ("甲项", "乙项")),
    ("甲项等于乙项吗", Op.VERIFY, ("甲项", "乙项")),
    ("甲项和乙项一致吗", Op.VERIFY, ("甲项", "乙项")),
    ("甲项加乙项等于丙项吗", Op.VERIFY, ("甲项加乙项", "丙项")),
    ("甲项的正文和表格数字一致吗", Op.WITNESS, ("甲项",)),
]
LISTS = [
    ("甲项、乙项、丙项合计多少", Op.SUM, ("甲项", "乙项", "丙项")),
    ("甲项和乙项一共多少钱", Op.SUM, ("甲项", "乙项")),
    ("甲项加乙项是多少", Op.SUM, ("甲项", "乙项")),
    ("甲项加乙项等于多少", Op.SUM, ("甲项", "乙项")),
    ("甲项和乙项各是多少", Op.LISTED, ("甲项", "乙项")),
    ("甲项有几台几套", Op.LISTED, ("甲项有几台", "甲项有几套")),
    ("甲项、乙项平均多少", Op.MEAN, ("甲项", "乙项")),
]
CHANGES = [
    ("甲项比上年增加多少", Op.GROWTH, ("甲项",)),
    ("甲项同比下降百分之几", Op.GROWTH, ("甲项",)),
    ("与上年相比，甲项减少了多少", Op.GROWTH, ("甲项",)),
    ("甲项完成预算的百分之几", Op.COMPLETION, ("甲项",)),
    ("甲项的执行率是多少", Op.COMPLETION, ("甲项",)),
    ("甲项为什么减少", Op.WHY, ("甲项减少",)),
    ("甲项增加的原因是什么", Op.WHY, ("甲项增加",)),
    ("什么是甲项", Op.DEFINE, ("甲项",)),
    ("甲项是什么意思", Op.DEFINE, ("甲项",)),
]
OPERATORS_IN_NAMES = [
    ("商品和服务支出是多少", Op.LOOKUP, ("商品和服务支出是多少",)),
    ("占地补偿占商品和服务支出的百分之几", Op.SHARE, ("占地补偿", "商品和服务支出")),
    ("对个人和家庭的补助与商品和服务支出相差多少", Op.DIFFERENCE, ("对个人和家庭的补助", "商品和服务支出")),
    ("商品和服务支出、增减调节金一共多少", Op.SUM, ("商品和服务支出", "增减调节金")),
    ("增减调节金多少", Op.LOOKUP, ("增减调节金多少",)),
]


@pytest.mark.parametrize("question, op, operands", [*TWO_SIDED, *LISTS, *CHANGES, *OPERATORS_IN_NAMES])
def test_operation_and_operands(question: str, op: Op, operands: tuple[str, ...]) -> None:
    frame = first(question)
    assert (frame.op, frame.operands) == (op, operands)


@pytest.mark.parametrize(
    "question, expected",
    [
        ("最大的项目是哪个", {"op": Op.TOP, "noun": "project", "k": 1, "largest": True, "nth": False}),
        ("哪个项目最少", {"op": Op.TOP, "noun": "project", "k": 1, "largest": False}),
        ("最大的三个项目", {"op": Op.TOP, "noun": "project", "k": 3}),
        ("前5个项目是哪些", {"op": Op.TOP, "noun": "project", "k": 5}),
        ("第二大的项目", {"op": Op.TOP, "noun": "project", "k": 2, "nth": True}),
        ("金额最小的两个项目", {"op": Op.TOP, "noun": "project", "k": 2, "largest": False}),
        ("项目从大到小排列", {"op": Op.TOP, "noun": "project", "k": None, "largest": True}),
        ("项目从小到大排列", {"op": Op.TOP, "noun": "project", "k": None, "largest": False, "group": ""}),
        ("甲项里最大的一项是什么", {"op": Op.TOP, "group": "甲项", "k": 1}),
        (
            "超过100万元的项目有哪些",
            {"op": Op.FILTER, "noun": "project", "comparator": ">", "threshold": yuan(1_000_000), "counted": False},
        ),
        ("有几个项目超过50万元", {"op": Op.FILTER, "comparator": ">", "threshold": yuan(500_000), "counted": True}),
        ("不低于30万元的项目有几个", {"op": Op.FILTER, "comparator": ">=", "threshold": yuan(300_000)}),
        ("20万以下的项目有哪些", {"op": Op.FILTER, "comparator": "<=", "threshold": yuan(200_000)}),
        ("不到一百万元的项目有哪几个", {"op": Op.FILTER, "comparator": "<", "threshold": yuan(1_000_000)}),
        (
            "50万到100万之间的项目有哪些",
            {"op": Op.FILTER, "comparator": ">=", "threshold": yuan(500_000), "upper": yuan(1_000_000)},
        ),
        ("有多少个项目", {"op": Op.COUNT, "noun": "project", "group": ""}),
        ("甲项下有几个项目", {"op": Op.COUNT, "noun": "project"}),
        ("一共有几个项目", {"op": Op.COUNT, "noun": "project", "group": ""}),
        ("甲项由哪些构成", {"op": Op.BREAKDOWN, "group": "甲项"}),
        ("甲项的明细", {"op": Op.BREAKDOWN, "group": "甲项"}),
        ("平均每个项目多少钱", {"op": Op.MEAN, "noun": "project", "operands": ()}),
        ("甲项人均多少", {"op": Op.PER_UNIT, "per": "人"}),
        ("平均每辆车甲项多少", {"op": Op.PER_UNIT, "per": "辆"}),
        ("除了甲项，其他项目一共多少", {"op": Op.SUM, "noun": "project", "without": "甲项"}),
        ("甲项超过100万元吗", {"op": Op.COMPARE, "operands": ("甲项",), "threshold": yuan(1_000_000)}),
        ("甲项和乙项哪个更少", {"op": Op.COMPARE, "largest": False}),
    ],
)
def test_sets_thresholds_and_counters(question: str, expected: dict[str, Any]) -> None:
    frame = first(question)
    assert {name: getattr(frame, name) for name in expected} == expected


@pytest.mark.parametrize(
    "question, unit",
    [
        ("甲项多少元", "元"),
        ("甲项是多少万元", "万元"),
        ("甲项是几万块", "万元"),
        ("甲项多少亿", "亿元"),
        ("以万元计甲项是多少", "万元"),
        ("甲项换算成亿元是多少", "亿元"),
        ("甲项多少钱", None),
        ("甲项多少万件", None),
    ],
)
def test_asked_unit(question: str, unit: str | None) -> None:
    assert units.asked_unit(question) == unit


@pytest.mark.parametrize(
    "question, parts",
    [
        ("甲项是多少，占乙项的百分之几", ["甲项是多少", "占乙项的百分之几"]),
        ("甲项是多少？为什么减少？", ["甲项是多少", "为什么减少"]),
        ("与上年相比，甲项减少了多少", ["与上年相比，甲项减少了多少"]),
        ("甲项，乙项，丙项合计多少", ["甲项，乙项，丙项合计多少"]),
        ("甲项多少", ["甲项多少"]),
    ],
)
def test_clauses(question: str, parts: list[str]) -> None:
    assert clauses.clauses(normalise.question(question), protect) == parts


@pytest.mark.parametrize(
    "question",
    ["请问甲项多少？", "您好，请问甲项多少", "麻烦查一下甲项多少，谢谢！", "我想知道甲项多少呢", "甲项多少啊？？"],
)
def test_politeness_is_no_content(question: str) -> None:
    assert grammar.polite(normalise.question(question)) == "甲项多少"


@given(st.text("甲乙项占比和、，的多少百分之几最大前三个项目超过元吗？增减年0123456789", max_size=24))
def test_every_text_has_a_reading_and_the_last_is_a_look_up(text: str) -> None:
    frames = grammar.frames(normalise.question(text), protect)
    assert frames[-1].op is Op.LOOKUP
    assert len(set(frames)) == len(frames)
    assert clauses.clauses(normalise.question(text), protect)


@given(st.text("甲乙丙项商品和服务支出占比多少", max_size=24))
def test_folding_is_undone(text: str) -> None:
    folded = fold(text, protect)
    assert folded.unfold(folded.text) == text


@pytest.mark.parametrize(
    "question, kept",
    [
        ("三公经费多少？想带回去作些宣传。", "三公经费多少？"),
        ("我看了公开。三公经费多少？", "我看了公开。三公经费多少？"),
        ("三公经费", "三公经费"),
        ("谢谢。辛苦了。", "谢谢。辛苦了。"),
    ],
)
def test_what_follows_the_last_question_is_left_out(question: str, kept: str) -> None:
    assert grammar.asking(question) == kept


@pytest.mark.parametrize(
    "question",
    [
        "我是省人大代表，差旅费多少",
        "作为一名纳税人，差旅费多少",
        "记者求证：差旅费多少",
        "办公室写稿用：差旅费多少",
        "喂，你好，我问一下，差旅费多少",
        "我们是审计局的，差旅费多少",
    ],
)
def test_who_asks_is_no_part_of_the_question(question: str) -> None:
    assert grammar.opened(normalise.question(question)) == "差旅费多少"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("住房公积金的科目编码是多少", "住房公积金"),
        ("行政运行的功能科目代码", "行政运行"),
        ("2210201是什么科目", "2210201"),
        ("30201对应哪个科目", "30201"),
    ],
)
def test_a_code_is_asked(question: str, name: str) -> None:
    frame = grammar.frames(question, lambda _: [])[0]
    assert (frame.op, frame.operands) == (Op.CODE, (name,))
