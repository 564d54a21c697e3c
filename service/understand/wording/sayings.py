"""Ways of asking that no name holds, in plainer words: data in sayings.yaml, the engine here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.datafile import read_yaml
from service.understand.wording import normalise, words

_GAP = r"([\u4e00-\u9fff]{0,12}?)"
_YEAR = re.compile(r"20\d\d年?度?|去年|上年度?|今年|本年度?")


@dataclass(frozen=True, slots=True)
class _Saying:
    regex: re.Pattern[str]
    means: tuple[str, ...]


def plainly(question: str) -> str:
    """The normalised question with ways of speaking in the words that the grammar knows."""
    for regex, template in _plain():
        question = regex.sub(lambda hit, t=template: t.format_map(hit.groupdict()), question)  # type: ignore[misc]
    return question


def meant(question: str) -> Iterator[str]:
    """What a whole question may mean that a saying and words without meaning make up, likeliest first."""
    core = normalise.name(question)
    for saying in _sayings():
        for hit in saying.regex.finditer(core):
            around = [core[: hit.start()], *(gap or "" for gap in hit.groups()), core[hit.end() :]]
            if all(bare(part) for part in around):
                year = re.search(r"20\d\d", core)
                yield from (f"{year.group(0)}年{said}" if year else said for said in saying.means)
                return


def bare(text: str) -> bool:
    """Is a text made of nothing but words without meaning?"""
    text = _YEAR.sub("", text)
    for filler in _meaningless():
        if not text:
            break
        text = text.replace(filler, "")
    return not text


@lru_cache(maxsize=1)
def _meaningless() -> tuple[str, ...]:
    return tuple(sorted({*words.load().spare, *words.load().fillers}, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _plain() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_yaml("service.understand.wording", "sayings.yaml")["plainly"]
    return tuple((re.compile(row["said"]), row["plainly"]) for row in rows)


@lru_cache(maxsize=1)
def _sayings() -> tuple[_Saying, ...]:
    rows = read_yaml("service.understand.wording", "sayings.yaml")["meant"]
    return tuple(_Saying(re.compile(row["said"].replace("~", _GAP)), tuple(row["means"])) for row in rows)
