"""Numbers that go with each other: a number times its rate, posts approved and posts filled."""

from __future__ import annotations

import re
from decimal import Decimal

from service.plan import algebra
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands.pairing import Candidate, Read
from service.understand.resolution import Resolution, made
from service.understand.wording import words
from service.understand.wording.frame import Frame

_RATE = re.compile(r"(?P<money>元|千元|万元|亿元)[/／每·]")
"""the unit of a rate: 元/人·月"""
_PERIODS = {"月": 12, "季": 4, "日": 365, "天": 365}


def product(frame: Frame, vocabulary: Vocabulary, read: Read) -> Resolution | None:
    """A row's number times its rate over the year, or times the rate that the question gives (每人每月120元)."""
    found = [c for c in read(frame.operands[0], vocabulary) if c.explained >= 1][:1]
    if not found or not found[0].readings:
        return None
    expression = _multiplied(found[0], frame.operands[1] if len(frame.operands) > 1 else "", vocabulary)
    return made(expression, found, frame) if expression is not None else None


def _multiplied(row: Candidate, said: str, vocabulary: Vocabulary) -> algebra.Product | None:
    entry = row.readings[0].entry
    rate = next((fact for _, fact in entry.cells if _RATE.match(fact.unit or "")), None)
    if rate is None or rate.unit is None:
        return None
    money, _, per = re.split(r"([/／每])", rate.unit, maxsplit=1)
    counter = re.split(r"[·./／每]", per)[0]
    count = next((fact for _, fact in entry.cells if fact.unit == counter and fact.value), None)
    if count is None:
        return None
    price: algebra.Expression = algebra.Cell(rate.id, f"{entry.leaf.text}（{rate.column_path[-1]}）")
    if said:
        amount = re.search(r"(\d+(?:\.\d+)?)元", said)
        if amount is None or any(word in said and word not in per for word in _PERIODS):
            return None
        price, money = algebra.Given(Decimal(amount.group(1)), rate.unit.replace(money, "元", 1)), "元"
    terms: list[algebra.Expression] = [algebra.Cell(count.id, f"{entry.leaf.text}（{count.column_path[-1]}）"), price]
    terms += [algebra.Given(Decimal(times), word) for word, times in _PERIODS.items() if word in per]
    return algebra.Product(tuple(terms), money)


def vacant(frame: Frame, vocabulary: Vocabulary, read: Read) -> Resolution | None:
    """Posts approved less posts filled: a row's two columns, or two numbers that one sentence gives of one name."""
    for candidate in read(frame.operands[0], vocabulary):
        if candidate.explained < 1 or not isinstance(candidate.expression, algebra.Cell):
            continue
        fact = candidate.readings[0].fact
        beside = [other for other in vocabulary.facts.values() if _alongside(other.id, fact.id, vocabulary)]
        filled = [other for other in beside if _says_filled(other.id, vocabulary)]
        approved = [other for other in beside if other not in filled]
        if len(filled) == 1 and len(approved) == 1:
            name = fact.row_path[-1]
            left, right = algebra.Cell(approved[0].id, f"{name}数"), algebra.Cell(filled[0].id, f"{name}实有数")
            return made(algebra.Difference(left, right), [candidate], frame)
    return None


def _alongside(one: int, other: int, vocabulary: Vocabulary) -> bool:
    """Do two facts count the same thing in one row or one sentence?"""
    a, b = vocabulary.facts[one], vocabulary.facts[other]
    if a.unit != b.unit or a.row_path != b.row_path:
        return False
    return a.table == b.table and a.row == b.row and a.sentence == b.sentence


def _says_filled(fact: int, vocabulary: Vocabulary) -> bool:
    """Does the column, or the sentence right before the number, say that it is what is there (实有, 实际)?"""
    found = vocabulary.facts[fact]
    known = words.load().filled
    if found.table is not None:
        return any(word in "".join(found.column_path) for word in known)
    before = (found.sentence or "").split(f"{found.text}", 1)[0][-4:] if found.text else ""
    return any(word in before for word in known)
