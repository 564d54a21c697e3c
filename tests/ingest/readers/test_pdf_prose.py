"""Drawn lines → paragraphs: joined, cleaned, in reading order, each line with its place."""

from __future__ import annotations

import pytest

from ingest.document import Document, Paragraph
from ingest.readers.pdf import read_pdf
from tests.ingest.readers.pdf_maker import Page, pdf

LEFT, RIGHT, PITCH = 60, 540, 20
FULL = "本部门二〇二五年预算收入总计三千余万元其中财政拨款收入占绝大部分其他收入很少不另列示"[:40]
"""one full line: forty ideographs of 12 points"""


def read(*pages: Page) -> Document:
    return read_pdf(pdf(*pages), "x.pdf")


def prose(*pages: Page) -> list[str]:
    return [block.text for block in read(*pages).blocks if isinstance(block, Paragraph)]


def typeset(*lines: str, page: Page | None = None, top: float = 100) -> Page:
    """Lines at one pitch; a leading full-width space indents by one character."""
    page = page or Page()
    for i, line in enumerate(lines):
        words = line.lstrip("\u3000")
        page.text(LEFT + 12 * (len(line) - len(words)), top + PITCH * i, words)
    return page


@pytest.mark.parametrize(
    "lines, paragraphs",
    [
        pytest.param(
            ["\u3000\u3000" + FULL[:38], FULL, "结束。", "\u3000\u3000另起一段。"],
            [FULL[:38] + FULL + "结束。", "另起一段。"],
            id="indented paragraphs",
        ),
        pytest.param(
            [FULL, FULL[:20] + "。", FULL, "完。"],
            [FULL + FULL[:20] + "。", FULL + "完。"],
            id="flush paragraphs",
        ),
        pytest.param(
            ["\u3000\u3000" + FULL[:33] + "增加", "24,558.18万元。", "\u3000\u3000" + FULL[:38], "完。"],
            [FULL[:33] + "增加24,558.18万元。", FULL[:38] + "完。"],
            id="a number that didn't fit the line",
        ),
        pytest.param(
            ["一、主要职责", "本局负责规划。", "二、机构设置", "本局设三个科。"],
            ["一、主要职责", "本局负责规划。", "二、机构设置", "本局设三个科。"],
            id="headings",
        ),
        pytest.param(
            ["\u3000\u3000" + FULL[:37] + "。", "二、机构设置", FULL, FULL],
            [FULL[:37] + "。", "二、机构设置", FULL + FULL],
            id="a heading after a full line",
        ),
        pytest.param(
            ["收入1,200.50万元", "支出 900.00 万元"],
            ["收入1,200.50万元", "支出 900.00 万元"],
            id="short lines",
        ),
        pytest.param(["支出 ，含上年结转 。"], ["支出，含上年结转。"], id="blanks beside full-width marks"),
        pytest.param(["山⻄省⼀般公共预算"], ["山西省一般公共预算"], id="radicals"),
    ],
)
def test_lines_join(lines: list[str], paragraphs: list[str]) -> None:
    page = typeset(*lines)
    typeset(FULL, FULL, FULL, FULL, FULL, page=page, top=500)
    assert prose(page)[:-1] == paragraphs


def test_drawing_order_says_nothing() -> None:
    page = Page().text(60, 160, "三、收支").text(108, 100, "职责").text(60, 130, "二、机构").text(60, 100, "一、主要")
    assert prose(page) == ["一、主要职责", "二、机构", "三、收支"]


def test_marks_on_another_baseline_are_in_their_line() -> None:
    page = Page().text(60, 100, "一般公共预算").text(132, 97, "，").text(144, 100, "政府性基金").text(204, 104, "。")
    assert prose(page) == ["一般公共预算，政府性基金。"]


def test_bold_by_drawing_twice_is_read_once() -> None:
    page = Page().text(60, 100, "第一部分 概况 11.00").text(60.3, 100, "第一部分 概况 11.00")
    assert prose(page) == ["第一部分 概况 11.00"]


def test_a_watermark_is_not_read() -> None:
    assert prose(Page().text(60, 100, "正文。").watermark(100, 300, "公开")) == ["正文。"]


def test_things_far_apart_on_a_line_are_two() -> None:
    page = Page().text(60, 100, "编制部门：某市某局").text(480, 100, "单位：元")
    assert prose(page) == ["编制部门：某市某局", "单位：元"]


