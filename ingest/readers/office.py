"""The package that a modern Office file is: parts in a ZIP, told apart by relationships. Nothing is inflated
before its size is known, nothing is fetched, and a part that declares entities is refused."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from ingest.errors import UnreadableFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""names of the standard's strict form, and what everything else is written for"""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MOST_BYTES = 64 * 1024 * 1024
"""of one inflated part: the text of a disclosure is a hundredth of it"""
_MOST_PARTS = 20_000


def is_package(data: bytes, folder: str) -> bool:
    """Whether the bytes are a ZIP that has parts below ``folder`` and says so of itself."""
    if not data.startswith(b"PK"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return any(name.startswith(folder) for name in names)


class Package:
    """Parts by name. ``called`` is the file as sentences name it (Word 文档“…”). Every method raises
    UnreadableFile where the file is damaged or oversized."""

    def __init__(self, data: bytes, called: str) -> None:
        self._called = called
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise self._damaged() from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        if len(self._parts) > _MOST_PARTS:
            raise UnreadableFile(f"{called}里的部件太多，没有打开。")

    def related(self, source: str, kind: str) -> str | None:
        """The part of a kind (officeDocument, styles, …) that ``source`` ('' for the package) refers to."""
        folder, name = posixpath.split(source)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for each in root.iter(_RELATION) if root is not None else ():
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
                return target.lstrip("/")
        return None

    def xml(self, name: str) -> etree._Element | None:
        """A part's root element, None where there's no such part."""
        if name not in self._parts:
            return None
        data = self._bytes(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(f"{self._called}里有不该有的 XML 声明（DTD），没有打开。")
        return root

    def _bytes(self, name: str) -> bytes:
        info = self._parts[name]
        if info.flag_bits & 1:
            raise UnreadableFile(f"{self._called}有密码保护，请先解除密码。")
        try:
            with self._zip.open(info) as part:
                data = part.read(_MOST_BYTES + 1) if info.file_size <= _MOST_BYTES else b""
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise self._damaged() from error
        if info.file_size > _MOST_BYTES or len(data) > _MOST_BYTES:
            raise UnreadableFile(f"{self._called}解压后过大，没有打开。")
        return data

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(f"{self._called}已损坏，无法读取。")
