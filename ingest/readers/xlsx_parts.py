"""The parts of an Open XML workbook that say what its sheets show, each read by itself.

Every part is parsed without entities, without the network and only where it has no document type; nothing
outside the file is followed, macros and links are never opened. Names are compared without namespaces, so
that the strict variant reads like the common one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from ingest.readers.number_format import BUILTIN, GENERAL
from ingest.readers.office import Package

_CONTINUED = "centerContinuous"
_SET_IN = frozenset({"", "general", "left", "distributed", "justify", "fill"})


class BadPart(Exception):
    """A part is missing, isn't what it says it is, or declares entities."""


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


def elements(part: IO[bytes], *names: str) -> Iterator[Any]:
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
    path = package.related("", "officeDocument") or "xl/workbook.xml"
    relations = {relation.id: relation for relation in package.relations(path)}
    part = package.open(path)
    if part is None:
        raise BadPart(path)
    sheets: list[SheetPart] = []
    since_1904 = False
    for element in elements(part, "workbookPr", "sheet"):
        if local(element) == "workbookPr":
            since_1904 = element.get("date1904") in ("1", "true")
            continue
        relation = relations.get(next((value for key, value in element.attrib.items() if key.endswith("}id")), ""))
        if relation is not None and relation.kind == "worksheet":
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), relation.target, hidden))
    parts = {relation.kind: relation.target for relation in relations.values()}
    strings, styles = parts.get("sharedStrings", ""), parts.get("styles", "")
    return Listing(tuple(sheets), strings, styles, since_1904)


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
