"""What the service doesn't talk about: told from the question alone, before anything is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ingest.datafile import read_yaml
from service.understand.wording import grammar

SPARED = ("remark", "opinion")
"""kinds of which a clause is left aside where another one asks something"""
ASIDE = "aside"
"""what is said beside a question: no bound, only left out"""
HOW = "how"
"""a bracket that says how a figure may be found: no bound, and nothing of what is asked"""


@dataclass(frozen=True, slots=True)
class Bound:
    """``kind``: unsafe, greeting, thanks, who, out_of_scope, opinion, remark, aside or how."""

    kind: str
    patterns: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _bounds() -> tuple[Bound, ...]:
    raw = read_yaml("service.answer", "bounds.yaml")
    return tuple(Bound(entry["kind"], tuple(re.compile(pattern) for pattern in entry["patterns"])) for entry in raw)


def outside(
    question: str, names: Callable[[str], list[tuple[int, int]]] = lambda _: [], latest: int | None = None
) -> str | None:
    """The kind of bound a normalised question crosses, or None.

    ``names`` gives the spans of names that the documents hold: what matches only inside one
    (彩票公益金支出, 人工影响天气) crosses nothing, unless the bound is one of safety. A year that a pattern
    names crosses only where it comes after ``latest``, the last year that the documents are of.
    """
    for bound in _bounds():
        for pattern in bound.patterns if bound.kind not in (ASIDE, HOW) else ():
            found = pattern.search(question)
            if found is None or _is_past(found, latest):
                continue
            if bound.kind == "unsafe" or not _within(found.span(), names(question)):
                return bound.kind
    return None


def without_remarks(question: str) -> str:
    """The question without clauses that only find fault or ask for a view (你们花这么多钱像话吗，…；…，值不值) and
    asides (急，等着填报表), nor brackets that say how to find it; all of it where no other asks."""
    for pattern in (pattern for bound in _bounds() if bound.kind == HOW for pattern in bound.patterns):
        question = pattern.sub("", question)
    clauses = re.findall(r"[^，。？！；]+[，。？！；]*", question)
    kept = [clause for clause in clauses if not _beside_the_point(clause.rstrip("，。？！；"))]
    return "".join(kept) if len(kept) < len(clauses) and grammar.asks("".join(kept)) else question


def _beside_the_point(clause: str) -> bool:
    """Does a clause only find fault or ask for a view, or, asking no amount, speak of the one who asks?"""
    left_out = SPARED if re.search("多少|几", clause) else (*SPARED, ASIDE)
    return any(pattern.search(clause) for bound in _bounds() if bound.kind in left_out for pattern in bound.patterns)


def _is_past(found: re.Match[str], latest: int | None) -> bool:
    """Does the match rest on a year that the documents reach?"""
    year = found.groupdict().get("year")
    return year is not None and latest is not None and int(year) <= latest


def _within(span: tuple[int, int], names: list[tuple[int, int]]) -> bool:
    """Does the match begin inside a name? One further on (局长的基本工资) doesn't change what was asked."""
    return any(start <= span[0] < end for start, end in names)
