"""Whatever is said for 对得上吗 asks for a check, and a quoted figure beside a name doesn't hide the name."""

from __future__ import annotations

import pytest

from service.understand.operands.amounts import without_amounts
from service.understand.wording import grammar
from service.understand.wording.frame import Op
from tests.service.understand.wording import spans

NAMES = ("工资福利支出", "支出总计", "人员经费", "公用经费", "项目支出")


@pytest.mark.parametrize(
    "tag", ["对得上不", "能勾上吗", "平不平", "是不是一个数", "吻合吗", "有没有出入", "一致不", "勾稽得上吗"]
)
def test_tags_of_a_check(tag: str) -> None:
    frame = grammar.frames(f"人员经费、公用经费、项目支出三块相加，和支出总计{tag}", spans.of(NAMES))[0]
    assert frame.op is Op.VERIFY
    assert frame.operands[0].startswith("人员经费、公用经费、项目支出")
    assert frame.operands[1] == "支出总计"


@pytest.mark.parametrize(
    "question",
    ["工资福利支出1005.74是不是各明细加出来的", "工资福利支出下面那些明细加一加，是不是正好等于它的合计数"],
)
def test_an_item_against_what_it_is_made_of(question: str) -> None:
    frame = grammar.frames(question, spans.of(NAMES))[0]
    assert frame.op is Op.VERIFY
    assert frame.operands[0] == "工资福利支出各项"
    assert without_amounts(frame.operands[1]) == "工资福利支出"


@pytest.mark.parametrize("text", ["第2.5倍", "2024年", "2010301", "570人"])
def test_what_is_no_quoted_amount(text: str) -> None:
    assert without_amounts(f"工资福利支出{text}") == f"工资福利支出{text}"
