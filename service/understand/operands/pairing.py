"""Several operands, each with the expressions it may mean → the combination that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Protocol

from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand.names.link import Reading
from service.understand.names.vocabulary import Vocabulary
from service.understand.wording import words

SAME_TABLE = 1.0
SAME_COLUMN = 0.5
SAME_SCOPE = 0.9
SURE = 0.8
"""least part of an addend's words that is explained where no whole name stands in them"""
ALIKE = 1.5
"""income and spending of one kind: 本年收入合计 and 本年支出合计, not 收入总计"""
MONEY_FIRST = 1.0
"""amounts are compared where a row has numbers of other things, too, and none was asked for"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One expression an operand may mean. ``readings`` are the addresses it reads."""

    expression: algebra.Expression
    score: float
    explained: float
    readings: tuple[Reading, ...]
    unit: str = ""


class Read(Protocol):
    """Reads an operand's words: the expressions it may mean, best first."""

    def __call__(self, text: str, vocabulary: Vocabulary, lent: str = "", keep: bool = False) -> list[Candidate]: ...


def together(lists: Sequence[list[Candidate]], parted: bool = False, apart: bool = False) -> list[Candidate] | None:
    """One candidate of each list, so that they fit one another best: same table, column and side of the carry-over.

    ``parted``: the first is a part of the second, so that a second of 0 or less than the first hardly fits.
    None where a list is empty or no combination has units that can meet.
    """
    if not lists or not all(lists):
        return None
    if len(lists) > 2:
        return _by_table(lists)
    best: tuple[float, tuple[Candidate, ...]] | None = None
    for combination in product(*(found[:16] for found in lists)):
        if not _compatible(combination) or (parted and _namesakes(*combination)):
            continue
        score = sum(candidate.score for candidate in combination) + _fit(combination)
        if parted:
            score -= _misfit(*combination)
        if (apart or (parted and _one_table(*combination))) and _equal(*combination):
            score -= SAME_TABLE + SAME_COLUMN
        score += MONEY_FIRST if combination[0].unit in MONEY else 0.0
        if best is None or score > best[0] + 1e-9:
            best = (score, combination)
    return list(best[1]) if best else None


def all_read(addends: Sequence[Candidate]) -> bool:
    """Is each addend's meaning sure enough? Of many that name their rows, one may be said in part."""
    unsure = sum(c.explained < SURE and not (c.readings and c.readings[0].whole) for c in addends)
    return unsure * 3 <= len(addends)


def _by_table(lists: Sequence[list[Candidate]]) -> list[Candidate] | None:
    tables = {candidate.readings[0].table for candidate in lists[0]}
    best: tuple[float, list[Candidate]] | None = None
    for table in tables:
        chosen: list[Candidate] = []
        score = 0.0
        for found in lists:
            inside = [c for c in found if c.readings and c.readings[0].table == table]
            pick = inside[0] if inside else found[0]
            score += pick.score + (SAME_TABLE + SAME_COLUMN if inside else 0)
            chosen.append(pick)
        if _compatible(chosen) and (best is None or score > best[0]):
            best = (score, chosen)
    return best[1] if best else None


def _fit(combination: Sequence[Candidate]) -> float:
    first, second = combination
    if not first.readings or not second.readings:
        return 0.0
    a, b = first.readings[0], second.readings[0]
    score = 0.0
    if a.fact.id == b.fact.id:
        alone = len(first.readings) == len(second.readings) == 1
        return -5.0 if alone else SAME_TABLE + SAME_COLUMN + SAME_SCOPE  # one of those added up
    if a.table == b.table and a.table is not None:
        score += SAME_TABLE
        if a.fact.column_path == b.fact.column_path or a.fact.row_path == b.fact.row_path:
            score += SAME_COLUMN
    elif a.table is None and b.table is None and a.fact.sentence == b.fact.sentence:
        score += SAME_TABLE / 2
    if a.table == b.table or ((a.table is None) == (b.table is None) and carried(a) == carried(b)):
        score += SAME_SCOPE
    if a.entry.leaf.core != b.entry.leaf.core == _opposite(a.entry.leaf.core):
        score += ALIKE
    return score


def _opposite(core: str) -> str:
    """The name of the other half of a table of income and spending (本年收入合计 → 本年支出合计)."""
    return re.sub("收入|支出", lambda hit: "支出" if hit.group(0) == "收入" else "收入", core)


def _namesakes(part: Candidate, whole: Candidate) -> bool:
    """Are both rows of one name at different places (行政运行 under two 款)? None is a part of the other."""
    if len(part.readings) != 1 or len(whole.readings) != 1:
        return False
    a, b = part.readings[0], whole.readings[0]
    named_alike = a.table is not None and b.table is not None and a.entry.leaf.core == b.entry.leaf.core
    return named_alike and not a.entry.default and a.fact.row_path[:-1] != b.fact.row_path[:-1]


def _one_table(part: Candidate, whole: Candidate) -> bool:
    tables = {reading.table for candidate in (part, whole) for reading in candidate.readings}
    return len(tables) == 1


def _equal(left: Candidate, right: Candidate) -> bool:
    """Are two single figures the same amount? Nobody asks how far such a pair is apart if another pair fits."""
    if len(left.readings) != 1 or len(right.readings) != 1:
        return False
    a, b = left.readings[0], right.readings[0]
    both_said = all(r.whole and r.said.bit_count() >= len(r.entry.leaf.core) for r in (a, b))
    if both_said and a.fact.row_path != b.fact.row_path and a.fact.column_path == b.fact.column_path:
        return False
    return a.fact.value == b.fact.value


def _misfit(part: Candidate, whole: Candidate) -> float:
    """How little a part and its whole fit by their values."""
    if len(part.readings) != 1 or len(whole.readings) != 1:
        return 0.0
    a, b = part.readings[0].fact, whole.readings[0].fact
    left = (a.value or Decimal(0)) * MONEY.get(a.unit or "", Decimal(1))
    right = (b.value or Decimal(0)) * MONEY.get(b.unit or "", Decimal(1))
    if right == 0:
        return 3.0
    path, above = a.row_path, b.row_path
    belongs = len(above) < len(path) and path[: len(above)] == above
    beside = len(path) > 1 and path[:-1] == above[:-1] and path != above and not whole.readings[0].entry.default
    over = left > right * Decimal("1.001")
    across = part.readings[0].entry.default and {_side(a), _side(b)} == {"income", "spending"}
    return 1.5 * over + 1.0 * beside + 1.0 * across - 1.0 * belongs


def _side(fact: StoredFact) -> str | None:
    """Is a figure named as income or as spending? The outermost name that says one counts."""
    sides = words.load().sides
    said = (key for name in fact.row_path for key, group in sides.items() if any(word in name for word in group))
    return next(said, None)


def carried(reading: Reading) -> str | None:
    """The side of the carry-over that a reading's column or table says it is on."""
    sheet = reading.entry.sheet
    return reading.heading.carried or (sheet.carried if sheet else None)


def _compatible(combination: Sequence[Candidate]) -> bool:
    units = {candidate.unit for candidate in combination if candidate.readings}
    return len(units) < 2 or all(unit in MONEY for unit in units)
