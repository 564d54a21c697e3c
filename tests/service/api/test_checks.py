"""The check report: as JSON and as a page."""

from __future__ import annotations

import json
import re

from fastapi.testclient import TestClient

from service.api.site import WEB
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
    assert "勾稽核对" in found.text
    linked = re.findall(r'(?:src|href)="(/web/[^"]+)"', found.text)
    assert {"/web/checks/checks.css", "/web/checks/report.js", "/web/shared/early.js"} <= set(linked)
    assert [one for one in linked if client.get(one).status_code != 200] == []


def test_the_page_shows_the_chinese_of_its_keys(client: TestClient, document_id: str) -> None:
    text = client.get(f"/documents/{document_id}/checks").text
    chinese, english = (json.loads((WEB / f"i18n/checks.{one}.json").read_text("utf-8")) for one in ("zh", "en"))
    shown = dict(re.findall(r'data-t="(checks\.[^"]+)"[^>]*>([^<]+)<', text))
    assert set(chinese) == set(english) >= set(shown)
    assert {key: chinese[key] for key in shown} == shown


def test_a_difference_has_no_sign() -> None:
    check = {"verdict": "wrong", "statement": "甲", "difference": "-0.01", "unit": "万元", "sides": []}
    report = {"summary": dict.fromkeys(("wrong", "rounding", "unchecked", "holds"), 1), "checks": [check]}
    assert "</span> 0.01万元</span>" in page("甲", report)


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
    assert not re.search("<script>|<x>|<b>《|<i>", text)
    assert "第2页 《&lt;b&gt;》r × c" in text
    assert 'href="/documents?id=d&amp;table=d-0&amp;row=r&amp;column=c"' in text


def test_the_page_of_an_unknown_document(client: TestClient) -> None:
    assert client.get("/documents/0123456789ab/checks").status_code == 404
