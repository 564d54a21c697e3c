"""Made disclosures of other bodies and layouts: each printed figure is a fact at its address, and questions about
them are answered at least this well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from eval.asking import InProcess
from eval.cases import QUESTIONS, Case, read_cases
from eval.corpus import corpus
from eval.documents import Written, disclosures, write
from eval.documents.compare import Comparison, compare
from eval.documents.font import installed
from eval.documents.model import Disclosure, number
from eval.documents.restyle import restyled
from eval.documents.text import as_text
from eval.judge import YUAN, Verdict, squash
from eval.run import printed, score
from ingest.errors import UnreadableFile
from ingest.pipeline import parse
from ingest.store import Store

SETS = {"strangers.jsonl": (95.0, 1.5), "strangers_holdout.jsonl": (90.0, 6.0)}
"""Percent of a set's cases: right at least, wrong at most. Measured, with three to spare; to be raised."""

MADE = disclosures()
PRINTED = [f"{made.name}.txt" for made in MADE] + [f"{made.name}.pdf" for made in MADE if made.page]


@dataclass(frozen=True)
class Shelf:
    """The written files by name, and a store of each format: a text and its PDF are one publication."""

    written: dict[str, Written]
    stores: dict[str, Store]

    def comparison(self, file_name: str) -> Comparison:
        store = self.stores[Path(file_name).suffix]
        document = next(each for each in store.documents() if each.file_name == file_name)
        disclosure = self.written[file_name].disclosure
        return compare(disclosure, store.tables(document.id), store.facts(document.id))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("strangers")
    every = write(folder, pdf=installed() is not None)
    written = {each.path.name: each for each in every if each.path.name in PRINTED}
    with ExitStack() as open_stores:
        stores = {}
        for suffix in {Path(name).suffix for name in PRINTED if name in written}:
            files = [each.path for name, each in written.items() if name.endswith(suffix)]
            stores[suffix] = open_stores.enter_context(corpus(files))
        yield Shelf(written, stores)


@pytest.fixture(scope="module")
def asker(shelf: Shelf) -> Iterator[InProcess]:
    """The documents that are asked about, all in one store, each in one format."""
    asked = {name for file in SETS for case in read_cases(QUESTIONS / file) for name in case.docs}
    with corpus([written.path for name, written in shelf.written.items() if name in asked]) as store:
        yield InProcess(store)


def needs_font(file_name: str) -> None:
    if file_name.endswith(".pdf") and installed() is None:
        pytest.skip("no Chinese font to set the PDF in")


@pytest.mark.parametrize("file_name", PRINTED)
def test_every_figure_is_a_fact_at_its_address(shelf: Shelf, file_name: str) -> None:
    needs_font(file_name)
    found = shelf.comparison(file_name)
    assert found.expected
    assert not found.misses, "\n".join(map(str, found.misses))


@pytest.mark.parametrize("file_name", PRINTED)
def test_no_figure_is_found_that_is_not_printed(shelf: Shelf, file_name: str) -> None:
    needs_font(file_name)
    assert not shelf.comparison(file_name).extra


@pytest.mark.parametrize("file_name", PRINTED)
def test_whose_document_it_is(shelf: Shelf, file_name: str) -> None:
    needs_font(file_name)
    made = shelf.written[file_name].disclosure
    documents = shelf.stores[Path(file_name).suffix].documents()
    found = next(each for each in documents if each.file_name == file_name).identity
    assert (found.unit_name, found.year, found.kind.value, found.level and found.level.value) == (
        made.unit_name,
        made.year,
        made.kind,
        made.level,
    )


@pytest.mark.parametrize("made", [made for made in MADE if made.members], ids=lambda made: made.name)
def test_which_units_belong_to_it(shelf: Shelf, made: Disclosure) -> None:
    documents = shelf.stores[".txt"].documents()
    found = next(each for each in documents if each.file_name == f"{made.name}.txt").identity
    itself = {made.unit_name + rest for rest in ("本级", "（本级）", "机关")}
    assert set(found.members) == set(made.members) - itself


@pytest.mark.parametrize("name", SETS)
def test_questions(asker: InProcess, name: str) -> None:
    cases = [
        case
        for case in read_cases(QUESTIONS / name)
        if installed() or not any(each.endswith(".pdf") for each in case.docs)
    ]
    report = score(cases, asker)
    assert not report.skipped
    min_right, max_wrong = SETS[name]
    assert report.percent(Verdict.RIGHT) >= min_right, printed(report)
    assert report.percent(Verdict.WRONG) <= max_wrong, printed(report)


# --- the sets themselves ---------------------------------------------------------------------------

CASES = [case for name in SETS for case in read_cases(QUESTIONS / name)]
LOOKED_UP = [case for case in CASES if case.group == "lookup" and "figures" in case.expect and "tol" not in case.expect]


@pytest.mark.parametrize("case", LOOKED_UP, ids=lambda case: case.id)
def test_looked_up_figures_are_printed(case: Case) -> None:
    """Guards against figures that changed after a question was written."""
    texts = [squash(as_text(made)) for made in MADE if any(made.name in doc for doc in case.docs)]
    values = {
        truth.value * YUAN.get(truth.unit, 1)
        for made in MADE
        if any(made.name in doc for doc in case.docs)
        for truth in made.truths
    }
    for printed_value, unit in case.expect["figures"]:
        value = number(printed_value)
        assert value is not None
        in_tables = value * YUAN.get(unit, 1) in values or value == 0
        assert in_tables or any(printed_value in text for text in texts), f"{printed_value}{unit}"


def test_each_case_has_an_id_of_its_own() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


# --- the same in harder layouts --------------------------------------------------------------------

RESTYLED_FLOORS = {
    "表内标题.txt": 100.0,
    "表内标题.pdf": 100.0,
    "竖版.pdf": 100.0,
    "横线.pdf": 100.0,
    "无线.pdf": 99.5,
    "自带字符表.pdf": 100.0,
}
"""Layout → percent of the figures of these documents found at their address: measured."""
RESTYLED_NAMES = ("清江县医疗保障局", "青山县第一中学", "湖西市文化馆", "鲁河市民政局", "双溪市生态环境局")
RESTYLED = [made for made in MADE if made.unit_name in RESTYLED_NAMES]


@pytest.fixture(scope="module")
def harder(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Written]]:
    found: dict[str, list[Written]] = {}
    folder = tmp_path_factory.mktemp("restyled")
    for each in restyled(folder, RESTYLED, pdf=installed() is not None):
        found.setdefault(each.path.name.rpartition("-")[2], []).append(each)
    return found


@pytest.mark.parametrize("layout", RESTYLED_FLOORS)
def test_harder_layouts(harder: dict[str, list[Written]], layout: str) -> None:
    needs_font(layout)
    expected = missed = 0
    for written in harder[layout]:
        try:
            parsed = parse(written.path)
        except UnreadableFile:
            parsed = None
        found = compare(written.disclosure, parsed.tables if parsed else (), parsed.facts if parsed else ())
        expected, missed = expected + found.expected, missed + len(found.misses)
    assert 100 * (1 - missed / expected) >= RESTYLED_FLOORS[layout]
