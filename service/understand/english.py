"""Questions asked in English: known names and operations into Chinese, the answer's frame back."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import yaml

from ingest.lexicon import classification
from service.answer.model import Answer, Kind


def is_english(text: str) -> bool:
    """Is a normalised question asked in English?"""
    return len(re.findall(r"[A-Za-z]", text)) > 8 and not re.search(r"[\u4e00-\u9fff]", text)


@lru_cache(maxsize=1)
def _raw() -> dict[str, list[list[str]]]:
    text = files("service.understand").joinpath("english.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    pairs = {phrase.casefold(): term.name for term in classification.load().terms for phrase in term.english}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def to_chinese(text: str) -> str:
    """The question with its known phrases in Chinese, in the order Chinese asks."""
    rest = text.casefold()
    for phrase, name in _names():
        rest = re.sub(rf"\b(?:the )?{re.escape(phrase)}\b", name, rest)
    for pattern, replacement in _raw()["questions"]:
        rest = re.sub(pattern, replacement, rest)
    return re.sub(r"\s+", "", re.sub(r"\b[a-z']+\b", " ", rest)).strip("?.,！？ ") or text


def translated(answer: Answer) -> Answer:
    """The answer framed in English; names and quotes stay as the documents print them."""
    if answer.kind in (Kind.FIGURE, Kind.CALCULATION):
        figures = "; ".join(
            f"{figure['label']}: {figure['value']} {unit(figure['unit'])}" for figure in answer.figures
        )
        return replace(
            answer, text=f"{figures}\n{answer.text.splitlines()[-1].replace('来源：', 'Source: ')}"
        )
    return answer


def unit(chinese: str) -> str:
    """万元 → 万元 (10,000 yuan): the printed unit with its meaning."""
    meanings = dict(_raw()["units"])  # type: ignore[arg-type]
    return f"{chinese} ({meanings[chinese]})" if chinese in meanings else chinese
