"""The words running text is read by, from ``ingest/lexicon/prose.yaml``: patterns compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from ingest.datafile import read_yaml

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class OutlineWords:
    ending: Pattern
    duty: Pattern
    pointer: Pattern


@dataclass(frozen=True, slots=True)
class NumberWords:
    """``unit`` matches a unit right after a number; ``aliases`` are short forms (万 → 万元)."""

    unit: Pattern
    aliases: Mapping[str, str]
    money: frozenset[str]
    percent: frozenset[str]
    not_unit: Pattern
    not_after: Pattern
    limit: Pattern
    spelled: Pattern


@dataclass(frozen=True, slots=True)
class ComparisonWords:
    """``earlier`` opens a comparison with an earlier year (group ``year``), ``same`` one with the budget;
    ``budgeted`` is that budget's own name; ``verb`` ends what stands before a changed amount (groups ``up``,
    ``down``, ``both``); ``front_verb`` stands before the name of what is changed."""

    opener: str
    earlier: Pattern
    same: Pattern
    budgeted: Pattern
    verb: Pattern
    short_verb: Pattern
    not_before_verb: Pattern
    front_verb: Pattern
    level_with: Pattern
    earlier_level: Pattern


@dataclass(frozen=True, slots=True)
class LevelWords:
    tail: Pattern
    totals: Pattern
    needed: Pattern
    attributes: Pattern
    counted: Pattern
    noun: Pattern
    joint: Pattern
    roles: tuple[tuple[Pattern, str], ...]
    pair: str
    per: Pattern
    from_: Pattern
    to: Pattern
    shared_verb: Pattern
    bare: Pattern
    one_side: Pattern
    details: Pattern
    review: Pattern
    scored: Pattern
    same_one: Pattern
    each: Pattern
    plain_noun: Pattern
    headed: Pattern
    indicators: Pattern
    measured: Pattern
    measure_of: Pattern
    none: Pattern
    none_of: tuple[tuple[Pattern, str], ...]
    present: str
    for_one: frozenset[str]


@dataclass(frozen=True, slots=True)
class ShareWords:
    share: Pattern
    completion: tuple[Pattern, ...]
    completion_base: str


@dataclass(frozen=True, slots=True)
class ListWords:
    openers: Pattern
    within: Pattern
    wholes: Pattern


@dataclass(frozen=True, slots=True)
class ReasonWords:
    markers: Pattern
    leads: Pattern
    parts: tuple[Pattern, ...]
    about: Pattern


@dataclass(frozen=True, slots=True)
class SubjectWords:
    selves: Pattern
    fronts: tuple[Pattern, ...]
    kept: Pattern
    empty: Pattern
    known_as: tuple[tuple[Pattern, str], ...]
    aims: tuple[Pattern, ...]
    remarks: Pattern
    double_tail: Pattern
    heading_tail: Pattern


@dataclass(frozen=True, slots=True)
class ProjectWords:
    fields: Pattern
    title_tail: Pattern
    own_total: Pattern


@dataclass(frozen=True, slots=True)
class IdentityWords:
    name_lines: tuple[Pattern, ...]
    department_role: Pattern
    unit_role: Pattern
    titles: tuple[Pattern, ...]
    introduction: Pattern
    budget: Pattern
    final: Pattern
    neutral: Pattern
    department: Pattern
    unit: Pattern
    bodies: Pattern
    member_sections: Pattern
    member_self: Pattern
    inner: Pattern
    listed: Pattern
    between: Pattern
    of_member: Pattern
    name_column: Pattern


@dataclass(frozen=True, slots=True)
class PassageWords:
    glossary: Pattern
    term: Pattern


@dataclass(frozen=True, slots=True)
class Words:
    outline: OutlineWords
    numbers: NumberWords
    comparison: ComparisonWords
    levels: LevelWords
    shares: ShareWords
    lists: ListWords
    reasons: ReasonWords
    subjects: SubjectWords
    projects: ProjectWords
    identity: IdentityWords
    passages: PassageWords


@cache
def words() -> Words:
    """Everything in the file; raises KeyError or re.error where the file is incomplete or malformed."""
    raw: dict[str, Any] = read_yaml("ingest.lexicon", "prose.yaml")
    outline, levels, reasons, subjects = raw["outline"], raw["levels"], raw["reasons"], raw["subjects"]
    share, done, lists, projects = raw["share"], raw["completion"], raw["lists"], raw["projects"]
    return Words(
        outline=OutlineWords(
            ending=re.compile(_either(outline["heading_endings"]) + "$"),
            duty=re.compile(_either(outline["duty_openers"])),
            pointer=re.compile(_either(outline["pointers"])),
        ),
        numbers=_numbers(raw["numbers"]),
        comparison=_comparison(raw["comparison"], raw["years"]),
        levels=LevelWords(
            tail=re.compile(levels["tail"]),
            totals=re.compile(levels["totals"]),
            needed=re.compile(levels["needed"]),
            attributes=re.compile(levels["attributes"]),
            counted=re.compile(levels["counted"]),
            noun=re.compile(rf"(?![（）])[\u4e00-\u9fffA-Za-z（）“”]{{2,18}}?(?={levels['noun_end']}|[，。；：、]|$)"),
            joint=re.compile(levels["joint"]),
            roles=tuple((re.compile(f"(?:{role['match']})$"), role["column"]) for role in levels["roles"]),
            pair=levels["pair"],
            per=re.compile(levels["per"]),
            from_=re.compile(levels["from"]),
            to=re.compile(levels["to"]),
            **{
                name: re.compile(levels[name])
                for name in (
                    *("shared_verb", "bare", "one_side", "details", "review", "scored", "same_one", "each"),
                    *("plain_noun", "headed", "indicators", "measured", "measure_of", "none"),
                )
            },
            none_of=tuple((re.compile(one["match"]), one["unit"]) for one in levels["none_of"]),
            present=levels["present"],
            for_one=frozenset(levels["for_one"]),
        ),
        shares=ShareWords(
            share=re.compile(share["before"]),
            completion=(re.compile(done["before"]), re.compile(done["rates"])),
            completion_base=done["base"],
        ),
        lists=ListWords(*(re.compile(lists[name]) for name in ("openers", "within", "wholes"))),
        reasons=ReasonWords(
            markers=re.compile(reasons["markers"]),
            leads=re.compile(reasons["leads"]),
            parts=tuple(re.compile(part) for part in reasons["parts"]),
            about=re.compile(reasons["about"]),
        ),
        subjects=SubjectWords(
            selves=re.compile(subjects["selves"]),
            fronts=tuple(re.compile(front) for front in subjects["fronts"]),
            kept=re.compile(subjects["kept"]),
            empty=re.compile(subjects["empty"]),
            known_as=tuple((re.compile(one["match"]), one["name"]) for one in subjects["known_as"]),
            aims=tuple(re.compile(aim) for aim in subjects["aims"]),
            remarks=re.compile(subjects["remarks"]),
            double_tail=re.compile(subjects["double_tail"]),
            heading_tail=re.compile(subjects["heading_tail"]),
        ),
        projects=ProjectWords(*(re.compile(projects[name]) for name in ("fields", "title_tail", "own_total"))),
        identity=_identity(raw["identity"]),
        passages=PassageWords(*(re.compile(raw["passages"][name]) for name in ("glossary", "term"))),
    )


def _identity(raw: dict[str, Any]) -> IdentityWords:
    lists = ("name_lines", "titles")
    found: dict[str, Any] = {
        field.name: (
            tuple(re.compile(pattern) for pattern in raw[field.name])
            if field.name in lists
            else re.compile(raw[field.name])
        )
        for field in fields(IdentityWords)
    }
    return IdentityWords(**found)


def _either(patterns: list[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _numbers(raw: dict[str, Any]) -> NumberWords:
    aliases: dict[str, str] = dict(raw["short_money"])
    named, counts = (
        "|".join(re.escape(word) for word in sorted(group, key=len, reverse=True))
        for group in ([*raw["money"], *raw["percent"]], raw["counts"])
    )
    short = "|".join(f"{word}(?![\\u4e00-\\u9fff])" for word in aliases)
    return NumberWords(
        unit=re.compile(f"(?P<unit>{named}|{raw['large']}?(?P<count>{counts})|{short})"),
        aliases=aliases,
        money=frozenset(raw["money"]),
        percent=frozenset(raw["percent"]),
        not_unit=re.compile(_either(raw["not_units"])),
        not_after=re.compile(_either(raw["not_after"]) + "$"),
        limit=re.compile(_either(raw["limits"])),
        spelled=re.compile(f"(?<![一二三四五六七八九十第每])([二两三四五六七八九十])({_either(raw['spelled'])})"),
    )


def _comparison(raw: dict[str, Any], years: dict[str, str]) -> ComparisonWords:
    year = f"(?P<year>(?:19|20)\\d\\d年度?|{years['last']})"
    opener, fillers, after = raw["openers"], raw["fillers"], raw["after"]
    adverbs = f"(?:{raw['adverbs']})*"
    both = f"(?P<both>{raw['both']})"
    verb = f"{both}|(?P<up>{raw['up']})|(?P<down>{raw['down']})"
    short = f"{both}|(?P<up>{raw['up']}|{raw['short_up']})|(?P<down>{raw['down']}|{raw['short_down']})"
    return ComparisonWords(
        opener=opener,
        earlier=re.compile(f"{opener}{year}(?P<fillers>{fillers}){after}"),
        same=re.compile(f"{opener}(?P<base>{raw['same_year']}){after}"),
        budgeted=re.compile(raw["same_year"]),
        verb=re.compile(f"{adverbs}(?:{verb}){raw['verb_tail']}$"),
        short_verb=re.compile(f"{adverbs}(?:{short}){raw['verb_tail']}$"),
        not_before_verb=re.compile(raw["not_before_verb"]),
        front_verb=re.compile(raw["front_verb"]),
        level_with=re.compile(raw["level_with"]),
        earlier_level=re.compile(f"{years['last']}{fillers}(?:为|是)?"),
    )
