"""Follow-up | what it may mean, likeliest first; and whole conversations over a disclosure of two units."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.store import Store
from service.answer.flow import answer_question
from service.conversation.followup import REFUSED, Known, resume
from service.conversation.memory import Last

TRAVEL = Last("差旅费多少", "lookup", "差旅费", "办公费", "差旅费", documents=("d1",), before=("d1",))
SUMMED = Last("差旅费和印刷费加起来", "sum", "差旅费", "差旅费")
RANKED = Last("哪个项目最少", "top", "宣传项目", row="宣传项目", group="项目")
TOLD = Last("食堂的概况是什么", "passage", "食堂运行经费")


@pytest.mark.parametrize(
    "question, last, meant",
    [
        ("去掉食堂那个呢", Last("项目支出合计多少", "lookup", "项目支出合计"), "项目支出合计减去食堂是多少"),
        ("再加上劳务费呢", TRAVEL, "差旅费和劳务费一共多少"),
        ("再加上劳务费呢", SUMMED, "差旅费和印刷费和劳务费一共多少"),
        ("比去年呢", TRAVEL, "差旅费比上年增加多少"),
        ("降了多少", TRAVEL, "差旅费比上年降了多少"),
        ("我说的是不含结转的", TRAVEL, "不含结转的差旅费是多少"),
        ("不是差旅费，是印刷费", TRAVEL, "印刷费多少"),
        ("其中财政出多少", TRAVEL, "差旅费的财政拨款多少"),
        ("其中单位资金多少", TRAVEL, "差旅费的单位资金多少"),
        ("多少人", TRAVEL, "差旅费多少人"),
        ("一共多少钱", TOLD, "食堂运行经费一共多少钱"),
        ("依据呢", TOLD, "食堂运行经费依据"),
        ("第二呢", RANKED, "项目中第二小的是哪个"),
        ("前三呢", RANKED, "项目中前三"),
        ("为什么减少", TRAVEL, "差旅费为什么减少"),
    ],
)
def test_likeliest_meaning(question: str, last: Last, meant: str) -> None:
    assert resume(question, last)[0] == meant


def test_a_unit_takes_the_place_of_the_unit_before() -> None:
    def body(text: str) -> tuple[int, int] | None:
        at = next((text.find(name) for name in ("福利院", "管理中心") if name in text), -1)
        return None if at < 0 else (at, at + (3 if text.startswith("福利院", at) else 4))

    known = Known(body=body)
    assert resume("那管理中心呢", Last("福利院的差旅费多少", "lookup", "差旅费"), known) == ["管理中心的差旅费多少"]
    assert resume("管理中心呢", TRAVEL, known) == ["管理中心的差旅费多少"]


def test_a_unit_with_a_move_asks_for_the_move_of_the_last_item() -> None:
    known = Known(body=lambda text: (0, 3) if text.startswith("福利院") else None)
    assert resume("福利院的比上年减少多少", TRAVEL, known) == ["福利院的差旅费比上年减少多少"]


def test_the_row_beside_the_last_one_comes_first() -> None:
    known = Known(sibling=lambda text: "综合窗口运行经费" if text == "综合窗口" else None)
    assert resume("那综合窗口的呢", TRAVEL, known)[0] == "综合窗口运行经费"


@pytest.mark.parametrize("question", ["换算成元", "占比呢", "为什么", "每辆一年多少钱", "比去年呢", "多少人"])
@pytest.mark.parametrize("last", [None, Last("飞机票多少", REFUSED)])
def test_what_names_nothing_has_nothing_to_lean_on(question: str, last: Last | None) -> None:
    assert resume(question, last) == []


TEXT = """临溪市民政局2025年度部门预算公开
第二部分 报表
部门支出预算总表
单位：万元
科目编码	单位名称（科目名称）	合计	基本支出	项目支出
	合计	410.00	290.00	120.00
	临溪市民政局机关	250.00	170.00	80.00
2080201	行政运行	170.00	170.00	
2080206	社会救助	80.00		80.00
	临溪市社会福利院	160.00	120.00	40.00
