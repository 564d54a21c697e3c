"""Sets named by a count and a noun: the count is a check, never an operand."""

from __future__ import annotations

import pytest

from service.understand.sets import setphrase
from service.understand.wording import sayings
from service.understand.wording.folded import Folded
from service.understand.wording.frame import Op


@pytest.mark.parametrize(
    ("text", "noun", "said", "group"),
    [
        ("39个绩效项目", "project", 39, "绩效"),
        ("支出的三大类", "function_class", 3, "支出"),
        ("三个部门的项目", "project", None, "三个部门"),
    ],
)
def test_a_count_before_a_noun_or_its_kind_says_how_many_there_are(
    text: str, noun: str, said: int | None, group: str
) -> None:
    phrase = setphrase.SetPhrase.read(text, Folded(text, ()))
    assert (phrase.noun, phrase.said, phrase.group) == (noun, said, group)


def test_a_counted_set_is_listed_in_order_and_each_of_it_is_told() -> None:
    ordered = setphrase.ranking(Folded("把八个项目按金额由高到低给我列一遍", ()), "")
    assert ordered is not None
    assert (ordered.op, ordered.said, ordered.group) == (Op.TOP, 8, "")
    text = "生命健康的四个分项分别是多少"
    each = [frame for frame in setphrase.members(Folded(text, ()), text) if frame.op is Op.BREAKDOWN]
    assert [(frame.noun, frame.said) for frame in each] == [("child", 4)]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("甲下面四个分项（870、70、180、50）合计多少", "甲下面四个分项合计多少"),
        ("功能三大类（甲类、乙类、丙类）加总", "甲类、乙类、丙类加总"),
        ("除两个项目（甲类、乙类）一共多少", "除两个项目（甲类、乙类）一共多少"),
    ],
)
def test_what_stands_in_parentheses_after_a_counted_set_repeats_it_or_lists_it(said: str, plain: str) -> None:
    assert sayings.plainly(said) == plain
