"""Headings, list items, page breaks: what becomes of lines."""

from __future__ import annotations

import pytest

from ingest.document import Block, Document, Grid, Paragraph, Place, Run
from ingest.numbering import Style, numbering
from ingest.outline import Entry, EntryKind, outline


def document(*blocks: Block) -> Document:
    return Document(tuple(blocks), "a.txt", "text/plain", "0")


def read(*lines: str) -> list[Entry]:
    return outline(document(*(Paragraph(line) for line in lines)))


def shown(entries: list[Entry]) -> list[str]:
    return [f"# {' > '.join(entry.section)}" if entry.kind is EntryKind.HEADING else entry.text for entry in entries]


@pytest.mark.parametrize(
    "text, style, value, rest",
    [
        ("第三部分  2025年预算", Style.PART, 3, "2025年预算"),
        ("第二章 说明", Style.PART, 2, "说明"),
        ("十二、其他说明", Style.CHINESE, 12, "其他说明"),
        ("（二）收入", Style.CHINESE_PAREN, 2, "收入"),
        ("(八) 指导市、县", Style.CHINESE_PAREN, 8, "指导市、县"),
        ("1、车辆情况：", Style.ARABIC, 1, "车辆情况："),
        ("1.履行职责", Style.ARABIC, 1, "履行职责"),
        ("4．2025年总表", Style.ARABIC, 4, "2025年总表"),
        ("1.2025年总表", Style.ARABIC, 1, "2025年总表"),
        ("（1）办公费", Style.ARABIC_PAREN, 1, "办公费"),
        ("②公务用车运行费", Style.CIRCLED, 2, "公务用车运行费"),
    ],
)
def test_numbering(text: str, style: Style, value: int, rest: str) -> None:
    found = numbering(text)
    assert found
    assert (found.style, found.value, found.rest) == (style, value, rest)


@pytest.mark.parametrize("text", ["2025.1.1-2025.12.31", "3.5万元", "2025年预算", "一般公共预算", "三公经费"])
def test_no_numbering(text: str) -> None:
    assert numbering(text) is None


@pytest.mark.parametrize(
    "lines, expected",
    [
        pytest.param(
            [
                "第一部分 概况",
                "一、主要职责",
                "1、贯彻执行国家方针。",
                "2、完成其他任务。",
                "二、机构设置",
                "内设三个科。",
            ],
            [
                "# 第一部分 概况",
                "# 第一部分 概况 > 一、主要职责",
                "1、贯彻执行国家方针。",
                "2、完成其他任务。",
                "# 第一部分 概况 > 二、机构设置",
                "内设三个科。",
            ],
            id="numbered sentences are items",
        ),
        pytest.param(
            [
                "十一、国有资产占有使用情况",
                "1、车辆情况：",
                "共有车辆2辆。",
                "2、房屋情况：",
                "面积100平方米。",
            ],
            [
                "# 十一、国有资产占有使用情况",
                "# 十一、国有资产占有使用情况 > 1、车辆情况",
                "共有车辆2辆。",
                "# 十一、国有资产占有使用情况 > 2、房屋情况",
                "面积100平方米。",
            ],
            id="a short line with a colon is a heading",
        ),
        pytest.param(
            [
                "第四部分 名词解释",
                "五、采购：指购买。",
                "六、专户资金：",
                "专指教育收费。",
                "七、单位资金：指其他。",
            ],
            [
                "# 第四部分 名词解释",
                "五、采购：指购买。",
                "六、专户资金：专指教育收费。",
                "七、单位资金：指其他。",
            ],
            id="a term alone is joined to its explanation",
        ),
        pytest.param(
            [
                "（六）承办统计工作。",
                "（七）负责平台、交易信息网络系",
                "统的建设维护管理。",
                "（八）其他任务。",
            ],
            ["（六）承办统计工作。", "（七）负责平台、交易信息网络系统的建设维护管理。", "（八）其他任务。"],
            id="a sentence cut by a page break",
        ),
        pytest.param(
            ["（一）“三公”经费支出决算总体情况说明。", "支出1万元。", "（二）具体情况说明。", "支出2万元。"],
            [
                "# （一）“三公”经费支出决算总体情况说明",
                "支出1万元。",
                "# （二）具体情况说明",
                "支出2万元。",
            ],
            id="a heading that ends in a full stop",
        ),
        pytest.param(
            ["（一）因公出国费0万元，与上年持平。", "（二）公务接待费1万元。"],
            ["（一）因公出国费0万元，与上年持平。", "（二）公务接待费1万元。"],
            id="numbered statements are items",
        ),
        pytest.param(
            [
                "甲项目经费情况说明",
                "一、项目概述",
                "概述文字。",
                "二、实施主体",
                "某委员会",
                "乙项目经费情况说明",
                "一、项目概述",
                "又一段。",
            ],
            [
                "# 甲项目经费情况说明",
                "# 甲项目经费情况说明 > 一、项目概述",
                "概述文字。",
                "# 甲项目经费情况说明 > 二、实施主体",
                "某委员会",
                "# 乙项目经费情况说明",
                "# 乙项目经费情况说明 > 一、项目概述",
                "又一段。",
            ],
            id="numbering that starts anew shows a new title",
        ),
        pytest.param(
            [
                "目 录",
                "第一部分 概况",
                "一、职责",
                "第二部分 说明",
                "第一部分 概况",
                "一、职责",
                "负责工作。",
            ],
            ["# 第一部分 概况", "# 第一部分 概况 > 一、职责", "负责工作。"],
            id="the table of contents goes",
        ),
        pytest.param(
            ["第一部分 概况......1", "一、职责.....\t2", "第一部分 概况", "正文。"],
            ["# 第一部分 概况", "正文。"],
            id="leader lines go",
        ),
        pytest.param(
            ["十、绩效情况", "详见单位的项目绩效目标表", "（项目绩效目标表公开情况见附件）"],
            ["# 十、绩效情况", "详见单位的项目绩效目标表", "（项目绩效目标表公开情况见附件）"],
            id="a pointer is no heading",
        ),
    ],
)
def test_lines(lines: list[str], expected: list[str]) -> None:
    assert shown(read(*lines)) == expected


