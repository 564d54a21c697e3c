"""Which documents a question is about: the unit, year, 预算/决算 and 部门/单位 it names, if any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.parsed import Kind, Level
from ingest.store.records import StoredDocument
from service.understand import normalise, words

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:度)?(?!\d)")
_LEAST = 3
"""characters of the shortest piece that can name a unit"""


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents a question may be about, and the question without the words that named them.

    ``named`` says that the question named a unit; ``foreign`` is the body it names that no document is of.
    """

    documents: tuple[StoredDocument, ...]
    question: str
    named: bool = False
    foreign: str | None = None


def choose(question: str, documents: Sequence[StoredDocument]) -> Choice:
    """The documents that the normalised ``question`` names, as far as it names any."""
    choice = _by_unit(question, documents)
    choice = _by_year(choice)
    choice = _by_kind(choice)
    choice = _by_level(choice)
    return replace(choice, question=_tidy(choice.question, question))


def _tidy(rest: str, question: str) -> str:
    rest = re.sub(r"^(?:的|，|、|：|里|中|在|，)+", "", rest.strip())
    return rest if normalise.name(rest) else question


def _by_unit(question: str, documents: Sequence[StoredDocument]) -> Choice:
    found: dict[tuple[int, int], list[StoredDocument]] = {}
    for document in documents:
        span = mention(question, document.unit_name)
        if span:
            found.setdefault(span, []).append(document)
    if found:
        longest = max(found, key=lambda span: span[1] - span[0])
        named, kept = _title(question, longest, found[longest])
        return Choice(tuple(kept), question[: named[0]] + question[named[1] :], True)
    return Choice(tuple(documents), question, False, _foreign(question, documents))


_AFTER = re.compile(
    r"(?:的)?(?:(?P<year>20\d{2})年?度?)?(?:的)?(?P<level>部门|单位)?(?P<kind>预算|决算)?(?:公开)?(?:里面?|中|文件)?(?:的)?[，：]?"
)
_BEFORE = re.compile(r"(?P<year>20\d{2})年?度?(?:的)?$")


def _title(
    question: str, span: tuple[int, int], documents: Sequence[StoredDocument]
) -> tuple[tuple[int, int], Sequence[StoredDocument]]:
    """The unit's mention with the year, 部门/单位 and 预算/决算 that stand right beside it, as far as loaded
    documents bear them; and those documents. What would leave no question stays in it."""
    after = _AFTER.match(question, span[1])
    before = _BEFORE.search(question[: span[0]])
    if after is None or not (after["year"] or after["kind"] or before):
        return span, documents
    year = after["year"] or (before["year"] if before else None)
    kept = [
        document
        for document in documents
        if (year is None or document.year == int(year))
        and (after["kind"] is None or document.kind.value == {"预算": "budget", "决算": "final"}[after["kind"]])
        and (after["level"] is None or document.level is None or document.level.value == _LEVELS[after["level"]])
    ]
    whole = (before.start() if before else span[0], after.end())
    rest = question[: whole[0]] + question[whole[1] :]
    if not kept or not _asks_something(rest):
        return span, documents
    return whole, kept


_LEVELS = {"部门": "department", "单位": "unit"}


def _asks_something(rest: str) -> bool:
    """Is anything named in what is left, beside the words every question has?"""
    core = normalise.name(rest)
    for filler in words.load().fillers:
        core = core.replace(filler, "")
    return bool(core)


@lru_cache(maxsize=4096)
def mention(question: str, unit_name: str) -> tuple[int, int] | None:
    """The longest piece of ``question`` that names the unit: its full name, a short form
    (普陀区规划资源局 for 上海市普陀区规划和自然资源局), or its name without the region."""
    name = normalise.name(unit_name)
    for start in range(len(question)):
        for end in range(min(len(question), start + len(name)), start + _LEAST - 1, -1):
            piece = question[start:end]
            if not (_ends_as_body(piece, name) and short_form(piece, name)):
                continue
            if _other_region(question[:start], name) or _headless_region(question, start):
                break
            return start, end
    return None


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
    return len(own) >= _LEAST and len(own) * 2 >= len(core) - 2 and kept[-1] >= len(name) - 3


