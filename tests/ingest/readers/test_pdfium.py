"""The second reading of a page's characters stands where the first does."""

from __future__ import annotations

import io

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from ingest.readers import pdf_sheet
from ingest.readers.pdf_sheet import Sheet, sheets
from ingest.readers.pdfium import SecondReader
from tests.ingest.readers.pdf_maker import Page, pdf


def read(data: bytes) -> Sheet:
    with SecondReader(data) as second:
        (sheet,) = sheets(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))), second)
    return sheet


def placed(sheet: Sheet) -> list[tuple[str, int, int, int]]:
    return [(g.text, round(g.x0), round(g.middle), round(g.size)) for g in sheet.glyphs if g.text.strip()]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50.0, 80.0, 500.0, 600.0)])
def test_both_readings_are_one(
    monkeypatch: pytest.MonkeyPatch, rotate: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = pdf(Page(rotate=rotate, crop=crop).text(100, 200, "项目 12.5").text(300, 400, "合计", turned=True))
    first = read(data)
    monkeypatch.setattr(pdf_sheet.Canvas, "render_char", lambda *_: 0.0)
    second = read(data)
    assert placed(second) == placed(first)
    assert len(second.glyphs) > 6
    assert second.turn == first.turn


def test_what_pdfium_cannot_open_is_read_as_it_was() -> None:
    with SecondReader(b"%PDF-1.4\nnothing more") as second:
        assert second.characters(1, (1, 0, 0, 1, 0, 0)) == []
