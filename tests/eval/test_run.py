"""The runner: what is asked of whom, what is counted, which exit code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.asking import Answer
from eval.cases import QUESTIONS, BadCase, Case, read_cases
from eval.judge import Verdict
from eval.run import TOTAL, run, score

KNOWN = {"差旅费": ("16.10", "万元"), "印刷费": ("10.00", "万元")}


class Parrot:
    """Knows two figures, refuses the rest, and remembers what it was asked."""

    def __init__(self) -> None:
        self.loaded: Mapping[str, Sequence[str]] = {"a.txt": ["doc-a"]}
        self.asked: list[tuple[str, Sequence[str] | None, str | None]] = []

    def ask(self, question: str, documents: Sequence[str] | None, conversation: str | None) -> Answer:
        self.asked.append((question, documents, conversation))
        found = [(value, unit) for name, (value, unit) in KNOWN.items() if name in question]
        answer: dict[str, Any] = {"conversation_id": conversation or "c1", "kind": "figure", "text": question}
        if not found:
            return {**answer, "kind": "refusal"}
        return {**answer, "figures": [{"value": value, "unit": unit} for value, unit in found]}


def case(question: str, value: str = "16.10", **more: Any) -> Case:
    return Case(id=question, question=question, expect={"figures": [[value, "万元"]]}, **more)


def test_counts_by_group() -> None:
    cases = [
        case("差旅费", group="a"),
        case("印刷费", group="a"),
        case("水费", group="b"),
    ]
    tally = score(cases, Parrot()).tally()
    assert tally["a"] == {Verdict.RIGHT: 1, Verdict.WRONG: 1}
    assert tally["b"] == {Verdict.DECLINED: 1}
    assert sum(tally[TOTAL].values()) == 3


def test_turns_share_a_conversation_and_documents() -> None:
    parrot = Parrot()
    score([case("差旅费", before=("印刷费", "水费"), docs=("a.txt",))], parrot)
    assert parrot.asked == [
        ("印刷费", ["doc-a"], None),
        ("水费", ["doc-a"], "c1"),
        ("差旅费", ["doc-a"], "c1"),
    ]


def test_scoped_names_the_document_in_the_first_turn() -> None:
    parrot = Parrot()
    score([case("差旅费", before=("印刷费",), docs=("a.txt",), scope="甲单位")], parrot, scoped=True)
    assert [question for question, *_ in parrot.asked] == ["甲单位印刷费", "差旅费"]
    assert {documents for _, documents, _ in parrot.asked} == {None}


def test_skips_what_is_not_loaded() -> None:
    report = score([case("差旅费", docs=("b.pdf",)), case("差旅费")], Parrot())
    assert [skipped.docs for skipped in report.skipped] == [("b.pdf",)]
    assert report.percent(Verdict.RIGHT) == 100


@pytest.mark.parametrize(
    "floors, code",
    [
        ({}, 0),
        ({"min_right": 50, "max_wrong": 50}, 0),
        ({"min_right": 51}, 1),
        ({"max_wrong": 49}, 1),
    ],
)
def test_floors(tmp_path: Path, floors: dict[str, float], code: int) -> None:
    lines = [
        {"id": "1", "q": "差旅费", "expect": {"figures": [["16.10", "万元"]]}},
        {"id": "2", "q": "印刷费", "expect": {"figures": [["1", "万元"]]}},
    ]
    questions = tmp_path / "set.jsonl"
    questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert run([questions], asker=Parrot(), **floors) == code


def test_json_names_failures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "set.jsonl"
    questions.write_text('{"id": "1", "q": "水费", "expect": {"refuse": true}}\n', encoding="utf-8")
    assert run([questions], True, asker=Parrot()) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["groups"][TOTAL] == {"right": 1, "declined": 0, "wrong": 0, "of": 1}
    assert report["failures"] == []


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        '{"id": "1", "q": "x"}',
        '{"id": "1", "q": "x", "expect": {}}',
        '{"id": "1", "q": "x", "expect": {"figure": []}}',
    ],
)
def test_bad_lines_are_named(tmp_path: Path, line: str) -> None:
    questions = tmp_path / "set.jsonl"
    questions.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BadCase, match=r"set\.jsonl:2"):
        read_cases(questions)
    assert run([questions], asker=Parrot()) == 2


def test_missing_set() -> None:
    assert run([Path("nowhere.jsonl")], asker=Parrot()) == 2


@pytest.mark.parametrize("name, at_least", [("sample.jsonl", 170), ("real.jsonl", 50), ("holdout.jsonl", 100)])
def test_bundled_sets(name: str, at_least: int) -> None:
    cases = read_cases(QUESTIONS / name)
    assert len(cases) >= at_least
    assert len({case.id for case in cases}) == len(cases)
    assert all(case.docs and case.group for case in cases)
