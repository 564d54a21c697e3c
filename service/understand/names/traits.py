"""What tables say of their rows in words: a project's kind, how a purchase is organised, the heads rows stand under.

Such words restrict a set (特定目标类项目, 集中采购, 货物类). Made once for each document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.facts import State
from ingest.store.records import StoredFact, StoredTable
from ingest.tables.model import Role, Row, TableKind
from service.understand.wording import normalise

LONGEST = 16
"""characters of a cell that names a kind; longer ones are sentences"""
HALVES = ("收入", "支出")
"""what the rows of a table printed side by side stand under"""
_KIND = re.compile(r"(?:项目|类|支出)+$")


@dataclass(frozen=True, slots=True)
class Traits:
    """``of_row``: stems by (table, row); ``of_project``: stems by the core of the project that a form is about;
    ``tables``: where a stem stands, by ordinal; ``printed``: a stem as the document prints it."""

    of_row: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    of_project: dict[str, frozenset[str]] = field(default_factory=dict)
    tables: dict[str, frozenset[int]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    def of(self, fact: StoredFact) -> frozenset[str]:
        """The stems of everything said of the row that a fact stands in."""
        here = (fact.table, fact.row) if fact.table is not None and fact.row is not None else None
        own = self.of_row.get(here, frozenset()) if here is not None else frozenset()
        names = [normalise.name(name) for name in (fact.row_path[-1:] + fact.row_path[:1])]
        return own.union(*(self.of_project.get(name, frozenset()) for name in names))

    def said(self, core: str) -> tuple[str, ...]:
        """The stems that stand in the core of a text, longest first, none inside another."""
        found: list[str] = []
        for stem in sorted(self.printed, key=lambda stem: -len(stem)):
            if stem in core:
                found.append(stem)
                core = core.replace(stem, " ")
        return tuple(found)


def stem(text: str) -> str:
    """特定目标类 → 特定目标, 经常性项目（长期开展） → 经常性: what a question says of a kind, whatever noun follows."""
    bare = normalise.name(re.sub(r"[（(].*?[）)]", "", text))
    return _KIND.sub("", bare) or bare


def read(tables: Sequence[StoredTable]) -> Traits:
    """The traits of every row of ``tables``."""
    of_row: dict[tuple[int, int], set[str]] = defaultdict(set)
    of_project: dict[str, set[str]] = defaultdict(set)
    standing: dict[str, set[int]] = defaultdict(set)
    printed: dict[str, str] = {}
    for table in tables:
        if table.kind is TableKind.PERFORMANCE and table.subject:
            for text in _form_kinds(table):
                of_project[normalise.name(table.subject)].add(stem(text))
                printed.setdefault(stem(text), text)
        elif table.kind is TableKind.FIGURES:
            for number, texts in _row_kinds(table).items():
                for text in texts:
                    of_row[table.ordinal, number].add(stem(text))
                    standing[stem(text)].add(table.ordinal)
                    printed.setdefault(stem(text), text)
    return Traits(
        {place: frozenset(stems) for place, stems in of_row.items()},
        {core: frozenset(stems) for core, stems in of_project.items()},
        {name: frozenset(ordinals) for name, ordinals in standing.items()},
        printed,
    )


def _form_kinds(table: StoredTable) -> list[str]:
    """A form's short words right below its subject (项目属性：经常性项目（长期开展）)."""
    cells = [cell for row in table.rows if len(row.path) == 2 for cell in row.cells]
    texts = [cell.text for cell in cells if cell.state is State.TEXT and len(cell.text) <= LONGEST]
    return [text for text in texts if re.search(r"性|类", text) and len(stem(text)) > 1]


def _row_kinds(table: StoredTable) -> dict[int, set[str]]:
    """By row: cells of columns whose words repeat, and heads that have no row of their own."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = [(number, row) for number, row in enumerate(table.rows) if row.role is not Role.TOTAL]
    for at, column in enumerate(table.columns):
        texts = {n: row.cells[at].text for n, row in rows if at < len(row.cells) and _names_kind(row, at)}
        many = Counter(texts.values())
        if column.text and len(many) > 1 and len(many) < len(texts):
            for number, text in texts.items():
                found[number].add(text)
    own = {row.path for _, row in rows}
    for number, row in rows:
        for depth in range(1, len(row.path)):
            head = row.path[depth - 1]
            if row.path[:depth] not in own and head not in HALVES and len(stem(head)) > 1:
                found[number].add(head)
    return found


def _names_kind(row: Row, at: int) -> bool:
    cell = row.cells[at]
    return cell.state is State.TEXT and 1 < len(cell.text) <= LONGEST and len(stem(cell.text)) > 1
