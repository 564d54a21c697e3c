"""The words of form checks, from ``ingest/lexicon/forms.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.datafile import read_yaml

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Standard:
    """A table that a disclosure has to have: any of ``kinds``; ``always``: no disclosure leaves it out."""

    kinds: tuple[str, ...]
    says: str
    always: bool


@dataclass(frozen=True, slots=True)
class Slip:
    rule: str
    says: str
    match: Pattern


@dataclass(frozen=True, slots=True)
class Words:
    """``year_said`` and ``year_opens`` have the group year, ``body_said`` the group body."""

    tables: Mapping[str, tuple[Standard, ...]]
    least_tables: int
    says_empty: Pattern
    may_say_empty: Pattern
    year_said: Pattern
    year_opens: Pattern
    other_years: Pattern
    other_kind: Mapping[str, str]
    body_said: Pattern
    not_a_body: Pattern
    slips: tuple[Slip, ...]
    pairs: tuple[str, ...]
    list_numbers: Pattern


@cache
def words() -> Words:
    """Everything in the file; raises KeyError or re.error where it is incomplete or malformed."""
    raw: dict[str, Any] = read_yaml("ingest.lexicon", "forms.yaml")
    patterns = [
        "says_empty",
        "may_say_empty",
        "year_said",
        "year_opens",
        "other_years",
        "body_said",
        "not_a_body",
        "list_numbers",
    ]
    return Words(
        tables={
            kind: tuple(Standard(tuple(one["kinds"]), one["says"], one.get("always", False)) for one in entries)
            for kind, entries in raw["tables"].items()
        },
        least_tables=raw["least_tables"],
        slips=tuple(Slip(one["rule"], one["says"], re.compile(one["match"])) for one in raw["slips"]),
        pairs=tuple(raw["pairs"]),
        other_kind=raw["other_kind"],
        **{name: re.compile(raw[name]) for name in patterns},
    )
