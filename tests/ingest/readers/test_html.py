"""Web pages → paragraphs and grids: what a browser shows of the publication, and nothing of the site around it."""

from __future__ import annotations

import base64

import pytest

from ingest.document import Grid, Paragraph
from ingest.errors import UnreadableFile
from ingest.readers import read_bytes
from ingest.readers.describe import describe_block


def shape(page: str | bytes) -> list[str | list[str]]:
    """Paragraphs as strings, grids as lines of cells (· where none begins, ⟦rows x columns⟧ spanned)."""
    data = page if isinstance(page, bytes) else f"<html><body>{page}</body></html>".encode()
    document = read_bytes(data, "x.html")
    assert document.media_type == "text/html"
    found: list[str | list[str]] = []
    for block in document.blocks:
        rows = describe_block(0, block).split("\n")[1:]
        found.append([row[4:] for row in rows] if isinstance(block, Grid) else block.text)
    return found


TWO = "<tr><td>项目<td>金额</tr>"
ONE = f"<table>{TWO}<tr><td>收入<td>1</tr></table>"
GRID = ["项目 | 金额", "收入 | 1"]


@pytest.mark.parametrize(
    "page, blocks",
    [
        pytest.param("<p>甲\n  乙</p>丙<div>丁 <b>戊</b></div>", ["甲乙", "丙", "丁 戊"], id="blanks of the markup"),
        pytest.param("<p>total\n amount<br>甲<br/>乙</p>", ["total amount", "甲", "乙"], id="line breaks"),
        pytest.param("<pre>甲\n乙</pre>", ["甲", "乙"], id="preformatted"),
        pytest.param("<p>部门：某局" + 6 * "&nbsp;" + "单位：元</p>", ["部门：某局", "单位：元"], id="room"),
        pytest.param("<ol start=2><li>甲</li><li>乙</li></ol><ul><li>丙</ul>", ["2. 甲", "3. 乙", "丙"], id="lists"),
        pytest.param(
            "<ol style='list-style-type: simp-chinese-informal'><li>甲<li>乙</ol>",
            ["一、甲", "二、乙"],
            id="Chinese lists",
        ),
        pytest.param(f"<p>甲</p>{ONE}<p>乙</p>", ["甲", GRID, "乙"], id="order"),
        pytest.param(
            "<table><tr><td rowspan=2>科目<td colspan=2>金额<tr><td>甲<td>乙<tr><td>丙<td>1<td>2</table>",
            [["科目⟦2x1⟧ | 金额⟦1x2⟧ | ·", "· | 甲 | 乙", "丙 | 1 | 2"]],
            id="spans of both directions",
        ),
        pytest.param(
            "<table><thead><tr><td>甲<td rowspan=9>乙</thead><tbody><tr><td>丙<td>1</table>",
            [["甲 | 乙", "丙 | 1"]],
            id="a span ends with its part of the table",
        ),
        pytest.param(
            "<table><tfoot><tr><td>合计<td>1</tfoot><tr><td>甲<td>1</table>",
            [["甲 | 1", "合计 | 1"]],
            id="the foot is last",
        ),
        pytest.param(
            "<table><tr><td colspan=3>项目<td>金额<tr><td colspan=3>收入<td>1</table>",
            [GRID],
            id="columns nothing begins in",
        ),
        pytest.param(
            f"<table>{TWO}<tr style='display:none'><td>旧<td>9<tr hidden><td>旧<td>9<tr><td>收入<td>1</table>",
            [GRID],
            id="hidden rows",
        ),
        pytest.param(
            f"<table><caption>收支表</caption>{TWO}<tr><td>收入<td>1</table>", ["收支表", GRID], id="a caption"
        ),
        pytest.param(
            f"<table><tr><td colspan=2>题头<tr><td><p>栏目</p><td>{ONE}<p>乙</p></table>",
            ["题头", "栏目", GRID, "乙"],
            id="a table that lays out the page",
        ),
        pytest.param(
            f"<table>{TWO}<tr><td>&nbsp;&nbsp;甲<td>1<tr><td style='padding-left:24px'>乙<td>2"
            "<tr><td><p style='text-indent:12pt'>丙</p><td>3</table>",
            [["项目 | 金额", "  甲 | 1", "\u3000 乙 | 2", "\u3000丙 | 3"]],
            id="indentation",
        ),
        pytest.param(
            f"<style>/* x */ .i, td.j {{mso-char-indent-count: 2.0}} .n {{display: none}}</style><table>{TWO}"
            "<tr><td class=i>甲<td>1<tr><td class=j>乙<td>2</table><p class='a n'>丙</p>",
            [["项目 | 金额", "\u3000\u3000甲 | 1", "\u3000\u3000乙 | 2"]],
            id="classes",
        ),
        pytest.param(
            "<script>document.write('甲')</script><p>乙<!-- 丙 --></p><noscript>丁</noscript>", ["乙"], id="unseen"
        ),
        pytest.param("<p>甲<del>旧</del><ins>新</ins></p>", ["甲新"], id="deleted and inserted"),
        pytest.param(
            "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span>"
            "</span><![endif]>甲<o:p></o:p></p><div style='mso-element:header'>页眉</div>",
            ["一、 甲"],
            id="Word's own",
        ),
        pytest.param("<p>甲&lt;乙&amp;丙 &ensp;</p>", ["甲<乙&丙"], id="character references"),
    ],
)
def test_shapes(page: str, blocks: list[str | list[str]]) -> None:
    assert shape(page) == blocks


