"""What ingestion understood of one file, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Place
from ingest.facts import Fact
from ingest.tables.model import Table


class Kind(StrEnum):
    BUDGET = "budget"
    FINAL = "final"
    OTHER = "other"


class Level(StrEnum):
    DEPARTMENT = "department"
    """部门: the body with its subordinate units"""
    UNIT = "unit"
    """单位: the body itself"""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who published what: the key under which a newer version replaces an older one.

    ``title`` is the document's own (山西省政务服务中心2025年度单位预算公开), made from the other
    fields where it prints none. ``members`` are its subordinate units as it lists them.
    """

    unit_name: str
    year: int | None
    kind: Kind
    level: Level | None
    title: str
    members: tuple[str, ...] = ()


class PassageKind(StrEnum):
    TEXT = "text"
    """paragraphs under one heading"""
    PROJECT = "project"
    """one text field of a project's 绩效目标表: section ends with (project, field)"""
    TABLE = "table"
    """a table's description (title, columns, row names), so that tables are findable"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the document that can be quoted.

    ``text`` is verbatim (paragraphs joined by ``\\n``), ``section`` its heading path, outermost first.
    ``table`` indexes the document's tables for PROJECT and TABLE passages.
    """

    text: str
    section: tuple[str, ...]
    kind: PassageKind = PassageKind.TEXT
    place: Place | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """``facts`` of tables come first, in table, row, column order; then those of prose, in reading order.
    ``scanned`` are the pages that were pictures."""

    identity: Identity
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    file_name: str
    media_type: str
    sha256: str
    pages: int = 0
    unread: tuple[str, ...] = ()
    """sentences that say what of the file was left out"""
    scanned: tuple[int, ...] = ()
