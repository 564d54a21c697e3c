"""Answers put together, and answers not given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from service.answer import merge, refuse
from service.answer.model import Answer, Citation, Kind, Reason
from service.answer.within import Found
from service.understand.wording.frame import Frame, Op

if TYPE_CHECKING:
    from tests.service.conftest import Small

FRAME = Frame(Op.LOOKUP, "差旅费", ("差旅费",))


def found(small: Small, value: str, unit: str = "万元", *, row: str = "差旅费", document: str = "d1") -> Found:
    citation = Citation(document, "公开", "第二部分", value, "表", "t1", row, "合计")
    answer = Answer(
        Kind.FIGURE,
        f"{row}为{value}{unit}。",
        ({"value": value, "unit": unit, "label": row},),
        (),
        ({"op": "lookup", "label": row, "value": value, "unit": unit, "citation": 0},),
        (citation,),
        plan=f'cell(1, "{row}")',
        documents=(document,),
    )
    return Found(answer, FRAME, replace(small.document, id=document))


def test_clauses_keep_their_order_and_cite_each_place_once(small: Small) -> None:
    parts = [found(small, "22.35"), found(small, "3.15", row="印刷费"), found(small, "22.35")]
    answer = merge.clauses(parts).answer
    assert [figure["value"] for figure in answer.figures] == ["22.35", "3.15", "22.35"]
    assert [step["citation"] for step in answer.steps] == [0, 1, 0]
    assert [citation.row for citation in answer.citations] == ["差旅费", "印刷费"]
    assert answer.text.split("\n") == ["差旅费为22.35万元。", "印刷费为3.15万元。", "差旅费为22.35万元。"]


def test_one_clause_is_itself(small: Small) -> None:
    alone = found(small, "22.35")
    assert merge.clauses([alone]) is alone


@pytest.mark.parametrize(
    "values, kind",
    [
        ([("22.35", "万元"), ("22.35", "万元")], Kind.FIGURE),
        ([("22.35", "万元"), ("22.350", "万元")], Kind.FIGURE),
        ([("22.35", "万元"), ("223512", "元")], Kind.FIGURE),  # 22.35 is 223,512 rounded
        ([("22.35", "万元"), ("223612", "元")], Kind.CLARIFY),
        ([("22.35", "万元"), ("22.36", "万元")], Kind.CLARIFY),
        ([("2", "辆"), ("2", "个")], Kind.CLARIFY),
        ([("2", "辆"), ("2", "辆"), ("3", "辆")], Kind.CLARIFY),
    ],
)
def test_documents_agree_or_are_asked_back(values: list[tuple[str, str]], kind: Kind, small: Small) -> None:
    parts = [found(small, *value, document=f"d{n}") for n, value in enumerate(values)]
    answer = merge.across_documents(parts, "差旅费多少")
    assert answer.kind is kind
    assert answer.documents == tuple(part.document.id for part in parts)
    if kind is Kind.CLARIFY:
        assert len(answer.options) == len(parts)
        assert not answer.figures
        assert all(option.endswith("，差旅费多少") for option in answer.options)


def test_the_finer_of_agreeing_figures_is_given(small: Small) -> None:
    parts = [found(small, "22.35"), found(small, "223512", "元", document="d2")]
    assert merge.across_documents(parts, "差旅费多少").figures[0]["unit"] == "元"


@pytest.mark.parametrize(
    "kind, reason",
    [("greeting", Reason.OUT_OF_SCOPE), ("unsafe", Reason.UNSAFE), ("out_of_scope", Reason.OUT_OF_SCOPE)],
)
def test_outside(kind: str, reason: Reason, small: Small) -> None:
    answer = refuse.outside(kind, [small.document], ("差旅费是多少？",))
    assert (answer.kind, answer.reason) == (Kind.REFUSAL, reason)
    assert bool(answer.options) == (kind == "greeting")


def refusals(small: Small) -> list[Answer]:
    documents = [small.document]
    return [
        refuse.empty(),
        refuse.foreign("东江市财政局", documents),
        refuse.zero(),
        refuse.not_found("火箭发射费用多少", documents, [small.vocabulary]),
        refuse.not_found("2019年差旅费多少", documents, [small.vocabulary]),
        *(refuse.outside(kind, documents) for kind in ("greeting", "unsafe", "out_of_scope")),
    ]


def test_a_refusal_states_no_figure_and_a_reason(small: Small) -> None:
    for answer in refusals(small):
        assert answer.kind is Kind.REFUSAL
        assert answer.reason is not None
        assert not (*answer.figures, *answer.rows, *answer.steps, *answer.citations)
        assert "万元" not in answer.text


@pytest.mark.parametrize(
    "question, said",
    [
        ("2019年差旅费多少", "没有2019年的数据"),
        ("差旅补贴费多少", "差旅费"),
        ("火箭发射", "没有找到"),
    ],
)
def test_not_found_says_what_is_near(question: str, said: str, small: Small) -> None:
    assert said in refuse.not_found(question, [small.document], [small.vocabulary]).text


@pytest.mark.parametrize(
    "question, yes",
    [
        ("2025年差旅费", False),
        ("2024年差旅费", False),
        ("2019年差旅费", True),
        ("2030年差旅费", True),
        ("差旅费的决算数", True),
        ("差旅费", False),
    ],
)
def test_beyond(question: str, yes: bool, small: Small) -> None:
    assert refuse.beyond(question, [small.document]) is yes


def test_a_crowd_of_documents_is_asked_back(small: Small) -> None:
    answer = refuse.which_document("差旅费多少", [small.document] * 40)
    assert answer.kind is Kind.CLARIFY
    assert 1 < len(answer.options) <= 8
    assert all(option.endswith("差旅费多少") for option in answer.options)


def test_json_is_the_contracts(small: Small) -> None:
    sent: dict[str, Any] = found(small, "22.35").answer.as_json("a1", "c1")
    promised = "id conversation_id kind text figures rows steps citations options reason"
    assert set(promised.split()) <= set(sent)
    assert set(sent["citations"][0]) == {
        "document", "title", "section", "table", "table_id", "row", "column", "page", "box", "quote", "origin",
    }  # fmt: skip
