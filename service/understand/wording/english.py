"""Questions asked in English: known names and shapes into Chinese. A word that isn't known leaves the question
as it is, so that nothing is answered with part of it unread."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import Any

from ingest.datafile import read_yaml
from ingest.lexicon import classification

_YEAR = re.compile(r"\b(?:for|in|of|during) (?:the )?(?:fiscal )?(?:year )?(20\d\d)\b")

_BESIDE = re.compile(r"\s*[（(][\u4e00-\u9fff、]+[）)]")
"""the Chinese name that stands beside an English one: staff welfare (福利费)"""

_WHOSE = re.compile(
    r"\s*\b(?:in|of|by|for|from|at) (?:the )?([\u4e00-\u9fff][\u4e00-\u9fff0-9（）]{2,}"
    r"(?:局|委|会|厅|部|府|处|办|所|院|校|站|队|馆|社|司|中心|预算|决算|公开))(?![\u4e00-\u9fff])"
)
"""the Chinese name of a body or of its document in an English question: total expenditure of 临溪市气象局"""


def is_english(text: str) -> bool:
    """Is a normalised question asked in English?"""
    rest = _WHOSE.sub("", _BESIDE.sub("", text))
    return len(re.findall(r"[A-Za-z]", rest)) > 8 and not re.search(r"[\u4e00-\u9fff]", rest)


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """english.yaml: shapes of questions, words that say nothing, units."""
    return read_yaml("service.understand.wording", "english.yaml")  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[re.Pattern[str], str], ...]:
    """English phrases as patterns and the Chinese names they stand for, longest first; the terms' own go first."""
    pairs: dict[str, str] = {}
    for term in classification.load().terms:
        for phrase in term.english:
            pairs.setdefault(phrase.casefold(), term.name)
    for name, phrases in _listed():
        for phrase in phrases:
            pairs.setdefault(phrase.casefold(), name)
    ordered = sorted(pairs.items(), key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"\b(?:the )?{re.escape(phrase)}(?:e?s)?\b"), name) for phrase, name in ordered)


def _listed() -> list[tuple[str, list[str]]]:
    with (classification.FOLDER / "english.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return [(row["name"], row["english"].split(";")) for row in rows]


@lru_cache(maxsize=1)
def _called() -> dict[str, str]:
    called = {name: phrases[0] for name, phrases in _listed()}
    return called | {term.name: term.english[0] for term in classification.load().terms if term.english}


def called(name: str) -> str:
    """A name with its English beside it, where that is known: 差旅费 (travel expenses)."""
    return f"{name} ({_called()[name]})" if name in _called() else name


def to_chinese(text: str) -> str:
    """The question with its known phrases in Chinese, in the order Chinese asks; as it is where a word is unknown."""
    rest = text.casefold().replace("’", "'").strip(" ?.!？。！")
    whose = "".join(_WHOSE.findall(rest))
    rest = _WHOSE.sub("", rest).strip(" ?？")
    for pattern, name in _names():
        rest = pattern.sub(f" {name} ", rest)
    rest = re.sub(r"(?:[\u4e00-\u9fff（）]+\s*)?[（(]([\u4e00-\u9fff、]+)[）)]", r" \1 ", rest)
    rest = re.sub(r"\s+", " ", rest).strip()
    years = _YEAR.findall(rest)
    rest = _YEAR.sub("", rest)
    for shape, replacement in words()["questions"]:
        rest = re.sub(shape, replacement, rest)
    if set(re.findall(r"[a-z']+", rest)) - _saying_nothing():
        return text
    chinese = re.sub(r"\s+", "", re.sub(r"\b[a-z']+\b", " ", rest)).strip("?.,，！？ ")
    if not re.search(r"[\u4e00-\u9fff]", chinese):
        return text
    asked = chinese if re.search("多少|几|哪|吗", chinese) else f"{chinese}是多少"
    if years:
        return f"{whose}{years[0]}年{asked}"
    return f"{whose}，{asked}" if whose else asked


@lru_cache(maxsize=1)
def _saying_nothing() -> frozenset[str]:
    return frozenset(words()["nothing"].split())
