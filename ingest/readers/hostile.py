"""What is refused by a look at the bytes, before a reader takes them apart; and what its text may be.

A packed file is judged by its list of contents: what grows too large is never unpacked. The formats
packed so (OOXML, ODF, OFD) have no use for document types and entities in their XML, bombs have.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import replace

from ingest.document import Block, Cell, Document, Grid
from ingest.errors import TooMuch, UnreadableFile
from ingest.limits import Limits

MOST_MEMBERS = 10_000
MOST_PIXELS = 120_000_000
"""an A2 sheet at 600 dots an inch has 139 million, an A3 one 70"""
MOST_COLUMNS = 1000
LONGEST_TEXT = 200_000
"""characters"""

_PROLOGUE = 65_536
_XML = (".xml", ".rels", ".vml")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def refuse_hostile(data: bytes, file_name: str, limits: Limits) -> None:
    """TooMuch for what asks too much; UnreadableFile for a packed file that is locked or holds entities."""
    limits.check_size(len(data), file_name)
    if data.startswith(b"PK"):
        _check_packed(data, file_name, limits)
    elif data.startswith(_COMPOUND) and _ENCRYPTED in data:
        raise UnreadableFile(f"文件“{file_name}”有密码保护，请先解除密码。")
    elif data.startswith(_PICTURES):
        _check_picture(data, file_name)


def _check_packed(data: bytes, file_name: str, limits: Limits) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return  # whoever names its kind says that it is damaged
    with archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise TooMuch(f"文件“{file_name}”里有 {len(members)} 个部件，超过上限 {MOST_MEMBERS} 个。")
        limits.check_unpacked(len(data), sum(member.file_size for member in members), file_name)
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableFile(f"文件“{file_name}”有密码保护，请先解除密码。")
        for member in members:
            if member.filename.lower().endswith(_XML) and _declares_types(archive, member, file_name):
                raise UnreadableFile(f"文件“{file_name}”里有不应出现的 XML 实体声明（DTD），可能有害，不予读取。")


def _declares_types(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file_name: str) -> bool:
    try:
        with archive.open(member) as part:
            start = part.read(_PROLOGUE)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise UnreadableFile(f"文件“{file_name}”已损坏，无法解压。") from error
    plain = start.replace(b"\0", b"").upper()  # UTF-16 has a NUL beside each of these letters
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _check_picture(data: bytes, file_name: str) -> None:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                width, height = picture.size
    except Image.DecompressionBombError as error:
        raise TooMuch(f"图片“{file_name}”像素过多，超过上限 {MOST_PIXELS // 10_000} 万。") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return  # no picture after all, or a damaged one: its reader says so
    if width * height > MOST_PIXELS:
        raise TooMuch(f"图片“{file_name}”为 {width}×{height} 像素，超过上限 {MOST_PIXELS // 10_000} 万像素。")


def refuse_endless(document: Document) -> None:
    """TooMuch for a paragraph or cell longer than whole disclosures are, of which nothing could be cited,
    and for a table of more columns than anyone reads."""
    for block in document.blocks:
        if isinstance(block, Grid) and block.width > MOST_COLUMNS:
            raise TooMuch(f"文件“{document.file_name}”有一张表多达 {block.width} 列，超过上限 {MOST_COLUMNS} 列。")
        texts = (cell.text for row in block.rows for cell in row if cell) if isinstance(block, Grid) else (block.text,)
        longest = max(map(len, texts), default=0)
        if longest > LONGEST_TEXT:
            raise TooMuch(f"文件“{document.file_name}”有一段长达 {longest} 字，超过上限 {LONGEST_TEXT} 字。")


def storable(document: Document) -> Document:
    """The document with what no database takes as text (NUL, halves of characters) shown as �.

    One character for one, so that every run keeps its place.
    """
    blocks = tuple(_storable(block) for block in document.blocks)
    changed = any(new is not old for new, old in zip(blocks, document.blocks, strict=True))
    return replace(document, blocks=blocks) if changed else document


def _storable(block: Block) -> Block:
    if not isinstance(block, Grid):
        return replace(block, text=_marked(block.text)) if _UNSTORABLE.search(block.text) else block
    if not any(cell and _UNSTORABLE.search(cell.text) for row in block.rows for cell in row):
        return block
    return replace(block, rows=tuple(tuple(_storable_cell(cell) for cell in row) for row in block.rows))


def _storable_cell(cell: Cell | None) -> Cell | None:
    return replace(cell, text=_marked(cell.text)) if cell else None


def _marked(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)
