"""Questions after what terms mean, answered by the words that explain them: two told apart, or what money one is."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.datafile import read_yaml
from service.understand.operands import whys
from service.understand.wording import grammar, words
from service.understand.wording.frame import Op


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = read_yaml("service.passages", "terms.yaml")
    contrast, kinds = (re.compile(words.unspaced(raw[key])) for key in ("contrast", "kinds"))
    return contrast, kinds


def told_apart(question: str) -> tuple[str, str] | None:
    """The two terms whose difference a normalised question is after; None where it asks for none."""
    found = _shapes()[0].match(question)
    return (found["a"], found["b"]) if found else None


def kinds_of(question: str) -> str | None:
    """The term that a normalised question asks which kinds of money belong to; None where it asks no such thing."""
    found = _shapes()[1].match(question)
    return found["a"] if found else None


def needs_words(question: str) -> bool:
    """Is a reason or the difference of two terms asked for, and no amount? What it is says neither."""
    if told_apart(question) is not None:
        return True
    return whys.asks_why(question) and not any(word in question for word in words.load().amounts)


def in_words(question: str) -> bool:
    """Is a reason or a meaning asked for, and no amount?"""
    if any(word in question for word in words.load().amounts):
        return False
    return needs_words(question) or grammar.frames(question, lambda _: [])[0].op in (Op.DEFINE, Op.WHY)
