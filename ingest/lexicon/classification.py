"""The standard classification and the names of budget language, loaded from this folder's data files.

``load()`` is cheap enough for a cold command line: three TSV files and one YAML file, read once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from ingest.datafile import read_yaml

FOLDER = Path(__file__).parent

_SPACES_AND_QUOTES = dict.fromkeys(map(ord, " \t\r\n\u3000\u00a0\u200b“”‘’\"'《》「」"), "")
_NARROW = str.maketrans("（）【】：，；、．／－—–＋％", "()[]:,;、./---+%")
_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
_FOLD: dict[int, str | int] = {**_NARROW, **_SPACES_AND_QUOTES, **_DIGITS}
_LEVEL_MARKS = ("(类)", "(款)", "(项)")


class Scheme(StrEnum):
    """Which of the three classifications a code belongs to; their codes never overlap."""

    FUNCTIONAL = "functional"
    """支出功能分类: 类 201, 款 20103, 项 2010301"""
    ECONOMIC = "economic"
    """部门预算支出经济分类: 类 301, 款 30101"""
    GOVERNMENT_ECONOMIC = "government_economic"
    """政府预算支出经济分类: 类 501, 款 50101"""


_FILES = {
    Scheme.FUNCTIONAL: "functional.tsv",
    Scheme.ECONOMIC: "economic.tsv",
    Scheme.GOVERNMENT_ECONOMIC: "economic_government.tsv",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One 科目. ``former_names`` are earlier years' names of the same code; ``aliases`` other words for
    the same thing; ``covers`` narrower things that are booked under it with others."""

    scheme: Scheme
    code: str
    name: str
    former_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    source: str = ""

    @property
    def parent(self) -> str | None:
        """The code one level up; None for a 类."""
        return self.code[:-2] if len(self.code) > 3 else None

    @property
    def depth(self) -> int:
        """1 for 类, 2 for 款, 3 for 项."""
        return (len(self.code) - 1) // 2

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means just this: the current one first."""
        return (self.name, *self.former_names, *self.aliases)


@dataclass(frozen=True, slots=True)
class Term:
    """A name that is no 科目 (收入总计, “三公”经费), with its other words.

    ``parts`` are the names that add up to it; ``covers`` narrower things it includes.
    """

    name: str
    aliases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every Chinese name that means just this: the printed one first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Definition:
    """A standard term and what it means, in one sentence of our own words."""

    term: str
    text: str
    source: str = ""


class Lexicon:
    """All items and terms, with look-ups by code and by any of their names.

    Names are compared folded (see ``fold``), so brackets, quotes and spaces don't matter.
    """

    __slots__ = ("_by_code", "_by_name", "_children", "items", "terms")

    def __init__(self, items: Iterable[Item], terms: Iterable[Term]) -> None:
        self.items: tuple[Item, ...] = tuple(items)
        self.terms: tuple[Term, ...] = tuple(terms)
        self._by_code = {item.code: item for item in self.items}
        self._by_name: dict[str, list[Item | Term]] = {}
        self._children: dict[str, list[Item]] = {}
        for item in self.items:
            if (parent := item.parent) is not None:
                self._children.setdefault(parent, []).append(item)
        entries: tuple[Item | Term, ...] = (*self.terms, *self.items)
        for entry in entries:
            for key in dict.fromkeys(map(fold, entry.names)):
                self._by_name.setdefault(key, []).append(entry)

    def item(self, code: str) -> Item | None:
        """The item of a whole code (2010301, 30201), or None."""
        return self._by_code.get(code)

    def named(self, name: str) -> tuple[Item | Term, ...]:
        """Everything the name stands for, terms first, then items by code; () where it is unknown.

        Several items share a name (行政运行); the caller tells them apart by code or parent.
        """
        return tuple(self._by_name.get(fold(name), ()))

    def children(self, code: str) -> tuple[Item, ...]:
        """The items one level below, by code."""
        return tuple(self._children.get(code, ()))

    def path(self, code: str) -> tuple[Item, ...]:
        """The item and those above it, outermost first; levels the lexicon doesn't know are left out."""
        levels = [code[:length] for length in (3, 5, 7) if length <= len(code)]
        return tuple(self._by_code[level] for level in levels if level in self._by_code)

    def names(self) -> MappingProxyType[str, list[Item | Term]]:
        """Every folded name and what it stands for: for whoever searches a text for names."""
        return MappingProxyType(self._by_name)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name without what printing changes: spaces, quotes, full-width forms, a last （类）（款）（项）."""
    folded = name.translate(_FOLD)
    return folded[:-3] if folded.endswith(_LEVEL_MARKS) else folded


@cache
def load() -> Lexicon:
    """The bundled lexicon; the same object every time."""
    items = (item for scheme, file in _FILES.items() for item in _items(scheme, FOLDER / file))
    return Lexicon(items, _terms())


@cache
def glossary() -> tuple[Definition, ...]:
    """The bundled glossary (glossary.yaml)."""
    return tuple(
        Definition(entry["term"], entry["text"], entry.get("source", ""))
        for entry in read_yaml("ingest.lexicon", "glossary.yaml")
    )


def _items(scheme: Scheme, path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True):
            yield Item(
                scheme,
                row["code"],
                row["name"],
                _split(row["former_names"]),
                _split(row["aliases"]),
                _split(row["covers"]),
                row["source"],
            )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _terms() -> Iterator[Term]:
    for entry in read_yaml("ingest.lexicon", "aliases.yaml"):
        yield Term(
            entry["name"],
            tuple(entry.get("aliases", ())),
            tuple(entry.get("english", ())),
            tuple(entry.get("covers", ())),
            tuple(entry.get("parts", ())),
            entry.get("source", ""),
        )
