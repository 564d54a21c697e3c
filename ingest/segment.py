"""Chinese text as terms for full-text search, the same for passages and questions."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba import Tokenizer

_PIECE = re.compile(r"[一-鿿㐀-䶿〇]+|\d+(?:\.\d+)*|[a-z][a-z0-9]*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_STOP_WORDS = Path(__file__).parent / "lexicon" / "stop_words.txt"


def terms(text: str) -> list[str]:
    """The text's terms in order, with repeats: words and the words inside them, numbers, Latin words.

    A word the dictionary doesn't know, and a run of single characters, also give their character
    pairs, so that a new name is found by its parts. Widths and case are folded, function words left out.
    """
    folded = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).lower())
    stop = _stop_words()
    found: list[str] = []
    for piece in _PIECE.findall(folded):
        found.extend(_words(piece) if "㐀" <= piece[0] <= "鿿" or piece[0] == "〇" else [piece])
    return [term for term in found if term not in stop]


def _words(piece: str) -> Iterator[str]:
    tokenizer = _tokenizer()
    words = tokenizer.lcut(piece)
    at = 0
    while at < len(words):
        singles = list(takewhile(lambda word: len(word) == 1, words[at:]))
        if singles:
            yield from singles
            yield from (a + b for a, b in pairwise(singles))
            at += len(singles)
            continue
        word = words[at]
        yield word
        if len(word) > 2:
            known = tokenizer.FREQ.get(word, 0) > 0
            pairs = [a + b for a, b in pairwise(word)]
            yield from pairs if not known else (pair for pair in pairs if tokenizer.FREQ.get(pair, 0) > 0)
        at += 1


@cache
def _tokenizer() -> Tokenizer:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


@cache
def _stop_words() -> frozenset[str]:
    lines = _STOP_WORDS.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
