"""A disclosure as a government site publishes it: menus, a path of pages, a footer, attachments, tables with
``rowspan`` and ``colspan``, all inside tables that lay the page out."""

from __future__ import annotations

from html import escape
from pathlib import Path

from eval.documents.model import ABOVE, LEFT, Disclosure, Heading, Part, Prose, Sheet, extent, number, shown

_MENU = "".join(
    f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "政务服务", "互动交流"))
)
_PATH = '<div class="b1">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/czyjs/">财政预决算</a></div>'
_FOOT = "版权所有：某市人民政府　网站标识码：0000000000　备案号：某ICP备00000000号　联系电话：000-00000000"


def write_html(disclosure: Disclosure, path: Path) -> None:
    """The whole page, in GB18030, as its head says. Rows are set in by hard blanks in one table, by the
    style of their cells in the next."""
    title = "".join(disclosure.cover)
    parts, sheets = [], 0
    for part in disclosure.parts:
        parts.append(_printed(part, indents=sheets % 2 == 1))
        sheets += isinstance(part, Sheet)
    cover = "".join(
        f'<p style="text-align: center"><span style="font-size: 24pt">{escape(line)}</span></p>'
        for line in disclosure.cover
    )
    page = f"""<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>{escape(title)}_某市人民政府门户网站</title>
<style>.top {{ color: #fff }} .gone, .top .in {{ display: none }} td {{ border: 1px solid #000 }} .gone {{ display: none }}</style>
<script>var title = "<p>财政拨款收入 99.99 万元。</p>";</script></head>
<body><div class="top"><ul>{_MENU}</ul></div>{_PATH}
<table width="100%"><tr><td width="20%"><ul>{_MENU}</ul></td><td><div><h1>{escape(title)}</h1>
<div>发布时间：{disclosure.year}-02-10　来源：{escape(disclosure.unit_name)}　【字体：<a href="javascript:;">大</a> <a href="javascript:;">小</a>】</div>
<div class="gone"><p>本段不显示，合计77.77万元。</p></div>
<div id="zoom">{cover}{"".join(parts)}</div>
<p>附件：<a href="./P020250210.pdf">{escape(title)}.pdf</a></p></div></td></tr></table>
<div>上一篇：<a href="/1.html">某局公开</a>　下一篇：<a href="/2.html">某中心公开</a></div>
<div>{_FOOT}</div></body></html>"""
    path.write_text(page, encoding="gb18030")


def _printed(part: Part, *, indents: bool) -> str:
    match part:
        case Heading(text, level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>\n"
        case Prose(text):
            return f'<p style="text-indent: 2em"><span style="font-size: 12pt">{escape(text)}</span></p>\n'
        case Sheet():
            return _sheet(part, indents)


def _sheet(sheet: Sheet, indents: bool) -> str:
    above = [
        f'<p style="text-align: center"><b style="font-size: 16pt">{escape(line)}</b></p>'
        if line == sheet.title
        else f"<p>{escape(line).replace(chr(9), '&nbsp;' * 12)}</p>"
        for line in sheet.above
    ]
    rows = [*sheet.header, *(line.cells for line in sheet.lines)]
    body = "\n".join(_row(rows, r, indents, r < len(sheet.header)) for r in range(len(rows)))
    notes = "".join(f"<p>{escape(note)}</p>\n" for note in sheet.notes)
    return f"{''.join(above)}\n<table border=1><tbody>{body}</tbody></table>\n{notes}"


def _row(rows: list[tuple[str, ...]], r: int, indents: bool, centred: bool) -> str:
    cells = []
    for c, text in enumerate(rows[r]):
        if text in (LEFT, ABOVE):
            continue
        tall, wide = extent(rows, r, c)
        spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{tall}"' if tall > 1 else "")
        cells.append(f"<td{spans}{_words(shown(text), indents, centred)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _words(text: str, indents: bool, centred: bool) -> str:
    """The rest of a cell's tag, and what it holds."""
    bare = text.lstrip("\u3000 ")
    set_in = sum(2 if blank == "\u3000" else 1 for blank in text[: len(text) - len(bare)])
    if centred:
        return f' align="center">{escape(text)}'
    if number(text) is not None:
        return f' align="right"><span>{escape(text)}</span>'
    if indents and set_in:
        return f' style="padding-left: {set_in / 2}em">{escape(bare)}'
    return f">{'&nbsp;' * set_in}{escape(bare)}"
