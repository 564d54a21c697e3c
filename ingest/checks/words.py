"""The words and identities of checking, from ``ingest/lexicon/identities.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any

from ingest.datafile import read_yaml
from ingest.lexicon.classification import fold

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of table. ``funding`` is whose money its figures are, ``total`` what its 合计 is called."""

    kind: str
    title: Pattern
    unless: Pattern | None = None
    funding: str | None = None
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameWords:
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    within: Mapping[str, Mapping[str, str]]
    same: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ColumnWords:
    beside: Pattern
    not_additive: Pattern
    earlier: Pattern
    final: Pattern
    budget: Pattern
    part: Pattern
    difference: Pattern
    ratio: Pattern


@dataclass(frozen=True, slots=True)
class SideWords:
    """Where a side of an identity stands. ``rows`` and ``columns`` are names, () meaning the total;
    ``any_row`` takes the only row there is."""

    kinds: tuple[str, ...]
    half: str | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    any_row: bool = False
    or_total: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityRule:
    rule: str
    says: str
    left: SideWords
    right: SideWords
    never_wrong: bool = False


@dataclass(frozen=True, slots=True)
class ProjectWords:
    funds: frozenset[str]
    year_total: tuple[str, ...]
    least_sources: int


@dataclass(frozen=True, slots=True)
class ProseWords:
    """``own_roles`` are columns that a subject's own figure stands under ('' none), ``first_budget`` and
    ``final`` the two sides of a completion. ``directions`` are less, more and equal; ``from_to`` has the
    groups first, unit, up, down, last and other."""

    money: frozenset[str]
    reasons: Pattern
    about: Pattern
    own_roles: frozenset[str]
    first_budget: frozenset[str]
    final: frozenset[str]
    open_list: Pattern
    rest: Pattern
    apart: Pattern
    whole_lists: tuple[tuple[str, ...], ...]
    directions: Mapping[str, Pattern]
    from_to: Pattern
    nearly_all: Decimal
    near: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    kinds: tuple[KindWords, ...]
    fundings: Mapping[str, Pattern]
    carry_over: Mapping[str, Pattern]
    total_rows: Pattern
    carry: Pattern
    gathered: Mapping[str, frozenset[str]]
    names: NameWords
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    certain: tuple[str, ...]
    columns: ColumnWords
    flow: tuple[Pattern, ...]
    partial_rows: Pattern
    not_in_total: Pattern
    identities: tuple[IdentityRule, ...]
    projects: ProjectWords
    prose: ProseWords


@cache
def words() -> Words:
    """Everything in the file; raises KeyError or re.error where it is incomplete or malformed."""
    raw: dict[str, Any] = read_yaml("ingest.lexicon", "identities.yaml")
    names, columns, projects = raw["names"], raw["columns"], raw["projects"]
    return Words(
        kinds=tuple(_kind(entry) for entry in raw["kinds"]),
        fundings={name: re.compile(pattern) for name, pattern in raw["fundings"].items()},
        carry_over={name: re.compile(pattern) for name, pattern in raw["carry_over"].items()},
        total_rows=re.compile(raw["total_rows"]),
        carry=re.compile(raw["carry"]),
        gathered={name: frozenset(rows) for name, rows in raw["gathered"].items()},
        names=NameWords(
            tuple(sorted(names["heads"], key=len, reverse=True)),
            tuple(sorted(names["tails"], key=len, reverse=True)),
            {above: _folded(inner) for above, inner in names["within"].items()},
            {name: tuple(others) for name, others in names["same"].items()},
        ),
        parts=tuple((entry["whole"], tuple(entry["parts"])) for entry in raw["parts"]),
        certain=tuple(raw["certain"]),
        columns=ColumnWords(*(re.compile(columns[field.name]) for field in fields(ColumnWords))),
        flow=tuple(re.compile(entry["match"]) for entry in columns["flow"]),
        partial_rows=re.compile(raw["partial_rows"]),
        not_in_total=re.compile(raw["not_in_total"]),
        identities=tuple(_identity(entry) for entry in raw["identities"]),
        projects=ProjectWords(frozenset(projects["funds"]), tuple(projects["year_total"]), projects["least_sources"]),
        prose=_prose(raw["prose"]),
    )


def _folded(names: dict[str, str]) -> dict[str, str]:
    return {fold(short): whole for short, whole in names.items()}


def _kind(entry: dict[str, Any]) -> KindWords:
    unless = entry.get("unless")
    return KindWords(
        entry["kind"],
        re.compile(entry["title"]),
        re.compile(unless) if unless else None,
        entry.get("funding"),
        tuple(entry.get("total", ())),
    )


def _identity(entry: dict[str, Any]) -> IdentityRule:
    left, right = _side(entry["left"]), _side(entry["right"])
    return IdentityRule(entry["rule"], entry["says"], left, right, entry.get("never_wrong", False))


def _side(entry: dict[str, Any]) -> SideWords:
    rows, columns = entry["rows"], entry["columns"]
    return SideWords(
        tuple(entry["kinds"]),
        entry.get("half"),
        () if isinstance(rows, str) else tuple(rows),
        () if isinstance(columns, str) else tuple(columns),
        rows == "any",
        entry.get("or_total"),
    )


def _prose(raw: dict[str, Any]) -> ProseWords:
    return ProseWords(
        money=frozenset(raw["money"]),
        reasons=re.compile(raw["reasons"]),
        about=re.compile(raw["about"]),
        own_roles=frozenset(raw["own_roles"]),
        first_budget=frozenset(raw["first_budget"]),
        final=frozenset(raw["final"]),
        open_list=re.compile(raw["open_list"]),
        rest=re.compile(raw["rest"]),
        apart=re.compile(raw["apart"]),
        nearly_all=Decimal(raw["nearly_all"]),
        whole_lists=tuple(map(tuple, raw["whole_lists"])),
        directions={name: re.compile(pattern) for name, pattern in raw["directions"].items()},
        from_to=re.compile(raw["from_to"]),
        near=Decimal(raw["near"]),
    )
