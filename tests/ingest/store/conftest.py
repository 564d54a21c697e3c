"""A small disclosure as it comes out of parsing, and stores on it with an embedder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest

from ingest.document import Place
from ingest.facts import Fact, Measure, Origin, State
from ingest.parsed import Identity, Kind, Level, ParsedDocument, Passage, PassageKind
from ingest.store import Store
from ingest.tables.model import Column, Role, Row, Table, TableCell, TableKind


class PairEmbedder:
    """Counts character pairs in 64 buckets: near texts are near, nothing is loaded."""

    def __init__(self, model: str = "pairs") -> None:
        self.model = model

    def documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.query(text) for text in texts]

    def query(self, text: str) -> list[float]:
        counts = [0.001] * 64
        for a, b in pairwise(text):
            counts[sha256((a + b).encode()).digest()[0] % 64] += 1.0
        length = sum(x * x for x in counts) ** 0.5
        return [x / length for x in counts]


@dataclass(frozen=True)
class Settings:
    data_dir: Path
    database_url: str
    chroma_url: str | None = None
    embedding_model: str | None = None


def build(
    amount: str = "463.26",
    *,
    unit_name: str = "示例市政务中心",
    year: int | None = 2025,
    kind: Kind = Kind.BUDGET,
    level: Level | None = Level.UNIT,
    version: str = "1",
    duty: str = "负责政务大厅综合窗口的运行管理。",
) -> ParsedDocument:
    value = Decimal(amount)
    place = Place(3, (0.1, 0.2, 0.3, 0.25))
    cells = (
        TableCell(amount, State.NUMBER, value, "万元", place=place),
        TableCell("", State.BLANK, unit="万元"),
        TableCell("", None),
    )
    table = Table(
        title="一般公共预算支出表",
        kind=TableKind.FIGURES,
        columns=(
            Column(("2025年预算数", "基本支出"), "万元", 2025),
            Column(("2025年预算数", "项目支出"), "万元", 2025),
            Column(("备注",)),
        ),
        rows=(Row(("一般公共服务支出", "行政运行"), "  行政运行", cells, "2010301", Role.ITEM, place),),
        unit="万元",
        year=2025,
        pages=(3,),
        notes=("注：示例",),
        section=("第二部分", "预算表"),
    )
    row_path = ("一般公共服务支出", "行政运行")
    basic = Fact(row_path, ("2025年预算数", "基本支出"), State.NUMBER, amount, value, "万元")
    blank = Fact(row_path, ("2025年预算数", "项目支出"), State.BLANK, "", table=0, row=0, column=1)
    change = Fact(("公务接待费",), (), State.NUMBER, "1.50", Decimal("-1.50"), "万元", "≤")
    facts = (
        replace(basic, code="2010301", year=2025, section=("第二部分",), place=place, table=0, row=0, column=0),
        replace(blank, origin=Origin.SCAN),
        replace(
            change,
            year=2025,
            measure=Measure.CHANGE,
            base_year=2024,
            base="预算",
            phase="年度",
            sentence="公务接待费比上年减少1.50万元。",
            reason="压减接待",
            place=Place(7),
        ),
    )
    passages = (
        Passage(duty, ("第一部分", "主要职责"), place=Place(1, (0.0, 0.0, 1.0, 0.5))),
        Passage(
            "UPS电池超出使用期限，部分出现鼓胀。",
            ("项目绩效", "机房运维", "立项依据"),
            PassageKind.PROJECT,
            None,
            0,
        ),
        Passage("公务接待费比上年减少1.50万元，主要原因是压减接待。", ("第三部分", "三公经费")),
    )
    digest = sha256(f"{unit_name}{year}{kind}{level}{amount}{version}{duty}".encode()).hexdigest()
    title = f"{unit_name}{year}年度预算公开"
    identity = Identity(unit_name, year, kind, level, title, members=("示例市数据中心",))
    return ParsedDocument(identity, (table,), facts, passages, f"{unit_name}-{version}.txt", "text/plain", digest, 8)


@pytest.fixture
def disclosure() -> Callable[..., ParsedDocument]:
    return build


@pytest.fixture
def pair_embedder() -> Callable[..., PairEmbedder]:
    return PairEmbedder


@pytest.fixture(params=["embedded", "servers"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An empty store: SQLite and Chroma in a folder, or on a PostgreSQL and a Chroma server."""
    if request.param == "embedded":
        return Settings(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
    new_database = request.getfixturevalue("new_database")
    return Settings(tmp_path, new_database(), request.getfixturevalue("chroma_server"))


@pytest.fixture
def open_store(settings: Settings) -> Iterator[Callable[..., Store]]:
    """Opens the same store anew at each call, as another process would."""
    opened: list[Store] = []

    def open_(model: str = "pairs") -> Store:
        opened.append(Store.open(settings, PairEmbedder(model)))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    return open_store()


@pytest.fixture
def run_python() -> Callable[..., str]:
    """Runs a program in a process of its own, with this file importable; gives what it printed."""
    here = Path(__file__).parent

    def run(program: str, *arguments: str) -> str:
        known = os.environ.get("PYTHONPATH", "")
        path = os.pathsep.join(filter(None, [str(here), str(here.parents[2]), known]))
        done = subprocess.run(
            [sys.executable, "-c", dedent(program), *arguments],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
