"""What an answer says of figures that were recognised in a scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.facts import Origin
from ingest.parsed import ParsedDocument
from service.answer.flow import answer_question
from tests.service.conftest import open_store

FIGURE, WORDS = "差旅费是多少？", "主要职责是什么？"


@pytest.fixture
def answered(parsed: ParsedDocument, tmp_path: Path) -> Callable[[Origin, str], dict]:
    """The answer of the small disclosure, as if its figures had been read so."""

    def ask(origin: Origin, question: str) -> dict:
        facts = tuple(replace(fact, origin=origin) for fact in parsed.facts)
        folder = tmp_path / origin.value
        folder.mkdir()
        store = open_store(folder, [replace(parsed, facts=facts, scanned=(1,))])
        try:
            return answer_question(store, question, None, None)
        finally:
            store.close()

    return ask


@pytest.mark.parametrize(
    "origin, said",
    [(Origin.PRINT, None), (Origin.SCAN, "没有勾稽关系可以印证"), (Origin.CONFIRMED, "与文件中的勾稽关系相符")],
)
def test_an_answer_says_that_it_rests_on_a_scan(
    answered: Callable[[Origin, str], dict], origin: Origin, said: str | None
) -> None:
    answer = answered(origin, FIGURE)
    assert answer["kind"] == "figure"
    assert {citation["origin"] for citation in answer["citations"]} == {origin.value}
    assert ("扫描件" in answer["text"]) == (said is not None)
    assert said is None or said in answer["text"]


def test_in_english_too(answered: Callable[[Origin, str], dict]) -> None:
    answer = answered(Origin.SCAN, "How much is budgeted for travel expenses?")
    assert "recognised in a scan" in answer["text"]
