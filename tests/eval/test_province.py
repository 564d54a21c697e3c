"""The small province: what is known of it is what is printed, and questions over a part of it are answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.asking import InProcess
from eval.corpus import corpus
from eval.documents.province import books, disclosure, province
from eval.documents.text import as_text
from eval.judge import Verdict
from eval.province import Truth, cases
from eval.run import printed, score

ASKED = ("p13", "p16", "p17", "p19", "p20", "p35", "p42")
"""cases about the units that are loaded here"""
LOADED = ("民政局", "水务局", "文化和旅游局", "人力资源和社会保障局", "双溪市财政局", "东湖区财政局")


def test_it_is_the_same_at_each_call() -> None:
    assert books() == books()
    assert len({(book.unit_name, book.year, book.kind) for book in books()}) == len(books()) == 66


def test_totals_add_up_and_are_printed() -> None:
    for book in books():
        assert book.of("支出总计") == book.of("基本支出") + book.of("项目支出") == book.of("2")
        text = as_text(disclosure(book))
        factor = 10_000 if book.money == "元" else 1
        assert f"{book.of('支出总计') * factor:.{0 if factor > 1 else 2}f}" in text


def test_rankings_leave_parts_out() -> None:
    names = [name for name, _ in Truth(books()).ranked("支出总计", 2025)]
    assert len(names) == 27
    assert not any("本级" in name for name in names)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InProcess]:
    files: list[Path] = province(tmp_path_factory.mktemp("province"))
    with corpus([path for path in files if any(unit in path.name for unit in LOADED)]) as store:
        yield InProcess(store)


def test_questions_over_several_documents(few: InProcess) -> None:
    asked = [case for case in cases() if case.id in ASKED]
    report = score(asked, few)
    assert report.percent(Verdict.RIGHT) == 100, printed(report)
