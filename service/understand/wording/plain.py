"""A question put in the words that the grammar knows: 加一块儿 → 加起来, 每花100块甲有几块是乙 → 乙占甲的百分之几."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ingest.datafile import read_yaml
from service.understand.wording import words
from service.understand.wording.folded import Folded

_NAMES = "\ue000-\uf8ff"
"""the characters that names are folded into"""


@dataclass(frozen=True, slots=True)
class Turn:
    """Another way of saying what the grammar has words for."""

    regex: re.Pattern[str]
    put: str
    """what it is put as; groups of ``regex`` may stand in it"""
    spared: str = ""
    """a word that no name in it may have"""


@lru_cache(maxsize=1024)
def plainly(folded: Folded) -> Folded:
    """``folded`` with its turns of phrase put as the grammar has them; its names stay as they are."""
    words, turns = _turns()
    return _put(_put(folded, words), turns)


def in_plain_words(folded: Folded) -> str:
    """The text of ``folded`` with only its words put plainly: what is looked up."""
    return folded.unfold(_put(folded, _turns()[0]).text)


def _put(folded: Folded, turns: tuple[Turn, ...]) -> Folded:
    text = folded.text
    for turn in turns:
        found = turn.regex.search(text)
        if found is None or (turn.spared and turn.spared in folded.unfold(found.group(0))):
            continue
        text = turn.regex.sub(turn.put, text)
    return replace(folded, text=text) if text != folded.text else folded


@lru_cache(maxsize=1)
def _turns() -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
    raw: dict[str, Any] = read_yaml("service.understand.wording", "plain.yaml")
    macros = {**raw["macros"], "N": f"[{_NAMES}]", "R": _NAMES}
    plain = tuple(Turn(words.compiled(said, macros), word) for word, said in raw["words"].items())
    return plain, tuple(Turn(words.compiled(pattern, macros), *put) for pattern, *put in raw["turns"])
