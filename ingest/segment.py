"""Chinese text as terms for full-text search, the same for passages and questions."""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
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
    found: list[str] = []
    for piece in _PIECE.findall(folded):
        chinese = piece[0] == "〇" or "㐀" <= piece[0] <= "鿿"
        found.extend(_words(piece) if chinese else [] if piece in _stop_words() else [piece])
    return found


@lru_cache(maxsize=16384)
def _words(piece: str) -> tuple[str, ...]:
    """The words of a piece of Chinese; single characters standing together also in pairs."""
    stop = _stop_words()
    tokenizer = _tokenizer()
    found: list[str] = []
    before = ""
    for word in tokenizer.lcut(piece):
        single = word if len(word) == 1 and word not in stop else ""
        if before and single:
            found.append(before + single)
        before = single
        if word in stop:
            continue
        found.append(word)
        if len(word) > 2:
            known = tokenizer.FREQ.get(word, 0) > 0
            found += [a + b for a, b in pairwise(word) if not known or tokenizer.FREQ.get(a + b, 0) > 0]
    return tuple(found)


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
