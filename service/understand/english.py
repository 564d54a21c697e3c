"""Questions asked in English: known names and operations into Chinese."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.lexicon import classification


def is_english(text: str) -> bool:
    """Is a normalised question asked in English?"""
    return len(re.findall(r"[A-Za-z]", text)) > 8 and not re.search(r"[\u4e00-\u9fff]", text)


@lru_cache(maxsize=1)
def words() -> dict[str, list[list[str]]]:
    return read_yaml("service.understand", "english.yaml")  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    pairs = {phrase.casefold(): term.name for term in classification.load().terms for phrase in term.english}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def to_chinese(text: str) -> str:
    """The question with its known phrases in Chinese, in the order Chinese asks."""
    rest = text.casefold()
    for phrase, name in _names():
        rest = re.sub(rf"\b(?:the )?{re.escape(phrase)}\b", name, rest)
    for pattern, replacement in words()["questions"]:
        rest = re.sub(pattern, replacement, rest)
    return re.sub(r"\s+", "", re.sub(r"\b[a-z']+\b", " ", rest)).strip("?.,！？ ") or text
