"""What comes out of the store: plain values, what went in plus where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ingest.facts import Fact
from ingest.parsed import Identity, Kind, Level, Passage
from ingest.tables.model import Table


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One visible document. ``tables``, ``figures`` (facts with a value) and ``passages`` are counts;
    ``checks_wrong`` counts failed reconciliation checks, None while none have been run.
    ``ingested_at`` is in UTC; ``scanned`` are the pages whose text was recognised in pictures."""

    id: str
    identity: Identity
    file_name: str
    media_type: str
    sha256: str
    pages: int
    tables: int
    figures: int
    passages: int
    checks_wrong: int | None
    ingested_at: datetime
    scanned: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        return self.identity.title

    @property
    def unit_name(self) -> str:
        return self.identity.unit_name

    @property
    def year(self) -> int | None:
        return self.identity.year

    @property
    def kind(self) -> Kind:
        return self.identity.kind

    @property
    def level(self) -> Level | None:
        return self.identity.level


@dataclass(frozen=True, slots=True)
class StoredFact(Fact):
    """A fact with its row in the store; ``table_id`` is None for prose."""

    id: int = 0
    document_id: str = ""
    table_id: str | None = None


@dataclass(frozen=True, slots=True)
class StoredTable(Table):
    """A table with its id; ``ordinal`` is its place among the document's tables, from 0
    (what ``Fact.table`` and ``Passage.table`` index)."""

    id: str = ""
    document_id: str = ""
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class StoredPassage(Passage):
    """A passage with its row in the store."""

    id: int = 0
    document_id: str = ""
    ordinal: int = 0
    table_id: str | None = None


@dataclass(frozen=True, slots=True)
class EndedVersion:
    """A version that is no longer visible: a newer one replaced it, or a person removed it. Times in UTC."""

    document_id: str
    title: str
    file_name: str
    sha256: str
    ingested_at: datetime
    ended_at: datetime
    replaced: bool


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage found by a search, with what found it.

    ``score`` is the fused score, only comparable within one search. ``dense`` is the cosine of
    question and passage (−1…1), ``lexical`` the BM25 score (0: no term in common; higher is
    nearer); each is given whenever that half of the search ran, whichever half found the
    passage, and is None when it didn't. Ranks count from 1, None where that half did not
    list it. ``coverage`` is the part (0…1) of the question's terms that the passage holds.
    """

    passage: StoredPassage
    score: float
    dense: float | None
    lexical: float | None
    dense_rank: int | None
    lexical_rank: int | None
    coverage: float
