"""Text as patterns see it, each character with its place in the text as printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_WIDE = str.maketrans(
    ",:;()﹪％．－−[]﹝﹞?!「」『』‘’﹕∶｡､",
    "，：；（）%%.--〔〕〔〕？！“”“”“”：：。、",
)
_LATIN = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_FOLDED = {chr(code): chr(code - 0xFEE0) for code in _LATIN} | {chr(code): chr(to) for code, to in _WIDE.items()}
_COMMA_IN_NUMBER = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class NormalText:
    """``text`` without spaces and with full-width punctuation, thousands separators as ``,``;
    ``origin[i]`` is where its character i stands in the printed text, ``printed``."""

    text: str
    origin: tuple[int, ...]
    printed: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Printed positions of ``text[start:end]``."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.printed)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1

    def as_printed(self, start: int, end: int) -> str:
        """``text[start:end]`` as it was printed."""
        first, last = self.span(start, end)
        return self.printed[first:last]


@lru_cache(maxsize=1024)
def normal(printed: str) -> NormalText:
    """The normal form of a paragraph."""
    separators = {match.start() for match in _COMMA_IN_NUMBER.finditer(printed)}
    text: list[str] = []
    origin: list[int] = []
    opened = False
    for index, char in enumerate(printed):
        if char.isspace() or char in "\u200b\ufeff":
            before, after = printed[index - 1 : index], printed[index + 1 : index + 2]
            both = before + after
            if not (len(both) == 2 and both.isascii() and both.isalpha()):
                continue
            char = " "
        elif index in separators:
            char = ","
        elif char == '"':
            opened = not opened
            char = "“" if opened else "”"
        else:
            char = _FOLDED.get(char, char)
        text.append(char)
        origin.append(index)
    return NormalText("".join(text), tuple(origin), printed)


def squeezed(text: str) -> str:
    """The normal form of a short text, without positions."""
    return normal(text).text


_OPEN, _CLOSE = "（“《〔【", "）”》〕】"


@lru_cache(maxsize=1024)
def depths(text: str) -> tuple[int, ...]:
    """How many brackets and quotes are open at each character; a bracket never closed counts as none."""
    steps = [0] * (len(text) + 1)
    stack: list[tuple[str, int]] = []
    waiting = Counter[str]()
    for index, char in enumerate(text):
        if char in _OPEN:
            stack.append((char, index))
            waiting[char] += 1
        elif char in _CLOSE and waiting[wanted := _OPEN[_CLOSE.index(char)]]:
            opened = ""
            while opened != wanted:
                opened, start = stack.pop()
                waiting[opened] -= 1
            steps[start] += 1
            steps[index + 1] -= 1
    return tuple(accumulate(steps))


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a normal text: up to 。！？ and a closing quote or bracket after it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"[。！？]+[”）]*", text):
        if match.end() > start:
            spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans
