"""Units told by what they are: those whose note says so, the sentence that says it of all, or none."""

from __future__ import annotations

import pytest

from ingest.parsed import PassageKind
from ingest.store.records import StoredPassage
from service.passages import members

UNITS = ("平湖市档案执法大队", "平湖市档案资料中心")
ROWS = StoredPassage(
    "编制范围的单位\n项目：平湖市档案局（本级）、平湖市档案执法大队（下属参公事业单位）、平湖市档案资料中心（公益一类）",
    ("第一部分 概况", "二、单位构成"),
    PassageKind.TABLE,
)
PROSE = StoredPassage(
    "平湖市档案局内设4个科室。下属二级预算单位1个，为参照公务员法管理的事业单位：平湖市档案资料中心。",
    ("第一部分 概况", "二、机构设置"),
)


@pytest.mark.parametrize(
    "question, said",
    [
        ("下面哪家是参公的", "平湖市档案执法大队（下属参公事业单位）"),
        ("哪些下属单位是公益一类", "平湖市档案资料中心（公益一类）"),
        ("下属单位里有没有差额拨款的", None),
    ],
)
def test_units_by_their_note(question: str, said: str | None) -> None:
    told = members.nature_of(question)
    assert told is not None
    found = members.of_nature(told, [ROWS], UNITS)
    assert (found.text if found else None) == said


def test_the_sentence_that_says_it_of_all() -> None:
    found = members.of_nature("参公|参照公务员", [PROSE], UNITS)
    assert found is not None
    assert found.text.startswith("下属二级预算单位1个")


@pytest.mark.parametrize("question", ["参公的工资怎么定", "下属单位有哪些", "公用经费全额多少"])
def test_no_question_after_such_units(question: str) -> None:
    assert members.nature_of(question) is None


def test_what_one_unit_is() -> None:
    found = members.described("执法大队是什么性质的单位", [ROWS], UNITS)
    assert found is not None
    assert found.text == "平湖市档案执法大队（下属参公事业单位）"
    assert members.described("档案局是什么性质的单位", [ROWS], UNITS) is None
