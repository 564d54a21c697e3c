"""Choosing a reader by content, and what is refused with which sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from eval.documents.biff import Sheet, xls
from ingest.document import Paragraph
from ingest.errors import NoSuchFile, UnreadableFile
from ingest.readers import FORMATS, read, read_bytes
from ingest.readers.docx import MEDIA_TYPE
from tests.ingest.readers.docx_maker import docx, p
from tests.ingest.readers.pdf_maker import Page, pdf
from tests.ingest.readers.workbook_maker import workbook

PAGE = Page().text(60, 60, "本年收入合计3058.09万元。")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name, data, media_type",
    [
        ("预算.pdf", pdf(PAGE), "application/pdf"),
        ("预算.txt", pdf(PAGE), "application/pdf"),
        ("预算", pdf(PAGE), "application/pdf"),
        ("预算.pdf", "本年收入合计3058.09万元。".encode(), "text/plain"),
        ("预算.pdf", docx(p("本年收入合计3058.09万元。")), MEDIA_TYPE),
        ("预算.docx", "本年收入合计3058.09万元。".encode("gb18030"), "text/plain"),
    ],
)
def test_content_decides(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = read(path)
    assert document.media_type == media_type
    assert document.file_name == name
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["本年收入合计3058.09万元。"]


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "是空的"),
        (b" \n\t\r\n ", "是空的"),
        (b"\xef\xbb\xbf\n", "是空的"),
        (b"\x00\x01\x02\x03" * 99, "二进制"),
        (bytes(range(128, 256)) * 20, "二进制"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "图片"),
        (OLD, "旧版 Office"),
        (OLD + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        (OLD + "WordDocument".encode("utf-16-le"), "另存为 DOCX"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "解除密码"),
        (b"<!DOCTYPE html><html><body></body></html>", "网页"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "XML"),
        (rb"{\rtf1\ansi x}", "RTF"),
        (zipped("word/document.xml"), "Word"),
        (zipped("xl/workbook.xml"), "损坏"),
        (zipped("a.txt"), "压缩包"),
        (b"PK\x03\x04broken", "损坏"),
        (pdf(PAGE)[:400], "损坏"),
        (b"%PDF-1.7\n" + b"\x9c" * 500, "损坏"),
        (pdf(PAGE, locked=True), "密码"),
        (pdf(), "没有页面"),
        (pdf(Page().fill(0, 0, 600, 800, 0.5)), "没有文字层"),
        (pdf(Page()), "没有文字层"),
        ("目录\n".encode() + b"- 1 -\n", None),
    ],
)
def test_refusals_say_why(data: bytes, words: str | None) -> None:
    if words is None:
        assert read_bytes(data, "甲.bin").blocks
        return
    with pytest.raises(UnreadableFile) as refusal:
        read_bytes(data, "甲.bin")
    assert words in str(refusal.value)
    assert "甲.bin" in str(refusal.value)


def test_a_missing_path_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match="找不到文件") as missing:
        read(tmp_path / "没有.pdf")
    assert str(tmp_path) not in str(missing.value)
    with pytest.raises(UnreadableFile, match="文件夹"):
        read(tmp_path)


SAMPLES = {
    "PDF": pdf(PAGE),
    "Word（DOCX）": docx(p("本年收入")),
    "Excel（XLS）": xls({"收入": Sheet([["本年收入"]])}),
    "Excel（XLSX）": workbook({"收入": [["本年收入"]]}),
    "网页（HTML）": b"<html><p>x</p></html>",
    "CSV": "项目,金额\n工资,12.5\n".encode("gb18030"),
    "图片": b"\x89PNG\r\n\x1a\n",
    "纯文本": "本年收入".encode(),
}


def test_every_format_has_a_name_and_takes_its_own() -> None:
    assert {known.name for known in FORMATS} == set(SAMPLES)
    for name, sample in SAMPLES.items():
        assert next(known.name for known in FORMATS if known.recognises(sample)) == name
