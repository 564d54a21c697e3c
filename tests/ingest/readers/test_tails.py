"""Rows with a single blank between their cells."""

from __future__ import annotations

from ingest.document import Document, Grid, Paragraph
from ingest.readers import read_bytes

HEADER = "科目编码 科目名称 合计 基本支出 项目支出"
ROWS = (
    "208 社会保障和就业支出 1,204.50 1,204.50 0.00",
    "2080501 行政单位离退休 186.34 186.34 0.00",
    "2080505 机关事业单位养老保险 1,018.16 1,018.16 0.00",
)


def read(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "甲局.txt")


def rows(document: Document) -> list[list[str]]:
    return [
        [block.text(r, c) for c in range(block.width)]
        for block in document.blocks
        if isinstance(block, Grid)
        for r in range(len(block.rows))
    ]


def test_rows_with_all_their_figures_are_a_table_under_their_header() -> None:
    document = read("支出总表", "单位：万元", HEADER, "合计 1,204.50 1,204.50 0.00", *ROWS, "第 1 页")
    assert rows(document) == [HEADER.split(), ["", "合计", "1,204.50", "1,204.50", "0.00"], *(r.split() for r in ROWS)]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["支出总表", "单位：万元"]


def test_a_row_with_a_blank_cell_is_not_guessed() -> None:
    document = read(HEADER, *ROWS, "210 卫生健康支出 334.58 334.58")
    assert rows(document) == [HEADER.split(), *(row.split() for row in ROWS)]


def test_rows_without_a_header_that_fits_are_no_table() -> None:
    assert not rows(read("科目名称 合计", *ROWS))


def test_sentences_that_end_with_figures_are_no_rows() -> None:
    sentence = "甲局 2025年，本年收入 合计 12.50 13.60"
    assert not rows(read("名称 甲 乙", sentence, sentence, sentence))
