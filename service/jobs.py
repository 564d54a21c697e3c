"""Uploads that are being ingested: a small queue in the store's database.

State lives in SQL, the files in ``folder``; any process of the service can report a job, and a job
whose process died is taken up by another once its lease has run out (ingesting twice is harmless).
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import OperationalError

from ingest.store.migrations import create_tables

LEASE = 60.0
"""Seconds without a sign of life after which a running job counts as abandoned."""
HEARTBEAT = 10.0
"""Seconds between signs of life, and between looks for abandoned jobs."""
KEPT = 7 * 24 * 3600.0
"""Seconds a finished job can be asked about."""

ANEW = "anew-"
"""how the id of a job begins that parses anew what is known"""

log = logging.getLogger(__name__)

metadata = MetaData()
jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("state", String(8), nullable=False, index=True),
    Column("progress", Float, nullable=False),
    Column("documents", Text, nullable=False),
    Column("errors", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("lease_until", Float, nullable=False),
)
job_files = Table(
    "job_files",
    metadata,
    Column("job", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("report", Text),
)
"""a job's files in the order they were taken up; ``report`` is a FileReport as JSON, none while at work"""


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was refused, and the sentence that says why."""

    file: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: ``status`` added, replaced, unchanged or refused (``detail`` says why);
    ``unread`` says what of it was left out."""

    file: str
    status: str
    detail: str | None = None
    document: str | None = None
    tables: int = 0
    figures: int = 0
    checks_wrong: int | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """``progress`` is 0…1; ``documents`` the ids that went in; ``current`` is the file at work."""

    id: str
    state: JobState
    progress: float
    documents: tuple[str, ...] = ()
    errors: tuple[Failure, ...] = ()
    files: tuple[FileReport, ...] = ()
    current: str | None = None


class Progress(Protocol):
    """Takes how far a job is (0…1), the number (from 1) and name of the file at work, and what became of it."""

    def __call__(self, done: float, number: int = 0, file: str = "", report: FileReport | None = None) -> None: ...


Work = Callable[[Sequence[Path], Progress], tuple[Sequence[str], Sequence[Failure]]]
"""Ingests files, telling how far it is: (ids of documents that went in, files refused)."""


