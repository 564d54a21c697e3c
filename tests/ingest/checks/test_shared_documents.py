"""The contradictions of real disclosures: each known one found, and nothing else called wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.checks import Check, Verdict, checks_of, disclosure_of
from ingest.pipeline import parse
from tests.conftest import SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared documents in {SHARED}")


def checked(path: Path) -> list[Check]:
    parsed = parse(path)
    return checks_of(disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages))


def values(check: Check) -> tuple[str, ...]:
    return tuple(str(side.value) for side in check.sides[:2])


def budgets() -> list[Path]:
    return [SHARED / "disclosure.txt", *sorted((SHARED / "real").glob("*预算.pdf"))]


@pytest.mark.parametrize("path", budgets(), ids=lambda path: path.stem)
def test_nothing_in_the_budgets_is_wrong(path: Path) -> None:
    assert [check.statement for check in checked(path) if check.verdict is Verdict.WRONG] == []


def test_the_disclosures_rounding_is_told_from_error() -> None:
    rounded = [
        values(check)
        for check in checked(SHARED / "disclosure.txt")
        if check.rule == "parts_across" and check.verdict is Verdict.ROUNDING
    ]
    assert ("3058.09", "1501.15") in rounded


def test_the_final_accounts_contradictions() -> None:
    (path,) = (SHARED / "real").glob("*决算.pdf")
    failed = [check for check in checked(path) if check.verdict is Verdict.WRONG]
    found = {(check.rule, values(check)) for check in failed if check.sides}
    assert found == {
        ("same_item", ("236.63", "236.64")),
        ("same_item", ("3845.25", "3845.24")),
        ("prose_table", ("5377.64", "5364.75")),
        ("prose_table", ("4896.98", "4884.09")),
        ("share", ("99.86", "9746.50")),
        ("completion", ("95.45", "9746.50")),
    }
    slips = {(check.rule, quote.label[:16]) for check in failed for quote in check.quotes}
    assert slips == {
        ("wrong_body", "上海市规划和自然资源局"),
        ("wrong_body", "上海市普陀区规划与自然资源局"),
        ("unpaired", "上海市普陀区规划和自然资源局20"),
    }


def test_a_document_is_checked_in_less_than_a_second() -> None:
    parsed = parse(SHARED / "disclosure.txt")
    start = time.perf_counter()
    checks_of(disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages))
    assert time.perf_counter() - start < 1
