"""Whose document it is: body, year, 预算 or 决算, 部门 or 单位.

Documents contain slips (another body's name in one title), so each answer is what most places say:
the cover, the lines that name the body near tables, headings and table titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.document import Document, Paragraph
from ingest.numbering import unnumbered
from ingest.outline import Entry, EntryKind
from ingest.parsed import Identity, Kind, Level
from ingest.prose.normal import squeezed
from ingest.tables.model import PlacedTable, Table, TableKind
from ingest.wording import IdentityWords, words

_YEAR = re.compile(r"(?<!\d)(20\d\d)年?度?(?!\d|\.|年?\d{1,2}月)")
_COVER_LINES = 8
_COVER_WEIGHT = 5
_LONGEST_TITLE = 70
_REMARK = re.compile(r"（[^）]*）")


def identity_of(document: Document, entries: Sequence[Entry], tables: Sequence[PlacedTable]) -> Identity:
    """The document's identity. ``unit_name`` is '' where no place names the body."""
    identity_words = words().identity
    cover = _cover(document)
    titles = [squeezed(placed.table.title) for placed in tables]
    headings = [squeezed(entry.text) for entry in entries if entry.kind is EntryKind.HEADING]
    named = _named_lines(document, identity_words)
    unit_name = _unit_name(named, entries, [*_joins(cover), *headings, *titles], identity_words)
    year = _year(cover, [*headings, *titles], document.file_name, tables)
    kind = _kind(cover, [*headings, *titles], document.file_name, identity_words)
    level = _level(named, cover, [*headings, *titles], document.file_name, identity_words)
    title = _title(cover, unit_name, year, kind, level)
    members = _members(entries, tables, unit_name, identity_words)
    return Identity(unit_name, year, kind, level, title, members)


def _cover(document: Document) -> list[str]:
    """The first lines up to the first that is numbered, long or a table's."""
    lines: list[str] = []
    for block in document.blocks[:_COVER_LINES]:
        text = squeezed(block.text) if isinstance(block, Paragraph) else ""
        if not text or len(text) > 50 or unnumbered(text) != text or text == "目录":
            break
        lines.append(text)
    return lines


def _joins(cover: Sequence[str]) -> list[str]:
    """A title may be set over several lines: every run of them, put together."""
    found = ["".join(cover[first:last]) for first in range(len(cover)) for last in range(first + 1, len(cover) + 1)]
    return [text for text in found if len(text) <= _LONGEST_TITLE]


# -- the body ---------------------------------------------------------------------------------------


def _unit_name(
    named: Sequence[tuple[str, str]], entries: Sequence[Entry], titles: Sequence[str], identity_words: IdentityWords
) -> str:
    votes: Counter[str] = Counter()
    for name, _ in named:
        votes[name] += 2
    for title in titles:
        for pattern in identity_words.titles:
            match = pattern.match(title)
            if match and identity_words.bodies.search(match["name"]):
                votes[match["name"]] += 3
                break
    for entry in entries:
        match = identity_words.introduction.match(squeezed(entry.text)) if entry.text else None
        if match and identity_words.bodies.search(match["name"]):
            votes[match["name"]] += 1
    return votes.most_common(1)[0][0] if votes else ""


