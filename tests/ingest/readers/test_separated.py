"""CSV and its kin: what they are recognised by, quotes, encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.readers import read_bytes
from tests.ingest.readers.workbook_maker import figures, outlined

ROWS = '部门收支总表,,\n编制单位：某县水利局,,单位：万元\n项目,预算数,占比\n工资,"1,234.56",21.67%\n津贴,(3.00),\n'
SHAPE = [
    "部门收支总表",
    "编制单位：某县水利局",
    "单位：万元",
    [["项目", "预算数", "占比"], ["工资", "1,234.56", "21.67%"], ["津贴", "(3.00)", ""]],
]


def read(text: str, codec: str = "utf-8") -> Document:
    return read_bytes(text.encode(codec), "a.csv")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(codec: str) -> None:
    document = read(ROWS, codec)
    assert document.media_type == "text/csv"
    assert outlined(document) == SHAPE


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends(ending: str) -> None:
    assert outlined(read(ROWS.replace("\n", ending))) == SHAPE


@pytest.mark.parametrize("separator", [";", "|"])
def test_other_separators(separator: str) -> None:
    text = f"项目{separator}金额\n工资{separator}1,234.56\n津贴{separator}3\n"
    assert outlined(read(text)) == [[["项目", "金额"], ["工资", "1,234.56"], ["津贴", "3"]]]
    assert outlined(read("sep=;\n" + text.replace(separator, ";")))[-1][1] == ["工资", "1,234.56"]


def test_quotes() -> None:
    found = outlined(read('编码,项目,说明\n="0101","工资,津贴","含""绩效""\n部分"\n2010301,福利,无\n'))
    assert found == [[["编码", "项目", "说明"], ["0101", "工资,津贴", '含"绩效"\n部分'], ["2010301", "福利", "无"]]]


def test_tabs_with_quotes() -> None:
    found = outlined(read('项目\t金额\n"工资\n津贴"\t"1,234.56"\n福利\t2\n'))
    assert found == [[["项目", "金额"], ["工资\n津贴", "1,234.56"], ["福利", "2"]]]


def test_figures_at_their_address() -> None:
    assert ("部门收支总表", "工资", "预算数", "1234.56万元") in figures(ROWS.encode(), "a.csv")


@pytest.mark.parametrize(
    "text",
    [
        "2025年收入1,234.56万元。\n2025年支出1,200.00万元。\n其中基本支出900.00万元。\n",
        "第一部分 概况\n一、主要职责\n贯彻执行国家法律, 拟订规划, 组织实施\n二、机构设置\n内设机构5个\n",
        "项目\t金额\n工资\t1,234.56\n津贴\t3,000.00\n",
        "一行,两个值\n",
    ],
)
def test_what_is_plain_text(text: str) -> None:
    assert read(text).media_type == "text/plain"


def test_two_tables_with_a_blank_line_between(tmp_path: Path) -> None:
    text = "收入表,\n项目,金额\n事业收入,1\n,\n支出表,\n项目,金额\n基本支出,2\n"
    assert outlined(read(text)) == [
        "收入表",
        [["项目", "金额"], ["事业收入", "1"]],
        "支出表",
        [["项目", "金额"], ["基本支出", "2"]],
    ]
