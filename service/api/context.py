"""What a request needs of the running service: settings, store, answers, jobs, each made when needed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from fastapi import Request

from ingest.child import ChildParsers
from ingest.limits import AHEAD
from ingest.store.migrations import create_tables
from service import jobs
from service.answer.writer import Writer, writer_of
from service.api import shapes
from service.api.pages import PageCache
from service.archive import answers
from service.archive.answers import Answers
from service.catalogue import catalogue_of
from service.conversation import memory
from service.jobs import ANEW, Failure, FileReport, Jobs, Progress

if TYPE_CHECKING:
    from ingest.pipeline import Outcome
    from ingest.store import Store
    from service.settings import Settings

WARMED = 16
"""Documents made ready before the first question; further ones when they are asked about."""

log = logging.getLogger(__name__)


class Answerer(Protocol):
    """Answers a question from the store, in the contract's JSON shape."""

    def __call__(
        self,
        store: Store,
        question: str,
        documents: list[str] | None = None,
        conversation_id: str | None = None,
    ) -> dict[str, Any]: ...


def open_store(settings: Settings) -> Store:
    """The store that the settings name."""
    from ingest.store import Store

    return Store.open(settings)


def answer_question(
    store: Store,
    question: str,
    documents: list[str] | None = None,
    conversation_id: str | None = None,
    writer: Writer | None = None,
) -> dict[str, Any]:
    """The project's answer flow, imported when the first question comes."""
    from service.answer.flow import answer_question as answer

    return answer(store, question, documents=documents, conversation_id=conversation_id, writer=writer)


class Context:
    """One for each process; every part is safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        opener: Callable[[Settings], Store] = open_store,
        answerer: Answerer | None = None,
    ) -> None:
        self.settings = settings
        self._opener = opener
        self._answerer = answerer or partial(answer_question, writer=writer_of(settings))
        self.warm = threading.Event()
        self._lock = threading.RLock()
        self._store: Store | None = None
        self._parser = ChildParsers(settings.limits, AHEAD)
        self._jobs: Jobs | None = None
        self._archive: Answers | None = None
        self.pages = PageCache(self.data_dir / "pages")

    @property
    def data_dir(self) -> Path:
        """Where the embedded store and uploads under way lie."""
        return Path(self.settings.data_dir)

    @property
    def store(self) -> Store:
        """The store, opened by whoever asks first."""
        with self._lock:
            if self._store is None:
                opened = self._opener(self.settings)
                for tables in (jobs.metadata, memory.metadata, answers.metadata):
                    create_tables(opened.engine, tables)  # now: later a writer may hold the database
                self._store = opened
            return self._store

    @property
    def jobs(self) -> Jobs:
        """The queue of uploads, in the store's database."""
        with self._lock:
            if self._jobs is None:
                self._jobs = Jobs(self.store.engine, self.data_dir / "uploads", self._ingest)
            return self._jobs

    @property
    def archive(self) -> Answers:
        """The answers given, in the store's database."""
        with self._lock:
            if self._archive is None:
                self._archive = Answers(self.store.engine)
            return self._archive

    def answer(self, question: str, documents: list[str] | None, conversation_id: str | None) -> dict[str, Any]:
        """The answer to ``question``, from ``documents`` only where given."""
        return self._answerer(self.store, question, documents=documents, conversation_id=conversation_id)

    def conversation_after(self, id: str) -> str | None:
        """A new conversation that stands where the kept answer ``id`` left its own: its question is answered once
        more, and not kept again. None where there is no such answer."""
        kept = self.archive.get(id)
        if kept is None:
            return None
        known = {document.id for document in self.store.documents()}
        cited = {citation["document"] for citation in kept.answer["citations"]} & known
        again = self.answer(kept.question, sorted(cited) or None, None)
        return str(again["conversation_id"])

    def keep(self, question: str, answer: Mapping[str, Any]) -> None:
        """Keep an answer that was given; where that fails, the reader has it all the same."""
        self._try(lambda: self.archive.keep(question, answer), "an answer could not be kept")

    def examples(self, documents: Sequence[str], language: Literal["zh", "en"] = "zh") -> dict[str, Any]:
        """What may be asked of the documents with these ids, of all where none is given, in that language."""
        from service.answer.flow import examples_of

        catalogue = catalogue_of(self.store)
        loaded = [one for one in catalogue.documents() if not documents or one.id in documents]
        units = {one.unit_name for one in loaded}
        return {
            "unit_name": units.pop() if len(units) == 1 else None,
            "documents": len(loaded),
            "questions": [
                one.en if language == "en" else one.zh
                for one in catalogue.examples(loaded, lambda: examples_of(catalogue, loaded))
            ],
        }

    def documents(self) -> list[dict[str, Any]]:
        """Every visible document, as on the wire."""
        return [shapes.document(document) for document in self.store.documents()]

    def warm_up(self) -> None:
        """Take up waiting jobs, and load what the first questions would otherwise wait for.

        ``warm`` is set once a figure can be answered at full speed; the passage index follows.
        """
        self._try(self._warm_figures)
        self.warm.set()
        self._try(self._warm_passages)

    def close(self) -> None:
        """Stop working and let go of the store."""
        with self._lock:
            if self._jobs:
                self._jobs.stop()
            self._parser.close()
            if self._store:
                self._store.close()

    def _try(self, load: Callable[[], None], failed: str = "warming up failed") -> None:
        try:
            load()
        except Exception:
            # Of warming up, requests meet the same error and answer it; /readyz keeps saying why not.
            log.exception("%s", failed)

    def _warm_figures(self) -> None:
        self.jobs.start()
        catalogue = catalogue_of(self.store)
        for document in catalogue.documents()[:WARMED]:
            catalogue.vocabulary(document)

    def _warm_passages(self) -> None:
        if self.store.documents():
            self.store.search("预算", k=1)

    def _ingest(self, files: Sequence[Path], progress: Progress) -> tuple[Sequence[str], Sequence[Failure]]:
        from ingest.pipeline import ingest

        outcomes = ingest(
            files,
            self.store,
            lambda told: progress(
                told.fraction, told.number, told.file, _report(told.outcome) if told.outcome else None
            ),
            limits=self.settings.limits,
            parser=self._parser,
            ahead=AHEAD,
            again=bool(files) and files[0].parent.name.startswith(ANEW),
        )
        documents = [outcome.document_id for outcome in outcomes if outcome.document_id]
        failures = [Failure(outcome.file, outcome.error) for outcome in outcomes if outcome.error]
        return list(dict.fromkeys(documents)), failures


def _report(outcome: Outcome) -> FileReport:
    return FileReport(
        outcome.file,
        outcome.status.value,
        outcome.error,
        outcome.document_id,
        outcome.tables,
        outcome.figures,
        outcome.checks_wrong,
        outcome.unread,
    )


def context_of(request: Request) -> Context:
    """The context of the service that received ``request``."""
    context: Context = request.app.state.context
    return context