@lru_cache(maxsize=4096)
def _regions(name: str) -> tuple[str, ...]:
    """上海市普陀区商务委员会 → 上海市, 普陀区."""
    pattern = rf"[\u4e00-\u9fff]{{1,8}}?(?:{'|'.join(words.load().regions)})"
    return tuple(re.findall(pattern, name[: len(name) - len(_without_region(name))]))


def _ends_as_body(piece: str, name: str) -> bool:
    return piece[-1] == name[-1] or (name.endswith("委员会") and piece[-1] == "委")


def _without_region(name: str) -> str:
    """普陀区商务委员会 → 商务委员会: the name after its last region."""
    found = re.match(rf"(?:[\u4e00-\u9fff]{{1,8}}?(?:{'|'.join(words.load().regions)}))+", name)
    rest = name[found.end() :] if found else name
    return rest if len(rest) >= _LEAST else name


def _foreign(question: str, documents: Sequence[StoredDocument]) -> str | None:
    """A public body that the question names and no document is of, or mentions among its members."""
    vocabulary = words.load()
    ends = "|".join(vocabulary.bodies)
    regions = "|".join(vocabulary.regions)
    question = re.sub(r"去年|今年|上年|明年|本年|前年", "，", question)
    for hit in re.finditer(
        rf"(?:^|[，。、的和与跟比])?([\u4e00-\u9fff]{{2,16}}?(?:{ends}))(?![\u4e00-\u9fff]{{0,2}}(?:用房|设备|用品))",
        question,
    ):
        body = hit.group(1)
        if any(body.endswith(word) for word in vocabulary.not_bodies):
            continue
        region = re.search(rf"[\u4e00-\u9fff]{{2,}}?(?:{regions})", body)
        if not region and not body.endswith(
            ("局", "委员会", "厅", "法院", "检察院", "医院", "大学", "中学", "小学", "幼儿园")
        ):
            continue
        names = [name for document in documents for name in (document.unit_name, *document.identity.members)]
        if not any(body in normalise.name(name) or short_form(body, normalise.name(name)) for name in names):
            return body
    return None


def _by_year(choice: Choice) -> Choice:
    years = {int(found) for found in _YEAR.findall(choice.question)}
    kept = tuple(document for document in choice.documents if document.year in years)
    return replace(choice, documents=kept) if kept and len(kept) < len(choice.documents) else choice


def _by_kind(choice: Choice) -> Choice:
    kinds = {document.kind for document in choice.documents}
    if len(kinds) < 2 or len({(document.unit_name, document.year) for document in choice.documents}) > 1:
        return choice
    for kind in (Kind.FINAL, Kind.BUDGET):
        if any(word in choice.question for word in words.load().document_kinds[kind.value]):
            kept = tuple(document for document in choice.documents if document.kind is kind)
            if kept:
                return replace(choice, documents=kept)
    return choice


def _by_level(choice: Choice) -> Choice:
    if len({document.level for document in choice.documents}) < 2:
        return choice
    for level in (Level.UNIT, Level.DEPARTMENT):
        for word in words.load().document_levels[level.value]:
            if word in choice.question:
                kept = tuple(document for document in choice.documents if document.level is level)
                if kept:
                    rest = choice.question.replace(word + "里", "", 1).replace(word, "", 1)
                    return replace(choice, documents=kept, question=rest or choice.question)
    return choice


def called(document: StoredDocument) -> str:
    """How a document is named in an answer: 上海市普陀区商务委员会2025年部门预算."""
    kind = {Kind.BUDGET: "预算", Kind.FINAL: "决算", Kind.OTHER: ""}[document.kind]
    level = {Level.DEPARTMENT: "部门", Level.UNIT: "单位", None: ""}[document.level]
    year = f"{document.year}年" if document.year else ""
    return f"{document.unit_name}{year}{level}{kind}" if kind else document.title
