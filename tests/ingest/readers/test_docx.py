"""Word documents → paragraphs and grids: what Word prints, where its XML has more or less."""

from __future__ import annotations

import pytest

from ingest.document import Grid, Paragraph
from ingest.errors import UnreadableFile
from ingest.readers import read_bytes
from ingest.readers.describe import describe_block
from ingest.readers.docx_numbers import counted
from tests.ingest.readers.docx_maker import docx, p, r, span, tbl, tc, tr, zipped

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def shape(data: bytes) -> list[str | list[str]]:
    """Paragraphs as strings, grids as lines of cells (· where none begins, ⟦rows x columns⟧ spanned)."""
    found: list[str | list[str]] = []
    for block in read_bytes(data, "x.docx").blocks:
        rows = describe_block(0, block).split("\n")[1:]
        found.append([row[4:] for row in rows] if isinstance(block, Grid) else block.text)
    return found


TWO = tr("项目", "金额")
BOX = "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    "body, blocks",
    [
        pytest.param(
            p("甲") + p(" ") + tbl(TWO, tr("收入", "1")) + p("乙"),
            ["甲", ["项目 | 金额", "收入 | 1"], "乙"],
            id="order",
        ),
        pytest.param(p("某局　　　单位：万元"), ["某局", "单位：万元"], id="room parts"),
        pytest.param(p("部门：甲\t单位：元"), ["部门：甲", "单位：元"], id="a tab parts"),
        pytest.param(p("1．\t主要职责"), ["1．\t主要职责"], id="a number and its words are one"),
        pytest.param(p("一行。\n二行"), ["一行。", "二行"], id="a broken line"),
        pytest.param(p("某市某局\n2025年预算", '<w:jc w:val="center"/>'), ["某市某局2025年预算"], id="a broken title"),
        pytest.param(
            tbl(tr(tc("科目", DOWN), tc("金额", span(2))), tr(tc("", ON), "甲", "乙"), tr("丙", "1", "2")),
            [["科目⟦2x1⟧ | 金额⟦1x2⟧ | ·", "· | 甲 | 乙", "丙 | 1 | 2"]],
            id="merges of both directions",
        ),
        pytest.param(
            tbl(tr(tc("甲", DOWN), "1"), tr(tc("", ON), "2"), tr(tc("乙", DOWN), "3"), tr(tc("", ON), "4")),
            [["甲⟦2x1⟧ | 1", "· | 2", "乙⟦2x1⟧ | 3", "· | 4"]],
            id="a merge right under another",
        ),
        pytest.param(
            tbl(tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")), TWO),
            [["甲⟦1x2⟧ | ·", "项目 | 金额"]],
            id="the old way to merge",
        ),
        pytest.param(
            tbl(tr("甲", "乙"), tr("丙", properties='<w:gridBefore w:val="1"/>')),
            [["甲 | 乙", "· | 丙"]],
            id="a row that begins late",
        ),
        pytest.param(
            tbl(
                tr(tc("项目", span(1)), tc("数", span(2)), "注"),
                tr(tc("收入", span(2)), tc("1"), "二"),
                widths=(2000, 12, 2000, 2000),
            ),
            [["项目 | 数 | 注", "收入 | 1 | 二"]],
            id="edges dragged a hair apart",
        ),
        pytest.param(
            tbl(tr("甲", tc(p("一") + p("") + p("二"))), TWO), [["甲 | 一⏎二", "项目 | 金额"]], id="lines in a cell"
        ),
        pytest.param(
            tbl(TWO, tr(tc(p("甲", '<w:ind w:leftChars="150"/>')), "1"), tr(tc(p("乙", '<w:ind w:left="400"/>')), "2")),
            [["项目 | 金额", "\u3000 甲 | 1", "\u3000\u3000乙 | 2"]],
            id="indentation in a cell",
        ),
        pytest.param(
            tbl(tr(tc(tbl(TWO, tr("收入", "1")))), tr(tc(p("注：无")))),
            [["项目 | 金额", "收入 | 1"], "注：无"],
            id="a table that lays out another",
        ),
        pytest.param(
            tbl(TWO, tr("收入", "1"), tr("明细", tc(tbl(TWO, tr("甲", "2")) + p("")))),
            [["项目 | 金额", "收入 | 1"], "明细", ["项目 | 金额", "甲 | 2"]],
            id="a table in a table's row",
        ),
        pytest.param(
            tbl(TWO, tr(tc(p("甲") + p("乙")), tc(p("1.00") + p("2.00"))), tr("丙", "3")),
            [["项目 | 金额", "甲 | 1.00", "乙 | 2.00", "丙 | 3"]],
            id="a row that stacks lines",
        ),
        pytest.param(
            tbl(tr(tc("题", span(3))), tr("甲", "1", ""), tr("乙", "2", "")),
            [["题⟦1x2⟧ | ·", "甲 | 1", "乙 | 2"]],
            id="a blank last column",
        ),
        pytest.param(tbl(tr("合计", "1.00")), [["合计 | 1.00"]], id="one row with a figure"),
        pytest.param(tbl(tr("甲", "二〇二五年")), ["甲", "二〇二五年"], id="one row of words"),
        pytest.param(
            "<w:p>" + BOX.format(p("标题") + tbl(TWO, tr("收入", "1"))) + "</w:p>",
            ["标题", ["项目 | 金额", "收入 | 1"]],
            id="a text box",
        ),
        pytest.param(
            f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{BOX.format(p('甲'))}</mc:Choice>"
            f"<mc:Fallback>{BOX.format(p('甲'))}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
            ["甲"],
            id="of alternatives one",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}{tbl(f'<w:sdt><w:sdtContent>{TWO}</w:sdtContent></w:sdt>', TWO)}"
            "</w:sdtContent></w:sdt>",
            ["甲", ["项目 | 金额", "项目 | 金额"]],
            id="content controls",
        ),
        pytest.param(
            f"<w:p>{r('见')}<w:hyperlink>{r('附件')}</w:hyperlink><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
            f"<w:ins>{r('新')}</w:ins><w:moveFrom>{r('去')}</w:moveFrom><w:moveTo>{r('来')}</w:moveTo></w:p>",
            ["见附件新来"],
            id="changes that are tracked",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('前')}</w:p>{p('后')}",
            ["前后"],
            id="a deleted paragraph end",
        ),
        pytest.param(
            tbl(TWO, tr("甲", "1", properties="<w:del/>"), tr("乙", "2")),
            [["项目 | 金额", "乙 | 2"]],
            id="a deleted row",
        ),
        pytest.param(
            f"<w:p>{r('共')}{FIELD.format('begin')}<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>{r('旧')}"
            f"{FIELD.format('separate')}{r('12')}{FIELD.format('end')}{r('元')}</w:p>",
            ["共12元"],
            id="a field's result",
        ),
        pytest.param(
            f"<w:p>{r('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r></w:p>", ["甲"], id="hidden text"
        ),
        pytest.param(
            p("目录")
            + p("一、职责\t1", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>')
            + p("正文。"),
            ["正文。"],
            id="contents",
        ),
    ],
)
def test_shapes(body: str, blocks: list[str | list[str]]) -> None:
    assert shape(docx(body)) == blocks


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="1"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
)


