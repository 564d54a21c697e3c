"""How often a client may ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from service.api import rate
from service.api.rate import Buckets, client_of
from service.settings import Settings

QUESTION = {"question": "三公经费预算是多少"}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    "waits, expected",
    [
        ([0, 0, 0], [0, 0, 0]),
        ([0, 0, 0, 0], [0, 0, 0, 20]),
        ([0, 0, 0, 5], [0, 0, 0, 15]),
        ([0, 0, 0, 20, 0], [0, 0, 0, 0, 20]),
        ([0, 0, 0, 600, 0, 0, 0], [0, 0, 0, 0, 0, 0, 20]),
    ],
)
def test_a_bucket_of_three_a_minute(waits: list[float], expected: list[float]) -> None:
    clock = Clock()
    buckets = Buckets(3, 60, clock)
    found = []
    for seconds in waits:
        clock.now += seconds
        found.append(buckets.wait("a"))
    assert found == pytest.approx(expected)
    assert buckets.wait("b") == 0


def test_buckets_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "MOST_CLIENTS", 10)
    buckets = Buckets(1, 60)
    for n in range(100):
        buckets.wait(str(n))
    assert len(buckets._held) == 10
    assert buckets.wait("99") > 0


def test_too_many_questions_are_told_when_to_come_back(make_client: Callable[..., TestClient]) -> None:
    client = make_client(rate_limit="2/minute")
    answers = [client.post("/api/chat", json=QUESTION) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert 0 < int(refused.headers["retry-after"]) <= 30
    assert refused.json()["detail"] == f"提问过于频繁，请 {refused.headers['retry-after']} 秒后再试。"
    assert client.get("/api/documents").status_code == 200, "only questions are counted"


def test_no_limit(make_client: Callable[..., TestClient]) -> None:
    client = make_client(rate_limit="0")
    assert {client.post("/api/chat", json=QUESTION).status_code for _ in range(50)} == {200}


@pytest.mark.parametrize("host, status", [("127.0.0.1", 200), ("::1", 200), ("203.0.113.7", 429)])
def test_unless_set_the_limit_spares_this_machine(settings: Settings, host: str, status: int) -> None:
    guard = rate.rate_guard((1, 60), spare_this_machine=settings.rate[1])
    request = Request({"type": "http", "client": (host, 5000), "headers": []})
    guard(request)
    if status == 200:
        guard(request)
        return
    with pytest.raises(rate.Problem) as refused:
        guard(request)
    assert refused.value.status_code == status
    assert settings.model_copy(update={"rate_limit": "1/minute"}).rate == ((1, 60), False)


@pytest.mark.parametrize(
    "host, client",
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("127.0.0.1", rate.THIS_MACHINE),
        ("::1", rate.THIS_MACHINE),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_client_is_its_address(host: str, client: str) -> None:
    assert client_of(Request({"type": "http", "client": (host, 5000), "headers": []})) == client
