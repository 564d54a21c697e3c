"""Databases that can't be had say so in a sentence, without what the address keeps secret."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from ingest.errors import StoreUnavailable
from ingest.store import Store

pytestmark = pytest.mark.parametrize("settings", ["embedded"], indirect=True)


@pytest.mark.parametrize(
    "address, said",
    [
        ("nonsense", "MINGZHANG_DATABASE_URL"),
        ("nosuch://u:s3cret@db/store", "MINGZHANG_DATABASE_URL"),
        ("sqlite:////proc/nowhere/store.db", "MINGZHANG_DATA_DIR"),
        ("sqlite:////", "打不开"),
        ("postgresql+psycopg://u:s3cret@127.0.0.1:1/store", "127.0.0.1"),
    ],
)
def test_a_database_that_is_not_there(settings, address, said):
    with pytest.raises(StoreUnavailable, match=said) as refused:
        Store.open(replace(settings, database_url=address))
    assert "s3cret" not in str(refused.value)


def test_a_missing_driver_is_named(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match="psycopg"):
        Store.open(replace(settings, database_url="postgresql+psycopg://db/store"))


def test_a_chroma_server_that_is_not_there(settings, disclosure, pair_embedder):
    store = Store.open(replace(settings, chroma_url="http://127.0.0.1:1"), pair_embedder())
    with pytest.raises(StoreUnavailable, match="MINGZHANG_CHROMA_URL"):
        store.add(disclosure())
    assert store.documents() == []
