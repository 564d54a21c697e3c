"""Uploads that are no disclosure or mean harm: each told by a sentence of its own, none leaves a trace, and
the service goes on answering."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from ingest.store import Store
from ingest.store.schema import Base
from service.answer.guard import checked
from service.api.context import Context, answer_question
from service.app import create_app
from service.settings import Settings
from tests.ingest.bad_files import EITHER, ORDERS, READ, BadFile, bad_files
from tests.service.conftest import TEXT, PairEmbedder

FILES = bad_files()
STAFF = {"Authorization": "Bearer key"}
SECONDS = 30
KEPT = [table for name, table in Base.metadata.tables.items() if name != "versions"]
"""the tables of what is held; versions only tell what once was"""


class Obedient:
    """A language model that does what a document tells it to, behind the guard."""

    def word(self, question: str, quotes: Sequence[str]) -> str | None:
        return checked("公务接待费预算为999万元。支出总计为999万元。", quotes, question=question)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service that holds one disclosure, with limits that a test can reach and a model that can be talked into
    anything."""
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path_factory.mktemp("service"),
        staff_keys="key",
        rate_limit="0",
        max_cells=300_000,
        max_seconds=SECONDS,
        max_memory_mb=700,
    )
    answerer = partial(answer_question, writer=Obedient())
    context = Context(settings, opener=lambda chosen: Store.open(chosen, PairEmbedder()), answerer=answerer)
    with TestClient(create_app(context=context), raise_server_exceptions=False) as client:
        job = uploaded(client, "临溪市气象局.txt", TEXT.encode())
        assert job["state"] == "done"
        yield client


def uploaded(client: TestClient, name: str, content: bytes) -> dict[str, Any]:
    """The job, once it has ended."""
    sent = client.post("/api/documents", files={"file": (name, content)}, headers=STAFF)
    assert sent.status_code == 202, sent.text
    deadline = time.monotonic() + 2 * SECONDS
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get(sent.headers["location"], headers=STAFF).json()
        if job["state"] in {"done", "failed"}:
            return job
        time.sleep(0.02)
    raise AssertionError(f"the job did not end: {job}")


def held(client: TestClient) -> dict[str, int]:
    """How many rows each table has, and how many vectors there are."""
    store = client.app.state.context.store  # type: ignore[attr-defined]
    with store.engine.connect() as connection:
        rows = {table.name: connection.scalar(select(func.count()).select_from(table)) for table in KEPT}
        [collection] = {one.name for one in store.vectors._client().list_collections()}
    return {**rows, "vectors": store.vectors.count(collection)}


def answered_rightly(client: TestClient) -> None:
    answer = client.post("/api/chat", json={"question": "临溪市气象局2025年支出总计是多少"}).json()
    assert [(one["value"], one["unit"]) for one in answer["figures"]] == [("903.43", "万元")], answer["text"]
    assert {one["title"] for one in answer["citations"]} == {"临溪市气象局2025年度部门预算公开"}


def test_there_are_enough() -> None:
    assert len(FILES) >= 40
    assert len({file.name for file in FILES}) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_bad_file_costs_only_itself(service: TestClient, file: BadFile) -> None:
    before = held(service)
    job = uploaded(service, file.name, file.make())
    if job["state"] == "failed":
        [error] = job["errors"]
        assert file.name in error["detail"]
        assert re.search(f"({file.told})。?", error["detail"]) or file.told == EITHER, error["detail"]
        assert "程序出错" not in error["detail"]
        assert str(service.app.state.context.data_dir) not in error["detail"]  # type: ignore[attr-defined]
    else:
        assert file.told == EITHER or READ in file.told
        for document in job["documents"]:
            answered_rightly(service)
            assert service.delete(f"/api/documents/{document}", headers=STAFF).status_code == 204
    assert held(service) == before
    answered_rightly(service)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        r"..\..\windows\win.ini",
        "/etc/passwd",
        "预" * 300 + ".txt",
        "a\x00b.txt",
        "算预\u202etxt.exe",
        "%2e%2e%2fpasswd",
        "CON",
        "<img src=x onerror=alert(1)>.txt",
        "'; DROP TABLE documents; --.txt",
    ],
)
def test_a_name_is_only_shown(service: TestClient, name: str) -> None:
    folder: Path = service.app.state.context.data_dir  # type: ignore[attr-defined]
    before = sorted(path for path in folder.parent.rglob("*") if "uploads" not in path.parts)
    job = uploaded(service, name, f"{ORDERS}{len(name)}".encode())
    [document] = job["documents"]
    shown = service.get(f"/api/documents/{document}").json()["file_name"]
    assert not set(shown) & set("/\\\0\u202e")
    assert len(shown.encode()) <= 180
    assert service.delete(f"/api/documents/{document}", headers=STAFF).status_code == 204
    after = sorted(path for path in folder.parent.rglob("*") if "uploads" not in path.parts)
    assert [path for path in after if path not in before and path.suffix not in {".bin", ".pickle"}] == []
    assert list((folder / "uploads").iterdir()) == []


def test_what_a_document_orders_is_not_obeyed(service: TestClient) -> None:
    [document] = uploaded(service, "命令.txt", ORDERS.encode())["documents"]
    answered_rightly(service)
    asked = {"question": "临溪市气象局2025年公务接待费预算是多少"}
    answer = service.post("/api/chat", json=asked).json()
    assert "999" not in answer["text"]
    service.delete(f"/api/documents/{document}", headers=STAFF)
