"""The command line: what it prints and how it exits."""

from __future__ import annotations

import json
import os
import sys
from decimal import Decimal
from hashlib import sha256
from types import ModuleType

import pytest

from ingest import pipeline
from ingest.child import ChildParsers
from ingest.errors import NothingFound, UnreadableFile
from ingest.facts import Fact, State
from ingest.parsed import Identity, Kind, Level, ParsedDocument, Passage
from service import remote
from service.cli import main
from service.settings import Settings, rate_of


class FixedEmbedder:
    model = "fixed"

    def documents(self, texts):
        return [self.query(text) for text in texts]

    def query(self, text):
        return [1.0, float(len(text) % 7)]


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    """A store of its own, a parser of lines ``名称 数`` and an embedder that loads nothing."""
    for name in [name for name in os.environ if name.startswith("MINGZHANG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINGZHANG_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(pipeline, "parse_bytes", parse_lines)
    monkeypatch.setattr(ChildParsers, "__call__", lambda self, data, name: pipeline.understand(data, name))
    monkeypatch.setattr("ingest.store.repository.load", lambda name: FixedEmbedder())
    return tmp_path / "var"


def parse_lines(data, file_name, limits):
    if b"\0" in data or not data:
        raise UnreadableFile(f"文件“{file_name}”不是文档。")
    unit, *lines = data.decode().splitlines()
    if not lines:
        raise NothingFound(f"文件“{file_name}”里什么也没有。")
    facts = tuple(
        Fact((name,), (), State.NUMBER, number, Decimal(number), "万元")
        for name, number in (line.split() for line in lines)
    )
    identity = Identity(unit, 2025, Kind.BUDGET, Level.UNIT, f"{unit}2025年度单位预算公开")
    digest = sha256(data).hexdigest()
    return ParsedDocument(identity, (), facts, (Passage("。".join(lines), ()),), file_name, "text/plain", digest)


@pytest.fixture
def run(data_dir, capsys):
    """Runs a command: (exit code, stdout, stderr)."""

    def run_(*arguments):
        with pytest.raises(SystemExit) as exit_:
            main(list(arguments))
        out, err = capsys.readouterr()
        return exit_.value.code or 0, out, err

    return run_


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    (folder / "deeper").mkdir(parents=True)
    (folder / "甲.txt").write_text("甲局\n基本支出 10.50\n项目支出 2")
    (folder / "deeper" / "乙.txt").write_text("乙局\n基本支出 7")
    (folder / ".hidden").write_text("丙局\n基本支出 7")
    return folder


def test_a_folder_goes_in_whole(run, files):
    code, out, err = run("ingest", str(files))
    assert (code, err) == (0, "")
    assert [line.split("  ")[1:] for line in out.splitlines()] == [
        ["乙局2025年度单位预算公开（新增）", "表 0 张，数字 1 个，段落 1 个，核对不符 0 处"],
        ["甲局2025年度单位预算公开（新增）", "表 0 张，数字 2 个，段落 1 个，核对不符 0 处"],
    ]


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("missing.txt", None, "找不到文件"),
        ("empty.txt", b"", "不是文档"),
        ("binary.txt", b"\0\1", "不是文档"),
        ("nothing.txt", "某局".encode(), "什么也没有"),
        ("broken.txt", "某局\n一二三".encode(), "程序出错（ValueError）"),
    ],
)
def test_one_refused_file_keeps_none_out(run, files, name, content, sentence):
    if content is not None:
        (files / name).write_bytes(content)
    code, out, err = run("ingest", str(files / "甲.txt"), str(files / name), str(files / "deeper"))
    assert code == 1
    assert len(out.splitlines()) == 2
    assert sentence in err
    assert "Traceback" not in err.split("✗")[-1]
    assert len(json.loads(run("documents", "--json")[1])["documents"]) == 2


def test_a_file_again_and_a_newer_version(run, files):
    run("ingest", str(files))
    assert run("ingest", str(files / "甲.txt"))[1].count("未变") == 1
    assert run("ingest", "--again", str(files / "甲.txt"))[1].count("替换旧版") == 1
    (files / "甲.txt").write_text("甲局\n基本支出 11")
    assert run("ingest", str(files / "甲.txt"))[1].count("替换旧版") == 1
    assert len(run("documents")[1].splitlines()) == 2


