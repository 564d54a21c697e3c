"""The steps from an empty database to today's, in order.

Each store remembers the number of its last step and takes the missing ones when it is opened,
all in one transaction. Step 1 makes today's tables, so a later step that alters one looks first
whether it needs to.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, MetaData, delete, insert, inspect, select, text

from ingest.errors import StoreTooNew
from ingest.store.schema import Base, MetaRow

_LOCK = 0x6D7A
"""The key under which PostgreSQL lets one process make or alter tables at a time."""


def m1_tables(connection: Connection) -> None:
    Base.metadata.create_all(connection)


def m2_full_text(connection: Connection) -> None:
    """``passage_terms``: a passage's terms, separated by spaces, under its own id."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("CREATE VIRTUAL TABLE passage_terms USING fts5(terms, tokenize='unicode61')"))
        return
    connection.execute(
        text(
            "CREATE TABLE passage_terms (rowid BIGINT PRIMARY KEY"
            " REFERENCES passages(id) ON DELETE CASCADE, terms TEXT NOT NULL)"
        )
    )
    connection.execute(
        text("CREATE INDEX passage_terms_text ON passage_terms USING gin (to_tsvector('simple', terms))")
    )


def m3_sheets(connection: Connection) -> None:
    """Facts and passages of a workbook know their sheet and cell."""
    for table in ("facts", "passages"):
        known = {column["name"] for column in inspect(connection).get_columns(table)}
        for column in ("sheet", "cell"):
            if column not in known:
                connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} TEXT"))


def m4_scans(connection: Connection) -> None:
    """``documents.scanned`` and ``facts.origin``: what was recognised in pictures; before, nothing was."""
    for table, column, default in (("documents", "scanned", "[]"), ("facts", "origin", "print")):
        if column not in {found["name"] for found in inspect(connection).get_columns(table)}:
            connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT '{default}'"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (m1_tables, m2_full_text, m3_sheets, m4_scans)


def migrate(engine: Engine) -> None:
    """Brings the database up to date; StoreTooNew if a newer program made it."""
    with engine.connect() as connection:
        if _version(connection) == len(MIGRATIONS):
            return
    with engine.execution_options(immediate=True).begin() as connection:
        _alone(connection)
        done = _version(connection)
        if done > len(MIGRATIONS):
            raise StoreTooNew(f"数据由更新版本的程序建立（结构版本 {done}），请升级本程序后再打开。")
        for step in MIGRATIONS[done:]:
            step(connection)
        connection.execute(delete(MetaRow).where(MetaRow.key == "schema"))
        connection.execute(insert(MetaRow).values(key="schema", value=str(len(MIGRATIONS))))


def create_tables(engine: Engine, metadata: MetaData) -> None:
    """Make those of ``metadata``'s tables that the database lacks, whichever other process begins to just now."""
    known = inspect(engine).get_table_names()
    if all(name in known for name in metadata.tables):
        return
    with engine.execution_options(immediate=True).begin() as connection:
        _alone(connection)
        metadata.create_all(connection)


def _alone(connection: Connection) -> None:
    """Hold off other processes until the transaction ends; SQLite's immediate transactions do so by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("meta"):
        return 0
    found = connection.execute(select(MetaRow.value).where(MetaRow.key == "schema")).scalar()
    return int(found or 0)
