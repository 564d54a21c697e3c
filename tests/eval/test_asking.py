"""Asking over HTTP: what is sent, what comes back, what a failure is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from eval.asking import OverHttp
from eval.cases import Case
from eval.judge import Verdict
from eval.run import run, score


class Service(BaseHTTPRequestHandler):
    """Lists one document; answers every question with the body it was sent, but fails on 坏."""

    received: ClassVar[list[dict[str, Any]]] = []

    def do_GET(self) -> None:
        self._reply(200, {"documents": [{"id": "d1", "file_name": "a.txt"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.received.append(body)
        answer = {"conversation_id": "c1", "kind": "passage", "text": body["question"]}
        self._reply(500 if body["question"] == "坏" else 200, answer)

    def _reply(self, status: int, content: dict[str, Any]) -> None:
        encoded = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(encoded)))
        self.end_headers()
        self.wfile.write(encoded)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def url() -> Iterator[str]:
    Service.received.clear()
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def case(question: str, **more: Any) -> Case:
    return Case(id=question, question=question, expect={"contains": ["费"]}, **more)


def test_sends_the_chat_body(url: str) -> None:
    score([case("差旅费", before=("印刷费",), docs=("a.txt",))], OverHttp(url))
    assert Service.received == [
        {"question": "印刷费", "conversation_id": None, "documents": ["d1"]},
        {"question": "差旅费", "conversation_id": "c1", "documents": ["d1"]},
    ]


def test_without_documents_none_are_sent(url: str) -> None:
    score([case("差旅费")], OverHttp(url))
    assert "documents" not in Service.received[0]


def test_a_failing_question_is_wrong_and_the_rest_is_asked(url: str) -> None:
    report = score([case("坏"), case("差旅费")], OverHttp(url))
    assert [outcome.judgement.verdict for outcome in report.outcomes] == [Verdict.WRONG, Verdict.RIGHT]
    assert "500" in report.outcomes[0].judgement.why


def test_no_service(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(url="http://127.0.0.1:9") == 2
    assert "没有回应" in capsys.readouterr().err
