"""From files to stored documents: the one list of steps, and the loop over files around it."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.checks import count_wrong
from ingest.errors import MingzhangError, NothingFound
from ingest.file_names import clean_name
from ingest.headway import heard_by
from ingest.identity import identity_of
from ingest.limits import DEFAULT, Limits
from ingest.origins import with_origins
from ingest.outline import Entry, outline, section_at
from ingest.parsed import ParsedDocument
from ingest.passages import passages_of
from ingest.prose import facts_of_fields, facts_of_prose
from ingest.readers import bytes_of, read_bytes
from ingest.tables import facts_of, tables_of
from ingest.tables.model import PlacedTable, Table
from ingest.tables.years import dated

if TYPE_CHECKING:
    from ingest.store import Store, StoredDocument

logger = logging.getLogger(__name__)


def parse(path: Path, limits: Limits = DEFAULT) -> ParsedDocument:
    """Everything understood of one file, in this process. Raises NoSuchFile, UnreadableFile, NothingFound."""
    return parse_bytes(bytes_of(path, limits), clean_name(path.name), limits)


def parse_bytes(data: bytes, file_name: str, limits: Limits = DEFAULT) -> ParsedDocument:
    """As ``parse``, of a file's bytes. Raises UnreadableFile, NothingFound."""
    document = read_bytes(data, file_name, limits)
    placed = tables_of(document)
    entries = outline(document, placed)
    identity = identity_of(document, entries, placed)
    tables = [dated(table, identity.year) for table in _under_headings(placed, entries)]
    bodies = (identity.unit_name, *identity.members)
    passages = passages_of(entries, placed)
    stated = (*facts_of_prose(entries, identity.year, bodies), *facts_of_fields(passages, identity.year, bodies))
    facts = [*facts_of(tables), *stated]
    if not tables and not passages:
        raise NothingFound(f"文件“{file_name}”里既没有表格，也没有文字。")
    parsed = ParsedDocument(
        identity=identity,
        tables=tuple(tables),
        facts=tuple(facts),
        passages=tuple(passages),
        file_name=document.file_name,
        media_type=document.media_type,
        sha256=document.sha256,
        pages=document.pages,
        unread=document.unread,
        scanned=document.scanned,
    )
    return with_origins(parsed) if parsed.scanned else parsed


Parser = Callable[[bytes, str], tuple[ParsedDocument, int | None]]
"""a file's bytes and name → what is understood of it, and how many of its checks fail"""


def understand(data: bytes, file_name: str, limits: Limits = DEFAULT) -> tuple[ParsedDocument, int | None]:
    """A file parsed and checked; the number is None where checking itself failed, which must not keep a
    document out. Raises UnreadableFile, NothingFound."""
    parsed = parse_bytes(data, file_name, limits)
    try:
        return parsed, count_wrong(parsed)
    except Exception:
        logger.exception("%s could not be checked", parsed.file_name)
        return parsed, None


def _under_headings(placed: Sequence[PlacedTable], entries: Sequence[Entry]) -> list[Table]:
    """The tables, each knowing the headings it stands under."""
    return [replace(one.table, section=section_at(entries, one.first_block)) for one in placed]


