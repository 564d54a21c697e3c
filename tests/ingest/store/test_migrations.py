"""Stores of any age open; those of a newer program say so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Column, MetaData, String, Table, inspect, text

from ingest.errors import StoreTooNew
from ingest.store.engine import open_engine
from ingest.store.migrations import MIGRATIONS, create_tables, migrate


def test_steps_are_numbered_in_order():
    assert [step.__name__.split("_")[0] for step in MIGRATIONS] == [f"m{n}" for n in range(1, len(MIGRATIONS) + 1)]


def test_an_empty_database_becomes_a_store_once(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/new/store.db")
    migrate(engine)
    migrate(engine)
    assert {
        "documents",
        "tables",
        "facts",
        "passages",
        "passage_terms",
        "meta",
        "versions",
        "leftovers",
    } <= set(inspect(engine).get_table_names())


@pytest.mark.parametrize("done", range(len(MIGRATIONS)))
def test_an_older_store_takes_the_missing_steps(tmp_path, done):
    engine = open_engine(f"sqlite:///{tmp_path}/store.db")
    with engine.begin() as connection:
        for step in MIGRATIONS[:done]:
            step(connection)
        if done:
            connection.execute(text("INSERT INTO meta VALUES ('schema', :done)"), {"done": str(done)})
    migrate(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT value FROM meta WHERE key = 'schema'")) == str(len(MIGRATIONS))


def test_a_newer_store_is_refused(store):
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = '999' WHERE key = 'schema'"))
    with pytest.raises(StoreTooNew, match="升级"):
        migrate(store.engine)


def test_processes_that_start_together_make_tables_once(settings):
    """As two services do on one database: neither fails because the other was a moment ahead."""
    metadata = MetaData()
    for name in ("first", "second"):
        Table(name, metadata, Column("id", String(64), primary_key=True))
    engines = [open_engine(settings.database_url) for _ in range(6)]
    with ThreadPoolExecutor(len(engines)) as pool:
        list(pool.map(lambda engine: create_tables(engine, metadata), engines))
    assert {"first", "second"} <= set(inspect(engines[0]).get_table_names())
    for engine in engines:
        engine.dispose()
