"""Checks within one table of the small disclosure: parts by code, by number and under a row, against their whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.answer.flow import answer_question
from service.plan import algebra
from service.understand.resolve import resolve
from service.understand.wording import grammar, normalise

if TYPE_CHECKING:
    from tests.service.conftest import Small


def checked(question: str, small: Small) -> tuple[set[str], set[str]] | None:
    """The codes or names of the rows on both sides of the check that a question asks for; None where it's none."""
    for frame in grammar.frames(normalise.question(question), small.vocabulary.protect):
        found = resolve(frame, small.vocabulary)
        if found is None:
            continue
        if not isinstance(found.plan, algebra.Verify):
            return None
        sides = []
        for side in (found.plan.left, found.plan.right):
            cells = side.terms if isinstance(side, algebra.Sum) else (side,)
            rows = [small.vocabulary.cell_of[cell.fact][0] for cell in cells if isinstance(cell, algebra.Cell)]
            sides.append({row.code or row.leaf.text for row in rows})
        return sides[0], sides[1]
    return None


@pytest.mark.parametrize(
    "question, parts, whole",
    [
        ("支出总表中208、210、220、221四类相加，与合计数是否相符", {"208", "210", "220", "221"}, {"合计"}),
        ("支出总表四个功能大类之和与合计是否勾稽一致", {"208", "210", "220", "221"}, {"合计"}),
        ("支出总表里各大类加起来和合计对得上吗", {"208", "210", "220", "221"}, {"合计"}),
        ("支出总表里208、210两类相加与合计差多少", {"208", "210"}, {"合计"}),
        ("支出总表208类金额同其下20805款金额是否一致", {"208"}, {"20805"}),
        ("支出总表社会保障和就业支出与所属款级科目加总核对，结果如何", {"20805"}, {"208"}),
    ],
)
def test_parts_are_checked_against_their_whole(question: str, parts: set[str], whole: set[str], small: Small) -> None:
    assert checked(question, small) == (parts, whole)


@pytest.mark.parametrize(
    "question",
    [
        "支出总表中208、210、299三类相加与合计是否相符",
        "支出总表七个功能大类之和与合计是否一致",
        "本年支出、结余分配、年末结转三项之和等于总计吗",
    ],
)
def test_parts_that_are_not_all_there_are_no_check(question: str, small: Small) -> None:
    assert checked(question, small) is None


def test_a_code_is_no_amount(small: Small) -> None:
    text = answer_question(small.store, "支出总表208类金额同其下20805款金额是否一致", None, None)["text"]
    assert text.startswith("对得上")
    assert "20805万" not in text.replace(",", "")


def test_the_gap_asked_after_a_check_is_told_with_it(small: Small) -> None:
    question = "支出总表中208、210两类相加，与合计数是否相符？差额多少"
    text = answer_question(small.store, question, None, None)["text"]
    assert text.startswith("对不上，相差762.26万元")


def test_a_list_with_what_it_is_called_is_added_up(small: Small) -> None:
    question = "办公费、印刷费、邮电费，这三样零碎加起来多少钱呀"
    plain = "办公费、印刷费、邮电费加起来多少钱"
    texts = {answer_question(small.store, asked, None, None)["text"] for asked in (question, plain)}
    assert len(texts) == 1
    assert "3项合计" in texts.pop()