def test_title_lines_are_centred_with_their_size() -> None:
    page = typeset(FULL, FULL, FULL, top=200).centre(300, 100, "2025年部门预算编制说明", 18)
    title, body = (block for block in read(page).blocks if isinstance(block, Paragraph))
    assert (title.centred, title.size) == (True, 18)
    assert (body.centred, body.size) == (False, 12)


def test_each_line_keeps_its_place() -> None:
    page = typeset("\u3000\u3000" + FULL[:38], "完。", FULL, FULL, FULL)
    paragraph = read(page).blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [paragraph.text[run.start : run.end] for run in paragraph.runs] == [FULL[:38], "完。"]
    place = paragraph.place(len(FULL[:38]), len(paragraph.text))
    assert place is not None
    assert place.page == 1
    assert place.box == pytest.approx((60 / 600, 109.44 / 800, 84 / 600, 121.44 / 800), abs=1e-3)


def test_contents_with_leaders_are_dropped_over_their_pages() -> None:
    def leader(name: str, number: int) -> str:
        return f"{name}{'.' * 70}"[:70] + f" {number}"

    first = typeset(*(leader(f"表{n}", i) for i, n in enumerate("一二三", 1)), page=Page().centre(300, 60, "目 录", 18))
    second = typeset(*(leader(f"表{n}", i) for i, n in enumerate("四五六", 4)))
    assert prose(first, second, typeset("正文。")) == ["正文。"]


def test_contents_without_numbers_end_with_their_page() -> None:
    first = typeset("一、职责", "二、收支", "三、解释", page=Page().centre(300, 60, "目录", 18))
    assert prose(first, typeset("某局职责", "本局负责。")) == ["某局职责", "本局负责。"]


def test_heads_feet_and_page_numbers_go() -> None:
    pages = [
        typeset(
            f"第{name}页正文。",
            FULL,
            page=Page().text(60, 40, "某市某局2025年部门预算").text(295, 780, f"- {i} -"),
        )
        for i, name in enumerate("一二三四", start=1)
    ]
    assert [text for text in prose(*pages) if text != FULL] == [f"第{name}页正文。" for name in "一二三四"]


def test_the_unit_above_each_page_of_a_table_stays() -> None:
    pages = [
        Page()
        .text(480, 60, "单位：万元")
        .grid([60, 200, 300], [70, 90, 110])
        .text(64, 84, f"项目{i}")
        .text(210, 84, "金额")
        for i in range(4)
    ]
    assert prose(*pages) == ["单位：万元"] * 4


def test_lines_drawn_again_on_the_next_page_are_read_once() -> None:
    lines = [f"{n}、负责第{n}项工作的规划与组织。" for n in "一二三四五六"]
    assert prose(typeset(*lines), typeset(*lines[2:], "其他事项。")) == [*lines, "其他事项。"]


def test_what_a_clip_hides_is_read_where_it_shows() -> None:
    lines = [f"{n}、负责第{n}项工作的规划与组织。" for n in "一二三四五六"]
    first = Page().clipped(0, 80, 600, 150, typeset(*lines))
    second = Page().clipped(0, 50, 600, 400, typeset(*lines, top=10))
    document = read(first, second)
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [block.text for block in paragraphs] == lines
    assert [block.runs[0].place.page for block in paragraphs] == [1, 1, 1, 2, 2, 2]


def test_a_label_cut_by_its_cell_is_whole_and_stays_in_it() -> None:
    page = Page().grid([60, 120, 220], [100, 120, 140]).text(64, 114, "项目").text(130, 114, "金额")
    page.clipped(60, 120, 120, 140, Page().text(64, 134, "抗疫特别国债安排的支出")).right(216, 134, "5.00")
    (grid,) = read(page).blocks
    assert not isinstance(grid, Paragraph)
    assert [cell.text for cell in grid.rows[1] if cell] == ["抗疫特别国债安排的支出", "5.00"]


def test_boxes_are_of_the_page_as_shown() -> None:
    page = Page(crop=(50, 100, 550, 700)).text(60, 200, "正文。")
    paragraph = read(page).blocks[0]
    assert isinstance(paragraph, Paragraph)
    box = paragraph.runs[0].place.box
    assert box == pytest.approx((10 / 500, 89.44 / 600, 46 / 500, 101.44 / 600), abs=1e-3)