MENU = "<ul><li><a href='/a'>首页</a><li><a href='/b'>公开</a></ul>"
TEXT = "<p>本年收入合计3,058.09万元，比上年增加12.00万元。</p>" * 3
FOOT = "<div>版权所有：某市人民政府 备案号：某ICP备00000000号</div>"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<div class=x>{MENU}</div><div class=y>{TEXT}</div>{FOOT}", id="blocks"),
        pytest.param(f"<nav>{MENU}</nav><main>{TEXT}</main><footer>政府网站</footer>", id="named elements"),
        pytest.param(f"<table><tr><td>{MENU}<td><div>{TEXT}{'<p></p>' * 4}</div></table>{FOOT}", id="a layout table"),
        pytest.param(f"当前位置：<a href='/'>首页</a> &gt; <a href='/c'>预算</a><div>{TEXT}</div>{FOOT}", id="a path"),
        pytest.param(
            f"<div>{TEXT}<p>上一篇：<a href='/1'>甲局预算</a> <a href='/2'>乙局预算</a></p></div>", id="others"
        ),
    ],
)
def test_the_site_around_is_left_out(page: str) -> None:
    assert shape(page) == ["本年收入合计3,058.09万元，比上年增加12.00万元。"] * 3


def test_a_page_that_leads_nowhere_is_a_document() -> None:
    """Its first section, without a sentence, is the cover."""
    cover = "<div class=WordSection1><p align=center>某局</p><p align=center>2025年预算</p></div>"
    assert shape(f"{cover}<div class=WordSection2>{TEXT}</div>")[:2] == ["某局", "2025年预算"]


def test_title_and_attachments_of_a_page() -> None:
    page = (
        f"<html><head><title>某局2025年预算_某市政府网</title></head><body>{MENU}<div>{TEXT}</div><p>"
        "<a href='/x/1.pdf'>附件1</a><a href='2.XLS?v=1'>点击下载</a>"
        "<iframe src='%E8%A1%A8.pdf'></iframe></p></body></html>"
    ).encode()
    blocks = read_bytes(page, "x.html").blocks
    assert blocks[0] == Paragraph("某局2025年预算", centred=True)
    assert isinstance(blocks[-1], Paragraph)
    assert blocks[-1].text == "本页另有附件，未随本页读入：附件1.pdf、2.XLS、表.pdf。"


def test_headings_and_looks() -> None:
    page = (
        "<html><h2>一、概况</h2><center><font size=5>甲</font></center><p style='font-size:16px'>乙</p></html>".encode()
    )
    assert read_bytes(page, "x.html").blocks == (
        Paragraph("一、概况", level=2, size=18.0),
        Paragraph("甲", centred=True, size=18.0),
        Paragraph("乙", size=12.0),
    )


PAGE = "<html><head><meta http-equiv=Content-Type content='text/html; charset={}'></head><p>预算一览</p></html>"
ARCHIVE = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=gb2312\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAGE.format("utf-8").encode(), id="UTF-8"),
        pytest.param(PAGE.format("gb2312").encode("gb18030"), id="GB18030"),
        pytest.param(PAGE.format("gb2312").encode(), id="says another"),
        pytest.param(PAGE.format("utf-8").encode("gb18030"), id="says UTF-8 and isn't"),
        pytest.param(PAGE.format("rot13").encode(), id="says nonsense"),
        pytest.param(PAGE.format("big5").replace("预算一览", "一律").encode("big5"), id="Big5"),
        pytest.param(PAGE.format("x").encode("utf-8-sig"), id="marked UTF-8"),
        pytest.param(PAGE.format("x").encode("utf-16"), id="marked UTF-16"),
        pytest.param(b"<?xml version='1.0' encoding='gbk'?>\n<!-- x -->\n" + PAGE.format("").encode("gbk"), id="XHTML"),
        pytest.param(
            f"{ARCHIVE}Content-Transfer-Encoding: base64\r\n\r\n".encode()
            + base64.b64encode(PAGE.format("gb2312").encode("gbk"))
            + b"\r\n--b--\r\n",
            id="an archive",
        ),
    ],
)
def test_encodings_and_wrappings(data: bytes) -> None:
    assert shape(data) in (["预算一览"], ["一律"])


@pytest.mark.parametrize(
    "page, sentence",
    [
        pytest.param("<script>x</script>", "没有文字", id="nothing"),
        pytest.param("<p>附件</p><a href='a.pdf'>预算.pdf</a>", "只有附件：预算.pdf。请下载", id="only attachments"),
        pytest.param("<div>" * 200 + "甲", "嵌套太深", id="deep"),
        pytest.param(
            "<table>" + "<tr><td>1" * 3000 + "<tr>" + "<td>1" * 1000 + "</table>", "超出", id="a table beyond measure"
        ),
    ],
)
def test_refused(page: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        shape(page)


def test_nothing_is_declared_or_fetched() -> None:
    """Declared entities stay unread."""
    page = b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'><!ENTITY b '&a;&a;'>]><html><p>x&a;&b;</p></html>"
    assert all("\n" not in block and len(block) < 20 for block in shape(page))
