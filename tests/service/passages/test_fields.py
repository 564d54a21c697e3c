"""Fields of a disclosure: known by their headings, taken from the section that the question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.catalogue import Catalogue
from service.passages import fields
from service.understand.wording import normalise

if TYPE_CHECKING:
    from tests.service.conftest import Small


@pytest.mark.parametrize(
    "question, heading",
    [
        ("人工影响天气的立项依据是什么", "立项依据"),
        ("人工影响天气为什么要立项", "项目设立必要性"),
        ("增雨作业打算怎么实施", "项目实施计划"),
        ("增雨作业有哪些管理制度", "保证项目实施的制度、措施"),
        ("气象局内部有几个科室，都叫什么", "二、机构设置情况"),
        ("气象局是什么级别的单位", "一、本部门职责"),
    ],
)
def test_the_field_asked_for(question: str, heading: str, small: Small) -> None:
    found = fields.asked_for(normalise.question(question), small.document, Catalogue(small.store))
    assert found
    assert {passage.section[-1] for passage in found} == {heading}


@pytest.mark.parametrize(
    "question",
    [
        "增雨作业为什么减少",  # after a change, not after why it was set up
        "防汛工程的立项依据是什么",  # named by no heading
        "气象局管教育吗",
        "增雨作业安排多少",
    ],
)
def test_no_field(question: str, small: Small) -> None:
    assert fields.asked_for(normalise.question(question), small.document, Catalogue(small.store)) == []


def test_of_a_field_only_the_lines_that_say_the_rest(small: Small) -> None:
    (found,) = fields.asked_for("农业气象服务归气象局管吗", small.document, Catalogue(small.store))
    assert "农业气象服务" in found.text
    assert "预警" not in found.text