def test_documents_are_listed_and_removed(run, files):
    run("ingest", str(files))
    found = json.loads(run("documents", "--json")[1])["documents"]
    assert [(one["unit_name"], one["figures"]) for one in found] == [("乙局", 1), ("甲局", 2)]
    assert run("remove", found[0]["id"])[0] == 0
    assert [line.split()[0] for line in run("documents")[1].splitlines()] == [found[1]["id"]]


def test_an_empty_store_says_how_to_begin(run):
    code, out, err = run("documents")
    assert (code, out) == (0, "")
    assert "mingzhang ingest" in err


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["ingest"], 2, "PATH"),
        (["ingest", "--nonsense", "a"], 2, "--nonsense"),
        (["nonsense"], 2, "nonsense"),
        (["ask"], 2, "QUESTION"),
        (["ask", ""], 2, "1–500"),
        (["ask", "  "], 2, "1–500"),
        (["ask", "问" * 10_000], 2, "1–500"),
        (["ask", "三公经费", "--document", "0123"], 1, "没有编号为 0123 的文档"),
        (["remove", "0123"], 1, "没有编号为 0123 的文档"),
        (["check", "0123"], 1, "没有编号为 0123 的文档"),
        (["eval", "missing.jsonl"], 1, "找不到问题集"),
        (["serve", "--port", "70000"], 2, "port"),
    ],
)
def test_what_is_refused_says_why(run, arguments, code, said):
    found, out, err = run(*arguments)
    assert found == code
    assert out == ""
    assert said in err
    assert "Traceback" not in err


@pytest.fixture
def answers(monkeypatch):
    """Stands for the answer flow: says what it was asked."""
    flow, terminal = ModuleType("flow"), ModuleType("terminal")
    flow.answer_question = lambda store, question, documents=None, writer=None: {
        "text": question,
        "documents": documents,
    }
    terminal.show = lambda answer: f"答：{answer['text']}"
    monkeypatch.setitem(sys.modules, "service.answer.flow", flow)
    monkeypatch.setitem(sys.modules, "service.answer.terminal", terminal)


def test_a_question_is_answered_as_text_or_json(run, files, answers):
    run("ingest", str(files))
    id = json.loads(run("documents", "--json")[1])["documents"][0]["id"]
    assert run("ask", " 基本支出是多少 ") == (0, "答：基本支出是多少\n", "")
    code, out, _ = run("ask", "基本支出", "--json", "--document", id)
    assert (code, json.loads(out)) == (0, {"text": "基本支出", "documents": [id]})


def test_reindexing_counts_passages(run, files):
    run("ingest", str(files))
    assert run("reindex")[:2] == (0, "已为 2 个段落重建索引。\n")


