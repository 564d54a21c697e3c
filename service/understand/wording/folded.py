"""A question with the names it holds folded into one private character each, so that no pattern splits one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Spans = list[tuple[int, int]]
Protect = Callable[[str], Spans]
"""Spans of a text that are names in the documents: in order, not overlapping."""

_BASE = 0xE000


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its names folded into single private characters."""

    text: str
    names: tuple[str, ...]

    def unfold(self, part: str) -> str:
        return "".join(self.names[ord(c) - _BASE] if _BASE <= ord(c) < _BASE + len(self.names) else c for c in part)


def fold(text: str, protect: Protect) -> Folded:
    """``text`` with every protected span as one private character."""
    parts: list[str] = []
    names: list[str] = []
    at = 0
    for start, end in protect(text):
        parts += [text[at:start], chr(_BASE + len(names))]
        names.append(text[start:end])
        at = end
    return Folded("".join(parts) + text[at:], tuple(names))
