"""Indicators read by their own order, for forms whose cells are shifted and merged.

A row is one group of cells a half: second level, name, value. A level that isn't printed is the
half's last one. Cells are told apart by the level words and by alternation, not by columns; columns
only decide which half a lone group belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean

from ingest.tables.labels import clean_name
from ingest.tables.performance.tokens import Token
from ingest.tables.words import key, words


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of one half; ``explicit``: its second level is printed in its own row."""

    half: int
    level1: str
    level2: str
    explicit: bool
    name: str
    value: Token | None


@dataclass(slots=True)
class _Group:
    level2: str | None
    items: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class _Half:
    level2: str = ""
    name_columns: list[int] = field(default_factory=list)


def read_sequence(rows: Sequence[Sequence[Token]], halves: int, boundary: int | None) -> list[Indicator]:
    """The indicators of all rows. ``halves`` is 1 or 2; ``boundary`` is the column where the second
    half begins, as the header shows it."""
    grouped = [_groups(row) for row in rows]
    states = [_Half(), _Half()]
    if halves > 1:
        for groups in grouped:
            named = [group for group in groups if group.items]
            if len(groups) == 2 and len(named) == 2:
                for state, group in zip(states, groups, strict=True):
                    state.name_columns.append(group.items[0].column)
    found: list[Indicator] = []
    for groups in grouped:
        for half, group, explicit in _assigned(groups, halves, states, boundary):
            state = states[half]
            if group.level2:
                state.level2 = group.level2
            if group.items:
                found.append(_indicator(half, state.level2, explicit, group.items))
    return found


def level1_of(text: str) -> str | None:
    return words().performance.level1.get(key(text))


def level2_of(text: str) -> str | None:
    return words().performance.level2.get(key(text))


def parent_of(level2: str) -> str:
    """The first level a second level belongs to, '' where the words don't say."""
    return words().performance.parents.get(level2, "")


def _groups(row: Sequence[Token]) -> list[_Group]:
    """The row split at its second-level words; first-level and header words are dropped."""
    groups: list[_Group] = []
    for i, token in enumerate(row):
        after = row[i + 1] if i + 1 < len(row) else None
        level2 = level2_of(token.text)
        if level1_of(token.text) and not (level2 and not _opens_level1(token, after)):
            continue
        if token.form in words().performance.header_words:
            continue
        if level2 and not (after and after.is_amount):
            groups.append(_Group(level2))
            continue
        if level2 or not groups:
            groups.append(_Group(level2 or None))
        items = groups[-1].items
        if items and items[-1].text == token.text and token.column == items[-1].column + 1:
            continue
        items.append(token)
    return _split_long(groups)


def _opens_level1(token: Token, after: Token | None) -> bool:
    """Whether 成本指标, a word of both levels, is the first level here."""
    below = level2_of(after.text) if after else None
    return below is not None and parent_of(below) == level1_of(token.text)


def _split_long(groups: list[_Group]) -> list[_Group]:
    """Two halves' cells in one group (name value name value) are two groups."""
    found: list[_Group] = []
    for group in groups:
        items = group.items
        if len(items) >= 4:
            found += [_Group(group.level2, items[:2]), _Group(None, items[2:4])]
        elif len(items) == 3:
            gap_first = items[1].column - items[0].column > items[2].column - items[1].column
            cut = 1 if gap_first and not items[1].is_amount else 2
            found += [_Group(group.level2, items[:cut]), _Group(None, items[cut:])]
        else:
            found.append(group)
    return found


def _assigned(
    groups: Sequence[_Group], halves: int, states: Sequence[_Half], boundary: int | None
) -> list[tuple[int, _Group, bool]]:
    """Each group with its half and whether its level is printed."""
    if halves == 1:
        return [(0, group, group.level2 is not None) for group in groups]
    if len(groups) == 1 and groups[0].items:
        return [(_nearest_half(groups[0].items[0].column, states, boundary), groups[0], bool(groups[0].level2))]
    return [(min(i, 1), group, group.level2 is not None) for i, group in enumerate(groups)]


def _nearest_half(column: int, states: Sequence[_Half], boundary: int | None) -> int:
    if all(state.name_columns for state in states):
        first, second = (mean(state.name_columns) for state in states)
        return int(abs(column - second) < abs(column - first))
    return int(boundary is not None and column >= boundary)


def _indicator(half: int, level2: str, explicit: bool, items: Sequence[Token]) -> Indicator:
    first = items[0]
    if len(items) == 1 and first.is_amount:
        return Indicator(half, parent_of(level2), level2, explicit, level2, first)
    value = items[1] if len(items) > 1 else None
    return Indicator(half, parent_of(level2), level2, explicit, clean_name(first.text), value)
