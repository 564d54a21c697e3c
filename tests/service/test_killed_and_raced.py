"""An ingest that is killed at any moment, or runs while questions are asked: what is visible is whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from tests.conftest import ROOT
from tests.service.conftest import TEXT, FolderSettings, PairEmbedder

BODIES = ("青石县水务局", "白沙县林业局", "临溪市民政局")
KILLS = 8
LONGEST = 1.5
"""seconds: about what the whole ingest takes, so that kills fall all over it"""


def begun(store: Path, times: int, files: list[Path]) -> subprocess.Popen[str]:
    """An ingesting process that has loaded what it needs."""
    command = [sys.executable, "-m", "tests.service.ingesting", str(store), str(times), *map(str, files)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that holds the small disclosure."""
    store = Store.open(FolderSettings(tmp_path), PairEmbedder())
    store.add(parse_bytes(TEXT.encode(), "临溪市气象局.txt"))
    store.close()
    return tmp_path


def test_a_killed_ingest_leaves_whole_documents_and_a_rerun_completes(folder: Path) -> None:
    texts = {body: TEXT.replace("临溪市气象局", body).encode() for body in BODIES}
    files = [folder / f"{body}.txt" for body in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_bytes(text)
    whole = {body: len(parse_bytes(text, "x.txt").facts) for body, text in texts.items()}
    moments = random.Random(20)
    visible: set[str] = set()
    for _ in range(KILLS):
        process = begun(folder, 1, files)
        time.sleep(moments.uniform(0, LONGEST))
        process.kill()
        process.wait()
        store = Store.open(FolderSettings(folder), PairEmbedder())
        documents = {document.unit_name: document for document in store.documents()}
        assert visible <= set(documents), "what was in stays in"
        visible = set(documents)
        for body in visible & set(whole):
            assert len(store.facts(documents[body].id)) == whole[body]
            assert documents[body].passages == len(store.passages(documents[body].id))
        answer = answer_question(store, "临溪市气象局2025年支出总计是多少")
        assert [(one["value"], one["unit"]) for one in answer["figures"]] == [("903.43", "万元")]
        store.close()
    process = begun(folder, 1, files)
    assert process.wait(60) == 0
    store = Store.open(FolderSettings(folder), PairEmbedder())
    documents = {document.unit_name: document for document in store.documents()}
    assert set(documents) == {"临溪市气象局", *BODIES}
    [collection] = {one.name for one in store.vectors._client().list_collections()}
    assert store.vectors.count(collection) == sum(document.passages for document in documents.values())
    store.close()


VERSION = """示例市档案馆2025年度单位预算公开

预算公开表1
2025年一般公共预算支出预算表
单位名称：示例市档案馆\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t{whole}\t{half}\t{half}
20126\t档案事务\t{whole}\t{half}\t{half}
2012601\t行政运行\t{whole}\t{half}\t{half}
合计\t\t{whole}\t{half}\t{half}
"""


def test_questions_during_a_replacement_see_the_old_or_the_new(folder: Path) -> None:
    versions = {"300.00": "600.00", "123.45": "246.90"}
    files = []
    for half, whole in versions.items():
        files.append(folder / f"{half}.txt")
        files[-1].write_text(VERSION.format(half=half, whole=whole), "utf-8")
    store = Store.open(FolderSettings(folder), PairEmbedder())
    writer = begun(folder, 6, files)
    seen: set[str] = set()
    while writer.poll() is None:
        if not any(document.unit_name == "示例市档案馆" for document in store.documents()):
            continue
        answer = answer_question(store, "示例市档案馆2025年项目支出占支出合计的比重是多少")
        values = {step["value"] for step in answer["steps"] if step["unit"] == "万元"}
        assert values in [{half, whole} for half, whole in versions.items()], answer["text"]
        assert answer["figures"][0]["value"] == "50.00"
        seen |= values & set(versions)
    assert writer.returncode == 0
    assert seen == set(versions), "both versions were met"
    store.close()