def test_what_styles_say() -> None:
    """A style's outline level, size and alignment, also of the style it is based on."""
    blocks = read_bytes(
        docx(p("甲", '<w:pStyle w:val="b"/>') + p("乙。", '<w:pStyle w:val="1"/>') + p("丙"), STYLES), "x.docx"
    ).blocks
    assert blocks == (
        Paragraph("甲", level=1, centred=True, size=16.0),
        Paragraph("乙。", size=16.0),
        Paragraph("丙", size=10.5),
    )


def level(depth: int, form: str, text: str, rest: str = "") -> str:
    shown = f'<w:numFmt w:val="{form}"/>{rest}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{shown}</w:lvl>'


LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "japaneseCounting", "%1、")}'
    f"{level(1, 'chineseCountingThousand', '（%2）')}"
    f"{level(2, 'decimal', '%1.%3.', '<w:isLgl/>')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "·")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num><w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num>"
)


def test_automatic_numbers() -> None:
    """Each level counts within the one above; another list of one kind goes on unless it starts anew."""
    paragraphs = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("2", 0), ("1", 0), ("3", 0), ("0", 0)]
    body = "".join(
        p("甲", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
        for number, depth in paragraphs
    )
    texts = ["一、甲", "（一）甲", "（二）甲", "1.1. 甲", "二、甲", "（一）甲", "一、甲", "二、甲", "甲", "甲"]
    assert shape(docx(body, numbering=LISTS)) == texts


def test_numbers_of_rows() -> None:
    """A column that only Word's numbering fills has its numbers."""
    numbered = tc("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>")
    data = docx(tbl(TWO, tr(numbered, "1"), tr(numbered, "2")), numbering=LISTS)
    assert shape(data) == [["项目 | 金额", "一、 | 1", "二、 | 2"]]


@pytest.mark.parametrize(
    "value, text", [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (105, "一百零五")]
)
def test_chinese_numbers(value: int, text: str) -> None:
    assert counted(value) == text


BOMB = "<!DOCTYPE w [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    "data, sentence",
    [
        pytest.param(docx(p(" ")), "没有文字", id="blank"),
        pytest.param(docx(p("甲"))[:-40], "损坏", id="cut off"),
        pytest.param(zipped({"word/document.xml": "<w:document"}), "损坏", id="no XML"),
        pytest.param(zipped({"word/document.xml": "<a/>"}), "损坏", id="another XML"),
        pytest.param(zipped({"word/document.xml": f"{BOMB}<w><b>&b;</b></w>"}), "DTD", id="entities"),
        pytest.param(zipped({"word/document.xml": " " * (65 << 20)}), "膨胀", id="inflates too far"),
        pytest.param(docx("<w:tbl><w:tr><w:tc>" * 30 + p("甲") + "</w:tc></w:tr></w:tbl>" * 30), "太深", id="nested"),
    ],
)
def test_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_bytes(data, "x.docx")
