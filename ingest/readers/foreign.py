"""Naming what can't be read yet, so that the refusal says what the file is."""

from __future__ import annotations

import io
import zipfile

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ADVICE: dict[str, str] = {
    "旧版 Word 或 WPS 文字文档（DOC、WPS）": "请用 Word 或 WPS 另存为 DOCX 后再导入",
    "旧版 Excel 工作簿（XLS、ET）": "请用 Excel 或 WPS 另存为 XLSX 后再导入",
    "旧版 Excel 工作簿（XLS）": "请用 Excel 或 WPS 另存为 XLSX 后再导入",
    "RTF 文档": "请用 Word 或 WPS 另存为 DOCX 后再导入",
    "ODF 文档": "请另存为 DOCX 或 XLSX 后再导入",
    "OFD 版式文档": "请另存为 PDF 后再导入",
    "压缩包": "请解压后再导入",
}
"""what a person can do with a file of a kind"""
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (_COMPOUND, "旧版 Office 文档"),
    (b"GIF8", "动图（GIF）"),
    (b"Rar!\x1a\x07", "压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"\x7fELF", "可执行程序"),
    (b"MZ", "可执行程序"),
    (b"ID3", "音频"),
    (b"OggS", "音频"),
    (b"fLaC", "音频"),
    (b"\xff\xfb", "音频"),
    (b"SQLite format 3\0", "数据库"),
)
_STREAMS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "旧版 Word 或 WPS 文字文档（DOC、WPS）"),
    ("PowerPoint Document", "旧版演示文稿（PPT、DPS）"),
    ("Workbook", "旧版 Excel 工作簿（XLS、ET）"),
    ("Book", "旧版 Excel 工作簿（XLS）"),
)
"""names of streams in a compound file, and what has them"""
_RIFF = {b"WAVE": "音频", b"AVI ": "视频", b"WEBP": "图片"}
_MARKED_UP: tuple[tuple[bytes, str], ...] = (
    (b"<?xml", "XML 文档"),
    (b"{\\rtf", "RTF 文档"),
)
_ZIPPED: tuple[tuple[str, str], ...] = (
    ("xl/", "Excel 工作簿（XLSX）"),
    ("ppt/", "PowerPoint 演示文稿（PPTX）"),
    ("OFD.xml", "OFD 版式文档"),
    ("content.xml", "ODF 文档"),
)


def markup_kind(data: bytes) -> str | None:
    """What kind of marked-up text the bytes are, for a person; None for plain text and all else."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((name for mark, name in _MARKED_UP if start.startswith(mark)), None)


def foreign_kind(data: bytes) -> str | None:
    """What the bytes are, for a person; None where they're no format known by its first bytes."""
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(_COMPOUND):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "旧版 Office 文档")
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return "音频或视频"
    known = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    return known or markup_kind(data)


def advice(kind: str) -> str | None:
    """What a person can do with a file of this kind, for the end of a sentence."""
    return _ADVICE.get(kind)


def _zip_kind(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return "损坏的压缩包或 Office 文档"
    for start, kind in _ZIPPED:
        if any(name.startswith(start) for name in names):
            return kind
    return "压缩包"
