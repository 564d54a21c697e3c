"""Is an answer what its case expects? Right, declined (asked back or refused), or wrong, with the reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

YUAN = {
    "元": Decimal(1),
    "千元": Decimal(10**3),
    "万": Decimal(10**4),
    "万元": Decimal(10**4),
    "亿": Decimal(10**8),
    "亿元": Decimal(10**8),
}
PERCENT = frozenset({"%", "百分点", "个百分点"})

MARGIN = 3
"""How many figures may stand beside the expected ones before the answer proper is out of sight."""


class Verdict(StrEnum):
    RIGHT = "right"
    DECLINED = "declined"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """``why`` says what is missing, '' when right."""

    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer reduced to what is judged; all words squashed (no blanks, no commas, half-width)."""

    kind: str
    figures: tuple[tuple[str, str], ...]
    row_figures: tuple[tuple[str, str], ...]
    labels: tuple[str, ...]
    text: str
    words: str
    """text, quotes and row labels"""
    tables: tuple[str, ...]

    def leading(self, wanted: int) -> tuple[tuple[str, str], ...]:
        """Figures that count when ``wanted`` are expected: those named first, and all rows."""
        return self.figures[: wanted + MARGIN] + self.row_figures


def judge(expect: Mapping[str, Any], answer: Mapping[str, Any]) -> Judgement:
    """Hold an answer (the JSON of ``POST /api/chat``) against an expectation of a question set."""
    given = _given(answer)
    if expect.get("refuse"):
        return _right_if(given.kind == "refusal", "expected a refusal")
    if "clarify_or" in expect:
        return _clarified(expect, given)
    if given.kind in ("refusal", "clarify"):
        return Judgement(Verdict.DECLINED, given.kind)
    for key, check in CHECKS.items():
        if key in expect and (why := check(expect, given)):
            return Judgement(Verdict.WRONG, why)
    return Judgement(Verdict.RIGHT)


def same_figure(got: tuple[str, str], want: Sequence[str], tolerance: Decimal) -> bool:
    """Equal within ``tolerance``, which is in the wanted unit. Money compares across 元, 万元 and 亿元;
    other units must be the same where both are given; what isn't a number compares as text."""
    value, wanted = _number(got[0]), _number(want[0])
    if value is None or wanted is None:
        return squash(got[0]) == squash(want[0])
    unit, wanted_unit = squash(got[1]), squash(want[1])
    if unit in YUAN and wanted_unit in YUAN:
        value = value * YUAN[unit] / YUAN[wanted_unit]
    elif unit and wanted_unit and unit != wanted_unit and not {unit, wanted_unit} <= PERCENT:
        return False
    return abs(value - wanted) <= tolerance


def squash(words: object) -> str:
    """Half-width, without blanks and commas: how two printed forms of one thing are compared."""
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", "" if words is None else str(words)))


def _given(answer: Mapping[str, Any]) -> Given:
    rows = answer.get("rows") or []
    citations = answer.get("citations") or []
    text = squash(answer.get("text"))
    labels = tuple(squash(row.get("label")) for row in rows)
    return Given(
        kind=str(answer.get("kind")),
        figures=tuple((str(f.get("value")), str(f.get("unit") or "")) for f in answer.get("figures") or []),
        row_figures=tuple((str(row.get("value")), str(row.get("unit") or "")) for row in rows),
        labels=labels,
        text=text,
        words="".join((text, *(squash(c.get("quote")) for c in citations), *labels)),
        tables=tuple(squash(c.get("table")) for c in citations),
    )


def _number(printed: object) -> Decimal | None:
    try:
        value = Decimal(squash(printed).lstrip("≥≤<>=约"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _right_if(met: bool, why: str) -> Judgement:
    return Judgement(Verdict.RIGHT) if met else Judgement(Verdict.WRONG, why)


def _tolerance(expect: Mapping[str, Any]) -> Decimal:
    return Decimal(str(expect.get("tol", "0")))


def _has(expect: Mapping[str, Any], given: Given, figure: Sequence[str], wanted: int) -> bool:
    return any(same_figure(offered, figure, _tolerance(expect)) for offered in given.leading(wanted))


def _clarified(expect: Mapping[str, Any], given: Given) -> Judgement:
    readings = expect["clarify_or"]
    if given.kind == "clarify" or (not readings and given.kind == "refusal"):
        return Judgement(Verdict.RIGHT)
    met = bool(readings) and all(_has(expect, given, each, len(readings)) for each in readings)
    return _right_if(met, f"expected to be asked back, or all of {readings}")


def _figures(expect: Mapping[str, Any], given: Given) -> str:
    wanted = expect["figures"]
    missing = [each for each in wanted if not _has(expect, given, each, len(wanted))]
    return f"expected figure {missing[0]}" if missing else ""


def _any_figure(expect: Mapping[str, Any], given: Given) -> str:
    wanted = len(expect.get("figures", ()))
    met = any(_has(expect, given, each, wanted) for each in expect["any_figure"])
    return "" if met else f"expected one of {expect['any_figure']}"


def _alike(label: str, wanted: str) -> bool:
    return wanted in label or (label != "" and label in wanted)


def _labels(expect: Mapping[str, Any], given: Given) -> str:
    wanted = [squash(each) for each in expect["labels"]]
    in_order = len(given.labels) >= len(wanted) and all(map(_alike, given.labels, wanted))
    return _rows(in_order, expect, given, len(wanted), f"expected rows {expect['labels']}")


def _label_set(expect: Mapping[str, Any], given: Given) -> str:
    wanted = [squash(each) for each in expect["label_set"]]
    all_there = all(any(_alike(label, each) for label in given.labels) for each in wanted)
    return _rows(all_there, expect, given, len(wanted), f"expected rows in any order {expect['label_set']}")


def _rows(met: bool, expect: Mapping[str, Any], given: Given, wanted: int, why: str) -> str:
    if met and expect.get("exact_rows") and len(given.labels) != wanted:
        return f"expected exactly {wanted} rows, got {len(given.labels)}"
    return "" if met else f"{why}, got {list(given.labels)}"


def _contains(expect: Mapping[str, Any], given: Given) -> str:
    missing = [each for each in expect["contains"] if squash(each) not in given.words]
    return f"expected the words {missing[0]!r}" if missing else ""


def _any(expect: Mapping[str, Any], given: Given) -> str:
    met = any(squash(each) in given.words for each in expect["any"])
    return "" if met else f"expected any of the words {expect['any']}"


def _not(expect: Mapping[str, Any], given: Given) -> str:
    said = [each for each in expect["not"] if squash(each) in given.text]
    return f"must not say {said[0]!r}" if said else ""


def _cite_table(expect: Mapping[str, Any], given: Given) -> str:
    met = any(squash(expect["cite_table"]) in table for table in given.tables)
    return "" if met else f"expected a citation of table {expect['cite_table']!r}"


CHECKS: Mapping[str, Callable[[Mapping[str, Any], Given], str]] = {
    "figures": _figures,
    "any_figure": _any_figure,
    "labels": _labels,
    "label_set": _label_set,
    "contains": _contains,
    "any": _any,
    "not": _not,
    "cite_table": _cite_table,
}
"""Key of an expectation → what is missing, '' when it is met."""
