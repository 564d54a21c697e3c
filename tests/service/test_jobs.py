"""The queue of uploads: order, outcome, and jobs whose process died."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, update

from service.jobs import Failure, FileReport, Job, Jobs, JobState, Progress, job_files, jobs

Outcome = tuple[Sequence[str], Sequence[Failure]]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path}/jobs.db")
    yield made
    made.dispose()


def queue(engine: Engine, folder: Path, work: Callable[[Sequence[Path], Progress], Outcome]) -> Jobs:
    return Jobs(engine, folder / "uploads", work)


def submit(waiting: Jobs, *names: str) -> str:
    job, folder = waiting.new_folder()
    for name in names:
        (folder / name).write_text(name, "utf-8")
    waiting.submit(job)
    return job


@pytest.mark.parametrize(
    "documents, failures, state",
    [
        (["d1"], [], JobState.DONE),
        (["d1"], [Failure("b.pdf", "文件已损坏。")], JobState.DONE),
        ([], [Failure("b.pdf", "文件已损坏。")], JobState.FAILED),
    ],
)
def test_a_job_ends_as_its_files_did(
    engine: Engine, tmp_path: Path, documents: list[str], failures: list[Failure], state: JobState
) -> None:
    waiting = queue(engine, tmp_path, lambda files, progress: (documents, failures))
    job = submit(waiting, "a.txt", "b.pdf")
    assert waiting.get(job) == Job(job, JobState.QUEUED, 0.0)
    assert waiting.run_next()
    assert waiting.get(job) == Job(job, state, 1.0, tuple(documents), tuple(failures))
    assert not waiting.run_next()


def test_jobs_run_in_order_and_their_files_go(engine: Engine, tmp_path: Path) -> None:
    seen: list[list[str]] = []

    def work(files: Sequence[Path], progress: Progress) -> Outcome:
        seen.append([file.name for file in files])
        return (), ()

    waiting = queue(engine, tmp_path, work)
    submit(waiting, "b.txt", "a.txt")
    submit(waiting, "c.txt")
    while waiting.run_next():
        pass
    assert seen == [["a.txt", "b.txt"], ["c.txt"]]
    assert list((tmp_path / "uploads").iterdir()) == []


def test_progress_can_be_watched(engine: Engine, tmp_path: Path) -> None:
    seen: list[Job | None] = []

    def work(files: Sequence[Path], progress: Progress) -> Outcome:
        for done in (0.5, 1.5):
            progress(done)
            seen.append(waiting.get(job))
        return (), ()

    waiting = queue(engine, tmp_path, work)
    job = submit(waiting, "a.txt")
    waiting.run_next()
    assert seen == [Job(job, JobState.RUNNING, 0.5), Job(job, JobState.RUNNING, 1.0)]


def test_what_became_of_each_file_can_be_watched(engine: Engine, tmp_path: Path) -> None:
    seen: list[Job | None] = []
    good = FileReport("a.xlsx", "added", None, "d1", 3, 40, 1, ("工作表“旧”是隐藏的，没有读。",))
    bad = FileReport("b.pdf", "refused", "文件已损坏。")

    def work(files: Sequence[Path], progress: Progress) -> Outcome:
        for step in ((0.0, 1, "a.xlsx"), (0.2, 1, "a.xlsx"), (0.5, 1, "a.xlsx", good), (0.5, 2, "b.pdf")):
            progress(*step)
            seen.append(waiting.get(job))
        progress(1.0, 2, "b.pdf", bad)
        progress(1.0, 3, "c.txt")
        return ("d1",), ()

    waiting = queue(engine, tmp_path, work)
    job = submit(waiting, "a.xlsx", "b.pdf")
    waiting.run_next()
    assert [one and (one.current, one.files) for one in seen] == [
        ("a.xlsx", ()),
        ("a.xlsx", ()),
        (None, (good,)),
        ("b.pdf", (good,)),
    ]
    ended = waiting.get(job)
    assert ended is not None
    assert (ended.current, ended.files) == (None, (good, bad))
    with engine.begin() as connection:
        connection.execute(update(jobs).values(created_at=0.0))
    submit(waiting, "d.txt")
    with engine.connect() as connection:
        assert connection.execute(select(job_files)).first() is None, "kept no longer than its job"


def test_an_unforeseen_error_fails_the_job_and_not_the_queue(engine: Engine, tmp_path: Path) -> None:
    def work(files: Sequence[Path], progress: Progress) -> Outcome:
        raise RuntimeError("/srv/secret")

    waiting = queue(engine, tmp_path, work)
    job = submit(waiting, "a.txt")
    assert waiting.run_next()
    ended = waiting.get(job)
    assert ended is not None
    assert ended.state is JobState.FAILED
    assert "secret" not in ended.errors[0].detail


def test_a_job_whose_process_died_is_taken_up_again(engine: Engine, tmp_path: Path) -> None:
    waiting = queue(engine, tmp_path, lambda files, progress: ([file.name for file in files], ()))
    job = submit(waiting, "a.txt")
    with engine.begin() as connection:
        connection.execute(update(jobs).values(state=JobState.RUNNING, lease_until=9e12))
    assert not waiting.run_next(), "another process is at work on it"
    with engine.begin() as connection:
        connection.execute(update(jobs).values(lease_until=0.0))
    other = queue(engine, tmp_path, lambda files, progress: ([file.name for file in files], ()))
    assert other.run_next()
    assert waiting.get(job) == Job(job, JobState.DONE, 1.0, ("a.txt",))


def test_a_job_is_claimed_once(engine: Engine, tmp_path: Path) -> None:
    one = queue(engine, tmp_path, lambda files, progress: (() if other.run_next() else ("alone",), ()))
    other = queue(engine, tmp_path, lambda files, progress: (("twice",), ()))
    job = submit(one, "a.txt")
    one.run_next()
    ended = one.get(job)
    assert ended is not None
    assert ended.documents == ("alone",)


def test_the_worker_runs_what_comes(engine: Engine, tmp_path: Path) -> None:
    waiting = queue(engine, tmp_path, lambda files, progress: (("d",), ()))
    waiting.start()
    job = submit(waiting, "a.txt")
    for _ in range(500):
        ended = waiting.get(job)
        if ended and ended.state is JobState.DONE:
            break
        waiting._stopping.wait(0.01)
    waiting.stop()
    assert ended is not None
    assert ended.documents == ("d",)


def test_an_unknown_job_is_none(engine: Engine, tmp_path: Path) -> None:
    waiting = queue(engine, tmp_path, lambda files, progress: ((), ()))
    assert waiting.get("none") is None
    with engine.connect() as connection:
        assert connection.execute(select(jobs)).first() is None
