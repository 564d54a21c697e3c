"""The topology of a province: several services over one PostgreSQL and one Chroma server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from eval.bench import MINGZHANG, free_ports, running, wait_until_ready
from eval.stage import upload
from tests.service.conftest import TEXT

KEY = "a-key-of-the-test"
QUESTION = "临溪市气象局2025年支出总计是多少"


@pytest.fixture
def services(tmp_path: Path, new_database: Callable[[], str], chroma_server: str) -> Iterator[tuple[str, str]]:
    """The addresses of two services, each with a data folder of its own, over the same servers."""
    ports = free_ports(2)
    shared = {
        **os.environ,
        "MINGZHANG_DATABASE_URL": new_database(),
        "MINGZHANG_CHROMA_URL": chroma_server,
        "MINGZHANG_STAFF_KEYS": KEY,
        "MINGZHANG_LOG_LEVEL": "warning",
    }
    with ExitStack() as started:
        for port in ports:
            environment = {**shared, "MINGZHANG_DATA_DIR": str(tmp_path / str(port))}
            started.enter_context(running([*MINGZHANG, "serve", "--port", str(port)], environment))
        for port in ports:
            wait_until_ready(port)
        yield f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}"


def test_what_one_service_was_given_the_other_answers(services: tuple[str, str], tmp_path: Path) -> None:
    one, other = services
    file = tmp_path / "临溪市气象局.txt"
    file.write_text(TEXT, "utf-8")
    upload(one, KEY, [file])
    answers = [
        httpx.post(f"{url}/api/chat", json={"question": QUESTION}, timeout=60).raise_for_status().json()
        for url in services
    ]
    for answer in answers:
        assert [(each["value"], each["unit"]) for each in answer["figures"]] == [("903.43", "万元")]
    kept = httpx.get(f"{other}/api/answers/{answers[0]['id']}").raise_for_status().json()
    assert kept["text"] == answers[0]["text"], "a shared link opens at whichever service it reaches"
    follow = httpx.post(
        f"{other}/api/chat",
        json={"question": "那收入总计呢", "conversation_id": answers[0]["conversation_id"]},
        timeout=60,
    )
    assert follow.raise_for_status().json()["kind"] == "figure", "a conversation goes on at the other service"
    [document] = httpx.get(f"{other}/api/documents").json()["documents"]
    gone = httpx.delete(f"{other}/api/documents/{document['id']}", headers={"Authorization": f"Bearer {KEY}"})
    assert gone.is_success
    assert httpx.get(f"{one}/api/documents").json() == {"documents": []}
    refused = httpx.post(f"{one}/api/chat", json={"question": QUESTION}, timeout=60).raise_for_status().json()
    assert refused["kind"] == "refusal"
