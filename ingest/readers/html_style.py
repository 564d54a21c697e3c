"""How a page's elements look, as far as that says what belongs to what: alignment, indentation, size, hidden.

Read from attributes, from ``style``, and from the page's own rules for classes and elements; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

_PAGE_SIZE = 12.0
"""points: what browsers set where a page says nothing"""
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?|-?\.\d+)\s*(pt|px|em|rem|cm|mm|in|gd)?")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "": 0.75}
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_HEADING_SIZES = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 9.0}
_INSERTS = frozenset({"header", "footer", "comment-list", "comment"})
_MOST_RULES = 5_000

Declarations = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's text looks like: ``size`` in points; ``left`` and ``first`` are how far it, and its
    first line besides, are set in from the cell's or the page's edge, in characters."""

    centred: bool = False
    right: bool = False
    size: float = _PAGE_SIZE
    left: float = 0.0
    first: float = 0.0

    @property
    def indent(self) -> float:
        return max(0.0, self.left + self.first)


class Looks:
    """The looks of a page's elements; made with its root."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        self._known: dict[tuple[str, str, str], Declarations] = {}
        for style in root.iter("style"):
            for rule in _COMMENT.sub("", style.text or "").split("}"):
                selectors, _, said = rule.rpartition("{")
                self._add(selectors, declarations(said))

    def _add(self, selectors: str, said: Declarations) -> None:
        for selector in selectors.split(","):
            named = _SELECTOR.fullmatch(selector.strip())
            if named and len(self._rules) < _MOST_RULES:
                self._rules.setdefault(((named[1] or "").lower(), named[2] or ""), {}).update(said)

    def said(self, element: etree._Element) -> Declarations:
        """The declarations that hold for an element itself, the most telling last."""
        tag, named, own = str(element.tag), element.get("class", ""), element.get("style", "")
        if (tag, named, own) not in self._known:
            self._known[tag, named, own] = self._holding(tag, named) | declarations(own)
        return self._known[tag, named, own]

    def _holding(self, tag: str, classes: str) -> dict[str, str]:
        """What the page's rules say of an element's name and classes."""
        found: dict[str, str] = {}
        for name in ("", *classes.split()):
            found |= self._rules.get(("", name), {}) if name else {}
            found |= self._rules.get((tag, name), {})
        return found

    def hidden(self, element: etree._Element) -> bool:
        """Whether the element isn't shown on the page."""
        said = self.said(element)
        return (
            element.get("hidden") is not None
            or said.get("display") == "none"
            or said.get("visibility") == "hidden"
            or said.get("mso-hide") == "all"
            or said.get("mso-element") in _INSERTS
        )

    def look(self, element: etree._Element, outer: Look, *, block: bool) -> Look:
        """How the element's text looks within one that looks like ``outer``."""
        said, tag = self.said(element), str(element.tag)
        size = _size(said.get("font-size", ""), outer.size) or _FONT_SIZES.get(element.get("size", ""), 0.0)
        size = size or _HEADING_SIZES.get(tag, outer.size)
        found = outer if size == outer.size else replace(outer, size=size)
        if not block or not (said or element.attrib or tag == "center"):
            return found
        aligned = said.get("text-align") or element.get("align", "").lower() or ("center" if tag == "center" else "")
        if aligned:
            found = replace(found, centred=aligned in ("center", "middle"), right=aligned in ("right", "end"))
        left = sum(_characters(value, found.size) for value in _lefts(said))
        counted = said.get("mso-char-indent-count")
        first = _characters(said["text-indent"], found.size) if "text-indent" in said else found.first
        if counted and _LENGTH.fullmatch(counted):
            first = float(counted)
        return replace(found, left=found.left + left, first=first)


def declarations(style: str) -> dict[str, str]:
    """Properties and values of a ``style``, in small letters."""
    pairs = (part.partition(":") for part in style.split(";") if ":" in part)
    return {name.strip().lower(): value.strip().lower().removesuffix("!important").strip() for name, _, value in pairs}


def _lefts(said: Declarations) -> Iterator[str]:
    """What sets a block in from the left."""
    for name in ("margin", "padding"):
        whole = said.get(name, "").split()
        if f"{name}-left" in said:
            yield said[f"{name}-left"]
        elif whole:
            yield whole[3] if len(whole) == 4 else whole[1] if len(whole) > 1 else whole[0]


def _characters(length: str, size: float) -> float:
    """A length in characters of this size; 0 where it is none (auto, 10%)."""
    match = _LENGTH.fullmatch(length.strip())
    if not match:
        return 0.0
    value, unit = float(match[1]), match[2] or ""
    return value if unit in ("em", "rem", "gd") else value * _POINTS[unit] / size


def _size(length: str, outer: float) -> float:
    match = _LENGTH.fullmatch(length)
    if not match or not match[2]:
        return 0.0
    value, unit = float(match[1]), match[2]
    return round(value * (outer if unit == "em" else _PAGE_SIZE if unit in ("rem", "gd") else _POINTS[unit]), 1)
