"""Every number with a unit in the shared documents' prose is a fact; nothing else is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.identity import identity_of
from ingest.outline import EntryKind, outline
from ingest.prose import facts_of_prose
from ingest.readers import read
from ingest.tables import tables_of

FILES = [
    "disclosure.txt",
    "real/上海市普陀区商务委员会25年预算.pdf",
    "real/上海市普陀区商务委员会单位25年预算.pdf",
    "real/上海市普陀区规划和自然资源局 2024 年度部门决算.pdf",
]
UNIT = r"(?:万元|万(?!人)|亿元|元|%|辆|个|家|平方米|台（套）|批次|人次|分(?=（|，|。)|年(?=，))"
NUMBER = re.compile(rf"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*{UNIT}")
LIMIT = re.compile(r"\d+万元（[^）]+）以上")


def printed_numbers(text: str) -> list[str]:
    """By another way than the code's: thresholds and years taken out first, then number and unit."""
    plain = LIMIT.sub("", re.sub(r"\s", "", text).replace("(", "（").replace(")", "）"))
    plain = re.sub(r"20\d\d年度?", "", plain)
    return [match[1] for match in NUMBER.finditer(plain)]


@pytest.mark.parametrize("name", FILES)
def test_every_number_is_a_fact(shared_data: Path, name: str) -> None:
    path = shared_data / name
    if not path.exists():
        pytest.skip(f"{name} is not among the shared documents")
    document = read(path)
    tables = tables_of(document)
    entries = outline(document, tables)
    identity = identity_of(document, entries, tables)
    facts = facts_of_prose(entries, identity.year, (identity.unit_name, *identity.members))
    found: Counter[str] = Counter()
    for fact in facts:
        number = re.match(r"[\d,.]+", fact.text)
        if number:
            found[number[0]] += 1
    expected: Counter[str] = Counter()
    for entry in entries:
        if entry.kind is EntryKind.TEXT:
            expected.update(printed_numbers(entry.text))
    assert not expected - found
    extra = found - expected
    assert sum(extra.values()) <= extra["13.95"], "the one rate printed without its percent sign"


@pytest.mark.parametrize("name", FILES)
def test_sentences_and_places(shared_data: Path, name: str) -> None:
    path = shared_data / name
    if not path.exists():
        pytest.skip(f"{name} is not among the shared documents")
    document = read(path)
    entries = outline(document, tables_of(document))
    for fact in facts_of_prose(entries):
        assert fact.row_path
        assert all(fact.row_path)
        assert fact.sentence
        assert fact.text in fact.sentence
        if document.pages:
            assert fact.place
            assert fact.place.box