@pytest.mark.parametrize("command", ["ingest", "ask", "serve", "documents", "remove", "check", "eval", "reindex"])
def test_every_command_has_help_with_an_example(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "示例：" in out
    assert f"mingzhang {command}" in out


def test_the_help_lists_every_setting(run):
    out = run("--help")[1]
    for name in Settings.model_fields:
        assert f"MINGZHANG_{name.upper()}\n" in out


# Settings


@pytest.mark.parametrize(
    "name, value, field, expected",
    [
        ("STAFF_KEYS", "one, two,", "staff_keys", ("one", "two")),
        ("ALLOWED_ORIGINS", "https://a.example", "allowed_origins", ("https://a.example",)),
        ("STAFF_KEYS", "", "staff_keys", ()),
        ("LOG_LEVEL", "WARNING", "log_level", "warning"),
        ("EMBEDDING_MODEL", "", "embedding_model", None),
        ("DATABASE_URL", "postgresql://db/m", "database_url", "postgresql://db/m"),
    ],
)
def test_settings_come_from_the_environment(data_dir, monkeypatch, name, value, field, expected):
    monkeypatch.setenv(f"MINGZHANG_{name}", value)
    assert getattr(Settings(), field) == expected


def test_the_database_is_in_the_data_folder(data_dir, tmp_path, monkeypatch):
    assert Settings().database_url == f"sqlite:///{data_dir}/mingzhang.db"
    monkeypatch.delenv("MINGZHANG_DATA_DIR")
    (tmp_path / ".env").write_text("MINGZHANG_DATA_DIR=elsewhere\nOTHER=1\n")
    assert Settings().database_url == f"sqlite:///{tmp_path}/elsewhere/mingzhang.db"


def test_a_wrong_setting_is_named(run, monkeypatch):
    monkeypatch.setenv("MINGZHANG_RATE_LIMIT", "many")
    code, out, err = run("documents")
    assert (code, out) == (2, "")
    assert "MINGZHANG_RATE_LIMIT" in err


def test_secrets_are_not_printed(data_dir, monkeypatch):
    for name in ("STAFF_KEYS", "LLM_API_KEY"):
        monkeypatch.setenv(f"MINGZHANG_{name}", "s3cret")
    monkeypatch.setenv("MINGZHANG_DATABASE_URL", "postgresql://u:s3cret@db/m")
    assert "s3cret" not in repr(Settings())


@pytest.mark.parametrize(
    "text, rate", [("30/minute", (30, 60)), ("5/second", (5, 1)), ("100/hours", (100, 3600)), ("0", None)]
)
def test_rates(text, rate):
    assert rate_of(text) == rate


# A running service


def test_a_running_service_is_known_while_it_lives(data_dir):
    assert remote.running_service(data_dir) is None
    with remote.announced(data_dir, "http://127.0.0.1:8000"):
        found = remote.running_service(data_dir)
        assert (found.url, found.pid) == ("http://127.0.0.1:8000", os.getpid())
        assert found.key == os.environ[remote.LOCAL_KEY]
        assert (data_dir / "service.json").stat().st_mode & 0o077 == 0
    assert remote.running_service(data_dir) is None


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"url": "x"}', '{"url": "x", "pid": 1}'])
def test_a_dead_or_damaged_announcement_is_none(data_dir, text):
    data_dir.mkdir()
    (data_dir / "service.json").write_text(text)
    assert remote.running_service(data_dir) is None


def test_what_needs_the_store_to_itself_is_refused_while_a_service_runs(run, data_dir):
    with remote.announced(data_dir, "http://127.0.0.1:8000"):
        for command in (["serve"], ["reindex"], ["ingest", "--again", "x.txt"]):
            code, _, err = run(*command)
            assert code == 1
            assert "http://127.0.0.1:8000" in err


def test_commands_go_through_the_running_service(run, data_dir, files, service_answers):
    with remote.announced(data_dir, "http://127.0.0.1:8000"):
        code, out, err = run("ingest", str(files / "甲.txt"), str(files / "missing"), str(files / "deeper"))
        assert code == 1
        assert "甲局（新增）" in out
        assert "找不到文件" in err
        assert "不是文档" in err
        assert run("remove", "aaaa")[0] == 0
        code, _, err = run("remove", "bbbb")
        assert (code, "没有这份文档" in err) == (1, True)
    assert not (data_dir / "mingzhang.db").exists()


@pytest.fixture
def service_answers(monkeypatch):
    """A service that takes 甲.txt and nothing else, behind the client of ``remote``."""
    import httpx

    stored = []
    jobs = {}

    def handle(request):
        assert request.headers["authorization"] == f"Bearer {os.environ[remote.LOCAL_KEY]}"
        where = (request.method, request.url.path)
        if where == ("GET", "/api/documents"):
            return httpx.Response(200, json={"documents": stored})
        if where == ("POST", "/api/documents"):
            good = "甲.txt".encode() in request.content
            if good:
                counts = {"tables": 0, "figures": 2, "passages": 1, "checks_wrong": 0}
                stored.append({"id": "aaaa", "title": "甲局", "ingested_at": "now", **counts})
            errors = [] if good else [{"file": "x", "detail": "不是文档。"}]
            jobs["1"] = {
                "state": "done" if good else "failed",
                "documents": ["aaaa"] if good else [],
                "errors": errors,
            }
            return httpx.Response(202, json={"job": "1"})
        if where == ("GET", "/api/jobs/1"):
            return httpx.Response(200, json={"progress": 1, **jobs["1"]})
        if where == ("DELETE", "/api/documents/aaaa"):
            return httpx.Response(204)
        return httpx.Response(404, json={"detail": "没有这份文档。"})

    real = httpx.Client
    monkeypatch.setattr(
        httpx, "Client", lambda **options: real(**{**options, "transport": httpx.MockTransport(handle)})
    )
