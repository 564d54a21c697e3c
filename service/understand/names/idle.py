"""Which parts of a question name nothing that the document holds, and may be left out where it isn't answered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.wording import grammar, normalise, words

_ASKING_NOW = ("请问", "请教", "想问", "我想问", "我想知道", "想知道", "问一下", "问下")
_LEAST = 3
"""characters of what is left to ask"""


def lessened(question: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The question without an opening remark that names nothing (没有公车吧？…); what is left names something."""
    parts = re.split(r"(?<=[，？。；：])", question)
    for start in range(1, len(parts)):
        opening, rest = "".join(parts[:start]), "".join(parts[start:])
        if words.load().circumstance.search(opening) or len(normalise.name(rest)) < _LEAST:
            break
        if opening.endswith("，") and not rest.startswith(_ASKING_NOW) and not idle(opening, vocabulary):
            break
        if _names(rest, vocabulary):
            yield rest


def curtailed(question: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The question without what is said after it asked and names nothing; likeliest first."""
    parts = re.split(r"(?<=[，？。；：])", question)
    for end in range(len(parts) - 1, 0, -1):
        tail, rest = "".join(parts[end:]), "".join(parts[:end])
        if words.load().circumstance.search(tail) or grammar.asks(tail) or not idle(tail, vocabulary):
            break
        if grammar.asks(rest) and _names(rest, vocabulary):
            yield rest


def idle(part: str, vocabulary: Vocabulary) -> bool:
    """Has no pair of telling characters of ``part`` a place in any name of the document?"""
    seg = segment(part, vocabulary)
    telling = (seg.core[i : i + 2] for i in range(len(seg.core) - 1) if min(seg.weights[i : i + 2]) >= 1)
    return not any(pair in vocabulary.by_gram for pair in telling)


def _names(rest: str, vocabulary: Vocabulary) -> bool:
    seg = segment(rest, vocabulary)
    return bool(seg.content or seg.codes or seg.sheets)
