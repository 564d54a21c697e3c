"""POST /api/chat: what may be asked, what comes back, as JSON and as a stream."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

QUESTION = "项目支出占总支出的百分之几？"


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, comments left out."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_an_answer_comes_back_whole(client: TestClient, answers: Any) -> None:
    response = client.post("/api/chat", json={"question": f"  {QUESTION}  ", "conversation_id": "c1"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json()["figures"][0] == {"value": "22.64", "unit": "%", "label": "项目支出占比"}
    assert answers.asked == [(QUESTION, None, "c1")]


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/x-www-form-urlencoded", "application/json; charset=utf-8", None],
)
def test_the_body_decides_not_its_label(client: TestClient, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    response = client.post("/api/chat", content=json.dumps({"question": QUESTION}), headers=headers)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "body, status, pointer",
    [
        ({"question": ""}, 422, "/question"),
        ({"question": " \n\t "}, 422, "/question"),
        ({"question": "问" * 501}, 422, "/question"),
        ({"question": "问" * 10_000}, 422, "/question"),
        ({"question": 7}, 422, "/question"),
        ({"question": None}, 422, "/question"),
        ({}, 422, "/question"),
        ([], 422, ""),
        ({"question": QUESTION, "documents": "a"}, 422, "/documents"),
        ({"question": QUESTION, "documents": [1]}, 422, "/documents/0"),
        ({"question": QUESTION, "documents": ["没有的"]}, 422, "/documents"),
        ({"question": QUESTION, "stream": "yes"}, 422, "/stream"),
        ({"question": QUESTION, "conversation_id": "x" * 65}, 422, "/conversation_id"),
        ({"question": "a\x00b"}, 422, "/question"),
        ({"question": "a\ud800b"}, 422, "/question"),
    ],
)
def test_a_bad_question_is_told_where_it_is_bad(
    client: TestClient, answers: Any, body: Any, status: int, pointer: str
) -> None:
    response = client.post("/api/chat", content=json.dumps(body))
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"][0]["pointer"] == pointer
    assert answers.asked == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"question": }', b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "cut", "gap", "bytes", "deep"],
)
def test_what_is_not_json_is_a_bad_request(client: TestClient, content: bytes) -> None:
    response = client.post("/api/chat", content=content, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.json()["detail"] == "请求不是有效的 JSON。"


@pytest.mark.parametrize("length, status", [(500, 200), (501, 422)])
def test_five_hundred_characters_are_enough(client: TestClient, length: int, status: int) -> None:
    assert client.post("/api/chat", json={"question": "问" * length}).status_code == status


def test_documents_narrow_the_question(client: TestClient, answers: Any, document_id: str) -> None:
    response = client.post("/api/chat", json={"question": QUESTION, "documents": [document_id]})
    assert response.status_code == 200
    assert answers.asked == [(QUESTION, [document_id], None)]


def test_a_stream_ends_with_the_whole_answer(client: TestClient) -> None:
    response = client.post("/api/chat", json={"question": QUESTION, "stream": True})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    got = events(response.text)
    answer = got[-1][1]
    assert [name for name, _ in got[:2]] == ["step", "step"]
    assert got[-1][0] == "answer"
    assert [content for name, content in got if name == "step"] == answer["steps"]
    assert "".join(content["delta"] for name, content in got if name == "text") == answer["text"]


def test_text_is_streamed_whole_whatever_it_holds(client: TestClient, answers: Any) -> None:
    text = "\n一，\n\n二。三data: x\n"
    answers.answer = {"text": text, "steps": []}
    response = client.post("/api/chat", json={"question": QUESTION, "stream": True})
    assert "".join(content["delta"] for name, content in events(response.text) if name == "text") == text


def test_an_error_while_streaming_is_an_event(client: TestClient, answers: Any) -> None:
    answers.answer = RuntimeError("secret /etc/passwd")
    response = client.post("/api/chat", json={"question": QUESTION, "stream": True})
    assert [name for name, _ in events(response.text)] == ["error"]
    assert events(response.text)[0][1]["status"] == 500
    assert "secret" not in response.text


def test_a_bad_question_is_refused_before_the_stream_begins(client: TestClient) -> None:
    response = client.post("/api/chat", json={"question": "", "stream": True})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_question_after_a_kept_answer_goes_on_in_a_new_conversation(
    client: TestClient, answers: Any, staff: dict[str, str]
) -> None:
    first = client.post("/api/chat", json={"question": QUESTION}).json()
    answers.asked.clear()
    client.post("/api/chat", json={"question": "上年呢", "after": first["id"]})
    assert [(question, thread) for question, _, thread in answers.asked] == [(QUESTION, None), ("上年呢", "c1")]
    counted = client.get("/api/questions", headers=staff).json()["questions"]
    assert {one["question"]: one["asked"] for one in counted} == {QUESTION: 1, "上年呢": 1}

    answers.asked.clear()
    client.post("/api/chat", json={"question": "上年呢", "after": "gone"})
    client.post("/api/chat", json={"question": "上年呢", "after": first["id"], "conversation_id": "mine"})
    assert [thread for _, _, thread in answers.asked] == [None, "mine"]
