"""What a sentence says a stated amount is for: as good a name for it as its own (…3,200万元，主要用于水美乡村建设)."""

from __future__ import annotations

import re

from ingest.store.records import StoredFact

_FOR = re.compile(
    r"[^，。；,;\d]{0,6}[，,]?(?:主要|专项|全部|具体)?(?:是)?(?:用于|用来)(?P<what>[^。；，、,;\d等]{4,20}?)(?:方面)?的?(?:支出|开支|费用|经费)?[。；;]"
)


def purpose(fact: StoredFact) -> str | None:
    """The one thing that a sentence's amount of money is said to be for; None where it says none or several."""
    if fact.sentence is None or not (fact.unit or "").endswith("元"):
        return None
    at = fact.sentence.find(fact.text)
    found = _FOR.match(f"{fact.sentence}。", at + len(fact.text)) if at >= 0 else None
    return found["what"] if found else None
