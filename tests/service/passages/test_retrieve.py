"""Question | heading of the passage found first; what is no question of the disclosure finds none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.catalogue import Catalogue
from service.passages.retrieve import glossary, retrieve
from service.understand.wording import normalise

if TYPE_CHECKING:
    from tests.service.conftest import Small


@pytest.mark.parametrize(
    "question, heading",
    [
        ("主要职责是什么", "一、本部门职责"),
        ("内设机构有哪些", "二、机构设置情况"),
        ("增雨作业的立项依据是什么", "立项依据"),
        ("为什么要设立增雨作业项目", "项目设立必要性"),
        ("作业弹药怎么保证安全，有什么制度", "保证项目实施的制度、措施"),
        ("弹药采购什么时候完成，实施计划是什么", "项目实施计划"),
        ("政府采购情况如何", "四、政府采购情况"),
    ],
)
def test_first_passage(question: str, heading: str, small: Small) -> None:
    found = retrieve(normalise.question(question), [small.document], Catalogue(small.store))
    assert found
    assert found[0].passage.section[-1] == heading
    assert [each.standing for each in found] == sorted((each.standing for each in found), reverse=True)


@pytest.mark.parametrize("question", ["", "？", "火箭发射花了多少钱", "谁是总经理", "股东大会哪天开", "是多少"])
def test_nothing_comes_near(question: str, small: Small) -> None:
    assert retrieve(normalise.question(question), [small.document], Catalogue(small.store)) == []


def test_a_calculation_needs_more(small: Small) -> None:
    catalogue = Catalogue(small.store)
    question = "政府采购货物占比多少"
    computing = retrieve(question, [small.document], catalogue, computing=True)
    assert len(computing) <= len(retrieve(question, [small.document], catalogue))


def test_no_documents_no_passages(small: Small) -> None:
    assert retrieve("主要职责是什么", [], Catalogue(small.store)) == []
    assert glossary("三公经费", [], Catalogue(small.store)) is None


@pytest.mark.parametrize(
    "term, begins",
    [
        ("三公经费", "二、“三公”经费："),
        ("“三公”经费", "二、“三公”经费："),
        ("上年结转", "三、上年结转："),
        ("人工影响天气", "一、人工影响天气："),
        ("机关运行经费", None),
        ("——", None),
    ],
)
def test_glossary(term: str, begins: str | None, small: Small) -> None:
    found = glossary(term, [small.document], Catalogue(small.store))
    assert found.text.startswith(begins) if found and begins else found is None and begins is None
