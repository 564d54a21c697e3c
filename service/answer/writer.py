"""A language model that words passage answers, behind the guard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Writer(Protocol):
    """Words an answer from quoted passages."""

    def word(self, question: str, quotes: Sequence[str]) -> str | None:
        """The answer in the model's words, every sentence checked; None where nothing checked is left."""
        ...
