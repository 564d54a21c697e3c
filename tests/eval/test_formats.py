"""One disclosure in several formats: each printed figure at its address, and the same facts as its text gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from functools import cache
from pathlib import Path

import pytest

from eval.documents import disclosures, writers
from eval.documents.compare import compare
from eval.documents.model import Disclosure
from ingest.parsed import ParsedDocument
from ingest.pipeline import parse

MADE = {made.name: made for made in disclosures()}
FORMATS = sorted(set(writers()) - {".txt"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@cache
def parsed(folder: Path, name: str, suffix: str) -> ParsedDocument:
    path = folder / f"{name}{suffix}"
    writers()[suffix](MADE[name], path)
    return parse(path)


def facts(document: ParsedDocument) -> Counter[Hashable]:
    """Every fact without its number and place; sections differ in what a format shows as heading."""
    return Counter(
        (
            "" if fact.table is None else document.tables[fact.table].title,
            fact.row_path,
            fact.code,
            fact.column_path,
            fact.value,
            fact.unit,
            fact.year,
            fact.state,
        )
        for fact in document.facts
    )


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_every_figure_is_a_fact_at_its_address(folder: Path, made: Disclosure, suffix: str) -> None:
    document = parsed(folder, made.name, suffix)
    found = compare(made, document.tables, document.facts)
    assert found.expected
    assert not found.misses, "\n".join(map(str, found.misses))
    assert not found.extra


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_the_same_disclosure_gives_the_same_facts(folder: Path, made: Disclosure, suffix: str) -> None:
    of_text, other = parsed(folder, made.name, ".txt"), parsed(folder, made.name, suffix)
    assert facts(other) == facts(of_text)
    assert other.identity == of_text.identity
