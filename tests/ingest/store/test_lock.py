"""One writer at a time, over threads and processes."""

from __future__ import annotations

import threading

import pytest
from filelock import FileLock

from ingest.errors import StoreBusy
from ingest.store.lock import WriterLock

EMBEDDED = pytest.mark.parametrize("settings", ["embedded"], indirect=True)


@EMBEDDED
def test_another_process_waits_its_turn(store, settings, disclosure, monkeypatch):
    monkeypatch.setattr(store._lock, "_wait", 0.05)
    with FileLock(settings.data_dir / "writer.lock"), pytest.raises(StoreBusy, match="另一个进程"):
        store.add(disclosure())
    assert store.documents() == []
    assert store.add(disclosure()).passages == 3


def test_another_store_waits_its_turn(store, open_store, disclosure, monkeypatch):
    other = open_store()
    monkeypatch.setattr(other._lock, "_wait", 0.05)
    with store.writing(), pytest.raises(StoreBusy):
        other.add(disclosure())
    assert other.add(disclosure()).passages == 3


def test_the_holder_may_write_many(store, disclosure):
    with store.writing():
        store.add(disclosure())
        store.add(disclosure(year=2024))
    assert len(store.documents()) == 2


def test_another_thread_waits_its_turn(settings, store):
    lock = WriterLock(settings.data_dir, store.engine, wait=0.05)
    refused = []

    def other():
        try:
            with lock.held():
                refused.append(False)
        except StoreBusy:
            refused.append(True)

    with lock.held():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert refused == [True]


def test_writing_from_many_threads_loses_nothing(store, disclosure):
    threads = [threading.Thread(target=store.add, args=(disclosure(year=2000 + n),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [document.year for document in store.documents()] == list(range(2000, 2006))
    assert {len(store.facts(document.id)) for document in store.documents()} == {3}


@EMBEDDED
def test_a_lock_left_by_a_dead_process_is_no_lock(settings, store, disclosure, run_python):
    run_python(
        """
        import os, sys
        from filelock import FileLock
        FileLock(sys.argv[1]).acquire()
        os._exit(0)
        """,
        str(settings.data_dir / "writer.lock"),
    )
    assert store.add(disclosure())
