"""What of a passage answers a question: whole where it is short or a list, else the sentences that bear on it."""

from __future__ import annotations

import re

from service.understand.names.naming import grams
from service.understand.wording import normalise

WHOLE = 700
"""characters up to which a passage is quoted whole"""
LONG_LIST = 1400
"""characters up to which a list is quoted whole"""
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+$")
_ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳])")


def quote(text: str, question: str) -> str:
    """The part of ``text`` to show for ``question``, verbatim."""
    lines = [line for line in text.split("\n") if line.strip()]
    items = sum(bool(_ITEM.match(line)) for line in lines)
    if len(text) <= WHOLE or (items >= 3 and len(text) <= LONG_LIST):
        return text.strip()
    sentences = [found.group(0) for found in _SENTENCE.finditer(text)]
    asked = grams(normalise.name(question))
    weights = [len(grams(normalise.name(sentence)) & asked) / (1 + len(sentence) / 200) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda i: weights[i])
    start, end = best, best + 1
    while end < len(sentences) and sum(map(len, sentences[start : end + 1])) <= WHOLE:
        end += 1
    return "".join(sentences[start:end]).strip()
