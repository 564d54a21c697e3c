"""Sentences as disclosures of many bodies word them, and what each of their figures is of.

The cases are sentences.jsonl. A fact reads: subject [column]: measure value unit vs base @year #code because reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.document import Document, Paragraph
from ingest.facts import Fact
from ingest.outline import outline
from ingest.prose import facts_of_prose

CASES = [json.loads(row) for row in Path(__file__).with_name("sentences.jsonl").read_text("utf-8").splitlines()]


def read(*paragraphs: str, year: int) -> list[Fact]:
    document = Document(tuple(Paragraph(text) for text in paragraphs), "a.txt", "text/plain", "0")
    return facts_of_prose(outline(document), year, ("某省水利厅",))


def line(fact: Fact, year: int) -> str:
    column = f" [{', '.join(fact.column_path)}]" if fact.column_path else ""
    said = f"{' / '.join(fact.row_path)}{column}: {fact.measure} {fact.comparator or ''}{fact.value} {fact.unit}"
    base = fact.base_year or fact.base
    said += f" vs {base}" if base else ""
    said += f" @{fact.year}" if fact.year != year else ""
    said += f" #{fact.code}" if fact.code else ""
    return said + (f" because {fact.reason}" if fact.reason else "")


@pytest.mark.parametrize("case", CASES, ids=[case["sentence"][:24] for case in CASES])
def test_figures_of_a_sentence(case: dict[str, Any]) -> None:
    year = case["year"]
    assert [line(fact, year) for fact in read(case["sentence"], year=year)] == case["facts"]
