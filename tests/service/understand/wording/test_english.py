"""English questions | what Chinese asks; a word that isn't known leaves the question as it was."""

from __future__ import annotations

import pytest

from ingest.lexicon import classification
from service.understand.wording import english


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("How much is budgeted for travel expenses?", "差旅费是多少"),
        ("what's the official reception budget in 2025", "2025年公务接待费预算数是多少"),
        (
            "What percentage of total expenditure is social security and employment?",
            "社会保障和就业支出占支出总计的百分之几",
        ),
        ("What share of total expenditure does project expenditure account for?", "项目支出占支出总计的百分之几"),
        ("How much did the three public expenses budget decrease from 2024?", "“三公”经费比上年增减多少"),
        ("What is the difference between basic expenditure and project expenditure?", "基本支出比项目支出多多少"),
        ("Is project expenditure more than basic expenditure?", "项目支出和基本支出哪个多"),
        ("What is the sum of office expenses and printing expenses?", "办公费和印刷费一共多少"),
        ("How much is set aside for staff welfare (福利费)?", "福利费是多少"),
        ("List the top 5 projects", "金额最大的5个项目是哪些"),
        ("What is the total expenditure of 临溪市气象局 in 2025？", "临溪市气象局2025年支出总计是多少"),
        ("What is the largest project in 临溪市2025年部门预算?", "临溪市2025年部门预算，金额最大的项目是哪个"),
    ],
)
def test_asked_in_chinese(question: str, chinese: str) -> None:
    assert english.to_chinese(question) == chinese


@pytest.mark.parametrize(
    "question",
    [
        "How much is the budget for flying cars?",
        "What is the budget for rockets and travel?",
        "Who is the director of the center?",
        "How much is travel for the second quarter?",
    ],
)
def test_an_unknown_word_leaves_all_unread(question: str) -> None:
    assert english.to_chinese(question) == question


@pytest.mark.parametrize(
    ("question", "is_english"),
    [
        ("What is the total expenditure of 临溪市气象局 in 2025?", True),
        ("How much is set aside for staff welfare (福利费)?", True),
        ("What is the budget for 公务接待费?", False),
        ("WPS Office软件采购项目 of 2025年是多少", False),
    ],
)
def test_a_bodys_name_may_be_chinese_an_item_makes_it_chinese(question: str, is_english: bool) -> None:
    assert english.is_english(question) is is_english


def test_listed_names_are_names_of_the_lexicon() -> None:
    lexicon = classification.load()
    listed = english._listed()
    assert [name for name, _ in listed if not lexicon.named(name)] == []
    phrases = [phrase for _, found in listed for phrase in found]
    assert len(phrases) == len(set(phrases))
