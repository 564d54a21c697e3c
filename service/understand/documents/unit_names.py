"""Names of public bodies as people write them: in full, shortened, without their region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ingest.store.records import StoredDocument
from service.understand.documents import body_name
from service.understand.names.naming import official_names, standing_spans
from service.understand.wording import normalise, words

Span = tuple[int, int]
_JOINTS = "的和与跟比在、是"


class Said(IntEnum):
    """How much of a unit's place a mention says; the more, the likelier it is that unit."""

    OUTER = 1
    """only a region around its own (双溪财政局 for 双溪市东湖区财政局)"""
    NOTHING = 2
    PLACE = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of a question that names units, all as likely, with the documents of each and of its own part."""

    span: Span
    units: tuple[str, ...]
    """without 本级"""
    documents: tuple[StoredDocument, ...]


def mentions(question: str, documents: Sequence[StoredDocument]) -> list[Mention]:
    """The names of loaded units in ``question``, in order; where several units may be meant, with all of them."""
    loaded = tuple(document.unit_name for document in documents)
    of_unit = _places(loaded)
    return [
        Mention(span, units, tuple(documents[at] for unit in units for at in of_unit[unit]))
        for span, units in _named(question, loaded)
    ]


@lru_cache(maxsize=16)
def _places(loaded: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Each unit's places in a list of the names that documents bear."""
    of_unit: dict[str, list[int]] = {}
    for at, name in enumerate(loaded):
        of_unit.setdefault(body_name.parsed(name).whole, []).append(at)
    return {unit: tuple(places) for unit, places in of_unit.items()}


@lru_cache(maxsize=256)
def _named(question: str, loaded: tuple[str, ...]) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """Pieces of ``question`` that name units of the documents that bear the names ``loaded``, with those units."""
    said = frozenset(question)
    found: list[tuple[Span, Said, str]] = []
    for unit in _places(loaded):
        if len(said & _characters(unit)) > 1:
            found += [(span, much, unit) for span, much in _all_mentions(question, unit)]
    kept: list[tuple[Span, tuple[str, ...]]] = []
    for span in sorted({span for span, _, _ in found}, key=lambda span: (span[0] - span[1], span)):
        if any(span[0] < other[1] and other[0] < span[1] for other, _ in kept):
            continue
        here = [(much, unit) for other, much, unit in found if other == span]
        most = max(much for much, _ in here)
        kept.append((span, tuple(unit for much, unit in here if much is most)))
    return tuple(sorted(kept))


def family(document: StoredDocument) -> str:
    """The unit that a document belongs to: a department's own part (本级) to the department."""
    return body_name.parsed(document.unit_name).whole


@lru_cache(maxsize=65536)
def _characters(unit_name: str) -> frozenset[str]:
    name = body_name.parsed(unit_name)
    return frozenset("".join((name.whole, *body_name.shorts(name.core))))


@lru_cache(maxsize=4096)
def mention(question: str, unit_name: str) -> Span | None:
    """The longest piece of ``question`` that names the unit: its full name, a short form
    (普陀区规划资源局 for 上海市普陀区规划和自然资源局), or its name without the region."""
    found = [span for span, _ in _all_mentions(question, unit_name)]
    return max(found, key=lambda span: span[1] - span[0], default=None)


@lru_cache(maxsize=16384)
def _all_mentions(question: str, unit_name: str) -> tuple[tuple[Span, Said], ...]:
    name = body_name.parsed(unit_name)
    found: list[tuple[Span, Said]] = []
    at = 0
    while at < len(question):
        end = _core_end(question, at, name)
        placed = _placed(question, at, name) if end else None
        if (
            end is None
            or placed is None
            or _AN_ITEM.match(question, end)
            or (placed[1] is not Said.PLACE and _weak(question[at:end], name))
        ):
            at += 1
            continue
        found.append(((placed[0], end), placed[1]))
        at = end
    return tuple(found)


_AN_ITEM = re.compile(r"[（(]?[类款项](?:[)）]|级科目|科目|级)")
"""what is said after the name of a 科目, which may be that of a body too (档案馆（项）)"""


def _weak(piece: str, name: body_name.BodyName) -> bool:
    """Does a piece name a body only with its place before it (东湖财政, 县医院)?"""
    return len(piece) < body_name.LEAST or piece == body_name.head(name.core)


