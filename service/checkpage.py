"""The reconciliation report as a page to read and print: no script, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from service.checklist import VERDICTS, place_of

_FOLDED = frozenset({"unchecked", "holds"})
"""verdicts that a screen shows closed; paper shows everything but what holds"""


def page(title: str, report: dict[str, Any]) -> str:
    """HTML of one document's report, by verdict, the wrong ones first; each side with its value and place."""
    summary = "".join(
        f'<li class="{name}"><b>{report["summary"][name]}</b> {escape(VERDICTS[name])}</li>' for name in VERDICTS
    )
    parts = "".join(_group(name, [c for c in report["checks"] if c["verdict"] == name]) for name in VERDICTS)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>勾稽核对：{escape(title)}</title>"
        '<link rel="stylesheet" href="/web/shared/base.css"><link rel="stylesheet" href="/web/shared/checks.css"></head>'
        f'<body><main class="checks"><h1>勾稽核对</h1><p class="of">{escape(title)}</p>'
        f'<ul class="counts">{summary}</ul>'
        '<p class="remark">只列出文件中互相对不上的数字和文字，不作更正；两边的数字都是原文。</p>'
        f"{parts}</main></body></html>"
    )


def _group(name: str, checks: list[dict[str, Any]]) -> str:
    if not checks:
        return ""
    head = f"{escape(VERDICTS[name])}（{len(checks)}）"
    items = "".join(map(_check, checks))
    opened = "" if name in _FOLDED else " open"
    return f'<details class="{name}"{opened}><summary><h2>{head}</h2></summary><ol>{items}</ol></details>'


def _check(check: dict[str, Any]) -> str:
    apart = "" if check["difference"] is None else f"，相差 {check['difference']}{check.get('unit') or ''}"
    rows = "".join(_sides(check))
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    return f"<li><p>{escape(check['statement'] + apart)}</p>{table}</li>"


def _sides(check: dict[str, Any]) -> Iterator[str]:
    for side in check["sides"]:
        value = "" if side["value"] is None else f"{side['value']}{side['unit'] or ''}"
        yield f"<tr><td>{escape(value)}</td><td>{escape(place_of(side['citation']))}</td></tr>"