def test_centred_lines_are_titles_and_the_format_s_own_levels_count() -> None:
    blocks = (
        Paragraph("某市商务局主要职能", centred=True, size=16),
        Paragraph("1、贯彻执行方针。", size=12),
        Paragraph("名词解释", centred=True, size=16),
        Paragraph("（一）收入：指拨款。", size=12),
        Paragraph("某市商务局", size=12),
        Paragraph("附则", level=1, size=12),
    )
    entries = outline(document(*blocks))
    assert shown(entries) == [
        "# 某市商务局主要职能",
        "1、贯彻执行方针。",
        "# 名词解释",
        "（一）收入：指拨款。",
        "某市商务局",
        "# 附则",
    ]


def test_a_title_over_two_lines() -> None:
    blocks = (
        Paragraph("第三部分 某局2024年度部门决算", centred=True, size=16),
        Paragraph("情况说明", centred=True, size=16),
        Paragraph("一、总体情况说明", size=12),
    )
    assert outline(document(*blocks))[-1].section == (
        "第三部分 某局2024年度部门决算情况说明",
        "一、总体情况说明",
    )


def test_runs_survive_a_page_break() -> None:
    first = Paragraph("负责公共资源交易平台信息网络，以及系", (Run(0, 18, Place(1, (0.1, 0.9, 0.9, 0.95))),))
    second = Paragraph("统的建设。", (Run(0, 5, Place(2, (0.1, 0.1, 0.9, 0.15))),))
    (entry,) = outline(document(first, second))
    assert isinstance(entry.block, Paragraph)
    assert (entry.first, entry.last) == (0, 1)
    assert entry.text == "负责公共资源交易平台信息网络，以及系统的建设。"
    assert entry.block.place(0, 18) == Place(1, (0.1, 0.9, 0.9, 0.95))
    assert entry.block.place(18) == Place(2, (0.1, 0.1, 0.9, 0.15))


def test_grids_stand_under_their_heading() -> None:
    entries = outline(document(Paragraph("第二部分 报表"), Grid(()), Paragraph("第三部分 说明")))
    assert [(entry.kind, entry.section) for entry in entries] == [
        (EntryKind.HEADING, ("第二部分 报表",)),
        (EntryKind.GRID, ("第二部分 报表",)),
        (EntryKind.HEADING, ("第三部分 说明",)),
    ]


def test_a_list_whose_items_end_with_no_mark_is_no_run_of_headings() -> None:
    entries = read(
        "二、单位构成",
        "纳入编制范围的单位共2家，包括：",
        "1.某县档案馆本级",
        "2.某县档案服务中心",
        "三、主要任务",
        "1. 整理馆藏档案",
        "2. 推广电子查档",
        "3. 培训基层档案员",
        "四、收支说明",
        "1. 收入情况",
        "今年收入增加。",
        "2. 支出情况",
        "今年支出增加。",
    )
    assert [entry.text for entry in entries if entry.kind is EntryKind.HEADING] == [
        "二、单位构成",
        "三、主要任务",
        "四、收支说明",
        "1. 收入情况",
        "2. 支出情况",
    ]


def test_duties_of_which_the_first_end_like_headings_are_one_list() -> None:
    duties = [
        "1.统筹重大政策。",
        "2.指导各行业的监督管理。",
        "3.负责农产品质量安全，组织抽样检查。",
        "4.承担其他工作。",
    ]
    assert shown(read("第一部分 概况", "一、主要职能", *duties, "二、机构设置"))[2:-1] == duties
