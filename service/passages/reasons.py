"""Does a passage give the reason of what a question asks after, rather than only speak of it?"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.datafile import read_yaml
from service.understand.wording import normalise

LEAST = 2
"""characters of what was asked that a passage must say in a row before it gives a reason of it"""


def gives(subject: str, text: str) -> bool:
    """Is a reason given in ``text`` at or behind where it speaks of ``subject``? What stands behind the reason only
    (因甲增加, asked of 甲) is a cause itself."""
    at = _spoken_of(normalise.name(subject), text)
    return at is not None and _marks().search(text, at) is not None


def _spoken_of(core: str, text: str) -> int | None:
    """Where ``text`` says the longest run of ``core`` that it says at all, first; None where that is too short."""
    for length in range(len(core), LEAST - 1, -1):
        places = [text.find(core[i : i + length]) for i in range(len(core) - length + 1)]
        if found := [place for place in places if place >= 0]:
            return min(found)
    return None


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    return re.compile(read_yaml("service.passages", "uses.yaml")["because"])
