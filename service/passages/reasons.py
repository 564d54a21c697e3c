"""Does a passage give the reason of what a question asks after, rather than only speak of it?"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.store.records import StoredPassage
from service.understand.wording import normalise

LEAST = 2
"""characters of what was asked that a passage must say in a row before it gives a reason of it"""


def gives(subject: str, passage: StoredPassage) -> bool:
    """Is a reason given at or behind where a passage speaks of ``subject``, or promised by its heading (立项依据)?
    What stands behind the reason only (因甲增加, asked of 甲) is a cause itself."""
    at = _spoken_of(normalise.name(subject), passage.text)
    if at is None:
        return False
    marks, headings = _marks()
    return marks.search(passage.text, at) is not None or any(headings.search(each) for each in passage.section[-2:])


def _spoken_of(core: str, text: str) -> int | None:
    """Where ``text`` says the longest run of ``core`` that it says at all, first; None where that is too short."""
    for length in range(len(core), LEAST - 1, -1):
        places = [text.find(core[i : i + length]) for i in range(len(core) - length + 1)]
        if found := [place for place in places if place >= 0]:
            return min(found)
    return None


@lru_cache(maxsize=1)
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = read_yaml("service.passages", "reasons.yaml")
    return re.compile(raw["because"]), re.compile(raw["reasoned"])
