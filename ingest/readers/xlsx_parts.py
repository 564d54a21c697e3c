"""The parts of an Open XML workbook that say what its sheets show, each read by itself.

Every part is parsed without entities, without the network and only where it has no document type; nothing
outside the file is followed, macros and links are never opened. Names are compared without namespaces, so
that the strict variant reads like the common one.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree

from ingest.readers.number_format import BUILTIN, GENERAL

MOST_UNPACKED = 256 * 1024 * 1024
"""bytes: what the parts that are read may come to"""
_CONTINUED = "centerContinuous"
_SET_IN = frozenset({"", "general", "left", "distributed", "justify", "fill"})


class BadPart(Exception):
    """A part is missing, isn't what it says it is, or declares entities."""


class TooBig(Exception):
    """The parts unpack to more than is read."""


@dataclass(frozen=True, slots=True)
class Style:
    """How cells of a style show: number format, indentation steps, whether a text runs on over the blank
    cells after it."""

    code: str = GENERAL
    indent: int = 0
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The sheets in their order, and the parts that hold shared texts and styles. ``since_1904``: days
    count from 1 January 1904."""

    sheets: tuple[SheetPart, ...]
    strings: str
    styles: str
    since_1904: bool


@dataclass(slots=True)
class Package:
    """The archive, of which only so much is unpacked in all."""

    archive: zipfile.ZipFile
    left: int = MOST_UNPACKED
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {name.lower().lstrip("/"): name for name in self.archive.namelist()}

    def open(self, path: str) -> BinaryIO | None:
        """A part's bytes; None where there is no such part. Raises TooBig."""
        name = self.names.get(path.lower().lstrip("/"))
        if name is None:
            return None
        self.left -= self.archive.getinfo(name).file_size
        if self.left < 0:
            raise TooBig
        return self.archive.open(name)  # type: ignore[return-value]


def elements(part: BinaryIO, *names: str) -> Iterator[Any]:
    """The part's elements of these names as they end; each is emptied when the next is asked for."""
    tags = [f"{{*}}{name}" for name in names]
    found = etree.iterparse(part, events=("end",), tag=tags, resolve_entities=False, no_network=True)
    for _, element in found:
        if element.getroottree().docinfo.doctype:
            raise BadPart("a document type")
        yield element
        if element.getparent() is not None and local(element) in ("row", "si"):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def listing_of(package: Package) -> Listing:
    """The sheets in their order. Raises BadPart where there is no workbook."""
    path = next(
        (target for kind, target in _relations(package, "_rels/.rels", "").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    folder, name = posixpath.split(path)
    targets = _relations(package, posixpath.join(folder, "_rels", f"{name}.rels"), folder)
    part = package.open(path)
    if part is None:
        raise BadPart(path)
    sheets: list[SheetPart] = []
    since_1904 = False
    for element in elements(part, "workbookPr", "sheet"):
        if local(element) == "workbookPr":
            since_1904 = element.get("date1904") in ("1", "true")
            continue
        relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        kind, target = targets.get(relation, ("", ""))
        if kind == "worksheet":
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), target, hidden))
    parts = dict(targets.values())
    strings, styles = parts.get("sharedStrings", ""), parts.get("styles", "")
    return Listing(tuple(sheets), strings, styles, since_1904)


def _relations(package: Package, path: str, folder: str) -> dict[str, tuple[str, str]]:
    """By id: the last word of a relation's type, and the part it leads to. External ones lead nowhere."""
    part = package.open(path)
    found: dict[str, tuple[str, str]] = {}
    for element in elements(part, "Relationship") if part else ():
        if element.get("TargetMode") == "External":
            continue
        target = element.get("Target", "")
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target)
    return found


def strings_of(package: Package, path: str) -> list[str]:
    """The shared texts; what is only said how to pronounce is left out."""
    part = package.open(path)
    return [rich_text(element) for element in elements(part, "si")] if part else []


def rich_text(element: Any) -> str:
    """The text of a string item: its own and its runs'."""
    texts: list[str] = []
    for child in element:
        if local(child) == "t":
            texts.append(child.text or "")
        elif local(child) == "r":
            texts.extend(inner.text or "" for inner in child if local(inner) == "t")
    return "".join(texts).replace("_x000D_", "").replace("\r", "")


def styles_of(package: Package, path: str) -> list[Style]:
    """The cell styles by number."""
    part = package.open(path)
    codes = dict(BUILTIN)
    styles: list[Style] = []
    for element in elements(part, "numFmt", "cellXfs") if part else ():
        if local(element) == "numFmt":
            codes[_number(element.get("numFmtId"))] = element.get("formatCode", GENERAL)
        else:
            styles = [_style(child, codes) for child in element if local(child) == "xf"]
    return styles


def _style(element: Any, codes: Mapping[int, str]) -> Style:
    code = codes.get(_number(element.get("numFmtId")), GENERAL)
    alignment = next((child for child in element if local(child) == "alignment"), None)
    if alignment is None:
        return Style(code)
    horizontal = alignment.get("horizontal", "")
    indent = _number(alignment.get("indent")) if horizontal in _SET_IN else 0
    return Style(code, min(indent, 15), horizontal == _CONTINUED)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def style_at(styles: Sequence[Style], number: str | None) -> Style:
    """The style of a cell that names one by number; the plain one where there is none such."""
    index = _number(number)
    return styles[index] if index < len(styles) else Style()
