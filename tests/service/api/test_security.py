"""Staff keys, origins, and what a browser is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.remote import LOCAL_KEY

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
@pytest.mark.parametrize("shown", [True, False])
def test_without_keys_nobody_manages(
    make_client: Callable[..., TestClient], staff: dict[str, str], method: str, path: str, shown: bool
) -> None:
    client = make_client(staff_keys=())
    assert client.request(method, path, headers=staff if shown else {}).status_code == 403


@pytest.mark.parametrize("key", ["one", "two"])
def test_each_of_several_keys_opens(make_client: Callable[..., TestClient], key: str) -> None:
    client = make_client(staff_keys=("one", "two"))
    assert client.get("/api/jobs/x", headers={"authorization": f"bearer {key}"}).status_code == 404


@pytest.mark.parametrize("keys", [(), ("a-staff-key",)])
def test_commands_of_this_machine_come_by_their_own_key(
    make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setenv(LOCAL_KEY, "local")
    client = make_client(staff_keys=keys)
    statuses = {
        key: client.get("/api/jobs/x", headers={"authorization": f"Bearer {key}"}).status_code
        for key in ("local", "guess")
    }
    assert statuses == {"local": 404, "guess": 403}
    assert client.get("/api/jobs/x").status_code == (401 if keys else 403)


@pytest.mark.parametrize("origin, allowed", [("https://budget.example", True), ("https://elsewhere.example", False)])
def test_only_named_origins_may_read(client: TestClient, origin: str, allowed: bool) -> None:
    response = client.get("/api/documents", headers={"origin": origin})
    assert (response.headers.get("access-control-allow-origin") == origin) is allowed


@pytest.mark.parametrize("path", ["/", "/healthz", "/web/chat/app.js", "/nowhere", "/api/tables/none"])
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