2080201	行政运行	120.00	120.00	
2080206	社会救助	40.00		40.00
项目支出预算表
单位：万元
项目名称	合计	一般公共预算	单位资金
临溪市高龄老人津贴发放项目	60.00	45.00	15.00
困境儿童关爱服务经费	40.00	40.00	
救助热线运行	20.00	20.00	
合计	120.00	105.00	15.00
第三部分 说明
一、“三公”经费
2025年“三公”经费预算8.00万元，比上年减少1.50万元，主要原因是报废车辆一辆。
"""
OTHER = TEXT.replace("临溪市民政局", "石桥县民政局").replace("临溪市", "石桥县").replace("60.00\t45.00", "66.00\t51.00")


@pytest.mark.parametrize(
    "turns, expected",
    [
        (["社会福利院的社会救助多少", "局机关呢"], ["80.00万元"]),
        (["高龄老人津贴发放项目安排多少", "那困境儿童的呢"], ["40.00万元"]),
        (["高龄老人津贴发放项目安排多少", "其中财政出多少"], ["45.00万元"]),
        (["高龄老人津贴发放项目安排多少", "换算成元", "那救助热线呢"], ["200000元"]),
        (["高龄老人津贴发放项目安排多少", "困境儿童关爱服务经费多少", "加起来呢", "再加上救助热线呢"], ["120.00万元"]),
        (["哪个项目最多", "第二呢"], []),
    ],
)
def test_conversation(turns: list[str], expected: list[str], store_of: Callable[..., Store]) -> None:
    answer = _last(store_of(TEXT), turns)
    assert [f"{figure['value']}{figure['unit']}" for figure in answer["figures"]] == expected or not expected
    assert expected or [row["label"] for row in answer["rows"]] == ["困境儿童关爱服务经费"]


@pytest.mark.parametrize(
    "turns",
    [
        ["高龄老人津贴发放项目安排多少", "飞机票呢"],
        ["高龄老人津贴发放项目安排多少", "1999年呢"],
        ["飞机票花了多少", "占比呢"],
        ["三公经费为什么减少", "社会福利院呢"],
        ["换算成元"],
    ],
)
def test_what_can_not_be_told_is_refused(turns: list[str], store_of: Callable[..., Store]) -> None:
    answer = _last(store_of(TEXT), turns)
    assert answer["kind"] == "refusal"
    assert answer["figures"] == []


def test_the_same_of_another_loaded_body(store_of: Callable[..., Store]) -> None:
    turns = ["临溪市民政局的高龄老人津贴发放项目多少", "石桥县民政局呢"]
    assert _last(store_of(TEXT, OTHER), turns)["figures"][0]["value"] == "66.00"


def _last(store: Store, turns: list[str]) -> dict:  # type: ignore[type-arg]
    conversation, answer = None, {}
    for turn in turns:
        answer = answer_question(store, turn, None, conversation)
        conversation = answer["conversation_id"]
    return answer


@pytest.mark.parametrize(
    "question, last, meaning",
    [
        ("多多少", Last("工会经费和福利费哪个多", "compare", "工会经费"), "工会经费和福利费相差多少"),
        ("前者占多少", Last("公用经费", "lookup", "公用经费", earlier="人员经费"), "人员经费占多少"),
        ("比上年增加多少", Last("收支总计多少", "lookup", "收支总计"), "收支总计比上年增加多少"),
        ("含结转的呢", Last("今年本年收入多少", "lookup", "本年收入"), "含结转的收入是多少"),
        ("那上年结转呢", Last("什么是单位资金", "define", "单位资金"), "什么是上年结转"),
        (
            "决算数是多少，完成了百分之几",
            Last("甲的年初预算是多少", "lookup", "甲", row="甲"),
            "甲的决算数是多少，完成了百分之几",
        ),
        ("具体怎么实施", Last("甲项目的依据", "passage", "甲项目"), "甲项目具体怎么实施"),
    ],
)
def test_what_a_follow_up_means(question: str, last: Last, meaning: str) -> None:
    assert resume(question, last)[0] == meaning


@pytest.mark.parametrize(
    "question, meaning",
    [("其中服务类占百分之几", "服务采购金额占政府采购金额的百分之几"), ("服务类的那部分是多少", "服务采购金额多少")],
)
def test_a_portion_named_by_what_stands_beside(question: str, meaning: str) -> None:
    known = Known(sibling=lambda text: "服务采购金额" if text == "服务" else None)
    assert resume(question, Last("政府采购多少", "lookup", "政府采购金额", row="政府采购金额"), known)[0] == meaning
