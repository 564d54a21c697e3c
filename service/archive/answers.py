"""Answers as they were given, in the SQL store, so that any service process can show them again."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, DateTime, Index, MetaData, SmallInteger, String, Table, Text, delete, select, update
from sqlalchemy.engine import Engine, Row

from ingest.store.migrations import create_tables
from service.understand.wording import normalise

KEPT = timedelta(days=180)
"""how long a shared link works, and how far back staff can look"""
FORGET_EVERY = 3600.0
"""seconds between two searches for answers that are too old"""
MOST = 20_000
"""answers looked through for one report, the latest"""
_PRIVATE = re.compile(r"\d{11,}[Xx]?")
"""numbers so long are a person's: telephones, identity and bank cards"""

metadata = MetaData()
_answers = Table(
    "answers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("question", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("reason", String(32)),
    Column("answer", Text, nullable=False),
    Column("vote", SmallInteger, nullable=False, default=0),
    Column("comment", Text, nullable=False, default=""),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("answers_by_time", "at"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A question with its answer in the contract's shape. ``vote`` is 1, 0 or -1; ``at`` is in UTC."""

    id: str
    question: str
    kind: str
    reason: str | None
    answer: Mapping[str, Any]
    vote: int
    comment: str
    at: datetime


class Answers:
    """Kept answers by their id."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._forgot = float("-inf")
        create_tables(engine, metadata)

    def keep(self, question: str, answer: Mapping[str, Any]) -> None:
        """Keep ``answer`` with the question it was given to, without what looks like a person's number."""
        now = datetime.now(UTC)
        row = {
            "id": answer["id"],
            "question": without_private(question),
            "kind": answer["kind"],
            "reason": answer.get("reason"),
            "answer": json.dumps(answer, ensure_ascii=False),
            "vote": 0,
            "comment": "",
            "at": now,
        }
        with self._engine.begin() as connection:
            if time.monotonic() - self._forgot > FORGET_EVERY:
                connection.execute(delete(_answers).where(_answers.c.at < now - KEPT))
                self._forgot = time.monotonic()
            connection.execute(_answers.insert(), row)

    def get(self, id: str) -> Kept | None:
        """The answer of this id; None where there is none, or none any more."""
        with self._engine.connect() as connection:
            found = connection.execute(select(_answers).where(_answers.c.id == id)).first()
        return _kept(found) if found is not None else None

    def vote(self, id: str, vote: int, comment: str = "") -> bool:
        """Set what a reader thinks of an answer (1, -1, or 0 to take it back); False where there is no such answer."""
        change = update(_answers).where(_answers.c.id == id).values(vote=vote, comment=without_private(comment))
        with self._engine.begin() as connection:
            return connection.execute(change).rowcount > 0

    def since(self, start: datetime) -> list[Kept]:
        """The answers given from ``start`` on, the latest first; at most ``MOST``."""
        wanted = select(_answers).where(_answers.c.at >= start).order_by(_answers.c.at.desc()).limit(MOST)
        with self._engine.connect() as connection:
            return [_kept(row) for row in connection.execute(wanted)]


def without_private(text: str) -> str:
    """``text`` with numbers of eleven digits and more masked, as those of persons are."""
    return _PRIVATE.sub("＊", text)


def same_question(question: str) -> str:
    """What two wordings of one question share: neither marks nor width tell them apart."""
    return normalise.name(normalise.question(question))


def _kept(row: Row[Any]) -> Kept:
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    return Kept(row.id, row.question, row.kind, row.reason, json.loads(row.answer), row.vote, row.comment, at)
