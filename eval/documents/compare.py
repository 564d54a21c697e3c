"""Holds what ingestion found against what a made disclosure prints: each figure once, at its address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from eval.documents.model import Disclosure, Truth
from ingest.facts import Fact, State
from ingest.tables.model import Table

_NUMBERING = re.compile(
    r"^(其中[:：])?([一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[、.．](?!\d)|[①-⑳])?"
)


@dataclass(frozen=True, slots=True)
class Miss:
    """A printed figure that is no fact at its address. ``cause`` is what is amiss with the nearest one:
    table, figure (it isn't there at all), or any of row, code, column, unit, year; ``got`` is that one."""

    truth: Truth
    cause: str
    got: Fact | None

    def __str__(self) -> str:
        truth, got = self.truth, self.got
        place = f"《{truth.table}》 body line {truth.line + 1} cell {truth.cell + 1}"
        wanted = _address(truth.row, truth.code, truth.column, truth.text, truth.unit)
        found = _address(got.row_path, got.code, got.column_path, got.text, got.unit) if got else "nothing"
        return f"{self.cause}: {place}: expected {wanted}; got {found}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``extra`` are numbers of the document's tables that it doesn't print as figures."""

    expected: int
    misses: tuple[Miss, ...]
    extra: tuple[Fact, ...]


def compare(disclosure: Disclosure, tables: Sequence[Table], facts: Sequence[Fact]) -> Comparison:
    """Match every printed figure with a fact of its own."""
    by_title: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.table is not None and fact.state is State.NUMBER:
            by_title.setdefault(_plain(tables[fact.table].title), []).append(fact)
    misses: list[Miss] = []
    left: list[Truth] = []
    for truth in disclosure.truths:
        pool = _pool(by_title, truth)
        found = next((fact for fact in pool if not _amiss(truth, fact)), None)
        if found is None:
            left.append(truth)
        else:
            _take(by_title, found)
    for truth in left:
        pool = [fact for fact in _pool(by_title, truth) if fact.value == truth.value]
        nearest = min(pool, key=lambda fact: len(_amiss(truth, fact)), default=None)
        if nearest is not None:
            _take(by_title, nearest)
            misses.append(Miss(truth, "+".join(_amiss(truth, nearest)), nearest))
        else:
            misses.append(Miss(truth, "figure" if _pool(by_title, truth) else "table", None))
    extra = tuple(fact for rest in by_title.values() for fact in rest)
    return Comparison(len(disclosure.truths), tuple(misses), extra)


def _pool(by_title: dict[str, list[Fact]], truth: Truth) -> list[Fact]:
    wanted = _plain(truth.table)
    exact = by_title.get(wanted)
    return exact if exact is not None else [f for t, rest in by_title.items() if wanted in t for f in rest]


def _take(by_title: dict[str, list[Fact]], fact: Fact) -> None:
    for rest in by_title.values():
        for n, each in enumerate(rest):
            if each is fact:
                del rest[n]
                return


def _amiss(truth: Truth, fact: Fact) -> list[str]:
    """What of the address differs."""
    found = [] if fact.value == truth.value else ["value"]
    if truth.row and not _within(truth.row, fact.row_path, fact.unit):
        found.append("row")
    if truth.code is not None and fact.code != truth.code:
        found.append("code")
    if not _within(truth.column, fact.column_path, fact.unit):
        found.append("column")
    if truth.unit and fact.unit != truth.unit:
        found.append("unit")
    if truth.year and fact.year != truth.year:
        found.append("year")
    return found


def _within(wanted: Sequence[str], path: Sequence[str], unit: str | None) -> bool:
    """The innermost names agree, and the outer ones stand in the path in their order. A name may have
    left its unit to the figure: 房屋（平方米） is 房屋, in 平方米."""
    inner, outer = [_plain(name, unit) for name in wanted], iter([_plain(name, unit) for name in path])
    last = _plain(path[-1], unit) if path else ""
    return (not inner or inner[-1] == last) and all(name in outer for name in inner)


def _plain(name: str, unit: str | None = None) -> str:
    squeezed = re.sub(r"[\s“”\"]", "", unicodedata.normalize("NFKC", name))
    bare = _NUMBERING.sub("", squeezed).rstrip(":")
    return bare.removesuffix(f"({unicodedata.normalize('NFKC', unit)})") if unit else bare


def _address(row: Sequence[str], code: str | None, column: Sequence[str], text: str, unit: str | None) -> str:
    return f"{code or ''} {'/'.join(row)} @ {'/'.join(column)} = {text} {unit or ''}".strip()
