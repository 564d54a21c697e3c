"""Questions offered to be asked: only such as are answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.store.records import StoredDocument
from service.answer import refuse
from service.answer.model import Answer, Kind
from service.understand.documents.corpus import called

OFFERED = 4
LOOKED_AT = 4
"""documents whose questions a greeting offers"""
ANSWERED = (Kind.FIGURE, Kind.CALCULATION, Kind.TABLE)

Ask = Callable[[str, StoredDocument], Answer | None]


@dataclass(frozen=True)
class Example:
    """One question in the languages of the pages."""

    zh: str
    en: str


@lru_cache(maxsize=1)
def _questions() -> tuple[Example, ...]:
    return tuple(Example(*pair) for pair in read_yaml("service.answer", "suggestions.yaml"))


def examples(documents: Sequence[StoredDocument], ask: Ask) -> tuple[Example, ...]:
    """Four questions that these documents answer, of each of the first in turn; each names its document where
    there are several."""
    kept: list[Example] = []
    looked = documents[:LOOKED_AT]
    for question in _questions():
        for document in looked if len(kept) < OFFERED else ():
            answer = ask(question.zh.rstrip("？"), document)
            if answer is not None and answer.kind in ANSWERED:
                kept.append(_of(question, called(document) if len(documents) > 1 else ""))
                looked = [other for other in looked if other is not document] or list(documents[:LOOKED_AT])
                break
    return tuple(kept)


def _of(question: Example, name: str) -> Example:
    return Example(f"{name}，{question.zh}" if name else question.zh, f"{question.en}{f' in {name}' if name else ''}?")


def answerable(answer: Answer, document: StoredDocument, ask: Ask) -> Answer | None:
    """A question back with those of its ready questions that are answered; None where none is. Where the likeliest
    alone is, there is nothing to ask: its answer."""
    kept: list[str] = []
    answers: list[Answer] = []
    for option in answer.options:
        found = ask(option.rstrip("？"), document)
        if found is not None and found.kind in ANSWERED:
            kept.append(option)
            answers.append(found)
    if kept == [answer.options[0]]:
        return answers[0]
    if not kept or len(kept) == len(answer.options):
        return answer if kept else None
    name = answer.text.split("“", 1)[-1].split("”", 1)[0]
    return replace(answer, options=tuple(kept), text=refuse.offered(name, kept))
