"""Staff keys, origins, and what a browser is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

STAFF_ROUTES = [("POST", "/api/documents"), ("DELETE", "/api/documents/x"), ("GET", "/api/jobs/x")]


@pytest.mark.parametrize("method, path", STAFF_ROUTES)
@pytest.mark.parametrize(
    "header, status",
    [
        (None, 401),
        ("", 401),
        ("Bearer", 401),
        ("Basic YTpi", 401),
        ("Bearer wrong", 403),
        ("Bearer 密钥".encode(), 403),
        ("Bearer a-staff-keyx", 403),
    ],
)
def test_only_staff_manage(client: TestClient, method: str, path: str, header: Any, status: int) -> None:
    headers = {} if header is None else {"authorization": header}
    response = client.request(method, path, headers=headers)
    assert response.status_code == status
    assert ("www-authenticate" in response.headers) == (status == 401)


@pytest.mark.parametrize("method, path", STAFF_ROUTES)
@pytest.mark.parametrize("keys", ["", " , ", None])
def test_without_keys_nobody_manages(
    make_client: Callable[..., TestClient], staff: dict[str, str], method: str, path: str, keys: str | None
) -> None:
    response = make_client(staff_keys=keys).request(method, path, headers=staff)
    assert response.status_code == 403


@pytest.mark.parametrize("key", ["one", "two"])
def test_each_of_several_keys_opens(make_client: Callable[..., TestClient], key: str) -> None:
    client = make_client(staff_keys="one, two")
    assert client.get("/api/jobs/x", headers={"authorization": f"bearer {key}"}).status_code == 404


@pytest.mark.parametrize(
    "origin, allowed", [("https://budget.example", True), ("https://elsewhere.example", False)]
)
def test_only_named_origins_may_read(client: TestClient, origin: str, allowed: bool) -> None:
    response = client.get("/api/documents", headers={"origin": origin})
    assert (response.headers.get("access-control-allow-origin") == origin) is allowed


@pytest.mark.parametrize("path", ["/", "/healthz", "/web/app.js", "/nowhere", "/api/tables/none"])
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
