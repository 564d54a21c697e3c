"""Alive, ready, and the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.site import PAGES, WEB


def test_alive(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_says_how_many_documents(client: TestClient, document_id: str) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "documents": 1}


def test_not_ready_before_it_is_warm(client: TestClient) -> None:
    client.app.state.context.warm.clear()  # type: ignore[attr-defined]
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"


def test_alive_but_not_ready_without_its_database(make_client: Callable[..., TestClient], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    client = make_client(database_url=f"sqlite:///{tmp_path}/file/store.db")
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert str(tmp_path) not in response.text


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_served(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == 200
    response = client.get(path)
    assert response.headers["content-type"].startswith("text/html")
    assert "明账" in response.text


@pytest.mark.parametrize("path", sorted(path for path in WEB.rglob("*") if path.is_file()), ids=lambda path: path.name)
def test_the_page_loads_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in text
    assert "https://" not in text
    assert "innerHTML" not in text


def test_the_interface_describes_itself(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/chat", "/api/documents", "/api/tables/{table_id}", "/healthz", "/readyz"} <= set(paths)
