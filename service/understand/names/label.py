"""How an address is called in an answer: enough of it to be told from its neighbours."""

from __future__ import annotations

import re

from ingest.facts import Measure
from ingest.store.records import StoredFact
from service.understand.names.link import Reading
from service.understand.names.vocabulary import Vocabulary, says_nothing
from service.understand.wording import normalise, words


def label_of(reading: Reading, vocabulary: Vocabulary) -> str:
    """The row's own name, with its project where it is an indicator, its column where that isn't the total."""
    sheet = reading.entry.sheet
    if sheet is not None and reading.entry.default and not column_of(reading.fact):
        name = reading.fact.row_path[-1]
        if name == vocabulary.document.unit_name:
            return f"《{sheet.table.title}》合计"
        if reading.entry.depth == 1 and normalise.name(name) in words.load().totals:
            return f"《{sheet.table.title}》{name}"
    return fact_label(reading.fact, reading.entry.default)


_PLAIN = re.compile(r"(?:20\d\d年度?)?(?:本年|全年|年初|当年)?(?:收入|支出|收支)?(?:预算|决算)?(?:数|额|金额|合计)?")
"""a header that names no more than the side and the kind of all its figures"""


def column_of(fact: StoredFact) -> str:
    """The innermost name of the fact's column that says more than 合计, a year or its side; '' where none does."""
    if fact.phase:
        return ""
    telling = (part for part in reversed(fact.column_path) if not says_nothing(part) and not _PLAIN.fullmatch(part))
    return next(telling, "")


def fact_label(fact: StoredFact, default: bool = False) -> str:
    """A fact's short name for people: 邮电费, 食堂运行经费的就餐满意率, 行政运行（基本支出）."""
    path = fact.row_path
    name = path[-1] if path else ""
    column = column_of(fact)
    above = path[-2] if len(path) > 1 else ""
    if fact.table is None and any(word in above for word in words.load().movements):
        return f"{above}中的{name}"
    if fact.phase and len(path) > 2:
        return f"{path[0]}“{name}”（{fact.phase}）"
    if default and column:
        return column
    if default and len(path) > 1:
        name = f"{path[-2]}{name}" if path[-2] not in name else name
    if fact.measure is not Measure.LEVEL:
        return name
    return name if not column else f"{name}（{column}）"