def _core_end(question: str, at: int, name: body_name.BodyName) -> int | None:
    """Where a way to write the body's name without its region ends that starts at ``at``; None where none does."""
    by_custom = body_name.shorts(name.core)
    if question[at] not in name.core and not question.startswith(by_custom, at):
        return None
    for end in range(min(len(question), at + max(map(len, (name.core, *by_custom)))), at + 1, -1):
        if question[end - 1] not in (name.core[-1], "委") and not question.startswith(by_custom, at):
            continue
        if body_name.shortened(question[at:end], name.core):
            return end
    head = body_name.head(name.core)
    if head and question.startswith(head, at) and body_name.known().after_head.match(question, at + len(head)):
        return at + len(head)
    return None


def _placed(question: str, at: int, name: body_name.BodyName) -> tuple[int, Said] | None:
    """Where the name of the body starts, with its regions, and how much they say; None where what stands before
    it makes it another body (太原市 before 财政局)."""
    start, said = at, Said.NOTHING
    inner = name.regions[-1] if name.regions else None
    for region in reversed(name.regions):
        form = next((f for f in (region.stem + region.suffix, region.stem) if question.endswith(f, 0, start)), "")
        bare = not form and region is inner and question.endswith(region.suffix, 0, start)
        if form or bare:
            if region is not inner and said is Said.NOTHING:
                if form != region.stem:
                    return None  # 双溪市财政局 is not 双溪市东湖区财政局
                said = Said.OUTER
            elif region is inner:
                said = Said.PLACE
            start -= len(form or region.suffix)
            if bare and not body_name.known().before.search(question[:start]):
                outer = tuple(form for r in name.regions[:-1] for form in (r.stem, r.stem + r.suffix))
                if not question.endswith(outer, 0, start):
                    return None
    if start and question[start - 1] in words.load().regions and said is not Said.PLACE:
        return None
    return None if _other_region(question[:start]) else (start, said)


_ENDS_A_NAME = re.compile(rf"[{_JOINTS}，局委厅院校站所办]")


def _other_region(before: str) -> bool:
    """Does the text before a name end with a region that isn't the unit's (太原市 before 政务服务中心)?"""
    if before.endswith(words.load().provinces):
        return True
    found = re.search(rf"[\u4e00-\u9fff]{{2,6}}(?:{'|'.join(words.load().regions)})([\u4e00-\u9fff]{{0,6}})$", before)
    if found is None or _ENDS_A_NAME.search(found.group(1)):
        return False
    return not re.search(r"全[省市区县]", found.group(0)[-8:])


@lru_cache(maxsize=65536)
def short_form(piece: str, unit_name: str) -> bool:
    """Is all of ``piece`` a way to write the unit's name?"""
    return mention(piece, unit_name) == (0, len(piece))


_ALWAYS_BODIES = ("局", "委员会", "厅", "法院", "检察院", "医院", "大学", "中学", "小学", "幼儿园")
"""ends of names that are a body's even without a region before them"""


def foreign(question: str, documents: Iterable[StoredDocument]) -> str | None:
    """A public body that the question names and no document is of, or mentions among its members."""
    vocabulary = words.load()
    ends = "|".join(vocabulary.bodies)
    regions = "|".join(vocabulary.regions)
    question = body_name.known().leading.sub(lambda said: "，" * len(said.group()), question)
    items = standing_spans(question)
    names: set[str] | None = None
    for hit in re.finditer(
        rf"(?:^|[，。、的和与跟比])?([\u4e00-\u9fff]{{2,16}}?(?:{ends}))(?![\u4e00-\u9fff]{{0,2}}(?:用房|设备|用品))",
        question,
    ):
        body = hit.group(1)
        if any(start < hit.end(1) <= end for start, end in items):
            continue  # part of an item's name (其他公立医院支出)
        if body in official_names() or any(body.endswith(word) for word in vocabulary.not_bodies):
            continue
        if not re.search(rf"[\u4e00-\u9fff]{{2,}}?(?:{regions})", body) and not body.endswith(_ALWAYS_BODIES):
            continue
        if names is None:
            names = {normalise.name(n) for d in documents for n in (d.unit_name, *d.identity.members)}
        if not any(body in name or short_form(body, name) for name in names) and not _own(body, names):
            return body
    return None


_SPOKEN_OF = re.compile(
    r"^[\u4e00-\u9fff]*?(?:给|拨|补贴|补助|对|向|让|看看|知道|了解|请问|你们|我们|咱们?|他们|贵|本|该|这家?|这所|这个|整个|全|方面|这块|那块|工作)$"
)


def _own(body: str, names: Iterable[str]) -> bool:
    """Is it but the kind of body that the documents are of (财政给医院, 这医院)?"""
    for kind, ends in words.load().own_kinds.items():
        if body.endswith(kind) and _SPOKEN_OF.match(body.removesuffix(kind)):
            return any(name.endswith(ends) for name in names)
    return False
