"""The package that a modern Office file is: parts in a ZIP, told apart by relationships. Nothing is inflated
before its size is known, nothing is fetched, and a part that declares entities is refused."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

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
_MOST_BYTES = 64 * 1024 * 1024
"""of one part read whole: the text of a disclosure is a hundredth of it"""
_MOST_UNPACKED = 256 * 1024 * 1024
"""bytes: what all parts that are read may come to"""
_MOST_PARTS = 20_000


class TooBig(Exception):
    """The parts unpack to more than is read."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the reference's own name, the last word of its type (worksheet, styles, …),
    and the part it leads to."""

    id: str
    kind: str
    target: str


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
    """Parts by name, whatever their letters' case, of which only so much is unpacked in all. ``called`` is
    the file as sentences name it (Word 文档“…”). Every method raises UnreadableFile where the file is
    damaged or has a password."""

    def __init__(self, data: bytes, called: str) -> None:
        self._called = called
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise self._damaged() from error
        self._parts = {_form(info.filename): info for info in self._zip.infolist()}
        self._left = _MOST_UNPACKED
        if len(self._parts) > _MOST_PARTS:
            raise UnreadableFile(f"{called}里的部件太多，没有打开。")

    def relations(self, source: str) -> tuple[Relation, ...]:
        """What ``source`` ('' for the package) refers to; nothing outside the file."""
        folder, name = posixpath.split(source)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        return tuple(
            Relation(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in (root.iter("{*}Relationship") if root is not None else ())
            if each.get("TargetMode") != "External"
        )

    def related(self, source: str, kind: str) -> str | None:
        """The first part of a kind (officeDocument, styles, …) that ``source`` refers to."""
        return next((relation.target for relation in self.relations(source) if relation.kind == kind), None)

    def open(self, name: str) -> IO[bytes] | None:
        """A part's bytes, to be read bit by bit; None where there's no such part. Raises TooBig."""
        info = self._parts.get(_form(name))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableFile(f"{self._called}有密码保护，请先解除密码。")
        self._left -= info.file_size
        if self._left < 0:
            raise TooBig
        try:
            return self._zip.open(info)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
            raise self._damaged() from error

    def xml(self, name: str) -> etree._Element | None:
        """A part's root element, None where there's no such part. UnreadableFile for an oversized one, and
        for one that declares entities."""
        data = self._whole(name)
        if data is None:
            return None
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

    def _whole(self, name: str) -> bytes | None:
        info = self._parts.get(_form(name))
        if info is not None and info.file_size > _MOST_BYTES:
            raise self._oversized()
        try:
            part = self.open(name)
            if part is None:
                return None
            with part:
                data = part.read(_MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise self._damaged() from error
        except TooBig as error:
            raise self._oversized() from error
        if len(data) > _MOST_BYTES:
            raise self._oversized()
        return data

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(f"{self._called}已损坏，无法读取。")

    def _oversized(self) -> UnreadableFile:
        return UnreadableFile(f"{self._called}解压后过大，没有打开。")


def _form(name: str) -> str:
    """A part's name as it is compared."""
    return name.lower().lstrip("/")
