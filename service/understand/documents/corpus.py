"""Which documents a question is about: the unit, year, 预算/决算 and 部门/单位 it names, if any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.parsed import Kind, Level
from ingest.store.records import StoredDocument
from service.understand.documents import body_name, unit_names
from service.understand.wording import normalise, words

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:度)?(?!\d)")


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
    rest = re.sub(r"^(?:的|，|、|：|里|中|在(?![建职编校岗册])|，)+", "", rest.strip())
    return rest if normalise.name(rest) else question


def _by_unit(question: str, documents: Sequence[StoredDocument]) -> Choice:
    found = unit_names.mentions(question, documents)
    if found:
        said = max(found, key=lambda mention: mention.span[1] - mention.span[0])
        named, kept = _title(question, said.span, said.documents)
        again = [mention.span for mention in found if mention is not said and mention.units == said.units]
        rest = "".join(
            character
            for at, character in enumerate(question)
            if not any(start <= at < end for start, end in (named, *again))
        )
        return Choice(tuple(kept), rest, True)
    return Choice(tuple(documents), question, False, unit_names.foreign(question, documents))


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
        and (after["kind"] is None or document.kind is _KINDS[after["kind"]])
        and (after["level"] is None or document.level is None or document.level is _LEVELS[after["level"]])
    ]
    whole = (before.start() if before else span[0], after.end())
    rest = question[: whole[0]] + question[whole[1] :]
    if not kept or not _asks_something(rest):
        return span, documents
    return whole, kept


_KINDS = {"预算": Kind.BUDGET, "决算": Kind.FINAL}
_LEVELS = {"部门": Level.DEPARTMENT, "单位": Level.UNIT}


def _asks_something(rest: str) -> bool:
    """Is anything named in what is left, beside the words every question has?"""
    core = normalise.name(rest)
    for filler in words.load().fillers:
        core = core.replace(filler, "")
    return bool(core)


def _by_year(choice: Choice) -> Choice:
    years = {int(found) for found in _YEAR.findall(choice.question)}
    held = {document.year for document in choice.documents if document.year}
    if not years and choice.named and len(held) > 1 and _THIS_YEAR.search(choice.question):
        years = {max(held)}
    kept = tuple(document for document in choice.documents if document.year in years)
    return replace(choice, documents=kept) if kept and len(kept) < len(choice.documents) else choice


_THIS_YEAR = re.compile(r"今年|本年度?(?!收入|支出|预算|合计)|最近一年|最新")


def _by_kind(choice: Choice) -> Choice:
    kinds = {document.kind for document in choice.documents}
    if len(kinds) < 2:
        return choice
    several = len({(unit_names.family(document), document.year) for document in choice.documents}) > 1
    for kind in (Kind.FINAL,) if several else (Kind.FINAL, Kind.BUDGET):
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
    return replace(choice, documents=without_own_parts(choice.documents)) if choice.named else choice


def without_own_parts(documents: Sequence[StoredDocument]) -> tuple[StoredDocument, ...]:
    """The documents but those of a department's own part (本级) whose department's own stands among them."""

    def own(document: StoredDocument) -> bool:
        return body_name.parsed(document.unit_name).own

    whole = {(unit_names.family(d), d.year, d.kind) for d in documents if not own(d)}
    return tuple(d for d in documents if not own(d) or (unit_names.family(d), d.year, d.kind) not in whole)


_LAST_YEAR = re.compile(r"(?<![比较同跟和与])(?:去年|上一?年度?(?!结转|末))")


_REPORTED = re.compile(r"(?<![比较同跟和与])去年(?!同期)(?:的|度)?")


def dated(question: str, leaning: Sequence[StoredDocument], documents: Sequence[StoredDocument]) -> str:
    """``question`` with 去年 as the year it is, where it is no comparison and the unit's document of that year is
    among ``documents``. The unit is the one that the question names, else that of ``leaning``, the turn before."""
    if _YEAR.search(question) or not _LAST_YEAR.search(question):
        return question
    named = unit_names.mentions(question, documents)
    own = named[0].documents if named else leaning
    units = {unit_names.family(document) for document in own}
    latest = max((document.year for document in own if document.year), default=None)
    if len(units) != 1 or latest is None:
        return question
    held = {document.year for document in documents if unit_names.family(document) in units}
    return _LAST_YEAR.sub(f"{latest - 1}年", question, count=1) if latest - 1 in held else question


def reported(question: str, documents: Sequence[StoredDocument]) -> tuple[str, int] | None:
    """``question`` without the 去年 by which a reader may mean the year that final accounts report, and that year:
    they are published in the year after. None where it says no such thing or the documents are of several years."""
    years = {document.year for document in documents if document.kind is Kind.FINAL}
    year = next(iter(years)) if len(years) == 1 and all(d.kind is Kind.FINAL for d in documents) else None
    return (_REPORTED.sub("", question), year) if year is not None and _REPORTED.search(question) else None


def alike(
    documents: Sequence[StoredDocument], before: Sequence[StoredDocument], question: str
) -> tuple[StoredDocument, ...]:
    """Of a named unit's documents those of the year, the kind and the level that the turn before was about, but for a
    year that ``question`` names itself."""
    kept = tuple(documents)
    named = bool(_YEAR.search(question))
    for same in (_of_kind, _of_level) if named else (_of_year, _of_kind, _of_level):
        had = {same(document) for document in before}
        fitting = tuple(document for document in kept if same(document) in had)
        kept = fitting if len(had) == 1 and fitting else kept
    return kept


def _of_year(document: StoredDocument) -> int | None:
    return document.year


def _of_kind(document: StoredDocument) -> Kind:
    return document.kind


def _of_level(document: StoredDocument) -> Level | None:
    return document.level


def other_kind(question: str, documents: Sequence[StoredDocument]) -> str | None:
    """The kind of body (医院, 学校) that a question speaks of as the one asked, where none of the documents is of
    such a one."""
    own = words.load().own_kinds
    found = re.match(
        rf"(?:你们|我们|咱们?|贵|本|该|这家|这所)?({'|'.join(own)})(?=的|里|今年|去年|有|一共|总共)", question
    )
    if found is None:
        return None
    names = [name for document in documents for name in (document.unit_name, *document.identity.members)]
    return None if any(name.endswith(own[found[1]]) for name in names) else found[1]


def called(document: StoredDocument) -> str:
    """How a document is named in an answer: 上海市普陀区商务委员会2025年部门预算."""
    kind = next((word for word, kind in _KINDS.items() if kind is document.kind), "")
    level = next((word for word, level in _LEVELS.items() if level is document.level), "")
    year = f"{document.year}年" if document.year else ""
    return f"{document.unit_name}{year}{level}{kind}" if kind else document.title
