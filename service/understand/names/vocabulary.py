"""One document's names and addresses, arranged so that a question's words find them.

Built once for each version of a document and kept in memory: names with their other spellings
from the lexicon, rows with their cells, columns with what they assume.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeVar

from ingest.facts import Fact, Measure
from ingest.lexicon import classification
from ingest.store.records import StoredDocument, StoredFact, StoredTable
from ingest.tables.model import Role, TableKind
from service.understand.names import traits
from service.understand.names.naming import Name, Namer, grams, namer, official_names, standing_names
from service.understand.wording import normalise, words


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table: its names, outermost first, and what a fact under it assumes."""

    names: tuple[Name, ...]
    total: bool
    carried: str | None
    side: str | None
    own: int = -1
    """index of the innermost name that says more than 合计 or 决算数; -1 where all are such"""

    @property
    def path(self) -> tuple[str, ...]:
        """The cores of its names, the outermost first."""
        return tuple(name.core for name in self.names)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as the linker sees it."""

    table: StoredTable
    title: Name
    subject: Name | None
    number: int
    """its number among the figure tables, from 1"""
    carried: str | None
    side: str | None
    qualifiers: frozenset[str]
    parts: frozenset[str] = frozenset()
    """cores of the names whose own table this is (公务接待费 in the 三公 table)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One addressable row: a table's row with its cells, or one prose fact.

    ``default`` marks a row that answers when a question names none (合计, 资金总额, the unit's own row).
    """

    names: tuple[Name, ...]
    code: str | None
    default: bool
    sheet: Sheet | None
    cells: tuple[tuple[Heading, StoredFact], ...]
    side: str | None

    @property
    def leaf(self) -> Name:
        return self.names[-1]

    @property
    def depth(self) -> int:
        return len(self.names)

    @property
    def path(self) -> tuple[str, ...]:
        """The cores of its names, the outermost first."""
        return tuple(name.core for name in self.names)


@dataclass(slots=True)
class Vocabulary:
    """Everything that can be linked in one document."""

    document: StoredDocument
    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]
    changes: tuple[Entry, ...]
    """prose entries that state a change, rate, share or completion"""
    facts: dict[int, StoredFact]
    names: tuple[Name, ...]
    by_gram: dict[str, tuple[int, ...]]
    by_code: dict[str, tuple[Entry, ...]]
    joined: str
    """all cores and surfaces, newline-separated: to test whether a piece of a question is part of a name"""
    printed: str
    """all names as printed, newline-separated: a piece that holds a 、 must be printed with it"""
    exact: frozenset[str]
    here: frozenset[str]
    """every exact spelling of the names printed here"""
    meant: frozenset[str]
    """cores that mean one thing wherever they stand: names as printed here, and official names of 科目"""
    longest: int
    frequency: dict[str, int] = field(default_factory=dict)
    """how many names hold a bigram"""
    heads: frozenset[str] = frozenset()
    """cores of names that stand over others: projects, subjects, classes"""
    head_frequency: dict[str, int] = field(default_factory=dict)
    namer: Namer = field(default=lambda text: Name(text, normalise.name(text), (), grams(normalise.name(text))))

    by_leaf: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """entries by the core of their own name"""
    open_entries: tuple[Entry, ...] = ()
    """entries that may answer without their own name being said: totals, a form's indicators"""
    counting: tuple[Entry, ...] = ()
    """entries that count something (570人): they may answer where that is counted"""
    rows_of: dict[int, tuple[Entry, ...]] = field(default_factory=dict)
    """the rows of each table that has some, by its ordinal, in their order"""
    by_head: dict[tuple[str, ...], tuple[Entry, ...]] = field(default_factory=dict)
    """sentences' levels by the path of what they are said to be parts of"""
    cell_of: dict[int, tuple[Entry, Heading]] = field(default_factory=dict)
    """where each fact stands: its row and its column"""
    sheet_of: dict[int, Sheet] = field(default_factory=dict)
    """tables by their ordinal"""
    traits: traits.Traits = field(default_factory=traits.Traits)
    """what the tables say of their rows in words"""
    misspellings: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    anagrams: dict[str, str] = field(default_factory=dict)
    """the names by what a wrong character leaves of them; filled when first needed"""
    told: tuple[Entry, ...] = ()
    """levels that sentences give"""
    lasting: dict[str, Any] = field(default_factory=dict)
    """what is made of the document once, when first asked for"""
    memory: dict[str, Any] = field(default_factory=dict)
    """segments of questions read lately: one question reads the same words many times"""

    def sheet(self, fact: StoredFact) -> Sheet | None:
        """The table that a fact stands in; None for a sentence."""
        return self.sheet_of.get(fact.table) if fact.table is not None else None

    def name(self, text: str) -> Name:
        """Any text as a name, with its other spellings."""
        return self.namer(text)

    def protect(self, text: str) -> list[tuple[int, int]]:
        """Spans of ``text`` that are names here, or long pieces of one; in order, not overlapping."""
        spans: list[tuple[int, int]] = []
        at = 0
        while at < len(text):
            end = self._name_at(text, at)
            if end:
                spans.append((at, end))
                at = end
            else:
                at += 1
        return spans

    def tokens(self, core: str, pieces: bool = False) -> tuple[tuple[int, int], ...]:
        """Spans of a core that are whole names of three characters or more, leftmost and longest; with ``pieces``
        also pieces of four or more of one."""
        spans: list[tuple[int, int]] = []
        at = 0
        while at < len(core):
            stop = min(len(core), at + self.longest)
            end = next((e for e in range(stop, at + 2, -1) if core[at:e] in self.exact), None)
            if end is None and core[at : at + 2] in official_names():
                end = at + 2
            if pieces:
                piece = next((e for e in range(stop, at + 3, -1) if core[at:e] in self.joined), None)
                end = max(end or 0, piece or 0) or None
            if end:
                spans.append((at, end))
            at = end or at + 1
        return tuple(spans)

    def _name_at(self, text: str, start: int) -> int | None:
        best, core, end = None, "", start
        partial = None
        while end < len(text) and len(core) < self.longest:
            character = normalise.name(text[end])
            end += 1
            if not character:
                if text[end - 1] in "，。？；：+=÷×":
                    break
                continue
            core += character
            if len(core) > 3 and core not in self.joined:
                break
            if "、" in text[start:end] and text[start:end] not in self.printed:
                continue
            if core in self.exact and (len(core) > 2 or core in official_names()):
                best = end
            if len(core) > 4:
                partial = end
        if best and (not partial or best >= partial):
            return best
        if partial and _operative(text[start:partial]):
            return partial
        return best


def _operative(piece: str) -> bool:
    """Does a piece of a name hold a character that the grammar would take for an operator?"""
    return any(
        mark in piece
        for mark in ("占", "比", "和", "与", "及", "、", "同", "跟", "减", "加", "等于", "除", "差", "项目")
    )


def build(document: StoredDocument, tables: Sequence[StoredTable], facts: Iterable[StoredFact]) -> Vocabulary:
    """The vocabulary of ``document``; raises nothing: what isn't addressable is left out."""
    facts = list(facts)
    printed = {part for fact in facts for part in (*fact.row_path, *fact.column_path)}
    name_of = namer(frozenset(map(normalise.name, printed)))
    sheets = _sheets(tables, name_of)
    rows: dict[tuple[int, int], list[StoredFact]] = defaultdict(list)
    entries: list[Entry] = []
    changes: list[Entry] = []
    for fact in facts:
        if fact.table is not None and fact.row is not None:
            rows[fact.table, fact.row].append(fact)
        elif fact.row_path:
            entry = _prose_entry(fact, name_of)
            (entries if fact.measure is Measure.LEVEL else changes).append(entry)
    many = Counter(table for table, _ in rows)
    columns: dict[int, list[StoredFact]] = defaultdict(list)
    for (table, _), cells in rows.items():
        columns[table] += cells
    least = {table: _least_said(cells) for table, cells in columns.items()}
    for (table, row), cells in rows.items():
        sheet = sheets.get(table)
        if sheet is not None and cells[0].row_path:
            entry = _row_entry(sheet, row, cells, name_of, document.unit_name, least[table])
            entries.append(replace(entry, default=True) if many[table] == 1 else entry)
    names = tuple(
        dict.fromkeys(
            name
            for entry in (*entries, *changes)
            for name in (*entry.names, *(n for heading, _ in entry.cells for n in heading.names))
        )
    )
    names = tuple(dict.fromkeys((*names, *(sheet.title for sheet in sheets.values()))))
    by_gram: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        for gram in {gram for surface in name.surfaces for gram in grams(surface)}:
            by_gram[gram].append(index)
    heads = frozenset(name.core for entry in entries for name in entry.names[:-1])
    surfaces = {surface for name in names for surface in name.surfaces}
    known = (surfaces | standing_names() | official_names()) - _grammatical()
    return Vocabulary(
        document=document,
        sheets=tuple(sheets.values()),
        entries=tuple(entries),
        changes=tuple(changes),
        facts={fact.id: fact for fact in facts},
        names=names,
        by_gram={gram: tuple(found) for gram, found in by_gram.items()},
        by_code=_grouped((entry for entry in entries if entry.code), lambda entry: entry.code or ""),
        joined="\n".join(surfaces),
        printed="\n".join(normalise.question(name.text) for name in names),
        exact=frozenset(known),
        here=frozenset(surfaces),
        meant=frozenset(name.core for name in names if len(name.core) > 2) | official_names(),
        longest=max(map(len, known), default=0),
        frequency={gram: len(found) for gram, found in by_gram.items()},
        heads=heads,
        by_leaf=_grouped(entries, lambda entry: entry.leaf.core),
        rows_of=_grouped(
            (e for e in entries if e.sheet), lambda entry: entry.sheet.table.ordinal if entry.sheet else -1
        ),
        by_head=_grouped((e for e in entries if e.sheet is None), lambda entry: entry.cells[0][1].row_path[:-1]),
        cell_of={fact.id: (entry, heading) for entry in (*entries, *changes) for heading, fact in entry.cells},
        sheet_of=sheets,
        told=tuple(entry for entry in entries if entry.sheet is None),
        traits=traits.read(tables),
        open_entries=tuple(entry for entry in entries if _open(entry)),
        counting=tuple(entry for entry in entries if any(not _is_money(fact) for _, fact in entry.cells)),
        head_frequency=Counter(gram for core in heads for gram in grams(core)),
        namer=name_of,
    )


Key = TypeVar("Key")


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> dict[Key, tuple[Entry, ...]]:
    found: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[key(entry)].append(entry)
    return {name: tuple(group) for name, group in found.items()}


def _open(entry: Entry) -> bool:
    """May the row be meant though its own name isn't said?"""
    in_form = entry.sheet is not None and entry.sheet.subject is not None and entry.depth > 2
    return entry.default or in_form


def _is_money(fact: Fact) -> bool:
    return (fact.unit or "").endswith(("元", "%"))


@lru_cache(maxsize=1)
def _grammatical() -> frozenset[str]:
    """Names that are words of the grammar as well (年初预算, 决算数, 合计): never folded away."""
    vocabulary = words.load()
    return frozenset(
        (*vocabulary.totals, *vocabulary.operators, *(word for group in vocabulary.hints.values() for word in group))
    )


def _sheets(tables: Sequence[StoredTable], name_of: Namer) -> dict[int, Sheet]:
    found: dict[int, Sheet] = {}
    number = 0
    for table in tables:
        if table.kind is TableKind.FIGURES:
            number += 1
        title = table.title
        found[table.ordinal] = Sheet(
            table,
            name_of(title),
            name_of(table.subject) if table.subject else None,
            number if table.kind is TableKind.FIGURES else 0,
            carried_by(title),
            side_of(title),
            frozenset(word for word in words.load().qualifiers if word in normalise.name(title)),
            _parts_of(normalise.name(title)),
        )
    return found


def _parts_of(title: str) -> frozenset[str]:
    """Every spelling of the parts of what a table is made for, by the lexicon."""
    lexicon = classification.load()
    subjects = [word for word in words.load().made_for if word in title]
    wholes = [term for term in lexicon.terms if term.parts and any(word in term.name for word in subjects)]
    named = [entry for whole in wholes for part in whole.parts for entry in lexicon.named(part)]
    smaller = [part for entry in named for part in getattr(entry, "parts", ())]
    named += [entry for part in smaller for entry in lexicon.named(part)]
    return frozenset(core for entry in named for name in entry.names for core in normalise.variants(name))


def _row_entry(sheet: Sheet, row: int, cells: list[StoredFact], name_of: Namer, unit_name: str, least: int) -> Entry:
    first = cells[0]
    path = first.row_path
    printed = sheet.table.rows[row] if row < len(sheet.table.rows) else None
    leaf = normalise.name(path[-1])
    default = (
        (printed is not None and printed.role is Role.TOTAL)
        or leaf in words.load().totals
        or leaf == normalise.name(unit_name)
    )
    headings = tuple((_heading(fact, name_of, least, sheet.title.core), fact) for fact in cells)
    own = name_of(path[-1])
    if _ends_half(path):
        whole = name_of(f"{path[0]}{path[-1]}")
        own = replace(whole, surfaces=(*whole.surfaces, *own.surfaces, "收支总计"))
    return Entry(
        (*(name_of(part) for part in path[:-1]), own),
        first.code,
        default,
        sheet,
        headings,
        side_of(path[0]) if len(path) > 1 and path[0] in traits.HALVES else sheet.side,
    )


def _ends_half(path: tuple[str, ...]) -> bool:
    """Is the row the grand total of one half of a table of income and spending, which prints no more than 总计?"""
    return len(path) == 2 and path[0] in traits.HALVES and normalise.name(path[1]) == "总计"


def _heading(fact: StoredFact, name_of: Namer, least: int, title: str) -> Heading:
    path = fact.column_path
    own = next((i for i in range(len(path) - 1, -1, -1) if not says_nothing(path[i])), -1)
    total = (not path or says_nothing(path[-1])) and _said(path) <= least
    total = total or (len(path) == 1 and _repeats(path[0], title))
    return Heading(
        tuple(name_of(part) for part in path), total, carried_by("/".join(path)), side_of("/".join(path)), own
    )


def _repeats(name: str, title: str) -> bool:
    """Is a column called the amount of what its table is of (采购预算金额 in 政府采购预算表)?"""
    core = normalise.name(name)
    bare = core.removesuffix("金额").removesuffix("预算").removesuffix("决算")
    return len(bare) > 1 and core.endswith("金额") and bare in title


def _said(path: tuple[str, ...]) -> int:
    """How many of a column's names say more than a year, a total or the amount itself."""
    return sum(not says_nothing(part) for part in path)


def _least_said(facts: Iterable[StoredFact]) -> int:
    """How little the widest total of a table says: beside 合计, a 小计 under 基本支出 is no total of the row."""
    paths = {fact.column_path for fact in facts}
    return min((_said(path) for path in paths if not path or says_nothing(path[-1])), default=0)


@lru_cache(maxsize=1 << 15)
def says_nothing(name: str) -> bool:
    """Is a column's name only a year, a total or the amount itself (2025年预算数, 合计, 金额)?"""
    bare = normalise.name(name).lstrip("0123456789").removeprefix("年度").removeprefix("年")
    return not bare or bare in words.load().totals


def _prose_entry(fact: StoredFact, name_of: Namer) -> Entry:
    roles = tuple(_for_one(name_of(part)) for part in fact.column_path)
    total = not fact.column_path or says_nothing(fact.column_path[-1])
    heading = Heading(roles, total, None, None, len(roles) - 1)
    path = tuple(part for part in fact.row_path if part)
    default = normalise.name(path[-1]) in words.load().totals
    return Entry(tuple(name_of(part) for part in path), fact.code, default, None, ((heading, fact),), side_of(path[-1]))


def _for_one(name: Name) -> Name:
    """每人 is asked for as 一个人, 人均."""
    if not name.core.startswith("每") or len(name.core) < 2:
        return name
    said = tuple(form.format(name.core[1:]) for form in words.load().for_one)
    return replace(name, surfaces=(*name.surfaces, *said))


@lru_cache(maxsize=16384)
def carried_by(text: str) -> str | None:
    """Which side of the carry-over a title or header means: 'excluded', 'only', or None where it doesn't say."""
    core = normalise.name(text)
    for key in ("excluded", "only"):
        if any(normalise.name(word) in core for word in words.load().carried[key]):
            return key
    return None


@lru_cache(maxsize=16384)
def side_of(text: str) -> str | None:
    """'income' or 'spending' where a title or path says one of them and not the other."""
    income = any(word in text for word in words.load().sides["income"])
    spending = any(word in text for word in words.load().sides["spending"])
    return None if income == spending else "income" if income else "spending"
