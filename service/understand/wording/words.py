"""Loads words.yaml and grammar.yaml: the words are data, the code is the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.datafile import read_yaml
from service.understand.wording.frame import Op


@dataclass(frozen=True, slots=True)
class Pattern:
    """One shape of question: named groups (A, A2, B and others) hold the operands' words."""

    op: Op
    regex: re.Pattern[str]
    operands: tuple[str, ...] = ()
    """how the operands are put together from the groups; () for A and B as they stand"""


@dataclass(frozen=True, slots=True)
class Words:
    """Vocabulary of questions; every ``…_pattern`` is compiled from alternatives, longest first."""

    start: re.Pattern[str]
    preamble: re.Pattern[str]
    end: re.Pattern[str]
    members: re.Pattern[str]
    purpose: str
    asking: re.Pattern[str]
    """what a part of a question has that asks something"""
    telling: re.Pattern[str]
    """what a part has that is no mere aside"""
    circumstance: re.Pattern[str]
    """what an opening or closing has that is no mere remark"""
    fillers: tuple[str, ...]
    spare: tuple[str, ...]
    """words that mean nothing beside a whole saying"""
    hints: dict[str, tuple[str, ...]]
    scopes: dict[str, tuple[str, ...]]
    phases: dict[str, tuple[str, ...]]
    sets: tuple[tuple[str, str], ...]
    """(word, set key), longest word first"""
    set_of_rows: dict[str, str]
    """name of an amount that may stand for the rows of its table: the set key of these rows"""
    superlatives: dict[str, tuple[str, ...]]
    orders: dict[str, tuple[str, ...]]
    comparators: tuple[tuple[str, str], ...]
    """(word, comparator), longest word first"""
    counters: tuple[str, ...]
    single: tuple[str, ...]
    people: tuple[str, ...]
    counted_as: dict[str, tuple[str, ...]]
    """counter: the units that documents print for it"""
    totals: tuple[str, ...]
    subjects: tuple[str, ...]
    made_for: tuple[str, ...]
    body_rows: tuple[str, ...]
    wholes: tuple[str, ...]
    operators: tuple[str, ...]
    qualifiers: tuple[str, ...]
    carried: dict[str, tuple[str, ...]]
    sides: dict[str, tuple[str, ...]]
    holdings: dict[str, tuple[str, ...]]
    filled: tuple[str, ...]
    """what says that a number of posts is of those filled"""
    bodies: tuple[str, ...]
    not_bodies: tuple[str, ...]
    own_kinds: dict[str, tuple[str, ...]]
    regions: tuple[str, ...]
    provinces: tuple[str, ...]
    counted_people: dict[str, tuple[str, ...]]
    averages: dict[str, str]
    contrasts: tuple[tuple[str, str], ...]
    calendar: dict[str, int]
    counted: tuple[str, ...]
    measures: frozenset[str]
    changing: str
    limits: str
    """a limit or a standard is asked for: nothing computed is one"""
    averaging: str
    for_each: str
    """what a figure is for one of"""
    around_counts: str
    """said around a count without naming what is counted"""
    formerly: str
    classifiers: str
    done: str
    """what was done in fact is asked: no target is it"""
    turnover: str
    apart: tuple[re.Pattern[str], ...]
    """what a question says it doesn't mean"""
    spent: str
    paid: str
    coded: str
    for_one: tuple[str, ...]
    periods: str
    standards: str
    document_kinds: dict[str, tuple[str, ...]]
    document_levels: dict[str, tuple[str, ...]]
    movements: tuple[str, ...]
    modifiers: tuple[str, ...]
    funds: tuple[str, ...]
    moneys: frozenset[str]
    generic: tuple[str, ...]
    cues: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """(words of a question, words of the headings its answer stands under)"""
    textual: tuple[str, ...]
    worded: tuple[str, ...]
    """of these, what no figure answers"""
    amounts: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    phrases: tuple[Pattern, ...]
    """shapes of an operand that is a phrase itself"""
    asked: tuple[tuple[re.Pattern[str], frozenset[Op], frozenset[Op]], ...]
    """words that ask for an operation, the operations that may answer them, those that may where one of their
    operands holds the word"""
    composing: re.Pattern[str]
    """what a phrase has and a plain name hasn't"""


def unspaced(text: str) -> str:
    """A YAML string that is written over several lines, without its blanks."""
    return re.sub(r"\s+", "", text)


