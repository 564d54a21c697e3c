"""What was answered can be opened again, taken as a file, and judged; staff see what was asked."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from service.archive.answers import without_private
from tests.service.api.conftest import STAFF_KEY

STAFF = {"Authorization": f"Bearer {STAFF_KEY}"}


@pytest.fixture
def client(make_client: Callable[..., TestClient], document_id: str) -> TestClient:
    return make_client()


@pytest.fixture
def asked(client: TestClient) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/chat", json={"question": "行政运行基本支出是多少"}).json()
    return answer


def test_a_shared_answer_reads_the_same(client: TestClient, asked: dict[str, Any]) -> None:
    again = client.get(f"/api/answers/{asked['id']}").json()
    assert {key: again[key] for key in asked} == asked
    assert again["question"] == "行政运行基本支出是多少"


def test_a_streamed_answer_is_kept_too(client: TestClient) -> None:
    text = client.post("/api/chat", json={"question": "合计", "stream": True}).text
    assert "event: answer" in text
    report = client.get("/api/questions", headers=STAFF).json()
    assert "合计" in [one["question"] for one in report["questions"]]


def test_an_unknown_answer_is_a_problem(client: TestClient) -> None:
    for path in ("/api/answers/none", "/api/answers/none.csv", "/api/answers/none.xlsx"):
        response = client.get(path)
        assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_an_answer_as_files(client: TestClient, asked: dict[str, Any]) -> None:
    text = client.get(f"/api/answers/{asked['id']}.csv").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(f"/api/answers/{asked['id']}.xlsx").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert "行政运行基本支出是多少" in text
    for figure in asked["figures"] or asked["rows"]:
        assert figure["value"] in text
        assert float(figure["value"]) in [row[1] for row in rows]


def test_a_table_as_a_workbook_holds_numbers_and_no_formula(client: TestClient) -> None:
    document = client.get("/api/documents").json()["documents"][0]["id"]
    table = client.get(f"/api/documents/{document}/tables").json()["tables"][0]["id"]
    book = load_workbook(io.BytesIO(client.get(f"/api/tables/{table}.xlsx").content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert 1501.15 in [cell.value for cell in cells]
    assert "=SUM(A1)" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_thumbs_are_counted_and_taken_back(client: TestClient, asked: dict[str, Any]) -> None:
    def report(kind: str) -> dict[str, Any]:
        found: dict[str, Any] = client.get("/api/questions", params={"kind": kind}, headers=STAFF).json()
        return found

    vote = {"answer": asked["id"], "vote": "down", "reason": "我要的是项目支出，电话13800001111"}
    assert client.post("/api/feedback", json=vote).status_code == 204
    down = report("down")
    assert down["summary"]["down"] == 1
    assert down["questions"][0]["comments"] == ["我要的是项目支出，电话＊"]
    assert client.post("/api/feedback", json={"answer": asked["id"], "vote": None}).status_code == 204
    assert report("down")["questions"] == []
    assert report("all")["summary"]["asked"] == 1


def test_wordings_of_one_question_are_one(client: TestClient) -> None:
    for question in ("合计是多少？", "合计是多少", "合计 是多少！"):
        client.post("/api/chat", json={"question": question})
    found = client.get("/api/questions", headers=STAFF).json()["questions"]
    assert [one["asked"] for one in found] == [3]


@pytest.mark.parametrize(
    "vote", [{"answer": "none", "vote": "up"}, {"answer": "", "vote": "up"}, {"answer": "a", "vote": "great"}]
)
def test_a_thumb_on_nothing_is_a_problem(client: TestClient, vote: dict[str, Any]) -> None:
    assert client.post("/api/feedback", json=vote).status_code in (404, 422)


@pytest.mark.parametrize("path", ["/api/questions", "/api/questions.csv", "/api/lexicon"])
def test_only_staff_see_what_was_asked(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get(path, headers=STAFF).status_code == 200


def test_the_lexicon_is_searched_by_name_alias_and_code(client: TestClient) -> None:
    for q in ("公务接待费", "30217"):
        found = client.get("/api/lexicon", params={"q": q}, headers=STAFF).json()["entries"]
        assert any(entry["name"] == "公务接待费" for entry in found)


def test_examples_come_from_the_documents(client: TestClient) -> None:
    found = client.get("/api/examples").json()
    assert found["unit_name"] == "试点局"
    assert found["documents"] == 1
    assert client.get("/api/examples", params={"documents": "none"}).json()["questions"] == []
    assert client.get("/api/examples", params={"language": "en"}).status_code == 200
    assert client.get("/api/examples", params={"language": "fr"}).status_code == 422


@pytest.mark.parametrize(
    ("said", "kept"),
    [("电话13812345678", "电话＊"), ("11010119900101123X的人", "＊的人"), ("3058.09万元", "3058.09万元")],
)
def test_numbers_of_persons_are_masked(said: str, kept: str) -> None:
    assert without_private(said) == kept
