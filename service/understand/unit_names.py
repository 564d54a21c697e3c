"""Names of public bodies as people write them: in full, shortened, without their region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.store.records import StoredDocument
from service.understand import normalise, words
from service.understand.naming import official_names

LEAST = 3
"""characters of the shortest piece that can name a unit"""

Span = tuple[int, int]


def mentions(question: str, documents: Sequence[StoredDocument]) -> dict[Span, list[StoredDocument]]:
    """The pieces of ``question`` that name a unit, each with the documents of the units it may name."""
    of_unit: dict[str, list[StoredDocument]] = {}
    for document in documents:
        of_unit.setdefault(document.unit_name, []).append(document)
    found: dict[Span, list[StoredDocument]] = {}
    said = frozenset(question)
    for unit, its in of_unit.items():
        if len(said & _characters(unit)) >= LEAST and (span := mention(question, unit)):
            found.setdefault(span, []).extend(its)
    return found


@lru_cache(maxsize=65536)
def _characters(unit_name: str) -> frozenset[str]:
    return frozenset(normalise.name(unit_name))


@lru_cache(maxsize=4096)
def mention(question: str, unit_name: str) -> Span | None:
    """The longest piece of ``question`` that names the unit: its full name, a short form
    (普陀区规划资源局 for 上海市普陀区规划和自然资源局), or its name without the region."""
    name = normalise.name(unit_name)
    ends = [at + 1 for at, character in enumerate(question) if _ends_as_body(character, name)]
    for start in range(len(question)) if ends else ():
        for end in reversed(ends):
            if not start + LEAST <= end <= start + len(name) or not short_form(question[start:end], name):
                continue
            if _other_region(question[:start], name) or _headless_region(question, start):
                break
            return start, end
    return None


def _ends_as_body(character: str, name: str) -> bool:
    return character == name[-1:] or (character == "委" and name.endswith("委员会"))


def _headless_region(question: str, start: int) -> bool:
    """Does a piece begin in the middle of a region's name (区商务委 of 徐汇区商务委)?"""
    if start == 0 or question[start] not in words.load().regions:
        return False
    return "\u4e00" <= question[start - 1] <= "\u9fff" and question[start - 1] not in "的和与跟比在、是"


def _other_region(before: str, name: str) -> bool:
    """Does the text before a piece end with a region that isn't the unit's (太原市 before 政务服务中心)?"""
    found = re.search(rf"([\u4e00-\u9fff]{{2,6}}(?:{'|'.join(words.load().regions)}))[\u4e00-\u9fff]{{0,6}}$", before)
    if any(before.endswith(province) and province not in name for province in words.load().provinces):
        return True
    return found is not None and not any(found.group(1).endswith(region) for region in _regions(name))


@lru_cache(maxsize=65536)
def short_form(piece: str, name: str) -> bool:
    """Is ``piece`` a way to write ``name``: its characters in order, none of them a body or region of its own?"""
    if piece == name:
        return True
    if piece[0] not in name or not all("\u4e00" <= c <= "\u9fff" or c.isalnum() for c in piece):
        return False
    core = _without_region(name)
    if piece in (core, core.removesuffix("员会")):
        return True
    position = -1
    kept = []
    for character in piece:
        position = name.find(character, position + 1)
        if position < 0:
            return False
        kept.append(position)
    starts = {0}
    for part in _regions(name):
        starts.add(name.index(part))
    if kept[0] < len(name) - len(core) and kept[0] not in starts:
        return False
    # the piece must say something of the unit itself, not only of its region
    region = len(name) - len(core)
    own = [at for at in kept if at >= region]
    return len(own) >= LEAST and len(own) * 2 >= len(core) - 2 and kept[-1] >= len(name) - 3


@lru_cache(maxsize=4096)
def _regions(name: str) -> tuple[str, ...]:
    """上海市普陀区商务委员会 → 上海市, 普陀区."""
    pattern = rf"[\u4e00-\u9fff]{{1,8}}?(?:{'|'.join(words.load().regions)})"
    return tuple(re.findall(pattern, name[: len(name) - len(_without_region(name))]))


@lru_cache(maxsize=4096)
def _without_region(name: str) -> str:
    """普陀区商务委员会 → 商务委员会: the name after its last region."""
    found = re.match(rf"(?:[\u4e00-\u9fff]{{1,8}}?(?:{'|'.join(words.load().regions)}))+", name)
    rest = name[found.end() :] if found else name
    return rest if len(rest) >= LEAST else name


_ALWAYS_BODIES = ("局", "委员会", "厅", "法院", "检察院", "医院", "大学", "中学", "小学", "幼儿园")
"""ends of names that are a body's even without a region before them"""


def foreign(question: str, documents: Iterable[StoredDocument]) -> str | None:
    """A public body that the question names and no document is of, or mentions among its members."""
    vocabulary = words.load()
    ends = "|".join(vocabulary.bodies)
    regions = "|".join(vocabulary.regions)
    question = re.sub(r"去年|今年|上年|明年|本年|前年", "，", question)
    names: set[str] | None = None
    for hit in re.finditer(
        rf"(?:^|[，。、的和与跟比])?([\u4e00-\u9fff]{{2,16}}?(?:{ends}))(?![\u4e00-\u9fff]{{0,2}}(?:用房|设备|用品))",
        question,
    ):
        body = hit.group(1)
        if body in official_names() or any(body.endswith(word) for word in vocabulary.not_bodies):
            continue
        if not re.search(rf"[\u4e00-\u9fff]{{2,}}?(?:{regions})", body) and not body.endswith(_ALWAYS_BODIES):
            continue
        if names is None:
            names = {normalise.name(n) for d in documents for n in (d.unit_name, *d.identity.members)}
        if not any(body in name or short_form(body, name) for name in names):
            return body
    return None
