"""How fast files go in, by format, and how much memory many take: ``python -m eval.ingest_bench``.

Files are ingested as ``mingzhang ingest`` does it, parsed in child processes while another is stored. A few
go in first, so that starting up (imports, the model, the processes) isn't counted.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.corpus import SAMPLE, CorpusSettings
from eval.documents import writers
from eval.documents.crowd import crowd, elsewhere, regions
from eval.documents.pdf import Typesetter
from ingest.child import ChildParsers
from ingest.limits import AHEAD, DEFAULT
from ingest.pipeline import Outcome, Progress, Status, ingest
from ingest.readers.pdfium import page_count
from ingest.store import Store

MANY = 40
"""files timed of each format"""
FIRST = AHEAD + 2
"""files that go in before"""
SAMPLE_REGION = "山西省"


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds that ``files`` took, with ``pages`` where the format has some, and pdfplumber's own seconds."""

    name: str
    files: int
    size: int
    seconds: float
    pages: int = 0
    plumber: float | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table of the formats; with ``--crowd N``, instead the rate and memory over N text documents."""
    cli = argparse.ArgumentParser(prog="python -m eval.ingest_bench", description="Time ingestion.")
    cli.add_argument("--crowd", type=int, default=0, metavar="N", help="instead: memory over N documents")
    many = cli.parse_args(arguments).crowd
    print(f"{os.cpu_count()} cores, {AHEAD} files parsed while one is stored; start-up not counted")
    with TemporaryDirectory(prefix="mingzhang-bench-", ignore_cleanup_errors=True) as folder:
        if many:
            print_crowd(Path(folder), many)
        else:
            print_formats(Path(folder))


def print_formats(folder: Path) -> None:
    print(f"{'':24}{'files':>7}{'KB each':>9}{'files/s':>9}{'pages/s':>9}{'pdfplumber':>12}{'ratio':>7}")
    for row in formats(folder):
        line = f"{row.name:24}{row.files:>7}{row.size / row.files / 1000:>9.0f}{row.files / row.seconds:>9.1f}"
        if row.pages and row.plumber:
            rate, alone = row.pages / row.seconds, row.pages / row.plumber
            line += f"{rate:>9.1f}{alone:>12.1f}{rate / alone:>7.2f}"
        print(line, flush=True)


def formats(folder: Path) -> Iterator[Row]:
    """Each format over its files."""
    yield timed("text, as the sample", list(sample_elsewhere(folder / "sample", MANY + FIRST)))
    made = list(islice(elsewhere(), MANY + FIRST))
    for suffix, write in writers().items():
        if suffix.startswith("."):
            files = [folder / suffix / f"{one.name}{suffix}" for one in made]
            files[0].parent.mkdir()
            for one, path in zip(made, files, strict=True):
                write(one, path)
            yield timed(f"made {suffix.removeprefix('.')}", files)
    printed = [one for one in islice(elsewhere(), 4 * MANY) if one.page is not None][: MANY // 2 + FIRST]
    typesetter = Typesetter(printed)
    files = [folder / f"{one.name}.pdf" for one in printed]
    for one, path in zip(printed, files, strict=True):
        typesetter.write(one, path)
    yield timed("made pdf, text layer", files, paged=True)


def sample_elsewhere(folder: Path, many: int) -> Iterator[Path]:
    """The sample as ``many`` other regions'."""
    folder.mkdir()
    text = SAMPLE.read_text("utf-8")
    for region in islice(regions(), many):
        path = folder / f"{region}.txt"
        path.write_text(text.replace(SAMPLE_REGION, region), "utf-8")
        yield path


def timed(name: str, files: Sequence[Path], *, paged: bool = False) -> Row:
    """The time of all but the first few. Raises ValueError where one isn't new to the store."""
    with TemporaryDirectory(prefix="mingzhang-bench-", ignore_cleanup_errors=True) as folder, ready(folder) as put:
        put(files[:FIRST])
        begun = time.perf_counter()
        put(files[FIRST:])
        seconds = time.perf_counter() - begun
    size = sum(path.stat().st_size for path in files[FIRST:])
    if not paged:
        return Row(name, len(files) - FIRST, size, seconds)
    pages = sum(page_count(path.read_bytes()) or 0 for path in files[FIRST:])
    return Row(name, len(files) - FIRST, size, seconds, pages, plumber_seconds(files[FIRST:]))


class Put:
    """Ingests files, all of which must be new."""

    def __init__(self, store: Store, parsers: ChildParsers) -> None:
        self._store, self._parsers = store, parsers
        self.rss: list[float] = []
        """this process's memory in MB, after each file"""

    def __call__(self, files: Sequence[Path]) -> None:
        for outcome in ingest(files, self._store, self._note, parser=self._parsers, ahead=AHEAD):
            require_new(outcome)

    def _note(self, progress: Progress) -> None:
        if progress.outcome is not None:
            self.rss.append(resident_mb())


@contextmanager
def ready(folder: str) -> Iterator[Put]:
    """What ingests into a store of its own."""
    with ChildParsers(DEFAULT, AHEAD) as parsers:
        store = Store.open(CorpusSettings(Path(folder)))
        yield Put(store, parsers)
        store.close()


def require_new(outcome: Outcome) -> None:
    if outcome.status is not Status.ADDED:
        raise ValueError(f"{outcome.file}: {outcome.status}, {outcome.error}")


def plumber_seconds(files: Sequence[Path]) -> float:
    """What pdfplumber takes to find the words and tables of the same pages, in one process."""
    import pdfplumber

    begun = time.perf_counter()
    for path in files:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.extract_tables()
                page.close()
    return time.perf_counter() - begun


def print_crowd(folder: Path, many: int) -> None:
    files = list(crowd(folder / "files", many))
    with ready(str(folder / "data")) as put:
        begun = time.perf_counter()
        put(files)
        seconds = time.perf_counter() - begun
    tenth = put.rss[max(0, many // 10 - 1)]
    print(f"{many} text documents in {seconds:.0f} s, start-up included: {many / seconds:.1f} a second")
    print(f"memory of the storing process: {tenth:.0f} MB after the first tenth, {put.rss[-1]:.0f} MB at the end")


def resident_mb() -> float:
    """Where the system tells (Linux); 0 elsewhere."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
