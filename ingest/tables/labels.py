"""Printed names cleaned: wrapped lines joined, numbering and markers taken off, units found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.amounts import parse
from ingest.facts import State
from ingest.numbering import numbering
from ingest.tables.words import key, words

_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]"
_GAP = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")
_BREAK = re.compile(rf"(?<={_WIDE})\s*\n\s*|\s*\n\s*(?={_WIDE})")
_ASCII_BRACKETS = re.compile(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_YEAR_WITH_WORD = re.compile(r"((?:19|20)\d\d)\s*年")
_CODE_AND_NAME = re.compile(r"\d{5}(?:\d\d)?\s*([\u4e00-\u9fff]+)$")
_SEVERAL_UNITS = re.compile(r"[,，、]")
_PER = re.compile(r"[/·・.•*]")
_BRACKETED = re.compile(r"[（(\[]([^（()）\[\]]+)[）)\]]$")


@dataclass(frozen=True, slots=True)
class Label:
    """A row's printed name taken apart: ``indent`` in half-width spaces, ``rank`` of its numbering
    (0 where it has none, the outer styles first) and the ``ordinal`` it counts, ``child`` where it
    stands after 其中："""

    name: str
    indent: int = 0
    rank: int = 0
    ordinal: int = 0
    child: bool = False


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """Wrapped lines joined and the gaps that wrapping left between Chinese characters closed."""
    joined = _BREAK.sub("", text.strip())
    return _GAP.sub("", " ".join(joined.split()))


@lru_cache(maxsize=8192)
def clean_name(text: str) -> str:
    """A name as it stands in a path: one line, full-width brackets around Chinese, no closing colon."""
    return _ASCII_BRACKETS.sub(r"（\1）", one_line(text)).strip().rstrip("：:").strip()


@lru_cache(maxsize=8192)
def read_label(text: str) -> Label:
    """Takes a row's name apart; ``text`` is as printed, with its leading spaces."""
    printed = text.strip("\r\n")
    body = printed.lstrip(" \t\u3000\xa0")
    indent = sum(2 if char == "\u3000" else 1 for char in printed[: len(printed) - len(body)])
    name = clean_name(body)
    name, child = _without_mark(name)
    rank, ordinal, name = _without_numbering(name)
    if not child:
        name, child = _without_mark(name)
    return Label(name, indent, rank, ordinal, child)


def _without_mark(name: str) -> tuple[str, bool]:
    rows = words().rows
    for marks, child in ((rows.child_marks, True), (rows.plain_marks, False)):
        for mark in marks:
            match = re.match(rf"{mark}\s*[:：]\s*", name)
            if match and match.end() < len(name):
                return name[match.end() :], child
    return name, False


def _without_numbering(name: str) -> tuple[int, int, str]:
    found = numbering(name)
    return (int(found.style), found.value, found.rest) if found and found.rest else (0, 0, name)


@lru_cache(maxsize=8192)
def is_total(name: str) -> bool:
    """Whether a row so named stands for other rows (合计, 本年支出合计)."""
    rows = words().rows
    form = key(name)
    return form in rows.total_words or form.endswith(rows.total_endings)


def is_figure(text: str) -> bool:
    """Whether a cell prints an amount or a dash: not a bare year, which a header prints too."""
    return parse(text).state in (State.NUMBER, State.DASH) and not _YEAR.fullmatch(key(text))


def names_item(text: str) -> bool:
    """Whether a cell prints an item's code and name (2050203 初中教育), which looks like an amount and a unit."""
    match = _CODE_AND_NAME.match(text)
    return match is not None and as_unit(match[1]) is None


@lru_cache(maxsize=8192)
def split_unit(name: str) -> tuple[str, str | None]:
    """``金额（万元）`` → (金额, 万元). A bracket that isn't a unit stays: ``机关运行经费（参公）``."""
    match = _BRACKETED.search(name)
    if match:
        inner = key(match[1]).removeprefix("单位:")
        found = as_unit(inner)
        if found:
            return name[: match.start()].rstrip() or name, found
    return name, None


def as_unit(text: str) -> str | None:
    """The unit a text names and nothing else (万元, 批次, 元/人·月), else None; brackets full-width as
    in cells."""
    units = words().units
    form = key(text)
    amount, stroke, per = form.partition("/")
    if stroke:
        each = _PER.split(per)
        whole = "%" not in amount and as_unit(amount) is not None and all(part in units.per for part in each)
        return clean_name(form) if whole else None
    if form in units.money:
        return form
    if form in units.counts:
        return clean_name(form.removeprefix("人民币"))
    several = _SEVERAL_UNITS.split(form)
    if len(several) > 1 and all(part in units.counts for part in several):
        return clean_name(form.replace(",", "，"))
    return None


def year_of(text: str) -> int | None:
    """The first year a text names (2025年…); a bare four-digit number counts only when it's all there is."""
    match = _YEAR_WITH_WORD.search(text) or _YEAR.fullmatch(key(text).strip("()"))
    return int(match[1]) if match else None
