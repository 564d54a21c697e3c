"""Workbooks: cells as they show, what a printed sheet wouldn't show, and what is refused."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import Grid, Paragraph, Place
from ingest.errors import TooMuch, UnreadableFile
from ingest.readers import read_bytes
from ingest.readers.xlsx import MEDIA_TYPE, read_xlsx
from tests.ingest.readers.workbook_maker import figures, grid, outlined, read, with_parts, with_shared_texts, workbook

TABLE = [["项目", "金额"], ["工资", 12.5], ["津贴", 3]]


def shown(value: Any, code: str = "General", alignment: Alignment | None = None) -> str:
    """The text of a cell that holds this."""

    def style(book: Workbook) -> None:
        cell = book.worksheets[0]["A2"]
        cell.value, cell.number_format = value, code
        if alignment is not None:
            cell.alignment = alignment

    found = grid(read({"表": [["项目", "金额"], [None, "有"]]}, style)).rows[1][0]
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    "value, code, text",
    [
        (12345.6, "#,##0.00", "12,345.60"),
        (0.2167, "0.00%", "21.67%"),
        (0.1 + 0.2, "General", "0.3"),
        (2010301, "General", "2010301"),
        (Decimal("463.26"), "General", "463.26"),
        ("2010301", "@", "2010301"),
        (" 1,234.50 ", "General", " 1,234.50"),
        (date(2025, 1, 21), "yyyy-mm-dd", "2025-01-21"),
        (True, "General", "TRUE"),
        ("工资\n福利", "General", "工资\n福利"),
        ("单\xa0位", "General", "单 位"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_cells_as_shown(value: Any, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    "alignment, text",
    [
        (Alignment(indent=2), "　　津贴"),
        (Alignment(horizontal="left", indent=1), "　津贴"),
        (Alignment(horizontal="right", indent=2), "津贴"),
    ],
)
def test_indentation(alignment: Alignment, text: str) -> None:
    assert shown("津贴", alignment=alignment) == text


def first_grid(sheets: dict[str, list[list[Any]]]) -> Grid:
    return next(block for block in read(sheets).blocks if isinstance(block, Grid))


def test_media_type_and_places() -> None:
    document = read({"封面": [["某局2025年预算"]], "表一": [["收支总表"], *TABLE]})
    assert document.media_type == MEDIA_TYPE
    cover, title, table = document.blocks
    assert isinstance(cover, Paragraph)
    assert cover.place() == Place(1, sheet="封面", cell="A1")
    assert isinstance(title, Paragraph)
    assert title.place() == Place(2, sheet="表一", cell="A1")
    assert isinstance(table, Grid)
    assert table.rows[1][1] is not None
    assert table.rows[1][1].place == Place(2, sheet="表一", cell="B3")
    assert document.pages == 0


def test_merged_cells() -> None:
    def merge(book: Workbook) -> None:
        for area in ("A1:A2", "B1:C1"):
            book.worksheets[0].merge_cells(area)

    found = grid(read({"表": [["项目", "支出", None], [None, "基本", "项目"], ["合计", 1, 2]]}, merge))
    head = found.rows[0]
    assert [(cell.text, cell.row_span, cell.col_span) if cell else None for cell in head] == [
        ("项目", 2, 1),
        ("支出", 1, 2),
        None,
    ]
    assert found.rows[1][0] is None


def test_a_text_centred_over_the_cells_after_it_is_as_good_as_merged() -> None:
    def centre(book: Workbook) -> None:
        for name in ("B1", "C1"):
            book.worksheets[0][name].alignment = Alignment(horizontal="centerContinuous")

    found = grid(read({"表": [["项目", "支出", None], [None, "基本", "项目"], ["合计", 1, 2]]}, centre))
    assert [cell.col_span for cell in found.rows[0] if cell] == [1, 2]


def test_a_reader_of_the_printed_sheets_sees_nothing_hidden() -> None:
    def hide(book: Workbook) -> None:
        book["底稿"].sheet_state = "hidden"
        book["极隐"].sheet_state = "veryHidden"
        sheet: Worksheet = book["表"]
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.merge_cells("A2:A3")

    document = read(
        {
            "底稿": [["秘密", 1]],
            "表": [["项目", "隐藏", "金额"], ["工资", 1, 2], [None, 3, 4], ["津贴", 5, 6]],
            "极隐": [["秘密", 1]],
        },
        hide,
    )
    assert outlined(document) == [[["项目", "金额"], ["工资", "4"], ["津贴", "6"]]]
    assert document.unread == ("隐藏的工作表没有读取：底稿、极隐。",)


def test_zeros_that_a_sheet_does_not_show() -> None:
    def hide(book: Workbook) -> None:
        book.worksheets[0].sheet_view.showZeros = False

    assert outlined(read({"表": [["项目", "金额", "备"], ["工资", 0, 1]]}, hide))[-1] == [
        ["项目", "金额", "备"],
        ["工资", "", "1"],
    ]


def test_formulas_count_with_their_saved_results() -> None:
    data = workbook({"表": [["项目", "金额"], ["工资", "=RAND()"]]})
    saved = with_parts(data, lambda _, part: re.sub(rb"(<f>RAND\(\)</f>)<v ?/?>(</v>)?", rb"\1<v>7.5</v>", part))
    assert saved != data
    assert outlined(read_bytes(saved, "表.xlsx"))[-1] == [["项目", "金额"], ["工资", "7.5"]]
    with pytest.raises(UnreadableFile, match="公式没有保存计算结果（如工作表“表”的 B2）"):
        read_bytes(data, "表.xlsx")


@pytest.mark.parametrize(
    "formula, text",
    [
        ("=SUM(B2:B3)", "15.5"),
        ("=B2+B3-'收 入'!A1", "5.5"),
        ("=收入!A1", "20"),
        ("=-(B2-B3)+1.5", "-8"),
        ("=SUM(B2,B3:B3,$B$2)", "28"),
        ("=SUM(A1:B3)", "15.5"),
        ("=B5+B7", "12.5"),
    ],
)
def test_sums_and_differences_without_results_are_worked_out(formula: str, text: str) -> None:
    sheets = {"表": [*TABLE, ["合计", formula], ["另", "=B2"]], "收 入": [[10]], "收入": [[20]]}
    assert [row[1] and row[1].text for row in first_grid(sheets).rows][3] == text


@pytest.mark.parametrize(
    "formula", ["=B2*2", "=ROUND(B2,1)", "=B4", "=B5", "=A2+1", "=[1]表!B2", "=无!B2", "=SUM(B2:B3", "=1/3"]
)
def test_other_formulas_without_results_are_refused(formula: str) -> None:
    with pytest.raises(UnreadableFile, match="公式没有保存计算结果"):
        read({"表": [*TABLE, ["合计", formula], ["另", "=B4"]]})


def test_formulas_that_double_are_worked_out_once() -> None:
    rows = [["项目", "金额"], ["工资", 1], *([f"第{n}年", f"=B{n}+B{n}"] for n in range(2, 90))]
    assert first_grid({"表": rows}).rows[-1][1] is not None


def test_thousands_of_styled_blank_rows_cost_nothing() -> None:
    def style(book: Workbook) -> None:
        for row in range(4, 3000):
            for column in range(1, 9):
                book.worksheets[0].cell(row, column).number_format = "0.00"

    assert len(grid(read({"表": TABLE}, style)).rows) == 3


@pytest.mark.parametrize(
    "sheets",
    [
        {"表": [["=1/0"]]},
        {"表": []},
        {"表": [[" "]]},
    ],
)
def test_a_workbook_that_shows_nothing_is_refused(sheets: dict[str, list[list[Any]]]) -> None:
    with pytest.raises(UnreadableFile):
        read(sheets)


def test_figures_under_the_sheets_name() -> None:
    assert ("支出情况表", "工资", "金额", "12.5") in {
        (title, row, column, value) for title, row, column, value in figures(workbook({"支出情况表": TABLE}))
    }


# --- hostile files ---------------------------------------------------------------------------------


def test_macros_and_links_are_never_opened() -> None:
    link = (
        b'<Relationships><Relationship Id="r9" Type="x/worksheet" Target="http://example.org/a" TargetMode="External"/>'
    )
    extra = {
        "xl/vbaProject.bin": b"Sub Auto_Open()",
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": link + b"</Relationships>",
    }
    assert outlined(read_bytes(with_parts(workbook({"Sheet1": TABLE}), lambda _, part: part, extra), "表.xlsm")) == [
        [["项目", "金额"], ["工资", "12.5"], ["津贴", "3"]]
    ]


def test_texts_that_cells_share() -> None:
    data = with_shared_texts(workbook({"Sheet1": TABLE}))
    assert b"sharedStrings" in data
    assert outlined(read_bytes(data, "表.xlsx")) == [[["项目", "金额"], ["工资", "12.5"], ["津贴", "3"]]]


def test_entities_are_refused_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = with_shared_texts(workbook({"Sheet1": TABLE}), bomb)
    for read_it in (read_bytes, read_xlsx):
        with pytest.raises(UnreadableFile):
            read_it(data, "表.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
@pytest.mark.parametrize("keep", [0, 40, 200])
def test_damaged_parts(part: str, keep: int) -> None:
    data = with_parts(workbook({"表": TABLE}), lambda name, old: old[:keep] if name == part else old)
    with pytest.raises(UnreadableFile, match="损坏"):
        read_bytes(data, "表.xlsx")


def test_corners_of_the_largest_sheet_make_no_large_table() -> None:
    def corner(book: Workbook) -> None:
        book.worksheets[0]["XFD1048576"] = 7

    area = b'</sheetData><mergeCells><mergeCell ref="D5:XFA1048570"/></mergeCells>'
    data = with_parts(workbook({"Sheet1": TABLE}, corner), lambda _, part: part.replace(b"</sheetData>", area))
    assert outlined(read_bytes(data, "表.xlsx"))[0][0] == ["项目", "金额"]


@pytest.mark.parametrize("number", ["1E+400", "-1E+99999999", "NaN", "1" * 5000])
def test_absurd_numbers(number: str) -> None:
    data = with_parts(
        workbook({"Sheet1": TABLE}), lambda _, part: part.replace(b"<v>12.5</v>", f"<v>{number}</v>".encode())
    )
    text = grid(read_bytes(data, "表.xlsx")).rows[1][1]
    assert text is not None
    assert len(text.text) <= 5000


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.xlsx.MOST_CELLS", 5)
    with pytest.raises(TooMuch, match="太大"):
        read({"表": TABLE})