class Jobs:
    """The queue. ``work`` does one job; ``folder`` holds each job's files in a folder of its id."""

    def __init__(self, engine: Engine, folder: Path, work: Work) -> None:
        self._engine = engine
        self._folder = folder
        self._work = work
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        create_tables(engine, metadata)

    def new_folder(self, anew: bool = False) -> tuple[str, Path]:
        """A job id and the empty folder to put its files in before ``submit``; ``anew``: also such as are known."""
        job = f"{ANEW}{uuid.uuid4().hex[len(ANEW) :]}" if anew else uuid.uuid4().hex
        folder = self._folder / job
        folder.mkdir(parents=True)
        return job, folder

    def discard(self, job: str) -> None:
        """Drop the files of ``job``."""
        shutil.rmtree(self._folder / job, ignore_errors=True)

    def submit(self, job: str) -> None:
        """Queue the files in the folder of ``job``."""
        now = time.time()
        row = {"id": job, "state": JobState.QUEUED, "progress": 0.0, "documents": "[]", "errors": "[]"}
        with self._engine.begin() as connection:
            connection.execute(
                jobs.delete().where(jobs.c.state.in_((JobState.DONE, JobState.FAILED)), jobs.c.created_at < now - KEPT)
            )
            connection.execute(job_files.delete().where(job_files.c.job.not_in(select(jobs.c.id))))
            connection.execute(insert(jobs).values(**row, created_at=now, lease_until=0.0))
        self._wake.set()

    def get(self, job: str) -> Job | None:
        """The job as it stands, None where there is none."""
        with self._engine.connect() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job)).mappings().first()
            mine = select(job_files.c.file, job_files.c.report).where(job_files.c.job == job)
            told = connection.execute(mine.order_by(job_files.c.number)).all()
        if row is None:
            return None
        return Job(
            row["id"],
            JobState(row["state"]),
            row["progress"],
            tuple(json.loads(row["documents"])),
            tuple(Failure(**item) for item in json.loads(row["errors"])),
            tuple(_report(report) for _, report in told if report),
            next((file for file, report in told if not report), None),
        )

    def start(self) -> None:
        """Work in the background until ``stop``."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._loop, name="jobs", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Take no more jobs; one that is running is taken up again after the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread:
            self._thread.join(timeout)

    def run_next(self) -> bool:
        """Do the oldest waiting or abandoned job; False when there is none."""
        job = self._claim()
        if job is None:
            return False
        finished = threading.Event()
        pulse = threading.Thread(target=self._pulse, args=(job, finished), name="jobs-pulse", daemon=True)
        pulse.start()
        try:
            files = sorted(path for path in (self._folder / job).glob("*") if path.is_file())
            self._forget_files(job, job_files.c.job == job)  # of a process that died
            documents, failures = self._work(files, partial(self._tell, job))
        except Exception:
            # Whatever it was, the person who waits for this job must be told that it ended.
            log.exception("job %s failed", job)
            documents, failures = (), (Failure("", "处理时服务内部出错，文件未入库。"),)
        finally:
            finished.set()
            pulse.join()
        self._forget_files(job, job_files.c.report.is_(None))
        self._write(
            job,
            state=JobState.FAILED if failures and not documents else JobState.DONE,
            progress=1.0,
            documents=json.dumps(list(documents)),
            errors=json.dumps([{"file": item.file, "detail": item.detail} for item in failures], ensure_ascii=False),
        )
        self.discard(job)
        return True

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                while not self._stopping.is_set() and self.run_next():
                    pass
            except Exception:
                # A database that is briefly away must not end the worker.
                log.exception("the job queue could not be read; trying again")
            self._wake.wait(HEARTBEAT)

    def _claim(self) -> str | None:
        now = time.time()
        abandoned = and_(jobs.c.state == JobState.RUNNING, jobs.c.lease_until < now)
        waiting = or_(jobs.c.state == JobState.QUEUED, abandoned)
        # "immediate" has SQLite lock for writing from the start: a read turned into a write may be refused.
        with self._engine.execution_options(immediate=True).begin() as connection:
            oldest = select(jobs.c.id).where(waiting).order_by(jobs.c.created_at).limit(1)
            job = connection.execute(oldest).scalar()
            if job is None:
                return None
            # Two processes may have read the same id; only one of their updates finds it still waiting.
            taken = connection.execute(
                update(jobs).where(jobs.c.id == job, waiting).values(state=JobState.RUNNING, lease_until=now + LEASE)
            )
            return str(job) if taken.rowcount == 1 else None

    def _tell(self, job: str, done: float, number: int = 0, file: str = "", report: FileReport | None = None) -> None:
        """A ``Progress``."""
        told = json.dumps(asdict(report), ensure_ascii=False) if report else None
        row = and_(job_files.c.job == job, job_files.c.number == number)
        with self._engine.begin() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job).values(progress=min(max(done, 0.0), 1.0)))
            if not number:
                return
            if connection.execute(select(job_files.c.number).where(row)).first() is None:
                connection.execute(insert(job_files).values(job=job, number=number, file=file, report=told))
            elif told:
                connection.execute(update(job_files).where(row).values(report=told))

    def _forget_files(self, job: str, which: ColumnElement[bool]) -> None:
        with self._engine.begin() as connection:
            connection.execute(job_files.delete().where(job_files.c.job == job, which))

    def _pulse(self, job: str, finished: threading.Event) -> None:
        while not finished.wait(HEARTBEAT):
            try:
                self._write(job, lease_until=time.time() + LEASE)
            except OperationalError:
                # A long write of the job itself holds the database; the lease outlasts several misses.
                log.info("job %s: no sign of life could be written", job)

    def _write(self, job: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job).values(**values))


def _report(encoded: str) -> FileReport:
    found: dict[str, Any] = json.loads(encoded)
    return FileReport(**{**found, "unread": tuple(found["unread"])})
