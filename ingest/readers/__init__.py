"""Files → documents. A reader is chosen by what the file holds, never by its name.

A reader is any callable ``(data, file_name) -> Document``; ``FORMATS`` lists them with the test that
recognises their files, most telling first. A new format is one file here and one line there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.document import Document
from ingest.errors import NoSuchFile, UnreadableFile
from ingest.readers.docx import is_docx, read_docx
from ingest.readers.foreign import foreign_kind
from ingest.readers.pdf import is_pdf, read_pdf
from ingest.readers.text import is_text, read_text
from ingest.readers.xlsx import is_xlsx, read_xlsx


class Reader(Protocol):
    """Bytes of one file → its blocks. Raises UnreadableFile with the sentence a person gets."""

    def __call__(self, data: bytes, file_name: str) -> Document: ...


@dataclass(frozen=True, slots=True)
class Format:
    """One readable format: its name for a person, the test of a file's bytes, and its reader."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Reader


FORMATS: tuple[Format, ...] = (
    Format("PDF", is_pdf, read_pdf),
    Format("Word（DOCX）", is_docx, read_docx),
    Format("Excel（XLSX）", is_xlsx, read_xlsx),
    Format("纯文本", is_text, read_text),
)


def read(path: Path) -> Document:
    """The document a file holds. Raises NoSuchFile, or UnreadableFile for whatever is no document."""
    if not path.exists():
        raise NoSuchFile(f"找不到文件：{path.name}。")
    if not path.is_file():
        raise UnreadableFile(f"“{path.name}”是文件夹，不是文件。")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"文件“{path.name}”无法打开，请检查读取权限。") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, file_name: str) -> Document:
    """The document these bytes hold; ``file_name`` is only kept and named in errors."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableFile(f"文件“{file_name}”是空的。")
    for known in FORMATS:
        if known.recognises(data):
            return known.read(data, file_name)
    kind = foreign_kind(data)
    supported = "、".join(known.name for known in FORMATS)
    if kind is not None:
        raise UnreadableFile(f"文件“{file_name}”是{kind}，暂不支持；目前能读：{supported}。")
    raise UnreadableFile(f"文件“{file_name}”是二进制内容或编码未知，不能识别；目前能读：{supported}。")


__all__ = ["FORMATS", "Format", "Reader", "read", "read_bytes"]
