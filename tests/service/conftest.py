"""A small disclosure of an invented body, through the real pipeline: as a vocabulary and as a store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ingest.checks import count_wrong
from ingest.facts import Measure
from ingest.parsed import ParsedDocument
from ingest.pipeline import parse_bytes
from ingest.store import Store
from ingest.store.records import StoredDocument, StoredFact
from service.answer.flow import answer_question
from service.understand.names.vocabulary import Vocabulary, build
from service.understand.wording import normalise

TEXT = Path(__file__).with_name("small_disclosure.txt").read_text(encoding="utf-8")
"""临溪市气象局2025年度部门预算公开: six tables, one project's goals, prose; tab-separated as extractors give it."""


class PairEmbedder:
    """Counts character pairs in 64 buckets: near texts are near, nothing is loaded."""

    model = "pairs"

    def documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.query(text) for text in texts]

    def query(self, text: str) -> list[float]:
        counts = [0.001] * 64
        for a, b in pairwise(text):
            counts[sha256((a + b).encode()).digest()[0] % 64] += 1.0
        length = sum(x * x for x in counts) ** 0.5
        return [x / length for x in counts]


@dataclass(frozen=True)
class FolderSettings:
    data_dir: Path
    chroma_url: None = None
    embedding_model: None = None

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.data_dir / 'store.db'}"


@dataclass(frozen=True)
class Small:
    """One ingested disclosure: its store, what was parsed of it and its vocabulary."""

    store: Store
    document: StoredDocument
    vocabulary: Vocabulary

    def ask(self, question: str, conversation: str | None = None) -> dict[str, Any]:
        """The contract's answer."""
        return answer_question(self.store, question, None, conversation)

    def fact(self, table: str, row: str, column: str = "", phase: str | None = None) -> StoredFact:
        """The fact of the table whose title holds ``table``, the row so named (or coded), the column so ended."""
        ordinals = {sheet.table.ordinal for sheet in self.vocabulary.sheets if table in sheet.table.title}
        found = [
            fact
            for fact in self.vocabulary.facts.values()
            if fact.table in ordinals
            and row in (fact.row_path[-1], fact.code, "/".join(fact.row_path))
            and (not column or (fact.column_path and fact.column_path[-1] == column))
            and phase in (None, fact.phase)
        ]
        assert len(found) == 1, (table, row, column, found)
        return found[0]

    def address(self, fact: StoredFact) -> str:
        """Row, column unless it is a total, place: 基本工资@表3, 合计/项目支出@表2, 公务用车/实有@文 (prose)."""
        sheet = next((sheet for sheet in self.vocabulary.sheets if sheet.table.ordinal == fact.table), None)
        place = "文" if sheet is None else f"表{sheet.number}" if sheet.number else "绩效"
        column = fact.column_path[-1] if fact.column_path else ""
        shown = "" if normalise.name(column).lstrip("0123456789年") in TOTALS else f"/{column}"
        moved = "" if fact.measure is Measure.LEVEL else f"/{fact.measure.value}"
        return f"{fact.row_path[-1]}{shown}{moved}@{place}"

    def addressed(self, plan: str) -> str:
        """A printed plan with every cell as its address."""
        facts = self.vocabulary.facts
        return re.sub(r'cell\((\d+), "[^"]*"\)', lambda cell: self.address(facts[int(cell.group(1))]), plan)


TOTALS = ("", "合计", "预算数", "预算")


def open_store(folder: Path, parsed: Sequence[ParsedDocument]) -> Store:
    store = Store.open(FolderSettings(folder), PairEmbedder())
    for document in parsed:
        store.add(document, checks_wrong=count_wrong(document))
    return store


@pytest.fixture(scope="session")
def parsed() -> ParsedDocument:
    return parse_bytes(TEXT.encode(), "临溪市气象局.txt")


@pytest.fixture(scope="session")
def small(parsed: ParsedDocument, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    """The small disclosure alone in a store."""
    store = open_store(tmp_path_factory.mktemp("small"), [parsed])
    (document,) = store.documents()
    vocabulary = build(document, store.tables(document.id), store.facts(document.id))
    yield Small(store, document, vocabulary)
    store.close()


@pytest.fixture(scope="module")
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The module's ``DISCLOSURE`` alone in a store."""
    text: str = request.module.DISCLOSURE
    store = open_store(tmp_path_factory.mktemp("library"), [parse_bytes(text.encode(), "图书馆.txt")])
    yield store
    store.close()


@pytest.fixture(scope="module")
def ask(library: Store) -> Callable[[str], dict[str, Any]]:
    """Asks the module's ``DISCLOSURE``; what stands after a > is asked next in the same conversation."""

    def answer(turns: str) -> dict[str, Any]:
        conversation = None
        for question in turns.split(" > "):
            said = answer_question(library, question, None, conversation)
            conversation = said["conversation_id"]
        return said

    return answer


@pytest.fixture(scope="session")
def vocabulary(small: Small) -> Vocabulary:
    return small.vocabulary


@pytest.fixture
def store_of(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """A store of its own for texts that the test writes."""
    opened: list[Store] = []

    def make(*texts: str) -> Store:
        folder = tmp_path / str(len(opened))
        folder.mkdir()
        files = [parse_bytes(text.encode(), f"{n}.txt") for n, text in enumerate(texts)]
        opened.append(open_store(folder, files))
        return opened[-1]

    yield make
    for store in opened:
        store.close()
