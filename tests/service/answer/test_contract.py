"""What the contract promises of every answer, over all of the sample's questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from eval.asking import InProcess
from eval.cases import QUESTIONS, Case, read_cases
from eval.corpus import SAMPLE, corpus

CASES = read_cases(QUESTIONS / "sample.jsonl")
FIGURES = ("figure", "calculation", "table")
AMOUNT = re.compile(
    r"(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|千元|元|%|倍|辆|人次|人|个月|个|件|台|次|平方米|年(?!度|\d|部|单))"
)

BOUND = re.compile(r"(?:超过|不少于|不到|不超过|低于)[\d,.]+(?:亿元|万元|元|%)")
"""a limit that the question itself gave; test_flow has its own test of it"""


@dataclass(frozen=True)
class Asked:
    """A question of the set with its answer (the last turn's)."""

    case: Case
    answer: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.case.id} {self.case.question}: {self.answer['text'][:160]!r}"


@pytest.fixture(scope="module")
def asked() -> Iterator[list[Asked]]:
    with corpus([SAMPLE]) as store:
        asker = InProcess(store)
        found = []
        for case in CASES:
            conversation, answer = None, None
            for turn in (*case.before, case.question):
                answer = asker.ask(turn, None, conversation)
                conversation = answer["conversation_id"]
            assert answer is not None
            found.append(Asked(case, dict(answer)))
        yield found


def test_shape(asked: list[Asked]) -> None:
    kinds = {*FIGURES, "passage", "clarify", "refusal"}
    for each in asked:
        answer = each.answer
        assert answer["kind"] in kinds, each
        assert answer["text"].strip(), each
        assert (answer["reason"] is not None) == (answer["kind"] == "refusal"), each
        assert bool(answer["options"]) or answer["kind"] != "clarify", each
        for figure in answer["figures"]:
            assert set(figure) == {"value", "unit", "label"}, each
            assert Decimal(figure["value"]).is_finite(), each
            assert "E" not in figure["value"], each
        for row in answer["rows"]:
            assert set(row) == {"label", "value", "unit"}, each
        for step in answer["steps"]:
            assert set(step) == {"op", "label", "value", "unit", "citation"}, each


def test_every_figure_in_the_text_stands_in_figures_rows_or_steps(asked: list[Asked]) -> None:
    missing = []
    for each in asked:
        answer = each.answer
        if answer["kind"] not in FIGURES:
            continue
        told = [*answer["figures"], *answer["rows"], *answer["steps"]]
        known = {(_number(item["value"]), item["unit"]) for item in told if _number(item["value"]) is not None}
        names = "".join(
            [answer["plan"], *(str(item["label"]) for item in told)]
            + [str(citation[key]) for citation in answer["citations"] for key in ("title", "table", "row", "column")]
            + [citation["quote"] for citation in answer["citations"]]
        )
        for found in AMOUNT.finditer(BOUND.sub("", answer["text"])):
            value = Decimal(found["value"].replace(",", ""))
            if (value, found["unit"]) not in known and found.group(0) not in names:
                missing.append(f"{found.group(0)} of {each}")
    assert missing == []


def test_every_figure_and_row_is_a_step(asked: list[Asked]) -> None:
    """The answer proper is looked up or computed, and the steps say how."""
    loose = []
    for each in asked:
        steps = {(_number(step["value"]), step["unit"]) for step in each.answer["steps"]}
        sizes = {(abs(value), unit) for value, unit in steps if value is not None}
        for item in (*each.answer["figures"], *each.answer["rows"]):
            value = _number(item["value"])
            if (item["value"], item["unit"]) == ("0", ""):
                continue  # words in a list, see test_flow's test_words_in_a_list_are_no_figure
            counted = item["unit"] == "个" and value == len(each.answer["rows"])
            if not counted and (value is None or (abs(value), item["unit"]) not in sizes):
                loose.append(f"{item} of {each}")
    assert loose == []


def test_every_look_up_is_cited_and_quotes_its_cell(asked: list[Asked]) -> None:
    for each in asked:
        for step in each.answer["steps"]:
            if step["op"] != "lookup":
                continue
            assert step["citation"] is not None, each
            citation = each.answer["citations"][step["citation"]]
            quote = citation["quote"].replace(",", "")
            if citation["table"] is None:
                assert step["value"].lstrip("-") in quote or _says_the_same(quote, step["value"]), each
            elif quote in ("", "-", "—", "－"):
                assert step["value"] == "0", each
            else:
                assert step["value"] in quote, each


def _says_the_same(sentence: str, value: str) -> bool:
    """与上年预算数相同 is a change of 0."""
    return Decimal(value) == 0 and any(word in sentence for word in ("相同", "持平", "一致", "无变化", "不变"))


def test_citations_can_be_opened(asked: list[Asked]) -> None:
    for each in asked:
        for citation in each.answer["citations"]:
            assert citation["document"], each
            assert (citation["table"] is None) or (citation["table_id"] and citation["row"]), each
            assert citation["table"] or citation["section"], each


def test_only_figures_are_answered_with_figures(asked: list[Asked]) -> None:
    for each in asked:
        if each.answer["kind"] not in FIGURES:
            assert not each.answer["figures"] + each.answer["rows"] + each.answer["steps"], each


def test_every_plan_printed_with_an_answer_reads_back(asked: list[Asked]) -> None:
    from service.plan.printed import parse, show

    for each in asked:
        for line in filter(None, each.answer["plan"].split("; ")):
            assert show(parse(line)) == line, each


def _number(text: str) -> Decimal | None:
    digits = text.replace(",", "").lstrip("-")
    return Decimal(text.replace(",", "")) if digits.replace(".", "", 1).isdigit() else None
