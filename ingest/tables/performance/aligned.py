"""Indicators read by their header, for forms and lists whose cells stand in their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.tables.labels import clean_name
from ingest.tables.performance.sequence import level1_of, level2_of, parent_of
from ingest.tables.performance.tokens import Token
from ingest.tables.sheet import SheetRow, Spot
from ingest.tables.words import key, words


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    """Which column is for what: roles of layout.yaml's ``performance.columns`` and ``subject`` to
    column indexes; ``values`` are those of figures with their printed headers; ``before`` and
    ``after`` are other columns left and right of the first level."""

    roles: Mapping[str, int]
    values: tuple[tuple[int, str], ...]
    before: tuple[tuple[int, str], ...]
    after: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class AlignedIndicator:
    """One row: ``values`` are (printed header, cell) in column order, sign and unit joined in."""

    subject: str | None
    path: tuple[str, ...]
    name: str
    values: tuple[tuple[str, Token], ...]


def indicator_header(row: SheetRow) -> IndicatorHeader | None:
    """The header's columns; None where the row is no header of indicators, or one of two halves."""
    columns = words().performance.columns
    roles: dict[str, int] = {}
    values: list[tuple[int, str]] = []
    others: list[tuple[int, str]] = []
    names = 0
    for c, spot in enumerate(row):
        form = key(spot.text) if spot.own else ""
        role = next((role for role, forms in columns.items() if form in forms), None)
        if role == "value":
            values.append((c, clean_name(spot.text)))
        elif role:
            names += role == "name"
            roles.setdefault(role, c)
        elif form in words().performance.subject:
            roles["subject"] = c
        elif form and form not in words().performance.header_words.difference({"备注", "分值", "权重"}):
            others.append((c, clean_name(spot.text)))
    if "name" not in roles or not values or names > 1:
        return None
    first = min(roles.get(role, roles["name"]) for role in ("level1", "level2"))
    before = tuple(other for other in others if other[0] < first)
    return IndicatorHeader(roles, tuple(values), before, tuple(o for o in others if o not in before))


def read_aligned(rows: Sequence[SheetRow], header: IndicatorHeader) -> list[AlignedIndicator]:
    """The indicators below a header; a blank level or project is the last one printed."""
    roles = header.roles
    subject: str | None = None
    level1 = level2 = ""
    found: list[AlignedIndicator] = []
    for row in rows:
        subject = _text(row, roles.get("subject")) or subject
        new1, new2 = _text(row, roles.get("level1")), _text(row, roles.get("level2"))
        if new1 and new1 != level1:
            level1, level2 = new1, ""
        level2 = new2 or level2
        name = _text(row, roles["name"])
        values = tuple((title, _joined(row, c, header)) for c, title in header.values if row[c].own and row[c].text)
        extra = tuple((title, _token(row[c], c)) for c, title in header.after if row[c].own and row[c].text)
        if not name or not (values or extra):
            continue
        found.append(AlignedIndicator(subject, _levels(level1, level2), name, values + extra))
    return found


def _levels(level1: str, level2: str) -> tuple[str, ...]:
    second = level2_of(level2) or level2
    first = level1_of(level1) or level1 or parent_of(second)
    return tuple(level for level in (first, second) if level)


def _text(row: SheetRow, column: int | None) -> str:
    return clean_name(row[column].text) if column is not None else ""


def _token(spot: Spot, column: int) -> Token:
    return Token(column, spot.text, spot.place)


def _joined(row: SheetRow, column: int, header: IndicatorHeader) -> Token:
    """The value with the comparator and unit that stand in columns of their own: ≥ | 95 | %."""
    sign, unit = _text(row, header.roles.get("sign")), _text(row, header.roles.get("unit"))
    text = row[column].text
    token = _token(row[column], column)
    if not token.is_amount:
        return token
    prefix = sign if sign and not text.startswith(sign) else ""
    suffix = unit if unit and not text.endswith(unit) else ""
    joined = Token(column, f"{prefix}{text}{suffix}", row[column].place)
    return joined if joined.is_amount else Token(column, f"{text}{suffix}", row[column].place)
