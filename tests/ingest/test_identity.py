"""Whose document it is, from covers, name lines, headings and table titles, with slips among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Block, Cell, Document, Grid, Paragraph
from ingest.identity import identity_of
from ingest.outline import outline
from ingest.parsed import Identity, Kind, Level
from ingest.readers import read
from ingest.tables import tables_of


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(tuple(tuple(Cell(text) for text in row) for row in rows))


def identify(*blocks: Block | str, file_name: str = "a.txt") -> Identity:
    made = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    document = Document(made, file_name, "text/plain", "0")
    tables = tables_of(document)
    return identity_of(document, outline(document, tables), tables)


BUDGET = grid(("项目", "合计"), ("基本支出", "1.00"), ("项目支出", "2.00"))


@pytest.mark.parametrize(
    "blocks, name, year, kind, level, title",
    [
        pytest.param(
            (
                "某省政务服务中心",
                "2025年度单位预算公开",
                "第一部分 概况",
                "2025年收支总表",
                "单位名称：某省政务服务中心",
                BUDGET,
            ),
            "某省政务服务中心",
            2025,
            Kind.BUDGET,
            Level.UNIT,
            "某省政务服务中心2025年度单位预算公开",
            id="name and title on two lines",
        ),
        pytest.param(
            (
                "甲市规划和自然",
                "资源局",
                "2024 年度部门决算",
                "第一部分 甲市规划和自然资源局概况",
                "一、主要职能",
            ),
            "甲市规划和自然资源局",
            2024,
            Kind.FINAL,
            Level.DEPARTMENT,
            "甲市规划和自然资源局2024年度部门决算",
            id="a name over two lines",
        ),
        pytest.param(
            (
                "甲市2025年区级部门预算",
                "预算主管部门：甲市商务委员会",
                "一、主要职能",
                "2025年部门收入预算总表",
                "编制部门：甲市商务委员会",
                "单位：元",
                BUDGET,
            ),
            "甲市商务委员会",
            2025,
            Kind.BUDGET,
            Level.DEPARTMENT,
            "甲市商务委员会2025年度部门预算",
            id="the body stands on a line of its own",
        ),
        pytest.param(
            (
                "甲市2025年区级单位预算",
                "预算单位：甲市商务委员会",
                "一、主要职能",
                "2025年预算单位收入预算总表",
                "编制单位：甲市商务委员会",
                "单位：元",
                BUDGET,
            ),
            "甲市商务委员会",
            2025,
            Kind.BUDGET,
            Level.UNIT,
            "甲市商务委员会2025年度单位预算",
            id="the same body's own budget",
        ),
        pytest.param(
            (
                "乙县教育局2023年部门决算公开",
                "第一部分 乙县教育局概况",
                "第二部分 丙县教育局2023年部门决算表",
                "编制单位：乙县教育局",
                BUDGET,
                "编制单位：乙县教育局",
                BUDGET,
            ),
            "乙县教育局",
            2023,
            Kind.FINAL,
            Level.DEPARTMENT,
            "乙县教育局2023年部门决算公开",
            id="another body's name in one title",
        ),
        pytest.param(
            ("2024年某市第一中学单位决算", "单位名称：001003-某市第一中学", "单位：万元", BUDGET),
            "某市第一中学",
            2024,
            Kind.FINAL,
            Level.UNIT,
            "某市第一中学2024年度单位决算",
            id="the year first, a code before the name",
        ),
    ],
)
def test_identity(blocks: tuple[Block | str, ...], name: str, year: int, kind: Kind, level: Level, title: str) -> None:
    found = identify(*blocks)
    assert (found.unit_name, found.year, found.kind, found.level, found.title) == (
        name,
        year,
        kind,
        level,
        title,
    )


def test_members_listed_in_text() -> None:
    found = identify(
        "甲市商务局2025年部门预算",
        "一、机构设置",
        "本部门中，行政单位1家，事业单位2家，具体包括：",
        "1. 甲市商务局（本级），内设5个科。",
        "2. 甲市中小企业服务中心，不单列预算。",
        "3. 甲市粮食储备站。",
    )
    assert found.members == ("甲市中小企业服务中心", "甲市粮食储备站")


def test_members_listed_in_a_table() -> None:
    found = identify(
        "甲市规划局2024年度部门决算",
        "第一部分 甲市规划局概况",
        "二、部门决算单位构成",
        "纳入决算编制范围的单位包括：",
        grid(
            ("序号", "单位名称", "备注"),
            ("1", "甲市规划局（本级）", ""),
            ("2", "甲市土地中心（下属事业单位）", ""),
        ),
    )
    assert found.members == ("甲市土地中心",)


def test_offices_are_no_members() -> None:
    found = identify(
        "甲市商务局2025年部门预算", "二、机构设置", "甲市商务局内设三个科室，分别为：综合处、财务处、办公室。"
    )
    assert found.members == ()


def test_nothing_known() -> None:
    found = identify("通知", "请各位同事按时参加周五下午的会议，地点在三楼会议室，不得迟到早退。")
    assert (found.unit_name, found.year, found.kind, found.level) == ("", None, Kind.OTHER, None)


@pytest.mark.parametrize(
    "file, name, year, kind, level, members",
    [
        ("disclosure.txt", "山西省政务服务中心", 2025, Kind.BUDGET, Level.UNIT, 0),
        (
            "real/上海市普陀区商务委员会25年预算.pdf",
            "上海市普陀区商务委员会",
            2025,
            Kind.BUDGET,
            Level.DEPARTMENT,
            1,
        ),
        (
            "real/上海市普陀区商务委员会单位25年预算.pdf",
            "上海市普陀区商务委员会",
            2025,
            Kind.BUDGET,
            Level.UNIT,
            0,
        ),
        (
            "real/上海市普陀区规划和自然资源局 2024 年度部门决算.pdf",
            "上海市普陀区规划和自然资源局",
            2024,
            Kind.FINAL,
            Level.DEPARTMENT,
            4,
        ),
    ],
)
def test_shared_documents(
    shared_data: Path, file: str, name: str, year: int, kind: Kind, level: Level, members: int
) -> None:
    if not (shared_data / file).exists():
        pytest.skip(f"{file} is not among the shared documents")
    document = read(shared_data / file)
    tables = tables_of(document)
    found = identity_of(document, outline(document, tables), tables)
    assert (found.unit_name, found.year, found.kind, found.level) == (name, year, kind, level)
    assert len(found.members) == members


@pytest.mark.parametrize(
    "lines",
    [
        (
            "纳入2025年部门预算编制范围的单位共3家，包括：",
            "1.平湖县档案局本级",
            "2.平湖县档案馆（公益一类）",
            "3.平湖县档案服务中心",
        ),
        (
            "从决算单位构成看，平湖县档案局部门决算包括：平湖县档案局本级决算、平湖县档案馆决算和平湖县档案服务中心决算。",
        ),
        ("平湖县档案局下属预算单位2个，分别是公益一类事业单位：平湖县档案馆、平湖县档案服务中心。",),
    ],
    ids=["list", "with their budgets", "after a kind"],
)
def test_members_however_they_are_listed(lines: tuple[str, ...]) -> None:
    found = identify(
        "平湖县档案局2025年度部门预算", "第一部分 概况", "一、机构设置", *lines, "二、人员情况", "编制12人。"
    )
    assert found.members == ("平湖县档案馆", "平湖县档案服务中心")
