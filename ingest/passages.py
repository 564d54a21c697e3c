"""Pieces of the document that can be quoted: text by heading, project fields, table descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Paragraph, Place
from ingest.facts import State
from ingest.outline import Entry, EntryKind, section_at
from ingest.parsed import Passage, PassageKind
from ingest.prose.normal import squeezed
from ingest.tables.model import PlacedTable, Table, TableKind
from ingest.wording import words

_TARGET = 400
_LIST_LIMIT = 1200
_SHORTEST_FIELD = 8
_ROW_NAMES = 60
_COVER_LINE = 40
_LEAD = 150
_LONG_FIELD = 20


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    section: tuple[str, ...]
    place: Place | None
    item: bool
    term: bool


def passages_of(entries: Sequence[Entry], tables: Sequence[PlacedTable]) -> list[Passage]:
    """The document's passages: its text in reading order, then projects' text fields, then its tables.

    Text is cut by heading and at about 400 characters, between paragraphs only; a list stays whole up
    to 1200 characters; each glossary entry is a passage of its own.
    """
    found = [
        passage
        for group in _groups(entries)
        for passage in _packed(group)
        if passage.section or len(passage.text) > _COVER_LINE
    ]
    for index, placed in enumerate(tables):
        section = section_at(entries, placed.first_block)
        if placed.table.kind is TableKind.PERFORMANCE:
            found.extend(_project_passages(placed.table, index, section))
    for index, placed in enumerate(tables):
        found.append(_table_passage(placed.table, index, section_at(entries, placed.first_block)))
    return found


def _groups(entries: Sequence[Entry]) -> Iterator[list[_Piece]]:
    """Paragraphs that stand together under one heading."""
    group: list[_Piece] = []
    for entry in entries:
        if entry.kind is EntryKind.TABLE_LINE:
            continue
        if entry.kind is not EntryKind.TEXT or not isinstance(entry.block, Paragraph):
            if group:
                yield group
            group = []
            continue
        piece = _piece(entry, entry.block)
        if group and piece.section != group[-1].section:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _piece(entry: Entry, paragraph: Paragraph) -> _Piece:
    passage_words = words().passages
    glossary = any(passage_words.glossary.search(heading) for heading in entry.section)
    rest = entry.number.rest if entry.number else paragraph.text
    term = glossary and passage_words.term.match(squeezed(rest)) is not None
    return _Piece(paragraph.text, entry.section, paragraph.place(), entry.number is not None, term)


def _packed(group: Sequence[_Piece]) -> Iterator[Passage]:
    """A group's paragraphs put together to passages of whole paragraphs."""
    held: list[_Piece] = []
    for piece in group:
        size = sum(len(other.text) for other in held)
        listed = piece.item and (not held or held[-1].item or held[-1].text.rstrip().endswith(("：", ":")))
        limit = _LIST_LIMIT if listed else _TARGET
        leads = size > _LEAD and not piece.item and piece.text.rstrip().endswith(("：", ":"))
        apart = piece.term or (bool(held) and held[-1].term and piece.item)
        if held and (apart or leads or size + len(piece.text) > limit):
            yield _passage(held)
            held = []
        held.append(piece)
    if held:
        yield _passage(held)


def _passage(pieces: Sequence[_Piece]) -> Passage:
    places = [piece.place for piece in pieces if piece.place]
    place: Place | None = None
    for other in places:
        place = other if place is None else place | other
    return Passage("\n".join(piece.text for piece in pieces), pieces[0].section, place=place)


def _project_passages(table: Table, index: int, section: tuple[str, ...]) -> Iterator[Passage]:
    """One passage for each text field of a project (项目概况, 立项依据); a field told twice is told once."""
    project = table.subject or table.title
    for row in table.rows:
        said: dict[str, Place | None] = {}
        for cell in row.cells:
            shortest = _SHORTEST_FIELD if len(row.path) <= 2 else _LONG_FIELD
            if cell.state is State.TEXT and len(cell.text) >= shortest:
                said.setdefault(cell.text, cell.place or row.place)
        for text, place in said.items():
            field = row.path[-1] if row.path else row.label
            yield Passage(text, (*section, project, field), PassageKind.PROJECT, place, index)


def _table_passage(table: Table, index: int, section: tuple[str, ...]) -> Passage:
    """What a table is about: title, unit, columns, rows, notes."""
    lines = [table.title if table.subject is None else f"{table.title}：{table.subject}"]
    if table.unit:
        lines.append(f"单位：{table.unit}")
    columns = list(dict.fromkeys("/".join(column.path) for column in table.columns if column.path))
    if columns:
        lines.append("栏目：" + "、".join(columns))
    names = list(dict.fromkeys(row.path[-1] for row in table.rows if row.path and row.path[-1]))
    if names:
        lines.append("项目：" + "、".join(names[:_ROW_NAMES]))
    lines.extend(table.notes)
    place = next((row.place for row in table.rows if row.place), None)
    return Passage("\n".join(lines), section, PassageKind.TABLE, place, index)
