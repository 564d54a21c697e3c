"""A figure look-up in a cold process loads nothing heavy."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.parametrize("settings", ["embedded"], indirect=True)

HEAVY = "chromadb langchain_chroma langchain_core torch sentence_transformers pandas numpy jieba filelock"


def test_reading_facts_loads_nothing_heavy(store, settings, disclosure, run_python):
    id = store.add(disclosure()).id
    printed = run_python(
        """
        import pathlib, sys
        from conftest import Settings
        from ingest.store import Store
        store = Store.open(Settings(pathlib.Path(sys.argv[1]), sys.argv[2]))
        assert store.documents() and store.tables(sys.argv[3]) and store.generation()
        print(len(store.facts(sys.argv[3])), *(name for name in sys.argv[4].split() if name in sys.modules))
        """,
        str(settings.data_dir),
        settings.database_url,
        id,
        HEAVY,
    )
    assert printed.split() == ["3"]
