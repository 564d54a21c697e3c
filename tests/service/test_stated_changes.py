"""Questions | the change a sentence states against what the question compares with."""

from __future__ import annotations

import pytest

from ingest.store import Store
from service.answer.flow import answer_question

DISCLOSURE = """临川市图书馆2024年度单位决算

第一部分 决算情况说明

一、收入支出决算总体情况说明

收入预算。2024年年初预算数6917.77万元。收入较上年增加535.62万元，增长8.39%，主要是门票收入增加。

支出预算。2024年年初预算数6917.77万元。支出较上年增加512.40万元，增长8.00%，主要是设备采购增加。

二、机关运行经费支出情况

机关运行经费支出798.34万元，比年初预算数减少36.20万元，下降4.34%，主要原因是厉行节约；比2023年度减少18.55万元，下降2.27%。

三、功能分类

送书下乡支出65.00万元，比上年减少12.00万元，主要用于购买图书和运送图书。

“普通教育”（款）2024年度决算270.30万元，比2024年年初预算增加13.80万元，增长5.39%。

四、绩效自评

送书下乡项目绩效自评综述：根据年初设定的绩效目标，项目自评得分为96分。全年预算数为410.00万元，执行数为398.52万元。
夜读推广项目绩效自评综述：根据年初设定的绩效目标，项目自评得分为92.5分。全年预算数为31.00万元，执行数为28.64万元。
"""


@pytest.mark.parametrize(
    "question, value, said",
    [
        ("机关运行经费比年初预算减少多少", "36.20", "比年初预算减少"),
        ("机关运行经费比上年减少多少", "18.55", "比上年减少"),
        ("机关运行经费比上年下降百分之几", "2.27", "比上年下降"),
        ("机关运行经费减少了多少", "18.55", "比上年减少"),
        ("普通教育比年初预算增加多少", "13.80", "比年初预算增加"),
        ("收入增加了多少", "535.62", "比上年增加"),
        ("支出预算增加了多少", "512.40", "比上年增加"),
        ("总收入比上年增加多少", "535.62", "比上年增加"),
        ("支出总计比上年增加多少", "512.40", "比上年增加"),
        ("夜读推广项目自评得分多少", "92.5", ""),
        ("送书下乡项目全年预算数是多少", "410.00", ""),
    ],
)
def test_the_change_against_what_was_asked(library: Store, question: str, value: str, said: str) -> None:
    answer = answer_question(library, question)
    assert answer["figures"][0]["value"].lstrip("-") == value, answer["text"]
    assert said in answer["text"]


def test_a_year_before_that_nothing_tells_is_no_other_subject(library: Store) -> None:
    assert answer_question(library, "普通教育比上年增加多少")["kind"] == "refusal"


def test_last_year_may_be_the_year_that_a_final_account_reports(library: Store) -> None:
    answer = answer_question(library, "去年普通教育花了多少")
    assert answer["figures"][0]["value"] == "270.30"
    assert "2024年度的决算" in answer["text"]
    of_2023 = answer_question(library, "上年普通教育决算是多少")
    assert of_2023["kind"] == "refusal", "what the document calls 上年 is its own"


def test_a_change_without_a_reason_says_so(library: Store) -> None:
    answer = answer_question(library, "送书下乡支出为什么减少")
    assert answer["kind"] == "passage"
    assert "减少12.00万元，没有写原因" in answer["text"]
