"""Several figures asked of one subject at once."""

from __future__ import annotations

import pytest

from service.understand.wording import several

BOTH = [
    ("甲，含上年结转和不含上年结转各是多少", ["甲含上年结转是多少", "甲不含上年结转是多少"]),
    ("含结转和不含结转的甲乙丙分别是多少", ["甲乙丙含上年结转是多少", "甲乙丙不含上年结转是多少"]),
    ("甲今年安排的和去年结转的各是多少", ["甲的本年预算是多少", "甲的上年结转是多少"]),
    ("甲在收入决算表和支出决算表里分别是多少", ["甲在收入决算表里是多少", "甲在支出决算表里是多少"]),
    ("表三和表五里的甲项各是多少", ["甲项在表三里是多少", "甲项在表五里是多少"]),
    ("甲项的年初预算数和完成比例", ["甲项的年初预算数是多少", "甲项的完成比例是多少"]),
    ("甲类项目数量及涉及资金", ["甲类项目有多少个", "甲类项目涉及资金是多少"]),
    ("甲项及占乙的比例", ["甲项是多少", "甲项占乙的比例是多少"]),
    ("甲项决算数、完成年初预算的百分比", ["甲项的决算数是多少", "甲项的预算完成率是多少"]),
    ("科目编码2101103对应的科目名称及预算数", ["科目编码2101103是什么科目", "科目编码2101103的预算数是多少"]),
]


@pytest.mark.parametrize(("question", "asked"), BOTH)
def test_each_thing_asked_becomes_a_question_of_its_own(question: str, asked: list[str]) -> None:
    assert [one.question for one in several.asked(question)] == asked


@pytest.mark.parametrize(
    "question",
    [
        "甲的预算数和决算数差多少",
        "甲的上年结转是多少",
        "当年预算安排和上年结转安排的支出相差多少",
        "甲和乙各是多少",
        "甲占乙的比重是多少",
        "甲和乙占丙的比重是多少",
        "甲项的科目名称及预算数",
        "甲，今年安排的加上去年结转的一共多少",
    ],
)
def test_one_figure_or_one_calculation_is_left_whole(question: str) -> None:
    assert several.asked(question) == ()


def test_this_years_money_and_what_was_carried_over_are_pooled_only_when_added() -> None:
    pooled = several.pooled("甲项，今年新安排的加上去年结转过来的，手里一共能用多少")
    assert pooled == "甲项的本年预算和甲项的上年结转一共多少"
    assert several.pooled("甲项今年安排的和去年结转的各是多少") is None
