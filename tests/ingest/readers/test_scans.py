"""Pages that are pictures: their figures are found and marked, and no page with text is recognised."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eval.documents.font import installed
from ingest.document import Grid, Paragraph
from ingest.errors import UnreadableFile
from ingest.facts import Origin
from ingest.parsed import ParsedDocument
from ingest.pipeline import parse_bytes
from ingest.readers import ocr, pdf, read_bytes
from ingest.readers.pdf_sheet import Rules, Sheet
from ingest.readers.scan_figures import figure_text
from tests.ingest.readers import pdf_maker, scan_maker

needs_font = pytest.mark.skipif(installed() is None, reason="no Chinese font to draw a page in")


@pytest.fixture(scope="module")
def parsed() -> ParsedDocument:
    return parse_bytes(scan_maker.png(scan_maker.page().rotate(0.6, fillcolor=250)), "决算.png")


@needs_font
def test_every_figure_of_the_picture_is_a_fact(parsed: ParsedDocument) -> None:
    (table,) = parsed.tables
    assert (table.title, table.unit, parsed.identity.unit_name) == ("支出决算表", "万元", "临溪市档案馆")
    found = {(fact.row_path[-1], fact.column_path[-1]): fact.value for fact in parsed.facts if fact.table is not None}
    header, *rows = scan_maker.ROWS
    assert found == {
        (row[0], column): Decimal(cell) for row in rows for column, cell in zip(header[1:], row[1:], strict=True)
    }


@needs_font
def test_recognised_figures_are_marked(parsed: ParsedDocument) -> None:
    """Those that add up are confirmed; the sentence's, which nothing checks, are not."""
    assert parsed.scanned == (1,)
    assert {fact.origin for fact in parsed.facts if fact.table is not None} == {Origin.CONFIRMED}
    assert {fact.origin for fact in parsed.facts if fact.table is None} == {Origin.SCAN}


@needs_font
def test_a_page_with_text_is_never_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def sheet_of(picture: object, number: int) -> object:
        seen.append(number)
        return Sheet(number, 600, 800, (), Rules((), ()), Rules((), ()))

    monkeypatch.setattr(pdf, "sheet_of", sheet_of)
    text = pdf_maker.pdf(pdf_maker.Page().text(60, 100, "本年收入合计3058.09万元。"))
    document = read_bytes(scan_maker.after(text, scan_maker.page()), "两页.pdf")
    assert seen == [2]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["本年收入合计3058.09万元。"]
    assert document.scanned == ()


@needs_font
def test_a_page_on_its_side_is_turned() -> None:
    document = read_bytes(scan_maker.png(scan_maker.page().rotate(90, expand=True)), "横放.png")
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[cell.text if cell else "" for cell in row] for row in grid.rows] == [list(row) for row in scan_maker.ROWS]
    place = grid.rows[1][1].place if grid.rows[1][1] else None
    assert place is not None
    assert place.box is not None
    x0, y0, x1, y1 = place.box
    assert 0.19 < x0 < x1 < 0.25, "the second row, a fifth of the way down, is a fifth from the left on its side"
    assert 1 - 970 / scan_maker.WIDTH - 0.01 < y0 < y1 < 1 - 700 / scan_maker.WIDTH + 0.01


def test_without_the_recogniser_a_scan_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ocr.NoRecogniser("not installed")

    monkeypatch.setattr(ocr, "engine", missing)
    marks = pdf_maker.Page()
    for i in range(20):
        marks.fill(60, 60 + 20 * i, 200, 66 + 20 * i, 0)
    with pytest.raises(UnreadableFile, match=r"扫描件.*没有装好"):
        read_bytes(pdf_maker.pdf(marks), "扫描.pdf")


@pytest.mark.parametrize(
    "read, figure",
    [
        ("1，234.56", "1,234.56"),
        ("1.234.56", "1,234.56"),
        ("1,234,56", "1,234.56"),
        ("12.3O", "12.30"),
        ("l23.45", "123.45"),
        ("１２３．４５", "123.45"),
        ("12 345.60", "12345.60"),
        ("—12.50", "-12.50"),
        ("12.50％", "12.50%"),
        ("二、卫生", "二、卫生"),
        ("3、其他", "3、其他"),
        ("1.2.3", "1.2.3"),
        ("O", "O"),
    ],
)
def test_marks_are_put_right_only_where_one_figure_is_meant(read: str, figure: str) -> None:
    assert figure_text(read) == figure