def longest_first(text: str) -> tuple[str, ...]:
    """The |-separated alternatives of a YAML string, without blanks, longest first."""
    words = {word for word in unspaced(text).split("|") if word}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def load() -> Words:
    """The words, read once a process."""
    raw = read_yaml("service.understand.wording", "words.yaml")
    shapes = read_yaml("service.understand.wording", "grammar.yaml")
    keyed = {
        part: {key: longest_first(text) for key, text in raw[part].items()}
        for part in (
            "hints",
            "scopes",
            "phases",
            "superlatives",
            "orders",
            "sets",
            "comparators",
            "carried",
            "sides",
            "holdings",
            "counted_as",
            "document_kinds",
            "document_levels",
            "own_kinds",
            "counted_people",
        )
    }
    return Words(
        start=re.compile("^(?:" + unspaced(raw["politeness"]["start"]) + ")+"),
        preamble=re.compile(unspaced(raw["politeness"]["preamble"])),
        end=re.compile("(?:" + unspaced(raw["politeness"]["end"]) + ")+$"),
        members=re.compile(unspaced(raw["members"])),
        purpose=raw["purpose"],
        asking=re.compile(raw["asking"]),
        telling=re.compile(unspaced(raw["telling"])),
        circumstance=re.compile(unspaced(raw["circumstance"])),
        fillers=longest_first(raw["fillers"]),
        spare=longest_first(raw["spare"]),
        hints=keyed["hints"],
        scopes=keyed["scopes"],
        phases=keyed["phases"],
        sets=_inverted(keyed["sets"]),
        set_of_rows=raw["set_of_rows"],
        superlatives=keyed["superlatives"],
        orders=keyed["orders"],
        comparators=_inverted(keyed["comparators"]),
        counters=longest_first(raw["counters"]),
        single=longest_first(raw["single"]),
        people=longest_first(raw["people"]),
        counted_as=keyed["counted_as"],
        totals=longest_first(raw["totals"]),
        subjects=longest_first(raw["subjects"]),
        made_for=longest_first(raw["made_for"]),
        body_rows=longest_first(raw["body_rows"]),
        wholes=longest_first(raw["wholes"]),
        operators=longest_first(raw["operators"]),
        qualifiers=longest_first(raw["qualifiers"]),
        carried=keyed["carried"],
        sides=keyed["sides"],
        holdings=keyed["holdings"],
        filled=longest_first(raw["filled"]),
        bodies=longest_first(raw["bodies"]),
        own_kinds=keyed["own_kinds"],
        not_bodies=longest_first(raw["not_bodies"]),
        regions=longest_first(raw["regions"]),
        provinces=longest_first(raw["provinces"]),
        counted_people=keyed["counted_people"],
        averages=raw["averages"],
        contrasts=tuple((one, other) for one, _, other in (p.partition("/") for p in raw["contrasts"].split("|"))),
        calendar=raw["calendar"],
        counted=longest_first(raw["counted"]),
        periods=raw["periods"],
        standards=raw["standards"],
        measures=frozenset(raw["measures"].split("|")),
        apart=tuple(re.compile(p.replace("{PLACE}", raw["apart"]["place"])) for p in raw["apart"]["patterns"]),
        spent=raw["spent"],
        paid=raw["paid"],
        coded=raw["coded"],
        turnover=raw["turnover"],
        changing=raw["changing"],
        **{
            key: unspaced(raw[key])
            for key in ("limits", "averaging", "for_each", "around_counts", "formerly", "classifiers", "done")
        },
        for_one=tuple(raw["for_one"].split("|")),
        document_kinds=keyed["document_kinds"],
        document_levels=keyed["document_levels"],
        movements=longest_first(raw["movements"]),
        funds=longest_first(raw["funds"]),
        moneys=frozenset(longest_first(raw["moneys"])),
        modifiers=longest_first(raw["modifiers"]),
        generic=longest_first(raw["generic"]),
        cues=tuple((longest_first(said), longest_first(heads)) for heads, said in raw["cues"].items()),
        textual=longest_first(raw["textual"]),
        worded=longest_first(raw["worded"]),
        amounts=longest_first(raw["amounts"]),
        patterns=_patterns(shapes["macros"], shapes["operations"]),
        phrases=_patterns(shapes["macros"], shapes["phrases"]),
        asked=tuple(
            (re.compile(row["words"]), _ops(row["by"]), _ops(row.get("within", ""))) for row in shapes["asked"]
        ),
        composing=re.compile(shapes["composing"]),
    )


def _ops(names: str) -> frozenset[Op]:
    return frozenset(Op(name) for name in names.split())


def _inverted(groups: dict[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    pairs = [(word, key) for key, words in groups.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def compiled(pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    """A pattern of a YAML file, with the macros put in for their names in braces."""
    for key, value in macros.items():
        pattern = pattern.replace("{" + key + "}", value)
    return re.compile(pattern)


def _patterns(macros: dict[str, str], operations: list[dict[str, Any]]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(Op(str(entry["op"])), compiled(str(pattern), macros), tuple(entry.get("operands", ())))
        for entry in operations
        for pattern in entry["patterns"]
    )
