"""What can be quoted: whole paragraphs by heading, whole lists, glossary entries, project fields, tables."""

from __future__ import annotations

from ingest.document import Block, Cell, Document, Grid, Paragraph
from ingest.outline import outline
from ingest.parsed import Passage, PassageKind
from ingest.passages import passages_of
from ingest.tables import tables_of


def read(*blocks: Block | str) -> list[Passage]:
    made = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    document = Document(made, "a.txt", "text/plain", "0")
    tables = tables_of(document)
    return passages_of(outline(document, tables), tables)


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(tuple(tuple(Cell(text) for text in row) for row in rows))


def test_a_passage_keeps_to_its_heading() -> None:
    found = read("第一部分 概况", "一、职责", "负责工作。", "承担任务。", "二、机构", "内设两个科。")
    assert [(passage.section, passage.text) for passage in found] == [
        (("第一部分 概况", "一、职责"), "负责工作。\n承担任务。"),
        (("第一部分 概况", "二、机构"), "内设两个科。"),
    ]


def test_long_text_is_cut_between_paragraphs() -> None:
    paragraph = "本段说明情况。" * 30
    found = read("一、总体情况", paragraph, paragraph, paragraph)
    assert [passage.text for passage in found] == [paragraph, paragraph, paragraph]
    assert read("一、总体情况", paragraph * 4)[0].text == paragraph * 4


def test_a_list_stays_whole() -> None:
    duties = [f"（{number}）{'负责相关工作，' * 10}完成任务。" for number in "一二三四五六七八"]
    found = read("一、主要职责", "主要职责是：", *duties)
    assert len(found) == 1
    assert found[0].text.count("\n") == 8


def test_a_list_has_its_limit() -> None:
    duties = [f"（{number}）{'负责相关工作，' * 40}完成任务。" for number in "一二三四五六七八"]
    assert len(read("一、主要职责", *duties)) == 2


def test_each_term_is_a_passage() -> None:
    found = read(
        "第四部分 名词解释",
        "一、基本支出：指保障运转的支出。",
        "二、项目支出：指专项支出。",
        "其中包括两类。",
    )
    assert [passage.text for passage in found] == [
        "一、基本支出：指保障运转的支出。",
        "二、项目支出：指专项支出。\n其中包括两类。",
    ]


def test_a_table_is_described_once_and_its_lines_are_in_no_text() -> None:
    table = grid(("项目", "合计"), ("基本支出", "1.00"), ("项目支出", "2.00"))
    found = read(
        "第二部分 报表",
        "2025年支出总表",
        "单位名称：某局",
        "单位：万元",
        table,
        "注：本表含结转。",
        "第三部分 说明",
        "全文。",
    )
    assert [passage.kind for passage in found] == [PassageKind.TEXT, PassageKind.TABLE]
    described = found[-1]
    assert described.table == 0
    assert described.section == ("第二部分 报表",)
    for words in ("2025年支出总表", "万元", "合计", "基本支出", "项目支出"):
        assert words in described.text


def test_a_project_s_texts_are_passages() -> None:
    table = grid(
        ("项目名称", "热线服务外包项目", "", ""),
        ("主管部门及代码", "229-某局", "实施单位", "某中心"),
        ("项目概况", "为拓展受理渠道，将热线服务外包给专业机构。", "", ""),
        ("立项依据", "根据上级关于优化便民热线的指导意见。", "", ""),
        ("绩效指标", "产出指标", "数量指标", "≥25个"),
    )
    found = read("十、绩效情况", "项目支出绩效目标表", "（2025年度）", table)
    texts = {passage.section[-2:]: passage.text for passage in found if passage.kind is PassageKind.PROJECT}
    assert texts["热线服务外包项目", "项目概况"] == "为拓展受理渠道，将热线服务外包给专业机构。"
    assert texts["热线服务外包项目", "立项依据"] == "根据上级关于优化便民热线的指导意见。"
