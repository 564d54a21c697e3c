"""GET /api/documents/{id}/checks."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_the_report_of_a_document(client: TestClient, document_id: str) -> None:
    found = client.get(f"/api/documents/{document_id}/checks").json()
    assert found["summary"]["wrong"] == sum(one["verdict"] == "wrong" for one in found["checks"])
    verdicts = [one["verdict"] for one in found["checks"]]
    assert verdicts == sorted(verdicts, key=["wrong", "rounding", "unchecked", "holds"].index)
    assert all(side["citation"]["document"] == document_id for one in found["checks"] for side in one["sides"])


def test_an_unknown_document(client: TestClient) -> None:
    answer = client.get("/api/documents/0123456789ab/checks")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
