"""The judge: expectation | answer | verdict."""

from __future__ import annotations

from typing import Any

import pytest

from eval.judge import Verdict, judge, squash

RIGHT, DECLINED, WRONG = Verdict.RIGHT, Verdict.DECLINED, Verdict.WRONG


def answer(
    *figures: tuple[str, str],
    kind: str = "figure",
    rows: tuple[tuple[str, str, str], ...] = (),
    text: str = "",
    quote: str = "",
    table: str | None = None,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "text": text,
        "figures": [{"value": value, "unit": unit, "label": ""} for value, unit in figures],
        "rows": [{"label": label, "value": value, "unit": unit} for label, value, unit in rows],
        "citations": [{"quote": quote, "table": table}] if quote or table else [],
    }


RANKED = (("办公费", "10.00", "万元"), ("电费", "0.20", "万元"))
REFUSED, ASKED_BACK = answer(kind="refusal"), answer(kind="clarify")

FIGURES = [
    ({"figures": [["1.50", "万元"]]}, answer(("1.50", "万元")), RIGHT),
    ({"figures": [["1.50", "万元"]]}, answer(("1.5", "万元")), RIGHT),
    ({"figures": [["1.50", "万元"]]}, answer(("15000", "元")), RIGHT),
    ({"figures": [["1.50", "万元"]]}, answer(("1.51", "万元")), WRONG),
    ({"figures": [["1.50", "万元"]]}, answer(("1.50", "元")), WRONG),
    ({"figures": [["1.50", "万元"]]}, answer(("1.50", "%")), WRONG),
    ({"figures": [["371514655", "元"]]}, answer(("371,514,655.00", "元")), RIGHT),
    ({"figures": [["0.29", "亿元"]], "tol": "0.005"}, answer(("2866.51", "万元")), RIGHT),
    ({"figures": [["50.91", "%"]], "tol": "0.01"}, answer(("50.92", "%")), RIGHT),
    ({"figures": [["50.91", "%"]], "tol": "0.01"}, answer(("50.93", "%")), WRONG),
    ({"figures": [["2", "%"]]}, answer(("2", "个百分点")), RIGHT),
    ({"figures": [["8", "个"]]}, answer(("8", "项")), WRONG),
    ({"figures": [["8", "个"]]}, answer(("8", "")), RIGHT),
    ({"figures": [["8", ""]]}, answer(("8", "项")), RIGHT),
    ({"figures": [["50", "个"]]}, answer(("≥50", "个")), RIGHT),
    ({"figures": [["1", "辆"], ["2", "辆"]]}, answer(("2", "辆"), ("1", "辆")), RIGHT),
    ({"figures": [["1", "辆"], ["2", "辆"]]}, answer(("1", "辆")), WRONG),
    ({"figures": [["9", "元"]]}, answer(*[(str(n), "元") for n in (1, 2, 3, 9)]), RIGHT),
    ({"figures": [["9", "元"]]}, answer(*[(str(n), "元") for n in (1, 2, 3, 4, 9)]), WRONG),
    ({"figures": [["0.20", "万元"]]}, answer(rows=RANKED, kind="table"), RIGHT),
    ({"figures": [["9", "元"]]}, answer(text="9元"), WRONG),
    ({"figures": [["及时", ""]]}, answer(("及时", "")), RIGHT),
    ({"any_figure": [["1", "元"], ["2", "元"]]}, answer(("2", "元")), RIGHT),
    ({"any_figure": [["1", "元"], ["2", "元"]]}, answer(("3", "元")), WRONG),
]

ROWS = [
    ({"labels": ["办公费"]}, answer(rows=RANKED), RIGHT),
    ({"labels": ["办公费", "电费"]}, answer(rows=RANKED), RIGHT),
    ({"labels": ["电费", "办公费"]}, answer(rows=RANKED), WRONG),
    ({"labels": ["办公费", "电费", "水费"]}, answer(rows=RANKED), WRONG),
    ({"labels": ["办公费"], "exact_rows": True}, answer(rows=RANKED), WRONG),
    ({"labels": ["办公费预算"]}, answer(rows=RANKED), RIGHT),
    ({"labels": ["办公费"]}, answer(rows=(("", "1", "元"),)), WRONG),
    ({"label_set": ["电费", "办公费"]}, answer(rows=RANKED), RIGHT),
    ({"label_set": ["电费"]}, answer(rows=RANKED), RIGHT),
    ({"label_set": ["电费"], "exact_rows": True}, answer(rows=RANKED), WRONG),
    ({"label_set": ["水费"]}, answer(rows=RANKED), WRONG),
]

WORDS = [
    ({"contains": ["综合处", "财务处"]}, answer(quote="综合处、财务处"), RIGHT),
    ({"contains": ["综合处", "财务处"]}, answer(text="综合处"), WRONG),
    ({"contains": ["2批次"]}, answer(quote="公务接待 2 批次"), RIGHT),
    ({"contains": ["办公费"]}, answer(rows=RANKED), RIGHT),
    ({"any": ["没有", "未安排"]}, answer(text="本年未安排。"), RIGHT),
    ({"any": ["没有", "未安排"]}, answer(text="0"), WRONG),
    ({"not": ["编造"]}, answer(text="如表所示"), RIGHT),
    ({"not": ["如表"]}, answer(text="如表所示"), WRONG),
    ({"not": ["如表"]}, answer(quote="如表所示"), RIGHT),
    (
        {"figures": [["1", "元"]], "cite_table": "收支总表"},
        answer(("1", "元"), table="2025年预算收支总表"),
        RIGHT,
    ),
    ({"figures": [["1", "元"]], "cite_table": "收支总表"}, answer(("1", "元"), table="三公表"), WRONG),
    ({"figures": [["1", "元"]], "cite_table": "收支总表"}, answer(("1", "元")), WRONG),
]

DECLINING = [
    ({"refuse": True}, REFUSED, RIGHT),
    ({"refuse": True}, ASKED_BACK, WRONG),
    ({"refuse": True}, answer(("1", "元")), WRONG),
    ({"figures": [["1", "元"]]}, REFUSED, DECLINED),
    ({"contains": ["a"]}, ASKED_BACK, DECLINED),
    ({"clarify_or": [["1", "元"], ["2", "元"]]}, ASKED_BACK, RIGHT),
    ({"clarify_or": [["1", "元"], ["2", "元"]]}, answer(("1", "元"), ("2", "元")), RIGHT),
    ({"clarify_or": [["1", "元"], ["2", "元"]]}, answer(("1", "元")), WRONG),
    ({"clarify_or": [["1", "元"]]}, REFUSED, WRONG),
    ({"clarify_or": []}, REFUSED, RIGHT),
    ({"clarify_or": []}, answer(("1", "元")), WRONG),
]


@pytest.mark.parametrize("expect, given, verdict", FIGURES + ROWS + WORDS + DECLINING)
def test_verdict(expect: dict[str, Any], given: dict[str, Any], verdict: Verdict) -> None:
    judgement = judge(expect, given)
    assert judgement.verdict is verdict, judgement.why
    assert bool(judgement.why) == (verdict is not RIGHT)


@pytest.mark.parametrize(
    "printed, squashed",
    [("１，２３４ 元", "1234元"), ("“三公”\n经费", "“三公”经费"), (None, ""), ("台（套）", "台(套)")],
)
def test_squash(printed: str | None, squashed: str) -> None:
    assert squash(printed) == squashed
