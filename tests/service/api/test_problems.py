"""Every error is a problem (RFC 9457), and tells nothing of the server."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from ingest.errors import ModelMismatch, NoSuchDocument, StoreBusy, UnreadableFile


@pytest.mark.parametrize(
    "method, path, request_parts, status",
    [
        ("GET", "/nowhere", {}, 404),
        ("GET", "/api/nowhere", {}, 404),
        ("GET", "/web/nowhere.js", {}, 404),
        ("GET", "/web/../app.py", {}, 404),
        ("GET", "/web/%2e%2e/app.py", {}, 404),
        ("GET", "/api/documents/none", {}, 404),
        ("GET", "/api/documents/none/tables", {}, 404),
        ("GET", "/api/documents/none/pages/1.png", {}, 404),
        ("GET", "/api/tables/none", {}, 404),
        ("GET", "/api/tables/none.csv", {}, 404),
        ("GET", "/api/chat", {}, 405),
        ("PUT", "/api/documents", {}, 405),
        ("POST", "/api/chat", {"content": b"{"}, 400),
        ("POST", "/api/chat", {"content": b"<q/>", "headers": {"content-type": "application/xml"}}, 415),
        ("POST", "/api/chat", {"files": {"f": b"x"}}, 415),
        ("POST", "/api/chat", {"content": b" " * 300_000}, 413),
        ("POST", "/api/chat", {"json": {}}, 422),
        ("POST", "/api/documents", {}, 401),
        ("DELETE", "/api/documents/none", {}, 401),
        ("GET", "/api/documents/none/pages/x.png", {}, 422),
    ],
)
def test_every_error_is_a_problem(
    client: TestClient, method: str, path: str, request_parts: dict[str, Any], status: int
) -> None:
    response = client.request(method, path, **request_parts)
    body = response.json()
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"]
    assert body["detail"]


def test_405_names_the_methods_there_are(client: TestClient) -> None:
    assert client.get("/api/chat").headers["allow"] == "POST"


@pytest.mark.parametrize(
    "error, status, told",
    [
        (RuntimeError("/srv/secret.py line 3"), 500, "服务内部出错，请稍后再试。"),
        (StoreBusy("另一个进程正在写入。"), 503, "另一个进程正在写入。"),
        (ModelMismatch("模型在 /srv/models"), 503, "服务尚未就绪，请稍后再试。"),
        (NoSuchDocument("没有编号为 x 的文档。"), 404, "没有这份文件。"),
        (UnreadableFile("文件是空的。"), 422, "文件是空的。"),
    ],
)
def test_what_goes_wrong_inside_is_told_without_its_inside(
    client: TestClient, answers: Any, error: Exception, status: int, told: str
) -> None:
    answers.answer = error
    response = client.post("/api/chat", json={"question": "三公经费是多少"})
    assert response.status_code == status
    assert response.json()["detail"] == told
    assert "/srv" not in response.text
    assert "Traceback" not in response.text


def test_a_body_without_a_stated_length_is_counted(client: TestClient) -> None:
    response = client.post("/api/chat", content=(b" " * 10_000 for _ in range(40)))
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
