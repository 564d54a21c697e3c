"""From files to stored documents."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from ingest import pipeline
from ingest.errors import NoSuchFile, NothingFound, UnreadableFile
from ingest.facts import Measure, State
from ingest.headway import pages_read
from ingest.parsed import Kind, Level
from ingest.pipeline import Status, files_of, ingest, parse
from ingest.store import Store

TEXT = """示例市政务服务中心2025年度单位预算公开

第一部分 单位概况

一、本单位职责

负责市级政务大厅的运行管理，为进驻部门提供综合窗口服务。

第二部分 2025年度单位预算报表

预算公开表1
2025年一般公共预算支出预算表
单位名称：示例市政务服务中心\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t{total}\t300.00\t163.26
20103\t政府办公厅（室）及相关机构事务\t{total}\t300.00\t163.26
2010301\t行政运行\t300.00\t300.00\t
合计\t\t{total}\t300.00\t163.26

第三部分 2025年度单位预算情况说明

一、预算收支情况

2025年支出预算463.26万元，比上年减少36.74万元，下降7.35%，主要原因是压减项目支出。

二、“三公”经费情况

公务接待费预算1.50万元，与上年持平。
"""


class LengthEmbedder:
    model = "lengths"

    def documents(self, texts):
        return [self.query(text) for text in texts]

    def query(self, text):
        return [1.0, float(len(text) % 13), float(text.count("预算"))]


class Settings:
    chroma_url = None
    embedding_model = None

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder
        self.database_url = f"sqlite:///{folder}/store.db"


@pytest.fixture
def store(tmp_path):
    opened = Store.open(Settings(tmp_path / "var"), LengthEmbedder())
    yield opened
    opened.close()


@pytest.fixture
def budget(tmp_path):
    """Writes the disclosure, with this total, under this name."""

    def write(total: str = "463.26", name: str = "预算.txt") -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT.format(total=total), "utf-8")
        return path

    return write


def test_a_text_is_understood_whole(budget):
    parsed = parse(budget())
    assert parsed.identity.unit_name == "示例市政务服务中心"
    assert (parsed.identity.year, parsed.identity.kind, parsed.identity.level) == (
        2025,
        Kind.BUDGET,
        Level.UNIT,
    )
    assert [table.title for table in parsed.tables] == ["2025年一般公共预算支出预算表"]
    cells = {
        (fact.row_path[-1], fact.column_path[-1]): (str(fact.value), fact.unit)
        for fact in parsed.facts
        if fact.table == 0 and fact.state is State.NUMBER
    }
    assert cells["行政运行", "基本支出"] == ("300.00", "万元")
    assert cells["合计", "合计"] == ("463.26", "万元")
    changes = [fact for fact in parsed.facts if fact.table is None and fact.measure is Measure.CHANGE]
    assert [str(fact.value) for fact in changes] == ["-36.74", "0"]
    assert any("综合窗口" in passage.text for passage in parsed.passages)


def test_tables_know_their_headings(budget):
    table = parse(budget()).tables[0]
    assert table.section
    assert "报表" in table.section[0]


def test_tables_facts_come_first_in_their_order(budget):
    facts = parse(budget()).facts
    places = [(fact.table, fact.row, fact.column) for fact in facts if fact.table is not None]
    assert places == sorted(places)
    assert all(fact.table is None for fact in facts[len(places) :])


def test_what_is_parsed_is_stored(store, budget):
    path = budget()
    parsed = parse(path)
    outcome = ingest([path], store)[0]
    assert outcome.status is Status.ADDED
    assert [fact.value for fact in store.facts(outcome.document_id)] == [fact.value for fact in parsed.facts]
    assert store.original(outcome.document_id) == path.read_bytes()
    assert "综合窗口" in store.search("综合窗口服务", k=1, dense_weight=0)[0].passage.text


def test_again_the_same_a_newer_one(store, budget):
    first = ingest([budget()], store)[0]
    again = ingest([budget()], store)[0]
    newer = ingest([budget("463.27", "新的.txt")], store)[0]
    assert [one.status for one in (first, again, newer)] == [Status.ADDED, Status.UNCHANGED, Status.REPLACED]
    assert first.document_id == again.document_id == newer.document_id
    assert [document.file_name for document in store.documents()] == ["新的.txt"]


def test_a_known_file_is_not_parsed_again_unless_told(store, budget, monkeypatch):
    path = budget()
    ingest([path], store)
    calls = []
    real = pipeline.parse_bytes
    monkeypatch.setattr(pipeline, "parse_bytes", lambda *given: calls.append(given) or real(*given))
    ingest([path], store)
    assert calls == []
    assert ingest([path], store, again=True)[0].status is Status.REPLACED
    assert len(calls) == 1


@pytest.mark.parametrize(
    "content, error",
    [
        (None, NoSuchFile),
        (b"", UnreadableFile),
        (b" \n\n ", UnreadableFile),
        (bytes(range(256)) * 8, UnreadableFile),
        (b"%PDF-1.7\nbroken", UnreadableFile),
        (b"PK\x03\x04broken", UnreadableFile),
    ],
)
def test_what_is_no_document_is_refused_and_the_rest_goes_in(store, budget, tmp_path, content, error):
    bad = tmp_path / "files" / "坏.txt"
    good = budget()
    if content is not None:
        bad.write_bytes(content)
    with pytest.raises(error, match="坏"):
        parse(bad)
    outcomes = ingest([bad, good], store)
    assert [one.status for one in outcomes] == [Status.REFUSED, Status.ADDED]
    assert "坏" in outcomes[0].error
    assert len(store.documents()) == 1


def test_nothing_to_find_is_refused(monkeypatch):
    monkeypatch.setattr("ingest.pipeline.read_bytes", lambda data, name, limits: _empty_document(name))
    with pytest.raises(NothingFound, match="空"):
        pipeline.parse_bytes(b"x", "空.txt")


def _empty_document(name):
    from ingest.document import Document

    return Document((), name, "text/plain", "0" * 64)


def test_folders_stand_for_their_files(tmp_path):
    for name in ("b.txt", "a/c.txt", "a/.hidden", ".git/config", "~$lock.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    names = [str(file.relative_to(tmp_path)) for file in files_of([tmp_path, tmp_path / "missing"])]
    assert names == ["a/c.txt", "b.txt", "missing"]


def test_progress_runs_from_nothing_to_all(store, budget, tmp_path):
    budget(), budget("9.99", "second.txt")
    told = []
    ingest([tmp_path / "files"], store, told.append)
    assert [(one.number, one.outcome is None) for one in told] == [
        (1, True),
        (1, False),
        (2, True),
        (2, False),
    ]
    assert told[0].fraction == 0
    assert told[-1].fraction == 1
    assert [one.fraction for one in told] == sorted(one.fraction for one in told)


@pytest.mark.parametrize("ahead", [0, 1])
def test_progress_moves_within_a_long_file(store, budget, tmp_path, ahead, monkeypatch):
    monkeypatch.setattr(pipeline, "_LOOK", 0.01)
    budget(), budget("463.27", "second.txt")
    told, heard = [], Event()

    def parser(data, name):
        pages_read(1, 4)
        assert heard.wait(10)
        heard.clear()
        return pipeline.understand(data, name)

    def listen(progress):
        told.append((progress.number, round(progress.fraction, 3), progress.outcome is not None))
        if progress.fraction in (0.125, 0.625):
            heard.set()

    ingest([tmp_path / "files"], store, listen, parser=parser, ahead=ahead)
    assert [one for one in told if one[1] not in (0.125, 0.625)] == [
        (1, 0.0, False), (1, 0.5, True), (2, 0.5, False), (2, 1.0, True),
    ]  # fmt: skip
    assert {one[1] for one in told} >= {0.125, 0.625}
