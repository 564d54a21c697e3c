"""Files → documents. A reader is chosen by what the file holds, never by its name.

A reader is any callable ``(data, file_name) -> Document``; ``FORMATS`` lists them with the test that
recognises their files, most telling first. A new format is one file here and one line there. What asks
too much of the machine is refused before a reader sees it (``hostile.py``) or, where only reading tells,
after.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.document import Document, Grid
from ingest.errors import NoSuchFile, UnreadableFile
from ingest.file_names import clean_name
from ingest.limits import DEFAULT, MEGABYTE, Limits
from ingest.readers.docx import is_docx, read_docx
from ingest.readers.foreign import advice, foreign_kind
from ingest.readers.hostile import refuse_endless, refuse_hostile, storable
from ingest.readers.html import read_html
from ingest.readers.html_source import is_html
from ingest.readers.image import is_image, read_image
from ingest.readers.pdf import is_pdf, read_pdf
from ingest.readers.pdfium import page_count
from ingest.readers.separated import is_separated, read_separated
from ingest.readers.text import is_text, read_text
from ingest.readers.xls import is_xls, read_xls
from ingest.readers.xlsx import is_xlsx, read_xlsx


class Reader(Protocol):
    """Bytes of one file → its blocks. Raises UnreadableFile with the sentence a person gets."""

    def __call__(self, data: bytes, file_name: str) -> Document: ...


@dataclass(frozen=True, slots=True)
class Format:
    """One readable format: its name for a person, the test of a file's bytes, and its reader.

    ``pages`` counts a file's pages at little cost where the format has some, None if it can't.
    """

    name: str
    recognises: Callable[[bytes], bool]
    read: Reader
    pages: Callable[[bytes], int | None] | None = None


FORMATS: tuple[Format, ...] = (
    Format("PDF", is_pdf, read_pdf, page_count),
    Format("Word（DOCX）", is_docx, read_docx),
    Format("Excel（XLSX）", is_xlsx, read_xlsx),
    Format("网页（HTML）", is_html, read_html),
    Format("Excel（XLS）", is_xls, read_xls),
    Format("CSV", is_separated, read_separated),
    Format("图片", is_image, read_image),
    Format("纯文本", is_text, read_text),
)


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """The document a file holds. Raises NoSuchFile, or UnreadableFile for whatever is no document."""
    return read_bytes(bytes_of(path, limits), clean_name(path.name), limits)


def bytes_of(path: Path, limits: Limits = DEFAULT) -> bytes:
    """A file's bytes. Raises NoSuchFile; UnreadableFile for what is no file, or is refused by the system;
    TooMuch, without reading it, for one that is too large."""
    name = clean_name(path.name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFile(f"“{name}”是文件夹，不是文件。")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"“{name}”是设备或管道，不是文件。")
        limits.check_size(status.st_size, name)
        with path.open("rb") as file:
            data = file.read(limits.file_mb * MEGABYTE + 1)  # it may have grown since
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSuchFile(f"找不到文件：{name}。") from error
    except (OSError, ValueError) as error:
        looped = getattr(error, "errno", None) == errno.ELOOP
        reason = "它是一圈互相指向的链接" if looped else "请检查读取权限"
        raise UnreadableFile(f"文件“{name}”无法打开，{reason}。") from error
    limits.check_size(len(data), name)
    return data


def read_bytes(data: bytes, file_name: str, limits: Limits = DEFAULT) -> Document:
    """The document these bytes hold; ``file_name`` is only kept and named in errors.

    Raises UnreadableFile, and of its kind TooMuch for what is beyond ``limits``.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableFile(f"文件“{file_name}”是空的。")
    refuse_hostile(data, file_name, limits)
    for known in FORMATS:
        if known.recognises(data):
            limits.check_pages((known.pages and known.pages(data)) or 0, file_name)
            return _within(known.read(data, file_name), limits)
    kind = foreign_kind(data)
    supported = "、".join(known.name for known in FORMATS)
    if kind is not None:
        hint = advice(kind) or f"目前能读：{supported}"
        raise UnreadableFile(f"文件“{file_name}”是{kind}，暂不支持；{hint}。")
    raise UnreadableFile(f"文件“{file_name}”是二进制内容或编码未知，不能识别；目前能读：{supported}。")


def _within(document: Document, limits: Limits) -> Document:
    limits.check_pages(document.pages, document.file_name)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    limits.check_cells(sum(len(grid.rows) * grid.width for grid in grids), document.file_name)
    refuse_endless(document)
    return storable(document)


__all__ = ["FORMATS", "Format", "Reader", "bytes_of", "read", "read_bytes"]
