"""Documents and tables as the contract shapes them; uploads from form to job."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from service.api.documents import free_path
from service.api.pages import WIDTH


def test_documents_are_listed(client: TestClient, document_id: str) -> None:
    [listed] = client.get("/api/documents").json()["documents"]
    assert listed | {"ingested_at": ""} == {
        "id": document_id,
        "title": "试点局2024年度单位决算公开",
        "unit_name": "试点局",
        "year": 2024,
        "kind": "final",
        "level": "unit",
        "tables": 1,
        "figures": 1,
        "passages": 0,
        "checks_wrong": 0,
        "file_name": "决算.txt",
        "media_type": "text/plain",
        "pages": 0,
        "scanned": [],
        "ingested_at": "",
    }
    assert client.get(f"/api/documents/{document_id}").json() == listed


def test_tables_of_a_document(client: TestClient, document_id: str) -> None:
    [line] = client.get(f"/api/documents/{document_id}/tables").json()["tables"]
    assert line == {
        "id": f"{document_id}-0",
        "title": "支出决算表",
        "unit": "万元",
        "pages": [2],
        "rows": 3,
        "columns": 2,
        "empty": False,
    }


def test_a_table_whole(client: TestClient, document_id: str) -> None:
    table = client.get(f"/api/tables/{document_id}-0").json()
    assert (table["document"], table["title"], table["unit"], table["year"]) == (
        document_id,
        "支出决算表",
        "万元",
        2024,
    )
    assert [column["path"] for column in table["columns"]] == [
        ["本年支出", "基本支出"],
        ["本年支出", "项目支出"],
    ]
    first = table["rows"][0]
    assert (first["path"], first["code"], first["page"]) == (["一般公共服务支出", "行政运行"], "2010301", 2)
    assert first["cells"][0] == {
        "text": "1,501.15",
        "value": "1501.15",
        "unit": "万元",
        "box": [0.5, 0.2, 0.6, 0.22],
        "page": 2,
        "exists": True,
    }
    blank = first["cells"][1]
    assert (blank["text"], blank["value"]) == ("", None)


def test_a_table_for_a_spreadsheet(client: TestClient, document_id: str) -> None:
    response = client.get(f"/api/tables/{document_id}-0.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(response.text.lstrip("\ufeff"))))
    assert rows == [
        ["编码", "项目", "本年支出 / 基本支出（万元）", "本年支出 / 项目支出（万元）"],
        ["2010301", "一般公共服务支出 / 行政运行", "1,501.15", ""],
        ["", "'=SUM(A1)", "-3.10", "'+cmd"],
        ["", "合计", "1498.05", "438.50"],
    ]


def test_a_text_has_no_page_pictures(client: TestClient, document_id: str) -> None:
    assert client.get(f"/api/documents/{document_id}/pages/1.png").status_code == 404


@pytest.mark.parametrize("number, status", [(1, 200), (2, 404), (0, 404), (-1, 404), (10**30, 404)])
def test_a_page_of_a_pdf_is_a_picture(client: TestClient, pdf_id: str, number: int, status: int) -> None:
    response = client.get(f"/api/documents/{pdf_id}/pages/{number}.png")
    assert response.status_code == status
    if status == 200:
        assert response.headers["content-type"] == "image/png"
        picture = Image.open(io.BytesIO(response.content))
        assert picture.size == (WIDTH, WIDTH * 800 // 600)
        headers = {"if-none-match": response.headers["etag"]}
        assert client.get(response.request.url.path, headers=headers).status_code == 304


def test_removing_is_for_good(client: TestClient, staff: dict[str, str], document_id: str) -> None:
    assert client.delete(f"/api/documents/{document_id}", headers=staff).status_code == 204
    assert client.get(f"/api/documents/{document_id}").status_code == 404
    assert client.get(f"/api/tables/{document_id}-0").status_code == 404
    assert client.delete(f"/api/documents/{document_id}", headers=staff).status_code == 404


@pytest.mark.parametrize(
    "parts, status",
    [
        ({"json": {"file": "x"}}, 415),
        ({"data": {"file": "x"}}, 415),
        ({"files": {}, "data": {"a": "b"}, "headers": {"content-type": "multipart/form-data"}}, 400),
        ({"files": {"field": (None, "not a file")}}, 422),
    ],
)
def test_an_upload_must_hold_files(
    client: TestClient, staff: dict[str, str], parts: dict[str, Any], status: int
) -> None:
    parts = parts | {"headers": staff | parts.get("headers", {})}
    assert client.post("/api/documents", **parts).status_code == status


def test_a_bad_file_fails_its_job_with_a_sentence(client: TestClient, staff: dict[str, str], tmp_path: Path) -> None:
    response = client.post("/api/documents", files={"file": ("空.txt", b"")}, headers=staff)
    assert response.status_code == 202
    location = response.headers["location"]
    assert location == f"/api/jobs/{response.json()['job']}"
    job = finished(client, location, staff)
    assert (job["state"], job["progress"], job["documents"]) == ("failed", 1.0, [])
    [error] = job["errors"]
    assert error["file"] == "空.txt"
    assert error["detail"]
    assert str(tmp_path) not in error["detail"]
    [report] = job["files"]
    assert (report["file"], report["status"], report["detail"]) == ("空.txt", "refused", error["detail"])
    assert (report["document"], report["tables"], report["unread"], job["current"]) == (None, 0, [], None)
    assert list((tmp_path / "uploads").iterdir()) == []


def finished(client: TestClient, location: str, staff: dict[str, str]) -> dict[str, Any]:
    for _ in range(200):
        job: dict[str, Any] = client.get(location, headers=staff).json()
        if job["state"] in {"done", "failed"}:
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job did not end: {job}")


def test_equal_names_stand_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").touch()
    assert free_path(tmp_path, "表.pdf").name == "表-2.pdf"
