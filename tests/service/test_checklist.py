"""The report as a person reads it."""

from __future__ import annotations

from typing import Any

from service.checklist import lines_of, together

CITATION = {"page": 3, "table": "支出总表", "row": "合计", "column": "基本支出", "section": "", "quote": "1.00"}


def check(verdict: str, statement: str, difference: str | None = None) -> dict[str, Any]:
    side = {"label": "合计", "value": "1.00", "unit": "万元", "citation": CITATION}
    return {
        "rule": "total_row",
        "verdict": verdict,
        "statement": statement,
        "sides": [side],
        "difference": difference,
        "unit": "万元",
    }


def report(*checks: dict[str, Any]) -> dict[str, Any]:
    names = ("holds", "rounding", "wrong", "unchecked")
    return {
        "summary": {name: sum(one["verdict"] == name for one in checks) for name in names},
        "checks": list(checks),
    }


def test_wrong_first_with_places_and_what_holds_only_counted() -> None:
    found = report(
        check("wrong", "甲不等于乙", "0.02"),
        check("rounding", "丙约等于丁", "0.01"),
        check("holds", "戊等于己", "0"),
    )
    assert lines_of("示例局2025年度部门预算", found) == [
        "示例局2025年度部门预算：不符 1，进位差 1，未核 0，相符 1",
        "\n不符（1）",
        "  甲不等于乙（差 0.02 万元）",
        "      1.00万元  第3页 《支出总表》合计 × 基本支出",
        "\n进位差（1）",
        "  丙约等于丁（差 0.01 万元）",
    ]


def test_several_documents_in_one() -> None:
    one = report(check("holds", "甲"))
    other = report(check("wrong", "乙", "1"), check("unchecked", "丙"))
    found = together({"a": one, "b": other})
    assert found["summary"] == {"wrong": 1, "rounding": 0, "unchecked": 1, "holds": 1}
    assert [check["statement"] for check in found["checks"]] == ["乙", "丙", "甲"]
    assert found["documents"] == {"a": one["summary"], "b": other["summary"]}
