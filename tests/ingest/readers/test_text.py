"""Tab-separated text → paragraphs and grids."""

from __future__ import annotations

import pytest

from ingest.document import Grid, Paragraph
from ingest.readers.text import decode, read_text


def shape(text: str) -> list[str | list[list[str]]]:
    """Paragraphs as strings, grids as rows of texts."""
    document = read_text(text.encode(), "x.txt")
    found: list[str | list[list[str]]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            assert not block.ruled
            found.append([[block.text(r, c) for c in range(block.width)] for r in range(len(block.rows))])
    return found


@pytest.mark.parametrize(
    "text, blocks",
    [
        pytest.param("甲\n\n  乙  \n", ["甲", "乙"], id="paragraphs are stripped"),
        pytest.param(
            "表\n单位：万元\n项目\t金额\n收入\t1.00\n",
            ["表", "单位：万元", [["项目", "金额"], ["收入", "1.00"]]],
            id="rows are a grid",
        ),
        pytest.param("项目\t金额\t备注\n收入\t1.00\n", [[["项目", "金额", "备注"], ["收入", "1.00", ""]]], id="padded"),
        pytest.param("a\tb\t\nc\td\t\n", [[["a", "b", ""], ["c", "d", ""]]], id="blank cells at the end stay"),
        pytest.param("a\t1\nb\t2\n\nc\t3\n", [[["a", "1"], ["b", "2"], ["c", "3"]]], id="a page break inside a table"),
        pytest.param(
            "a\t1\nb\t2\n\nc\t3\t4\nd\t5\t6\n",
            [[["a", "1"], ["b", "2"]], [["c", "3", "4"], ["d", "5", "6"]]],
            id="another width after a blank line is another table",
        ),
        pytest.param(
            "a\t1\nb\t2\n\n\nc\t3\nd\t4\n",
            [[["a", "1"], ["b", "2"]], [["c", "3"], ["d", "4"]]],
            id="two blank lines part tables",
        ),
        pytest.param(
            "a\t1\nb\t2\n注：无\nc\t3\nd\t4\n",
            [[["a", "1"], ["b", "2"]], "注：无", [["c", "3"], ["d", "4"]]],
            id="a line between parts tables",
        ),
        pytest.param(
            "单位名称：甲\t单位：元\n项目\t数\t注\n收入\t1\t2\n",
            ["单位名称：甲", "单位：元", [["项目", "数", "注"], ["收入", "1", "2"]]],
            id="names above a table aren't its row",
        ),
        pytest.param("签发：甲\t二〇二五年\n\n正文。", ["签发：甲", "二〇二五年", "正文。"], id="one row is no table"),
        pytest.param(
            "项目\t值\n概况\t<p>甲&nbsp;乙</p><p>丙&lt;丁</p>\n",
            [[["项目", "值"], ["概况", "甲 乙\n丙<丁"]]],
            id="markup in cells",
        ),
        pytest.param("人数\t<52人\n天数\t≥6天\n", [[["人数", "<52人"], ["天数", "≥6天"]]], id="less-than is no markup"),
        pytest.param(
            "类款\t1\n\u3000项\t2\n  目\t3\n",
            [[["类款", "1"], ["\u3000项", "2"], ["  目", "3"]]],
            id="indentation",
        ),
        pytest.param("\u2f2d东\u2f00般\n", ["山东一般"], id="radicals are the characters they show"),
        pytest.param("正文。\n- 12 -\n第 3 页 共 9 页\n再文。\n", ["正文。", "再文。"], id="page numbers"),
        pytest.param("正文。\f再文。\r\n三文。", ["正文。", "再文。", "三文。"], id="line ends of all kinds"),
    ],
)
def test_shapes(text: str, blocks: list[str | list[list[str]]]) -> None:
    assert shape(text) == blocks


CONTENTS = """某局2025年度预算
目 录
第一部分 概况\t1
一、主要职责.....\t1
二、机构设置……3
表一 收支总表.......\t4
第一部分 概况
正文。
"""


@pytest.mark.parametrize(
    "text, blocks",
    [
        pytest.param(CONTENTS, ["某局2025年度预算", "第一部分 概况", "正文。"], id="leaders"),
        pytest.param(
            "目录\n一、职责\n二、收支\n三、解释\n一、职责\n本局负责。\n",
            ["一、职责", "本局负责。"],
            id="no page numbers: until the first entry comes again",
        ),
        pytest.param("目录\n一、职责\n本局负责。\n", ["目录", "一、职责", "本局负责。"], id="too short to be one"),
        pytest.param(
            "目录\n概况\t1\n收支\t3\n解释\t9\n概况\n正文。",
            ["概况", "正文。"],
            id="names and page numbers by tabs",
        ),
        pytest.param("合计……12\n正文。", ["正文。"], id="a leader without a heading"),
        pytest.param("等等……\n正文。", ["等等……", "正文。"], id="dots without a page number"),
    ],
)
def test_contents_are_dropped(text: str, blocks: list[str]) -> None:
    assert shape(text) == blocks


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(codec: str) -> None:
    assert decode("一般公共预算支出：3058.09万元，含上年结转。".encode(codec)) == (
        "一般公共预算支出：3058.09万元，含上年结转。"
    )


@pytest.mark.parametrize("data", [b"\0\1\2\3\4", b"\xff\xfe\xff", b"a\0b" * 30, b"\x81\x30\x81" * 7])
def test_what_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_the_grid_is_a_rectangle_of_cells() -> None:
    (grid,) = read_text(b"a\tb\tc\nd\te\n", "x").blocks
    assert isinstance(grid, Grid)
    assert all(cell is not None for row in grid.rows for cell in row)
