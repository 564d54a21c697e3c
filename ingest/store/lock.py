"""One writer at a time: a file lock beside the embedded store, an advisory lock on PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from sqlalchemy import Engine, text

from ingest.errors import StoreBusy

_KEY = 0x6D7B
_BUSY = "另一个进程正在写入数据，请等它结束后再试。"


class WriterLock:
    """Held by whoever writes. A thread that holds it may take it again; other threads and
    processes wait, at most ``wait`` seconds, then get StoreBusy."""

    def __init__(self, data_dir: Path, engine: Engine, wait: float = 30.0) -> None:
        self._path = data_dir / "writer.lock"
        self._engine = engine
        self._wait = wait
        self._threads = RLock()
        self._depth = 0

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Yields whether this is the outermost hold."""
        if not self._threads.acquire(timeout=self._wait):
            raise StoreBusy(_BUSY)
        try:
            if self._depth:
                self._depth += 1
                try:
                    yield False
                finally:
                    self._depth -= 1
                return
            with self._across_processes():
                self._depth = 1
                try:
                    yield True
                finally:
                    self._depth = 0
        finally:
            self._threads.release()

    @contextmanager
    def _across_processes(self) -> Iterator[None]:
        if self._engine.dialect.name == "postgresql":
            with self._advisory_lock():
                yield
            return
        from filelock import FileLock, Timeout

        self._path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._path)
        try:
            lock.acquire(timeout=self._wait)
        except Timeout as error:
            raise StoreBusy(_BUSY) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _advisory_lock(self) -> Iterator[None]:
        deadline = time.monotonic() + self._wait
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}):
                if time.monotonic() > deadline:
                    raise StoreBusy(_BUSY)
                time.sleep(0.1)
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _KEY})
