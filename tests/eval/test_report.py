"""The report's rows: what is skipped, what is counted."""

from __future__ import annotations

from eval.cases import Case
from eval.corpus import SAMPLE
from eval.report import apart, asked_sets, causes, line


def case(name: str, question: str, docs: tuple[str, ...], figure: list[str]) -> Case:
    return Case(id=name, question=question, before=(), group="look", expect={"figures": [figure]}, docs=docs, scope="")


def test_a_case_without_its_documents_is_skipped_and_in_no_share() -> None:
    cases = [
        case("a", "收入总计是多少", (SAMPLE.name,), ["3058.09", "万元"]),
        case("b", "收入总计是多少", (SAMPLE.name,), ["1.00", "万元"]),
        case("c", "收入总计是多少", ("不在.pdf",), ["1.00", "万元"]),
    ]
    report = apart(cases, {SAMPLE.name: SAMPLE})
    assert [each.id for each in report.skipped] == ["c"]
    assert line("x", report).startswith("| x | 2 | 50.0 | 0.0 | 50.0 | 1 |")


def test_sets_for_retrieval_are_not_asked() -> None:
    names = [path.stem for path in asked_sets()]
    assert "sample" in names
    assert not any(name.startswith("retrieval") for name in names)


def test_causes_are_told_from_the_answer() -> None:
    cases = [
        case("a", "收入总计是多少", (SAMPLE.name,), ["3058.09", "万元"]),
        case("b", "收入总计是多少", (SAMPLE.name,), ["1.00", "万元"]),
        case("c", "火星探测费是多少", (SAMPLE.name,), ["1.00", "万元"]),
    ]
    rows = list(causes({"x": apart(cases, {SAMPLE.name: SAMPLE})}))
    assert sorted(rows) == ["| another cell | 1 | x 1 | look 1 |", "| figure not found | 1 | x 1 | look 1 |"]
