"""Questions | the figure a sentence states, or no figure: over an invented library's running text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.store import Store
from service.answer.flow import answer_question
from tests.service.conftest import TEXT

DISCLOSURE = """临川市图书馆2024年度单位决算

第一部分 单位概况

一、业务开展情况

全市持证读者覆盖率稳定在31.6%，开展基层分馆巡查84家次。全年接待读者团组25个、来宾618人次。
馆内年均设备停机时间控制在8小时以内，故障响应时间不超过2小时。

二、机构设置与人员情况

内设办公室、采编部、借阅部等5个部门，核定编制40名，在职人员35人。

第二部分 决算情况说明

一、“三公”经费支出情况说明

“三公”经费支出决算9.60万元，完成全年预算12.00万元的80%，比上年决算数10.20万元减少0.60万元，下降5.88%。

二、国有资产占用情况说明

馆内房屋建筑面积18500平方米；没有公务用车；单价100万元以上的设备3台。

三、预算绩效情况说明

绩效自评的项目12个，涉及预算金额203.50万元，平均得分94.6分。
送书下乡项目计划配送图书6.5万册，村民满意度不低于92%。
夜宵补助按在职职工30人、每人每年900元测算，共需2.7万元；更新流动图书车1辆。
夜间值守补助标准为工作日每人每天30元，节假日每人每天60元。
"""


@pytest.mark.parametrize(
    "question, value, unit",
    [
        ("全市读者覆盖率是多少", "31.6", "%"),
        ("分馆巡查了多少家次", "84", "家次"),
        ("记者求证：全年接待来宾多少人次？", "618", "人次"),
        ("设备停机时间一年最多几个小时", "8", "小时"),
        ("故障响应时间不能超过几小时", "2", "小时"),
        ("馆里有几个部门", "5", "个"),
        ("馆舍面积有多大", "18,500", "平方米"),
        ("馆里有几辆公务用车", "0", "辆"),
        ("100万以上的设备有几台", "3", "台"),
        ("绩效自评平均打了多少分", "94.6", "分"),
        ("送书下乡计划配送图书多少册", "6.5", "万册"),
        ("送书下乡的村民满意度目标", "92", "%"),
        ("夜间值守工作日一个人一天补多少钱", "30", "元"),
        ("节假日夜间值守每人每天多少钱", "60", "元"),
        ("夜宵补助每人多少钱", "900", "元"),
        ("三公经费全年预算是多少", "12.00", "万元"),
        ("三公经费决算比上年少多少", "0.60", "万元"),
    ],
)
def test_a_stated_figure_answers(question: str, value: str, unit: str, library: Store) -> None:
    answer = answer_question(library, question)
    assert f"{value}{unit}" in answer["text"], answer["text"]
    assert answer["citations"]


@pytest.mark.parametrize(
    "question",
    [
        "读者覆盖率提高了多少",
        "上年的读者覆盖率是多少",
        "来宾的接待标准是多少钱",
        "设备停机的损失有多少钱",
        "送书下乡上年配送了多少册",
        "夜间值守补助每人每月多少钱",
        "在职人员的平均年龄是多少",
        "馆里有几辆流动图书车",
        "图书馆的文献外借册次是多少",
    ],
)
def test_a_number_of_something_else_is_no_answer(question: str, library: Store) -> None:
    answer = answer_question(library, question)
    assert answer["kind"] not in ("figure", "calculation"), answer["text"]


def test_a_standard_is_not_divided_again(store_of: Callable[..., Store]) -> None:
    """每人每天30元 over 35 staff is nonsense; only money of the whole is divided."""
    answer = answer_question(store_of(DISCLOSURE), "夜间值守补助平均每人多少钱")
    assert "30元" in answer["text"] or answer["kind"] not in ("figure", "calculation")


def test_a_project_is_not_what_its_text_counts(store_of: Callable[..., Store]) -> None:
    """A count in a project's text field is asked for by its own name, never by a piece of the project's."""
    said = "购置增雨防雹作业弹药，维护作业炮站，开展空中云水资源开发作业。"
    assert said in TEXT
    store = store_of(TEXT.replace(said, "更新人工影响天气作业炮2台、增雨防雹指挥终端3台，租用观测车1辆。"))
    assert "3台" in answer_question(store, "增雨防雹指挥终端有几台")["text"]
    assert "元" in answer_question(store, "人工影响天气作业经费有多少")["text"]
    assert answer_question(store, "增雨防雹指挥今年花多少")["kind"] not in ("figure", "calculation")
