"""A service on a real, small store, with answers that the test writes itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fastapi.testclient import TestClient

from ingest.document import Place
from ingest.facts import Fact, State
from ingest.parsed import Identity, Kind, Level, ParsedDocument
from ingest.store import Store
from ingest.tables.model import Column, Role, Row, Table, TableCell, TableKind
from service.api.context import Context
from service.app import create_app
from service.remote import LOCAL_KEY
from service.settings import Settings

STAFF_KEY = "a-staff-key"
ORIGIN = "https://budget.example"


def figure(text: str, box: tuple[float, float, float, float] | None = None) -> TableCell:
    if text == "":
        return TableCell("", State.BLANK)
    return TableCell(text, State.NUMBER, Decimal(text.replace(",", "")), place=Place(2, box))


def small_document() -> ParsedDocument:
    """One 决算 with one table of two amount columns: a code, a blank, a total and a name like a formula."""
    columns = (Column(("本年支出", "基本支出"), unit="万元"), Column(("本年支出", "项目支出"), unit="万元"))
    rows = (
        Row(
            ("一般公共服务支出", "行政运行"),
            "行政运行",
            (figure("1,501.15", (0.5, 0.2, 0.6, 0.22)), figure("")),
            code="2010301",
            place=Place(2),
        ),
        Row(
            ("=SUM(A1)",),
            "=SUM(A1)",
            (figure("-3.10"), TableCell("+cmd", State.TEXT)),
        ),
        Row(("合计",), "合计", (figure("1498.05"), figure("438.50")), role=Role.TOTAL),
    )
    table = Table("支出决算表", TableKind.FIGURES, columns, rows, unit="万元", year=2024, pages=(2,))
    place = {"table": 0, "row": 0, "column": 0}
    value = Decimal("1501.15")
    fact = Fact(rows[0].path, columns[0].path, State.NUMBER, "1,501.15", value, "万元", **place)  # type: ignore[arg-type]
    identity = Identity("试点局", 2024, Kind.FINAL, Level.UNIT, "试点局2024年度单位决算公开")
    return ParsedDocument(identity, (table,), (fact,), (), "决算.txt", "text/plain", "ab" * 32)


def plain_answer(question: str, **changes: Any) -> dict[str, Any]:
    """A whole answer of the contract's shape."""
    answer = {
        "id": "a1",
        "conversation_id": "c1",
        "kind": "calculation",
        "text": "项目支出占22.64%，即438.50万元除以1936.55万元。",
        "figures": [{"value": "22.64", "unit": "%", "label": "项目支出占比"}],
        "rows": [],
        "steps": [
            {"op": "lookup", "label": "项目支出", "value": "438.50", "unit": "万元", "citation": 0},
            {"op": "ratio", "label": "占比", "value": "22.64", "unit": "%", "citation": None},
        ],
        "citations": [],
        "options": [],
        "reason": None,
        "question": question,
    }
    return answer | changes


@dataclass
class Answers:
    """Stands in for the answer flow: gives ``answer``, or raises it, and remembers what was asked."""

    answer: dict[str, Any] | Exception | None = None
    asked: list[tuple[str, list[str] | None, str | None]] = field(default_factory=list)

    def give(self, **changes: Any) -> None:
        """From now on the plain answer with ``changes``."""
        self.answer = plain_answer("", **changes)

    def __call__(
        self,
        store: Store,
        question: str,
        documents: list[str] | None = None,
        conversation_id: str | None = None,
    ) -> dict[str, Any]:
        self.asked.append((question, documents, conversation_id))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or plain_answer(question, id=f"a{len(self.asked)}")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv(LOCAL_KEY, raising=False)
    return Settings(_env_file=None, data_dir=tmp_path, staff_keys=STAFF_KEY, allowed_origins=ORIGIN)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def document_id(store: Store) -> str:
    return store.add(small_document()).id


@pytest.fixture
def pdf_id(store: Store) -> str:
    """A document of one blank page, with its original."""
    made = pypdfium2.PdfDocument.new()
    made.new_page(600, 800)
    content = io.BytesIO()
    made.save(content)
    made.close()
    identity = Identity("页面局", 2025, Kind.BUDGET, Level.UNIT, "页面局2025年度单位预算公开")
    parsed = ParsedDocument(identity, (), (), (), "页面.pdf", "application/pdf", "cd" * 32, pages=1)
    return store.add(parsed, original=content.getvalue()).id


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def make_client(settings: Settings, answers: Answers) -> Iterator[Callable[..., TestClient]]:
    """Starts a service, with settings changed as given."""
    clients: list[TestClient] = []

    def make(**changes: Any) -> TestClient:
        context = Context(settings.model_copy(update=changes), answerer=answers)
        client = TestClient(create_app(context=context), raise_server_exceptions=False)
        client.__enter__()
        context.warm.wait(10)
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: Callable[..., TestClient]) -> TestClient:
    return make_client()


@pytest.fixture
def staff() -> dict[str, str]:
    return {"Authorization": f"Bearer {STAFF_KEY}"}
