"""The words of table layouts, read from ``ingest/lexicon/layout.yaml``.

Every set holds ``key`` forms, so that ``合　计``, ``因公出国(境)费`` and ``因公出国（境）费`` are
found however they were spaced or bracketed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ingest.datafile import read_yaml

_FOLD = str.maketrans("（）［］：％＝", "()[]:%=")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The form words are compared in: no spaces, half-width brackets, no closing colon."""
    return "".join(text.split()).translate(_FOLD).rstrip(":")


@dataclass(frozen=True, slots=True)
class CaptionWords:
    unit_keys: frozenset[str]
    maker_keys: frozenset[str]
    marker: re.Pattern[str]
    note_keys: tuple[str, ...]
    title_endings: tuple[str, ...]
    inner_endings: tuple[str, ...]
    title_starts: tuple[str, ...]
    title_tails: tuple[str, ...]
    title_prefix: re.Pattern[str]
    continued: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class UnitWords:
    money: tuple[str, ...]
    counts: frozenset[str]
    per: frozenset[str]
    columns: frozenset[str]
    money_columns: tuple[str, ...]
    by_name: Mapping[str, str]
    percent: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeaderWords:
    words: frozenset[str]
    code: frozenset[str]
    code_contains: tuple[str, ...]
    body_code: frozenset[str]
    name: tuple[str, ...]
    name_contains: tuple[str, ...]
    label_contains: tuple[str, ...]
    text: frozenset[str]
    line_number: frozenset[str]
    line_number_rows: frozenset[str]
    label_endings: tuple[str, ...]
    years: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RowWords:
    total_endings: tuple[str, ...]
    total_words: frozenset[str]
    class_names: frozenset[str]
    body_endings: tuple[str, ...]
    child_marks: tuple[str, ...]
    plain_marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PerformanceWords:
    """``level1``, ``level2`` and ``fields`` map every printed form to the standard one; ``parents``
    says which first level a second level belongs to; ``phases`` maps printed words to phases."""

    title_contains: tuple[str, ...]
    subject: frozenset[str]
    body: frozenset[str]
    level1: Mapping[str, str]
    level2: Mapping[str, str]
    parents: Mapping[str, str]
    header_words: frozenset[str]
    columns: Mapping[str, frozenset[str]]
    phases: Mapping[str, str]
    funds: frozenset[str]
    fund_names: tuple[str, ...]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    caption: CaptionWords
    units: UnitWords
    header: HeaderWords
    rows: RowWords
    performance: PerformanceWords


@cache
def words() -> Words:
    """The words, read once a process. Raises KeyError where the file lacks an entry."""
    data: dict[str, Any] = read_yaml("ingest.lexicon", "layout.yaml")
    return Words(
        caption=_caption(data["caption"]),
        units=_units(data["units"]),
        header=_header(data["header"]),
        rows=_rows(data["rows"]),
        performance=_performance(data["performance"]),
    )


def _keys(entries: list[Any]) -> tuple[str, ...]:
    return tuple(key(str(entry)) for entry in entries)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _caption(data: dict[str, Any]) -> CaptionWords:
    return CaptionWords(
        unit_keys=frozenset(_keys(data["unit_keys"])),
        maker_keys=frozenset(_keys(data["maker_keys"])),
        marker=_any_of(data["marker_patterns"]),
        note_keys=_keys(data["note_keys"]),
        title_endings=_keys(data["title_endings"]),
        inner_endings=_keys(data["inner_endings"]),
        title_starts=_keys(data["title_starts"]),
        title_tails=_keys(data["title_tails"]),
        title_prefix=_any_of(data["title_prefix_patterns"]),
        continued=_any_of(data["continued_patterns"]),
    )


def _units(data: dict[str, Any]) -> UnitWords:
    return UnitWords(
        money=_keys(data["money"]),
        counts=frozenset(_keys(data["counts"])),
        per=frozenset(_keys(data["per"])),
        columns=frozenset(_keys(data["columns"])),
        money_columns=_keys(data["money_columns"]),
        by_name={key(name): str(unit) for name, unit in data["by_name"].items()},
        percent=frozenset(_keys(data["percent"])),
    )


def _header(data: dict[str, Any]) -> HeaderWords:
    return HeaderWords(
        words=frozenset(_keys(data["words"])),
        code=frozenset(_keys(data["code"])),
        code_contains=_keys(data["code_contains"]),
        body_code=frozenset(_keys(data["body_code"])),
        name=_keys(data["name"]),
        name_contains=_keys(data["name_contains"]),
        label_contains=_keys(data["label_contains"]),
        text=frozenset(_keys(data["text"])),
        line_number=frozenset(_keys(data["line_number"])),
        line_number_rows=frozenset(_keys(data["line_number_rows"])),
        label_endings=_keys(data["label_endings"]),
        years={key(name): int(distance) for name, distance in data["years"].items()},
    )


def _rows(data: dict[str, Any]) -> RowWords:
    return RowWords(
        total_endings=_keys(data["total_endings"]),
        total_words=frozenset(_keys(data["total_words"])),
        class_names=frozenset(_keys(data["class_names"])),
        body_endings=_keys(data["body_endings"]),
        child_marks=_keys(data["child_marks"]),
        plain_marks=_keys(data["plain_marks"]),
    )


def _forms(data: Mapping[str, list[str]]) -> dict[str, str]:
    """Printed form → standard name; a standard name is a form of itself, before any other's."""
    found = {key(form): name for name, forms in data.items() for form in forms}
    return found | {key(name): name for name in data}


def _performance(data: dict[str, Any]) -> PerformanceWords:
    level2 = data["level2"]
    return PerformanceWords(
        title_contains=_keys(data["title_contains"]),
        subject=frozenset(_keys(data["subject"])),
        body=frozenset(_keys(data["body"])),
        level1=_forms(data["level1"]),
        level2=_forms({name: entry["forms"] for name, entry in level2.items()}),
        parents={name: entry["of"] for name, entry in level2.items()},
        header_words=frozenset(_keys(data["header_words"])),
        columns={name: frozenset(_keys(forms)) for name, forms in data["columns"].items()},
        phases=_forms(data["phases"]),
        funds=frozenset(_keys(data["funds"])),
        fund_names=_keys(data["fund_names"]),
        fields=_forms(data["fields"]),
    )
