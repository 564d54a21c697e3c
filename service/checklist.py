"""The reconciliation report as a person reads it in a terminal, and of several documents as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

VERDICTS = {
    "wrong": "不符",
    "rounding": "进位差",
    "unchecked": "未核",
    "holds": "相符",
}
"""In the order they are shown."""


def together(reports: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Several documents' reports in one of the same shape; ``documents`` keeps each one's counts."""
    summaries = {id: report["summary"] for id, report in reports.items()}
    checks = [check for report in reports.values() for check in report["checks"]]
    return {
        "summary": {verdict: sum(one[verdict] for one in summaries.values()) for verdict in VERDICTS},
        "checks": sorted(checks, key=lambda check: list(VERDICTS).index(check["verdict"])),
        "documents": summaries,
    }


def lines_of(title: str, report: dict[str, Any]) -> list[str]:
    """A document's report as text: the counts, then every check by verdict, the wrong ones first with the
    places of their sides; what holds is only counted."""
    summary = report["summary"]
    lines = [f"{title}：" + "，".join(f"{word} {summary[name]}" for name, word in VERDICTS.items())]
    for name, word in VERDICTS.items():
        checks = [check for check in report["checks"] if check["verdict"] == name]
        if checks and name != "holds":
            lines.append(f"\n{word}（{len(checks)}）")
            for check in checks:
                lines += _check(check, with_places=name == "wrong")
    return lines


def _check(check: dict[str, Any], with_places: bool) -> Iterator[str]:
    difference = check["difference"]
    apart = "" if difference is None else f"（差 {difference} {check.get('unit') or ''}".rstrip() + "）"
    yield f"  {check['statement']}{apart}"
    for side in check["sides"] if with_places else ():
        said = "" if side["value"] is None else f"{side['value']}{side['unit'] or ''}  "
        yield f"      {said}{place_of(side['citation'])}"


def place_of(citation: dict[str, Any]) -> str:
    """Where a side stands: page, table, row and column; of words, the words."""
    page = f"第{citation['page']}页 " if citation["page"] else ""
    page = f"工作表“{citation['sheet']}”{citation['cell'] or ''} " if citation.get("sheet") else page
    if citation["row"] is None:
        where = f"《{citation['table']}》" if citation["table"] else citation["section"]
        return f"{page}{where}：{citation['quote']}"
    return f"{page}《{citation['table']}》{citation['row']} × {citation['column']}"
