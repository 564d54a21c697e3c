"""The check report: as JSON and as a page."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from service.checkpage import page


def test_the_report_of_a_document(client: TestClient, document_id: str) -> None:
    found = client.get(f"/api/documents/{document_id}/checks").json()
    assert found["summary"]["wrong"] == sum(one["verdict"] == "wrong" for one in found["checks"])
    verdicts = [one["verdict"] for one in found["checks"]]
    assert verdicts == sorted(verdicts, key=["wrong", "rounding", "unchecked", "holds"].index)
    assert all(side["citation"]["document"] == document_id for one in found["checks"] for side in one["sides"])


def test_an_unknown_document(client: TestClient) -> None:
    answer = client.get("/api/documents/0123456789ab/checks")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_the_report_as_a_page(client: TestClient, document_id: str) -> None:
    found = client.get(f"/documents/{document_id}/checks")
    assert found.headers["content-type"].startswith("text/html")
    assert "<script" not in found.text
    assert "勾稽核对" in found.text
    assert client.get("/web/checks/checks.css").status_code == 200


def test_a_page_escapes_what_it_shows() -> None:
    side = {
        "label": "a",
        "value": "1",
        "unit": "<i>",
        "citation": {"document": "d", "table_id": "d-0", "page": 2, "table": "<b>", "row": "r", "column": "c"},
    }
    check = {"verdict": "wrong", "statement": "<script>", "difference": "1", "unit": "元", "sides": [side]}
    report = {"summary": dict.fromkeys(("wrong", "rounding", "unchecked", "holds"), 1), "checks": [check]}
    text = page("<x>", report)
    assert not re.search("<script|<x>|<b>《|<i>", text)
    assert "第2页 《&lt;b&gt;》r × c" in text
    assert 'href="/documents?id=d&amp;table=d-0&amp;row=r&amp;column=c"' in text


def test_the_page_of_an_unknown_document(client: TestClient) -> None:
    assert client.get("/documents/0123456789ab/checks").status_code == 404
