"""How people say an operation: question | operation | operands, read with the names folded and nothing looked up.

The names are items of the standard classification. phrasings_held.tsv was held back while the grammar was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from service.understand.operands.phrases import phrases
from service.understand.wording import clauses, grammar, normalise, numbers, words
from service.understand.wording.folded import Protect, fold
from service.understand.wording.frame import Frame, Op

_HERE = Path(__file__).parent
_PARTS = ("phrasings.tsv", "phrasings_held.tsv")
_FILLERS = re.compile("去年|上一?年度?数?|前一年|" + "|".join(map(re.escape, words.load().fillers)))
_COUNT = re.compile(r"\d+(?:个|名|位)?(?:人|月|职工)")


@dataclass(frozen=True)
class Phrasing:
    question: str
    op: Op
    operands: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def phrasings(name: str) -> Iterator[Phrasing]:
    for line in (_HERE / name).read_text("utf-8").splitlines():
        question, op, said = line.split("\t")
        parts = said.split(";")
        fields = tuple((key, value) for key, mark, value in (part.partition("=") for part in parts) if mark)
        yield Phrasing(question, Op(op), tuple(part for part in parts if "=" not in part), fields)


@pytest.fixture(scope="module")
def names() -> tuple[str, ...]:
    found = set()
    for said in (said for part in _PARTS for said in phrasings(part)):
        groups = [value for key, value in said.fields if key == "group"]
        found |= {name for operand in (*said.operands, *groups) for name in re.split(r"\+|占|的(?=预算|比重)", operand)}
    return tuple(sorted((name for name in found if len(name) > 1 and name not in _ROLES), key=len, reverse=True))


_ROLES = {"预算", "决算", "比重", "2210203", "200000元"}


def protect_of(names: tuple[str, ...]) -> Protect:
    known = re.compile("|".join(map(re.escape, names)))  # longest first
    return lambda text: [found.span() for found in known.finditer(text)]


def failure(said: Phrasing, names: tuple[str, ...]) -> str | None:
    """How a phrasing is misread; None where it is understood."""
    protect = protect_of(names)
    asked = clauses.clauses(normalise.question(said.question), protect)
    read = [grammar.frames(part, protect)[0] for part in asked]
    if said.op is Op.LISTED and len(read) > 1:
        cores = [_core("".join(frame.operands), protect) for frame in read]
        return None if cores == [_core(part, protect) for part in said.operands] else f"parts {cores}"
    if len(read) > 1:
        return f"parted into {asked}"
    frame = read[0]
    if frame.op is not said.op:
        return f"read as {frame.op} of {frame.operands or frame.group}"
    if said.op is Op.WHY:
        return None if said.operands[0] in frame.operands[0] else f"why of {frame.operands}"
    if said.operands and not _same(frame.operands, said.operands, protect):
        return f"operands {frame.operands}"
    told = {key: _told(frame, key, protect) for key, _ in said.fields}
    wrong = [f"{key} {told[key]}" for key, value in said.fields if told[key] != value]
    return "; ".join(wrong) or None


def _same(found: tuple[str, ...], said: tuple[str, ...], protect: Protect) -> bool:
    """Are the operands the ones said, addends compared one by one?"""
    if [_core(part, protect) for part in found] == [_core(part, protect) for part in said]:
        return True
    return [_items(part, protect) for part in found] == [part.split("+") for part in said]


def _items(text: str, protect: Protect) -> list[str]:
    """The addends of an operand, or the operand itself."""
    inner = next((found for found in phrases(text, fold(text, protect)) if found.op is Op.SUM), None)
    return [_core(part, protect) for part in (inner.operands if inner else (text,))]


def _core(text: str, protect: Protect) -> str:
    """The names of an operand's words, and what else they tell."""
    folded = fold(_COUNT.sub("", text), protect)
    amount = numbers.amount(folded.text)
    if amount is not None and not folded.names:
        return f"{amount[0]:f}{amount[1]}"
    rest = re.sub("[\ue000-\uf8ff]", "", folded.text)
    return "".join(folded.names) + _FILLERS.sub("", normalise.name(rest)) or text


def _told(frame: Frame, key: str, protect: Protect) -> str:
    value = getattr(frame, key)
    if key == "group":
        return _core(value, protect)
    if isinstance(value, tuple):
        return f"{value[0]:f} {value[1]}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


@pytest.mark.parametrize("part", _PARTS)
def test_every_phrasing_is_understood(part: str, names: tuple[str, ...]) -> None:
    missed = {said.question: reason for said in phrasings(part) if (reason := failure(said, names))}
    assert not missed, "\n".join(f"{question} → {reason}" for question, reason in missed.items())


def test_every_operation_is_said_in_many_ways() -> None:
    counts = Counter(said.op for part in _PARTS for said in phrasings(part))
    assert sum(counts.values()) > 900
    assert min(counts.values()) >= 10
