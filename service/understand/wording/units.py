"""The unit that an answer is wished in, and the question without what only wishes it (公务接待费按元算是多少)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ingest.datafile import read_yaml
from service.understand.wording import words


def asked_unit(text: str) -> str | None:
    """The unit an answer is asked in: 多少元, 几万块, 以万元计, 换算成亿元; None where none is said."""
    asked, _, names = _wordings()
    for pattern in asked:
        if found := pattern.search(text):
            return names[found["u"]]
    return None


def named(word: str) -> str:
    """The unit that ``word`` means (块: 元)."""
    return _wordings()[2][word]


def without_wish(text: str) -> str:
    """``text`` without the words that only say the unit; as it is where nothing else stands in it."""
    rest = text
    for pattern in _wordings()[1]:
        rest = pattern.sub("", rest)
    return rest if len(rest) > 1 else text


@lru_cache(maxsize=1)
def _wordings() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], dict[str, str]]:
    raw: dict[str, Any] = read_yaml("service.understand.wording", "units.yaml")
    asked, wish = (tuple(words.compiled(said, raw["macros"]) for said in raw[key]) for key in ("asked", "wish"))
    return asked, wish, raw["names"]
