"""A public body's name in its parts: the regions it lies in, what it is, and whether it is a department's own part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.datafile import read_yaml
from service.understand.wording import normalise, words

LEAST = 3
"""characters of the shortest name that a body has after its regions"""


@dataclass(frozen=True, slots=True)
class Region:
    """东湖区: ``stem`` 东湖, ``suffix`` 区."""

    stem: str
    suffix: str


@dataclass(frozen=True, slots=True)
class BodyName:
    """``whole`` is folded and without 本级; ``regions`` from the outermost; ``core`` what is left (财政局)."""

    whole: str
    regions: tuple[Region, ...]
    core: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    own_part: re.Pattern[str]
    short: dict[str, tuple[str, ...]]
    region: re.Pattern[str]
    no_region: re.Pattern[str]
    kinds: re.Pattern[str]
    after_head: re.Pattern[str]
    before: re.Pattern[str]
    leading: re.Pattern[str]


@lru_cache(maxsize=1)
def known() -> _Words:
    """The words of bodies' names, from body_names.yaml."""
    raw = read_yaml("service.understand.documents", "body_names.yaml")
    suffixes = "|".join(sorted((*raw["autonomous"].split("|"), *words.load().regions), key=lambda s: -len(s)))
    return _Words(
        re.compile(rf"(?:{raw['own_part']})$"),
        {short: tuple(full.split("|")) for short, full in raw["short"].items()},
        re.compile(rf"([\u4e00-\u9fff]{{1,8}}?)({suffixes})(?!(?<=州)市)"),
        re.compile(rf"(?:{raw['no_region']})$|[和及与]"),
        re.compile(rf"(?:{raw['kinds']})$"),
        re.compile(rf"(?:{raw['after_head']})"),
        re.compile(rf"(?:^|{raw['before']})$"),
        re.compile(raw["leading"]),
    )


@lru_cache(maxsize=65536)
def parsed(unit_name: str) -> BodyName:
    """双溪市东湖区财政局（本级） → 双溪市, 东湖区; 财政局; own."""
    whole = normalise.name(unit_name)
    part = known().own_part.search(whole)
    if part is not None and part.start() >= LEAST:
        whole = whole[: part.start()]
    regions: list[Region] = []
    at = 0
    while found := known().region.match(whole, at):
        if known().no_region.search(found.group(0)) or len(whole) - found.end() < LEAST:
            break
        regions.append(Region(found.group(1), found.group(2)))
        at = found.end()
    return BodyName(whole, tuple(regions), whole[at:], part is not None and len(whole) < len(normalise.name(unit_name)))


@lru_cache(maxsize=65536)
def shorts(core: str) -> tuple[str, ...]:
    """The short names that stand for ``core`` by custom (环保局 for 生态环境局)."""
    return tuple(short for short, full in known().short.items() if core in full)


@lru_cache(maxsize=65536)
def shortened(piece: str, core: str) -> bool:
    """Is ``piece`` a way to write ``core`` (规划资源局 or 资规局 for 规划和自然资源局)?"""
    if piece in (core, core.removesuffix("员会")) or piece in shorts(core):
        return True
    if len(piece) < LEAST or piece[-1] not in (core[-1], "委"):
        return False
    position, last = -1, len(core) - 1
    for character in piece:
        position = core.find(character, position + 1)
        if position < 0:
            return False
    return len(piece) * 2 >= len(core) - 2 and position >= last - 2


@lru_cache(maxsize=65536)
def head(core: str) -> str:
    """财政 of 财政局: a body's name without its kind; '' where less than two characters are left."""
    rest = known().kinds.sub("", core)
    return rest if len(rest) > 1 and rest != core else ""
