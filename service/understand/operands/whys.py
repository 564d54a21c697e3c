"""What a question after a reason is about, without the words that ask and what is said around them."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.datafile import read_yaml
from service.understand.wording import normalise, words


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = read_yaml("service.understand.operands", "whys.yaml")
    asks, around = (re.compile(words.unspaced(raw[key])) for key in ("asks", "around"))
    return asks, around


def asks_why(question: str) -> bool:
    """Does a normalised question ask for a reason?"""
    return _words()[0].search(question) is not None


def subjects(question: str) -> list[str]:
    """What it may ask the reason of, likeliest first: all that is said, then its clauses alone, longest first."""
    asks, around = _words()
    clauses = [around.sub("", asks.sub("", clause)).strip() for clause in re.split(r"[，。？！；]", question)]
    clauses = [clause for clause in clauses if len(normalise.name(clause)) > 1]
    return list(dict.fromkeys(["".join(clauses), *sorted(clauses, key=len, reverse=True)])) if clauses else []
