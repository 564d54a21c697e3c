"""How Word's paragraphs look: what a paragraph says of itself, over its style, over the document's defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce

from lxml import etree

from ingest.readers.office import WORD

_W = f"{{{WORD}}}"
_USUAL_SIZE = 10.0
"""points, where nothing says otherwise"""
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_BODY_LEVEL = 9
_MOST_BASES = 20


@dataclass(frozen=True, slots=True)
class Look:
    """``indent`` is in points, or in hundredths of a character where ``by_chars``; left edge and first line
    together give where the first line begins. ``level`` 1 is the outermost heading, 0 running text, None
    unsaid; so are the others. ``number`` and ``depth`` name a list and a level of it ('' is none)."""

    centred: bool | None = None
    right: bool | None = None
    size: float | None = None
    left: float | None = None
    first: float | None = None
    left_chars: float | None = None
    first_chars: float | None = None
    level: int | None = None
    number: str | None = None
    depth: int | None = None
    contents: bool | None = None
    leader: bool | None = None
    hidden: bool | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else ``base``'s."""
        said = {
            name: value if (value := getattr(self, name)) is not None else getattr(base, name)
            for name in self.__dataclass_fields__
        }
        return Look(**said)

    @property
    def indent(self) -> float:
        """Characters that the first line is set in from the left edge."""
        size = self.size or _USUAL_SIZE
        left = self.left_chars / 100 if self.left_chars else (self.left or 0.0) / size
        first = self.first_chars / 100 if self.first_chars else (self.first or 0.0) / size
        return max(0.0, left + first)


class Styles:
    """The looks of a document's styles. ``root`` is the part word/styles.xml."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._known: dict[str | None, Look] = {}
        self._default = Look(size=_USUAL_SIZE)
        self._usual: str | None = None
        if root is None:
            return
        defaults = root.find(f"{_W}docDefaults")
        for each in defaults.iter(f"{_W}rPr", f"{_W}pPr") if defaults is not None else ():
            self._default = look_of(each).over(self._default)
        for each in root.iter(f"{_W}style"):
            self._styles[each.get(f"{_W}styleId", "")] = each
            if each.get(f"{_W}type") == "paragraph" and is_on(each.get(f"{_W}default"), absent=False):
                self._usual = each.get(f"{_W}styleId")

    def paragraph(self, properties: etree._Element | None) -> tuple[Look, str | None]:
        """A paragraph's look and its style's name, from its w:pPr."""
        style = value_of(properties, "pStyle") or self._usual
        base = self._look(style)
        return (look_of(properties).over(base) if properties is not None else base), style

    def run(self, properties: etree._Element | None, paragraph: Look) -> Look:
        """A run's look (only size and whether it is hidden) within its paragraph, from its w:rPr."""
        if properties is None:
            return paragraph
        named = value_of(properties, "rStyle")
        base = self._look(named) if named else Look()
        own = replace(look_of(properties).over(replace(base, size=base.size if named else None)), level=None)
        return own.over(paragraph)

    def _look(self, style: str | None) -> Look:
        """A style's look with what it is based on."""
        if style not in self._known:
            chain: list[etree._Element] = []
            name = style
            while name in self._styles and len(chain) < _MOST_BASES:
                chain.append(self._styles[name])
                name = value_of(chain[-1], "basedOn")
            self._known[style] = reduce(lambda base, each: _own_look(each).over(base), reversed(chain), self._default)
        return self._known[style]


def _own_look(style: etree._Element) -> Look:
    found = Look()
    for properties in (*style.findall(f"{_W}pPr"), *style.findall(f"{_W}rPr")):
        found = look_of(properties).over(found)
    name = value_of(style, "name") or ""
    heading = _HEADING_NAME.fullmatch(name)
    if heading and found.level is None:
        found = replace(found, level=int(heading[1]))
    return replace(found, contents=True) if _CONTENTS_NAME.fullmatch(name) else found


def look_of(properties: etree._Element) -> Look:
    """What a w:pPr or w:rPr itself says."""
    ind, size = properties.find(f"{_W}ind"), value_of(properties, "sz")
    numbering, outline = properties.find(f"{_W}numPr"), value_of(properties, "outlineLvl")
    aligned = value_of(properties, "jc")
    leaders = properties.iterfind(f"{_W}tabs/{_W}tab")
    hidden = properties.find(f"{_W}vanish")
    number = value_of(numbering, "numId")
    return Look(
        centred=None if aligned is None else aligned == "center",
        right=None if aligned is None else aligned in ("right", "end"),
        size=half / 2 if (half := _float(size)) else None,
        left=_points(ind, "left", "start"),
        first=_first(ind, "", 20),
        left_chars=_float(_attribute(ind, "leftChars", "startChars")),
        first_chars=_first(ind, "Chars", 1),
        level=None if outline is None else _level(outline),
        number=None if number is None else "" if number == "0" else number,
        depth=int(depth) if (depth := value_of(numbering, "ilvl")) and depth.isdigit() else None,
        leader=True if any(tab.get(f"{_W}leader", "none") != "none" for tab in leaders) else None,
        hidden=None if hidden is None else is_on(hidden.get(f"{_W}val")),
    )


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """The w:val of a child, None where there's no such child."""
    child = parent.find(f"{_W}{name}") if parent is not None else None
    return child.get(f"{_W}val") if child is not None else None


def is_on(value: str | None, *, absent: bool = True) -> bool:
    """Word's yes and no."""
    return absent if value is None else value not in ("0", "false", "off")


def _level(outline: str) -> int:
    return int(outline) + 1 if outline.isdigit() and int(outline) < _BODY_LEVEL else 0


def _attribute(ind: etree._Element | None, *names: str) -> str | None:
    return next((value for name in names if ind is not None and (value := ind.get(f"{_W}{name}"))), None)


def _points(ind: etree._Element | None, *names: str) -> float | None:
    twips = _float(_attribute(ind, *names))
    return None if twips is None else twips / 20


def _first(ind: etree._Element | None, suffix: str, scale: int) -> float | None:
    """How far the first line begins right of the others; left of them where it hangs."""
    hanging = _float(_attribute(ind, f"hanging{suffix}"))
    if hanging:
        return -hanging / scale
    first = _float(_attribute(ind, f"firstLine{suffix}"))
    return None if first is None else first / scale


def _float(text: str | None) -> float | None:
    """A measure as a number; None where there's none, or one with a unit of its own (12pt)."""
    return float(text) if text and re.fullmatch(r"-?\d+(\.\d+)?", text) else None