def _named_lines(document: Document, identity_words: IdentityWords) -> list[tuple[str, str]]:
    """(name, role) of every line like 编制单位：…, also where it is a table's first rows."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.extend(re.split(r"\s{2,}|\t", block.text))
            lines.append(block.text)
        else:
            lines.extend(cell.text for row in block.rows[:3] for cell in row if cell and len(cell.text) < 60)
    found: list[tuple[str, str]] = []
    for line in lines:
        text = squeezed(line)
        for pattern in identity_words.name_lines:
            match = pattern.match(text)
            name = _bare(match["name"]) if match else ""
            if match and len(name) > 2 and identity_words.bodies.search(name):
                found.append((name, match["role"]))
    return found


def _bare(name: str) -> str:
    """A name without its code (229-山西省…, 123001山西省…)."""
    return re.sub(r"^\d+[-—_－\s]*", "", name).strip("，。；、 ")


# -- year, kind, level ------------------------------------------------------------------------------


def _year(cover: Sequence[str], titles: Sequence[str], file_name: str, tables: Sequence[PlacedTable]) -> int | None:
    votes: Counter[int] = Counter()
    for weight, texts in ((_COVER_WEIGHT, cover), (1, titles), (1, [squeezed(file_name)])):
        for text in texts:
            for match in _YEAR.finditer(text):
                votes[int(match[1])] += weight
    for placed in tables:
        if placed.table.year:
            votes[placed.table.year] += 1
    return votes.most_common(1)[0][0] if votes else None


def _kind(cover: Sequence[str], titles: Sequence[str], file_name: str, identity_words: IdentityWords) -> Kind:
    votes: Counter[Kind] = Counter()
    for weight, texts in ((_COVER_WEIGHT, cover), (1, titles), (1, [file_name])):
        for text in texts:
            if identity_words.final.search(text):
                votes[Kind.FINAL] += weight
            elif identity_words.budget.search(text):
                votes[Kind.BUDGET] += weight
    return votes.most_common(1)[0][0] if votes else Kind.OTHER


def _level(
    named: Sequence[tuple[str, str]],
    cover: Sequence[str],
    titles: Sequence[str],
    file_name: str,
    identity_words: IdentityWords,
) -> Level | None:
    votes: Counter[Level] = Counter()
    for weight, texts in ((_COVER_WEIGHT, cover), (1, titles), (2, [squeezed(file_name)])):
        for text in texts:
            plain = identity_words.neutral.sub("", text)
            if identity_words.department.search(plain):
                votes[Level.DEPARTMENT] += weight
            if identity_words.unit.search(plain):
                votes[Level.UNIT] += weight
    for _, role in named:
        if identity_words.department_role.search(role):
            votes[Level.DEPARTMENT] += 1
        elif identity_words.unit_role.search(role):
            votes[Level.UNIT] += 1
    return votes.most_common(1)[0][0] if votes else None


def _title(cover: Sequence[str], unit_name: str, year: int | None, kind: Kind, level: Level | None) -> str:
    """The cover's own title where it names body, year and kind; else one made of them."""
    own = [
        text
        for text in (re.sub("目录$", "", line) for line in _joins(cover))
        if unit_name and text.startswith(unit_name) and str(year) in text and re.search("[预决]算", text)
    ]
    if own:
        return min(own, key=len)
    level_word = {Level.DEPARTMENT: "部门", Level.UNIT: "单位", None: ""}[level]
    kind_word = {Kind.BUDGET: "预算", Kind.FINAL: "决算", Kind.OTHER: ""}[kind]
    year_word = f"{year}年度" if year else ""
    return f"{unit_name}{year_word}{level_word}{kind_word}" or (cover[0] if cover else "")


# -- members ----------------------------------------------------------------------------------------


def _members(
    entries: Sequence[Entry],
    tables: Sequence[PlacedTable],
    unit_name: str,
    identity_words: IdentityWords,
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    spans = [
        (entry.first, entry.last)
        for entry in entries
        if entry.section and identity_words.member_sections.search(entry.section[-1])
    ]
    for entry in entries:
        here = entry.section and identity_words.member_sections.search(entry.section[-1])
        if here and entry.kind is EntryKind.TEXT:
            for name in _members_of_text(entry, identity_words):
                found[name] = None
    for placed in tables:
        inside = any(placed.first_block <= last and first <= placed.last_block for first, last in spans)
        if placed.table.kind is TableKind.TEXT and inside:
            for name in _members_of_table(placed.table, identity_words):
                found[name] = None
    others = (_REMARK.sub("", name) for name in found if not _is_self(name, unit_name, identity_words))
    return tuple(dict.fromkeys(others))


def _members_of_text(entry: Entry, identity_words: IdentityWords) -> list[str]:
    text = squeezed(entry.text)
    match = identity_words.listed.search(text)
    said = _said(text, match) if match else ""
    if match and not identity_words.inner.search(said):
        listed = identity_words.between.split(match["list"])
        names = [identity_words.of_member.sub("", name.strip("和及等。").rpartition("：")[2]) for name in listed]
    elif entry.number:
        names = [re.split(r"[，。；：]", squeezed(entry.number.rest))[0]]
    else:
        names = []
    return [name for name in names if len(name) > 4 and identity_words.bodies.search(_REMARK.sub("", name))]


def _said(text: str, match: re.Match[str]) -> str:
    """The words that say what a list is of: its own, or the clause before a bare 分别是：."""
    before = text[: match.start()].rstrip("，").rpartition("，")[2].rpartition("。")[2]
    return match[0] if "单位" in match[0][: match.start("list") - match.start()] else before + match[0]


def _members_of_table(table: Table, identity_words: IdentityWords) -> list[str]:
    column = next(
        (i for i, column in enumerate(table.columns) if identity_words.name_column.search("".join(column.path))),
        None,
    )
    names: list[str] = []
    for row in table.rows:
        texts = [squeezed(row.label), *(squeezed(cell.text) for cell in row.cells)]
        if column is not None and column < len(row.cells):
            texts = [squeezed(row.cells[column].text), *texts]
        named = (text for text in texts if len(text) > 4 and identity_words.bodies.search(_REMARK.sub("", text)))
        name = next(named, None)
        if name:
            names.append(name)
    return names


def _is_self(name: str, unit_name: str, identity_words: IdentityWords) -> bool:
    bare = _REMARK.sub("", name)
    return bare == unit_name or identity_words.member_self.search(name) is not None
