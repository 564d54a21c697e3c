"""Both halves of the search together find more than the words alone, on documents nobody trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.retrieval import SETS, Needle, Score, compare, read
from tests.conftest import SHARED

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the disclosures to search are not here")


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, Score]]:
    return compare(SHARED)


@pytest.mark.parametrize("name", [file.stem for file in SETS])
def test_meaning_adds_to_words(scores: dict[str, dict[str, Score]], name: str) -> None:
    words, both = scores[name]["lexical"], scores[name]["dense + lexical"]
    assert both.mrr > words.mrr + 0.03
    assert both.recall > words.recall + 0.05


@pytest.mark.parametrize("name", [file.stem for file in SETS])
def test_floors(scores: dict[str, dict[str, Score]], name: str) -> None:
    assert scores[name]["dense + lexical"].mrr >= 0.55
    assert scores[name]["dense + lexical"].recall >= 0.75


def test_a_set_without_its_documents_is_left_out(tmp_path: Path) -> None:
    assert compare(tmp_path) == {}


def test_read(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    rows = [
        {"q": "几辆车", "doc": "a.pdf", "needle": "两辆", "section": "资产"},
        {"q": "谁", "doc": "b", "needle": "局"},
    ]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    assert read([file]) == [Needle("几辆车", "a.pdf", "两辆", "资产"), Needle("谁", "b", "局")]
