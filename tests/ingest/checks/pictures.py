"""Small disclosures written as literal tables and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.amounts import parse
from ingest.checks import Check, Disclosure, Verdict, checks_of, disclosure_of
from ingest.facts import State
from ingest.parsed import Identity, Kind, Level
from ingest.pipeline import parse_bytes
from ingest.tables.labels import is_total
from ingest.tables.model import Column, Role, Row, Table, TableCell, TableKind

_CODED = re.compile(r"(?P<code>\d{3,7})\s+(?P<name>.+)")


def table(
    title: str,
    columns: str,
    body: str,
    unit: str = "万元",
    kind: TableKind = TableKind.FIGURES,
    subject: str | None = None,
) -> Table:
    """A table as a picture: ``columns`` are header paths (``a/b | c``), each line of ``body`` a row:
    ``code name``, or a whole path ``收入/一般公共预算``, then its cells; ``×`` is no cell at all.

    Coded rows stand under the longest code that theirs begins with.
    """
    heads = [head.strip() for head in columns.split("|")]
    made = tuple(Column(tuple(head.split("/")), "%" if "%" in head else unit) for head in heads)
    rows: list[Row] = []
    paths: dict[str, tuple[str, ...]] = {}
    for line in filter(str.strip, body.splitlines()):
        label, *texts = (part.strip() for part in line.split("|"))
        coded = _CODED.match(label)
        code, name = (coded["code"], coded["name"]) if coded else (None, label)
        path = tuple(name.split("/"))
        if code:
            above = max((known for known in paths if code.startswith(known)), key=len, default=None)
            path = (*paths[above], name) if above else (name,)
            paths[code] = path
        role = Role.TOTAL if code is None and is_total(path[-1]) else Role.ITEM
        rows.append(Row(path, path[-1], tuple(map(_cell, texts, made)), code, role))
    empty = not any(cell.state is State.NUMBER for row in rows for cell in row.cells)
    return Table(title, kind, made, tuple(rows), unit, empty=empty, subject=subject)


def _cell(text: str, column: Column) -> TableCell:
    if text == "×":
        return TableCell("", None)
    found = parse(text, column.unit)
    return TableCell(text, found.state, found.value, found.unit, found.comparator)


def check(*tables: Table, kind: Kind = Kind.BUDGET) -> list[Check]:
    """All checks of a document that is these tables."""
    identity = Identity("示例局", 2025 if kind is Kind.BUDGET else 2024, kind, Level.UNIT, "示例局公开")
    return checks_of(Disclosure(identity, tables, ()))


def read(text: str) -> list[Check]:
    """All checks of a text file."""
    parsed = parse_bytes(text.encode(), "公开.txt")
    return checks_of(disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages))


def verdicts(checks: Sequence[Check], rule: str) -> list[str]:
    """The verdicts of a rule, in order."""
    return [one.verdict.value for one in checks if one.rule == rule]


def wrong(checks: Sequence[Check]) -> list[tuple[str, str]]:
    """(rule, difference) of every failed check."""
    return [(one.rule, str(one.difference)) for one in checks if one.verdict is Verdict.WRONG]
