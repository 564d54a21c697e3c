"""What a document says an item is for or consists of (公用经费…，主要包括…): just the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.parsed import PassageKind
from ingest.store.records import StoredPassage
from service.understand.wording import normalise

_BRACKETS = '[“”"（）()《》\\s]*'


@lru_cache(maxsize=1)
def _wordings() -> tuple[re.Pattern[str], str]:
    raw = read_yaml("service.passages", "uses.yaml")
    return re.compile(re.sub(r"\s+", "", raw["asks"])), re.sub(r"\s+", "", raw["says"])


def item_of(question: str) -> str | None:
    """The item that a normalised question asks the use or the contents of; None where it asks for neither."""
    found = _wordings()[0].match(question)
    return found["item"] if found else None


def stated(item: str, passages: Sequence[StoredPassage]) -> StoredPassage | None:
    """The passage of the first sentence that says it of ``item``, cut down to that sentence; None where none does."""
    core = normalise.name(item)
    if len(core) < 2:
        return None
    says = re.compile(_BRACKETS.join(map(re.escape, core)) + _wordings()[1])
    for passage in passages:
        if passage.kind is PassageKind.TABLE:
            continue
        if (found := says.search(passage.text)) is not None:
            start = max(passage.text.rfind(mark, 0, found.start()) for mark in "\n。；") + 1
            return replace(passage, text=passage.text[start : found.end()].strip())
    return None
