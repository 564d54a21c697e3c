"""Several figures asked of one subject at once: both sides of the carry-over, two tables, the budget and its rate.

Each is asked as a question of its own. Words are data in several.yaml; the engine is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.datafile import read_yaml
from service.understand.wording.grammar import polite


@dataclass(frozen=True, slots=True)
class _Way:
    """A thing that may be asked of a subject, and the question that asks it."""

    regex: re.Pattern[str]
    asks: str
    side: str = ""
    counts: bool = False
    of_counted: bool = False
    leans: bool = False
    coded: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One of several figures that a question asks: what it is called there, and the question for it alone.

    ``level``: which figure of a rate beside it that is: planned, done, or its subject's own ("said").
    """

    called: str
    question: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class _Sided:
    """Two sides of the carry-over named of a subject: ``said`` in these words; ``rest`` is what follows them."""

    subject: str
    ways: tuple[_Way, ...]
    said: tuple[str, str]
    summed: bool
    """they are asked for in one sum"""
    rest: str


@dataclass(frozen=True, slots=True)
class _Words:
    sides: tuple[_Way, ...]
    aspects: tuple[_Way, ...]
    beside: re.Pattern[str]
    listed: re.Pattern[str]
    leaning: re.Pattern[str]
    level_asks: str
    tabled: tuple[re.Pattern[str], ...]
    table_asks: str
    together: str
    summing: re.Pattern[str]
    of_all: re.Pattern[str]
    asking: re.Pattern[str]
    each: re.Pattern[str]


def asked(question: str) -> tuple[Asked, ...]:
    """The questions that a normalised question asks of one subject, each whole; () where it asks one thing only."""
    text = polite(question)
    return _of_sides(text) or _of_tables(text) or _of_aspects(text)


def pooled(question: str) -> str | None:
    """甲，今年安排的加上去年结转的一共多少, asked as the sum of two figures; None where it asks no such sum."""
    found = _sided(polite(question))
    if found is None:
        return None
    if not found.summed or not found.subject or {way.side for way in found.ways} != {"fresh", "carried"}:
        return None
    return _words().together.format(X=found.subject)


def of_each(question: str) -> bool:
    """Does a question ask the figure of each of several things?"""
    return _words().each.search(question) is not None


def _sided(text: str) -> _Sided | None:
    known = _words()
    found = known.beside.search(text)
    if found is None:
        return None
    said = (found["a"], found["b"])
    ways = tuple(next(way for way in known.sides if way.regex.fullmatch(part)) for part in said)
    if ways[0].asks == ways[1].asks:
        return None
    before, rest = text[: found.start()].strip("，、的"), text[found.end() :]
    summed = known.summing.search(found["joint"]) or known.of_all.search(rest)
    return _Sided(before, ways, said, summed is not None, rest)


def _of_sides(text: str) -> tuple[Asked, ...]:
    found = _sided(text)
    if found is None or found.summed:
        return ()
    subject, rest = found.subject, found.rest
    after = re.match(r"(?:的)?(?P<x>[^，各分多少几差比占减加]{2,}?)(?=各|分别)", rest)
    if not subject and after:
        subject, rest = after["x"], rest[after.end() :]
    if not subject or not _words().asking.fullmatch(rest):
        return ()
    return tuple(
        Asked(part.strip("的"), f"{way.asks.format(X=subject)}是多少")
        for way, part in zip(found.ways, found.said, strict=True)
    )


def _of_tables(text: str) -> tuple[Asked, ...]:
    known = _words()
    for pattern in known.tabled:
        found = pattern.fullmatch(text)
        if found:
            subject = found["x"].strip("，的")
            tables = (found["a"], found["b"])
            return tuple(Asked(table, known.table_asks.format(X=subject, T=table)) for table in tables)
    return ()


def _of_aspects(text: str) -> tuple[Asked, ...]:
    known = _words()
    found, bare = known.listed.fullmatch(text), None
    if found is None:
        found = bare = known.leaning.fullmatch(text)
    if found is None or (bare and _ASKED.search(bare["x"])):
        return ()
    subject = found["x"].strip("，的")
    said = [part.strip("，的") for part in _JOINT.split(found["list"]) if part.strip("，的")]
    ways = [next((way for way in known.aspects if way.regex.fullmatch(part)), None) for part in said]
    if (len(said) < 2 and not bare) or None in ways or len(set(said)) < len(said):
        return ()
    if any(way.of_counted for way in ways if way) and not any(way.counts or way.coded for way in ways if way):
        return ()
    if any(way.coded for way in ways if way) and not re.search(r"\d{3}", subject):
        return ()
    own = (Asked(subject, known.level_asks.format(X=subject), "said"),) if bare else ()
    asks = (
        Asked(part, way.asks.format(X=subject, A=part), way.level) for way, part in zip(ways, said, strict=True) if way
    )
    return (*own, *asks)


_ASKED = re.compile(r"多少|几|哪|什么")
_JOINT = re.compile(r"(?:，)?(?:以及|和|与|跟|(?<!涉)及|还有|、|，)")


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw: dict[str, Any] = read_yaml("service.understand.wording", "several.yaml")
    sides = tuple(_ways(raw["sides"]))
    aspects = tuple(_ways(raw["aspects"]))
    side, aspect = ("|".join(f"(?:{way.regex.pattern})" for way in ways) for ways in (sides, aspects))
    leaning = "|".join(f"(?:{way.regex.pattern})" for way in aspects if way.leans)
    table, asking, joint = raw["table"], raw["asking"], raw["joint"]
    pair = rf"(?P<a>{table})(?:里面|里|中|上)?(?:的)?{joint}(?:在)?(?P<b>{table})(?:里面|里|中|上|当中)?"
    return _Words(
        sides=sides,
        aspects=aspects,
        beside=re.compile(rf"(?P<a>{side})(?P<joint>{raw['adding']})(?P<b>{side})"),
        listed=re.compile(rf"(?P<x>.{{2,}}?)(?:的|，)*(?P<list>(?:{aspect})(?:{_JOINT.pattern}(?:{aspect}))+){asking}"),
        leaning=re.compile(
            rf"(?P<x>[^，]{{2,}}?)(?:的)?(?:{_JOINT.pattern})"
            rf"(?P<list>(?:{leaning})(?:{_JOINT.pattern}(?:{leaning}))*){asking}"
        ),
        level_asks=raw["level_asks"],
        tabled=(
            re.compile(rf"(?P<x>[^，]+?)(?:，|，?在){pair}(?:的)?{asking}"),
            re.compile(rf"(?:在)?{pair}(?:，|的|，?里)*(?P<x>[^，各分]{{2,}}?)(?={raw['each']}){asking}"),
        ),
        table_asks=raw["tabled"],
        together=raw["together"],
        summing=re.compile(raw["summing"]),
        of_all=re.compile(raw["of_all"]),
        asking=re.compile(asking),
        each=re.compile(raw["each"]),
    )


def _ways(rows: list[dict[str, Any]]) -> Iterator[_Way]:
    for row in rows:
        marks = {key: bool(row.get(key)) for key in ("counts", "of_counted", "leans", "coded")}
        yield _Way(re.compile(row["said"]), row["asks"], row.get("side", ""), **marks, level=row.get("level", ""))
