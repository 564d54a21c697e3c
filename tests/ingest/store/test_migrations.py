"""Stores of any age open; those of a newer program say so."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from ingest.errors import StoreTooNew
from ingest.store.engine import open_engine
from ingest.store.migrations import MIGRATIONS, migrate


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
