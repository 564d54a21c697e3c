"""The reconciliation report as a page to read and print: whole without script, every text escaped. A script puts the
reader's language, theme and text size on it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlencode

from service.checklist import VERDICTS, place_of

_FOLDED = frozenset({"unchecked", "holds"})
"""verdicts that a screen shows closed; paper shows everything but what holds"""
_BAR = (
    '<header class="top"><div class="bar"><a class="brand" href="/">'
    '<img src="/web/seal.svg" alt="" width="34" height="34"><span class="brand-name" data-t="brand">明账</span></a>'
    '<nav class="top-actions" aria-label="页面操作" data-t-label="checks.actions">'
    '<a class="quiet" href="/documents" data-t="checks.documents">收录文件</a>'
    '<button class="quiet" type="button" id="print" data-t="checks.print" hidden>打印</button>'
    "<div data-settings></div></nav></div></header>"
)
_QUOTED = 60
"""characters of a quotation in a link: enough to find it by"""


def page(title: str, report: dict[str, Any]) -> str:
    """HTML of one document's report, by verdict, the wrong ones first; each side with its value and place, which
    links to the source."""
    summary = "".join(f'<li class="{name}"><b>{report["summary"][name]}</b> {_verdict(name)}</li>' for name in VERDICTS)
    shown = escape(title)
    sides = (side for check in report["checks"] for side in check["sides"])
    document = next((side["citation"]["document"] for side in sides), None)
    of = f'<a href="{_address(id=document)}">{shown}</a>' if document else shown
    parts = "".join(_group(name, [c for c in report["checks"] if c["verdict"] == name]) for name in VERDICTS)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>勾稽核对：{shown}</title>"
        '<script src="/web/shared/early.js"></script>'
        '<link rel="icon" href="/web/seal.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/web/shared/base.css">'
        '<link rel="stylesheet" href="/web/checks/checks.css">'
        '<script type="module" src="/web/checks/report.js"></script></head>'
        f'<body>{_BAR}<main class="checks"><h1 data-t="checks.title">勾稽核对</h1><p class="of">{of}</p>'
        f'<ul class="counts">{summary}</ul>'
        '<p class="remark" data-t="checks.remark">'
        "只列出文件中互相对不上的数字和文字，不作更正；两边的数字都是原文。</p>"
        f"{parts}</main></body></html>"
    )


def _group(name: str, checks: list[dict[str, Any]]) -> str:
    if not checks:
        return ""
    head = f'{_verdict(name)} <span class="many">{len(checks)}</span>'
    items = "".join(map(_check, checks))
    opened = "" if name in _FOLDED else " open"
    return f'<details class="{name}"{opened}><summary><h2>{head}</h2></summary><ol>{items}</ol></details>'


def _verdict(name: str) -> str:
    return f'<span data-t="checks.{name}">{escape(VERDICTS[name])}</span>'


def _check(check: dict[str, Any]) -> str:
    apart = ""
    if check["difference"] is not None:
        amount = escape(f"{check['difference'].removeprefix('-')}{check.get('unit') or ''}")
        apart = f' <span class="apart"><span data-t="checks.apart">相差</span> {amount}</span>'
    rows = "".join(_sides(check))
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    return f"<li><p>{escape(check['statement'])}{apart}</p>{table}</li>"


def _sides(check: dict[str, Any]) -> Iterator[str]:
    for side in check["sides"]:
        value = "" if side["value"] is None else f"{side['value']}{side['unit'] or ''}"
        citation = side["citation"]
        place = f'<a href="{_source(citation)}">{escape(place_of(citation))}</a>'
        yield f"<tr><td>{escape(value)}</td><td>{place}</td></tr>"


def _source(citation: dict[str, Any]) -> str:
    """Where the documents page shows what is cited: its cell, or its sentence in the text."""
    document = citation["document"]
    if citation["table_id"]:
        return _address(id=document, table=citation["table_id"], row=citation["row"], column=citation["column"])
    return _address(id=document, view="text", quote=citation["quote"][:_QUOTED])


def _address(**query: str | None) -> str:
    said = {name: value for name, value in query.items() if value}
    return escape(f"/documents?{urlencode(said)}")