class Status(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"
    """a newer version of a document that was there"""
    UNCHANGED = "unchanged"
    """exactly this file was there"""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``error`` is the sentence a person gets, only for REFUSED;
    ``document_id`` is None only then. The counts are of the document as it is stored; ``unread`` says what
    of the file was left out."""

    file: str
    status: Status
    document_id: str | None = None
    title: str = ""
    tables: int = 0
    figures: int = 0
    passages: int = 0
    checks_wrong: int | None = None
    error: str | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Told when a file begins and as its pages are read (``outcome`` None), and when it ends. ``fraction``
    (0…1) is by bytes, and within a file by pages."""

    file: str
    number: int
    files: int
    fraction: float
    outcome: Outcome | None = None


def ingest(
    paths: Iterable[Path],
    store: Store,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    again: bool = False,
    limits: Limits = DEFAULT,
    parser: Parser | None = None,
    ahead: int = 0,
) -> list[Outcome]:
    """Stores files, and all files in folders; one that is refused doesn't keep the others out.

    ``again`` parses files anew that are already stored, as after an upgrade. ``parser`` stands in for
    ``understand``, which parses in this process: files of strangers belong in a ``child.ChildParser``. ``ahead``
    files are parsed while another is stored, where ``parser`` may be called from several threads.
    """
    files = list(files_of(paths))
    sizes = [_size(file) for file in files]
    parser = parser or (lambda data, name: understand(data, name, limits))
    outcomes: list[Outcome] = []
    for number, (file, read) in enumerate(_read_ahead(files, store, again, limits, parser, ahead), 1):
        name = clean_name(file.name)

        def tell(share: float, outcome: Outcome | None = None, name: str = name, number: int = number) -> None:
            if on_progress:
                done = sum(sizes[: number - 1]) + share * sizes[number - 1]
                on_progress(Progress(name, number, len(files), done / sum(sizes), outcome))

        tell(0)
        outcomes.append(_ingest_one(name, partial(read, tell), store, again))
        tell(1, outcomes[-1])
    return outcomes


Read = Callable[[Callable[[float], None]], "_Understood"]
"""waits for a file to be understood, telling what share of it is read; raises what reading or parsing it did"""
_LOOK = 0.25
"""seconds between looks at how far a file is that is read beside"""


@dataclass(frozen=True, slots=True)
class _Understood:
    """A file's bytes with what they say, or the document that was made of exactly these bytes before."""

    data: bytes
    same: StoredDocument | None = None
    parsed: ParsedDocument | None = None
    checks_wrong: int | None = None


def _read_ahead(
    files: Sequence[Path], store: Store, again: bool, limits: Limits, parser: Parser, ahead: int
) -> Iterator[tuple[Path, Read]]:
    """Each file with its reading; ``ahead`` files are parsed while the one before them is stored."""

    def read(file: Path, tell: Callable[[float], None]) -> _Understood:
        data = bytes_of(file, limits)
        same = None if again else store.document_of_file(sha256(data).hexdigest())
        if same:
            return _Understood(data, same)
        with heard_by(lambda read, pages: tell(read / pages)):
            return _Understood(data, None, *parser(data, clean_name(file.name)))

    if ahead < 1:
        yield from ((file, partial(read, file)) for file in files)
        return
    with ThreadPoolExecutor(ahead, "parsing") as workers:
        waiting: deque[tuple[Path, _Ahead]] = deque()
        try:
            for file in files:
                waiting.append((file, one := _Ahead()))
                one.future = workers.submit(read, file, one.hear)
                if len(waiting) > ahead:
                    first, begun = waiting.popleft()
                    yield first, begun.wait
            while waiting:
                first, begun = waiting.popleft()
                yield first, begun.wait
        finally:
            for _, one in waiting:
                one.future.cancel()


class _Ahead:
    """A file that another thread reads, and what share of it is read."""

    future: Future[_Understood]

    def __init__(self) -> None:
        self._share = 0.0

    def hear(self, share: float) -> None:
        self._share = share

    def wait(self, tell: Callable[[float], None]) -> _Understood:
        """A ``Read``, which tells in the thread that waits."""
        told = 0.0
        while not wait([self.future], _LOOK).done:
            if self._share > told:
                told = self._share
                tell(told)
        return self.future.result()


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files meant: folders stand for all files in and below them, in order, hidden ones left out.
    A path that doesn't exist is kept, to be refused by name."""
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.is_file())
            yield from (file for file in inside if not _hidden(file.relative_to(path)))
        else:
            yield path


def _size(file: Path) -> int:
    """What a file counts for in the progress: its bytes, at least one."""
    try:
        return max(1, file.stat().st_size)
    except OSError:
        return 1


def _ingest_one(name: str, read: Callable[[], _Understood], store: Store, again: bool) -> Outcome:
    try:
        one = read()
        if one.same is not None:
            return _outcome(name, Status.UNCHANGED, one.same)
        assert one.parsed is not None
        same = None if again else store.document_of_file(one.parsed.sha256)
        if same is not None:  # the same file twice in one run
            return _outcome(name, Status.UNCHANGED, same)
        known = store.holds(one.parsed)
        stored = store.add(one.parsed, original=one.data, checks_wrong=one.checks_wrong, again=again)
    except MingzhangError as error:
        return Outcome(name, Status.REFUSED, error=str(error))
    except Exception as error:
        # A fault of ours on one file must not cost the others; it is logged whole and named.
        logger.exception("%s could not be ingested", name)
        sentence = f"处理文件“{name}”时程序出错（{type(error).__name__}），没有入库。"
        return Outcome(name, Status.REFUSED, error=sentence)
    return replace(_outcome(name, Status.REPLACED if known else Status.ADDED, stored), unread=one.parsed.unread)


def _outcome(name: str, status: Status, stored: StoredDocument) -> Outcome:
    return Outcome(
        name,
        status,
        stored.id,
        stored.title,
        stored.tables,
        stored.figures,
        stored.passages,
        stored.checks_wrong,
    )


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)
