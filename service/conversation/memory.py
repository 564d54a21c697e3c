"""What a conversation remembers of its last turn.

State lives in the SQL store, so that any service process can go on with any conversation.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, bindparam, delete, select
from sqlalchemy.engine import Engine

from ingest.store.migrations import create_tables

KEPT = timedelta(days=2)
FORGET_EVERY = 60.0
"""seconds between two searches for turns that are too old"""

metadata = MetaData()
_turns = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("state", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
_LAST = select(_turns.c.state).where(_turns.c.id == bindparam("thread"))
_FORGET = delete(_turns).where(_turns.c.id == bindparam("thread"))


@dataclass(frozen=True, slots=True)
class Last:
    """The last answered turn. ``question`` is what it came to after its own follow-up was resolved;
    ``earlier`` the subject of the turn before; ``subject`` the words of its first operand or set;
    ``row`` the name of the row it read, ``parent`` of
    the outermost one above it; ``column`` the name of its column, '' where that is the total;
    ``operation`` the frame's operation; ``unit`` the unit it was asked in; ``plan`` the printed plan of its
    answer; ``before`` the documents of the turn before; ``said`` what was answered; ``group`` the words of the set
    that a ranking or breakdown ran over; ``items`` the subjects that may be spoken of together, in their order."""

    question: str
    operation: str
    subject: str = ""
    earlier: str = ""
    row: str = ""
    parent: str = ""
    column: str = ""
    unit: str | None = None
    documents: tuple[str, ...] = ()
    plan: str = ""
    before: tuple[str, ...] = ()
    said: str = ""
    group: str = ""
    items: tuple[str, ...] = ()


class Conversations:
    """Last turns by conversation id; unknown and expired ids simply have none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._forgot = float("-inf")
        create_tables(engine, metadata)

    def last(self, conversation_id: str | None) -> Last | None:
        if not conversation_id:
            return None
        with self._engine.connect() as connection:
            found = connection.execute(_LAST, {"thread": conversation_id}).scalar()
        if found is None:
            return None
        raw = json.loads(found)
        lists = {key: tuple(raw.get(key, ())) for key in ("documents", "before", "items")}
        return Last(**{**raw, **lists})

    def remember(self, conversation_id: str, turn: Last) -> None:
        now = datetime.now(UTC)
        state = json.dumps(asdict(turn), ensure_ascii=False)
        with self._engine.begin() as connection:
            if time.monotonic() - self._forgot > FORGET_EVERY:
                connection.execute(delete(_turns).where(_turns.c.at < now - KEPT))
                self._forgot = time.monotonic()
            connection.execute(_FORGET, {"thread": conversation_id})
            connection.execute(_turns.insert(), {"id": conversation_id, "state": state, "at": now})


def new_id() -> str:
    return uuid.uuid4().hex
