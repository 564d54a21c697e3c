"""Pages and their files go out compressed; answers, whole or as events, never do."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", ["/", "/docs", "/web/shared/base.css", "/web/i18n/chat.zh.json"])
def test_pages_and_their_files_are_compressed(client: TestClient, path: str) -> None:
    response = client.get(path, headers=GZIP)
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["cache-control"] == "no-cache"
    assert "content-security-policy" in response.headers
    assert client.get(path, headers={"Accept-Encoding": "identity"}).text == response.text


@pytest.mark.parametrize("stream", [True, False])
def test_answers_are_not(client: TestClient, stream: bool) -> None:
    response = client.post("/api/chat", json={"question": "项目支出？" * 90, "stream": stream}, headers=GZIP)
    assert response.status_code == 200
    assert "content-encoding" not in response.headers


def test_an_unchanged_file_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/web/shared/base.css", headers=GZIP)
    again = client.get("/web/shared/base.css", headers={**GZIP, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
