"""Operands that mean something only beside the other one: 年初 beside 年末结转, 本单位支出 beside 福利院的项目支出,
the total that a part belongs to where only the part is named."""

from __future__ import annotations

import re

from service.understand.names.link import Reading, sure
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands.operands import of_reading
from service.understand.operands.pairing import Candidate
from service.understand.wording import normalise, words

_OWN = re.compile(
    r"(?P<whose>本|该|其|自身|自己)(?:单位|部门|项目|院|局|校|馆|中心|科目|家)?(?:自己|自身)?(?:的)?"
    r"(?:总|全部|全年)?(?:支出|收入|预算|资金|经费|总额|合计)*(?:数|额)?"
)
_EVERYBODY = re.compile(r"(?:全|整个)(?:部门|单位|系统|局|委|厅)(?:的)?(?:总数|总额|合计|总计)?")
"""all the bodies of a department: beside one of them the row above it"""

_MOST = r"(?:金额|钱)?最(?:大|多|高|贵|小|少|低|便宜)(?:的)?(?:那|这)?(?:一)?(?:个|项|笔|类|家|块)?"
_EXTREME = re.compile(rf"{_MOST}(?P<noun>[\u4e00-\u9fff]{{0,4}})")
_EXTREME_OF = re.compile(rf"{_MOST}(?P<noun>[\u4e00-\u9fff]{{0,4}})$")


def contrasted(first: str, second: str) -> str:
    """年末结转和结余 … 年初 → 年初结转和结余, 八个项目里最大的 … 最小的 → 八个项目里最小的: a second operand that only
    names the other of a pair of words, or the other end of the first one's set."""
    extreme, beside = _EXTREME.fullmatch(second), _EXTREME_OF.search(first)
    if extreme and beside:
        return first[: beside.start()] + second + ("" if extreme["noun"] else beside["noun"])
    bare = second.removesuffix("数").strip("的")
    for pair in words.load().contrasts:
        for one, other in (pair, pair[::-1]):
            if bare == other and one in first and other not in first:
                return first.replace(one, other)
    return second


def of_document(text: str) -> bool:
    """Is an operand no more than a kind of document (单位预算, 部门决算)? One document holds no two of them."""
    known = words.load()
    return any(
        text == word for group in (known.document_levels, known.document_kinds) for word in sum(group.values(), ())
    )


def own_whole(text: str, part: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """福利院的项目支出占本单位支出: the total of the part's own row, where the words say no more than whose it is."""
    said = _OWN.fullmatch(text)
    reading = part.readings[0] if part.readings else None
    if reading is not None and _EVERYBODY.fullmatch(text) and _is_body(reading):
        return common_parent(part, vocabulary)
    if said is None or reading is None or not (reading.named and reading.column):
        return []
    if said["whose"] == "本" and not _is_body(reading):
        return []
    return row_total(reading, vocabulary)


def _is_body(reading: Reading) -> bool:
    return reading.entry.leaf.text.endswith(words.load().body_rows)


def row_total(reading: Reading, vocabulary: Vocabulary) -> list[Candidate]:
    """The total column of a reading's own row."""
    for heading, fact in reading.entry.cells:
        if heading.total and fact.id != reading.fact.id and fact.unit == reading.fact.unit:
            return [of_reading(sure(fact, reading.entry, heading), vocabulary)]
    return []


def common_parent(parts: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """What the addends belong to: the row or subject right above all of them; of one row's columns, its total."""
    first = parts.readings[0]
    if (
        first.table is not None
        and len(parts.readings) > 1
        and all(reading.entry is first.entry for reading in parts.readings)
    ):
        cells = [sure(fact, first.entry, heading) for heading, fact in first.entry.cells]
        return [of_reading(cell, vocabulary) for cell in cells if cell.heading.total][:1]
    above = {reading.fact.row_path[:-1] for reading in parts.readings}
    if len(above) != 1:
        return []
    path = above.pop()
    if first.table is None and len(parts.readings) > 1:
        for entry in vocabulary.by_head.get(path, ()):
            heading, fact = entry.cells[0]
            if entry.default and fact.section == first.fact.section and fact.unit == first.fact.unit:
                return [of_reading(sure(fact, entry, heading), vocabulary)]
    for entry in vocabulary.entries:
        for heading, fact in entry.cells:
            if fact.row_path == path and fact.table == first.table and fact.column_path == first.fact.column_path:
                whole = sure(fact, entry, heading)
                return [of_reading(whole, vocabulary)]
    if first.table is None:
        return _told_total(first, vocabulary)
    return []


def _told_total(part: Reading, vocabulary: Vocabulary) -> list[Candidate]:
    """The total that a part's own sentence gives beside it (项目总预算…，其中…)."""
    for entry in vocabulary.by_head.get(part.fact.row_path[:-1], ()):
        heading, fact = entry.cells[0]
        if fact.sentence == part.fact.sentence and fact.table is None and fact.row_path[-1] in words.load().totals:
            return [of_reading(sure(fact, entry, heading), vocabulary)]
    return []


_TOPIC = re.compile("，|：|里|中|下")
"""what stands between a topic and what is asked of it"""


def topic(text: str, part: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """甲，乙占多少 where 甲 is a row above 乙's: 甲 in 乙's own table and column; [] where no such row is."""
    reading = part.readings[0]
    path = reading.fact.row_path
    rows = vocabulary.rows_of[reading.entry.sheet.table.ordinal] if reading.entry.sheet is not None else ()
    said = [normalise.name(piece) for piece in _TOPIC.split(text)[:-1]]
    for depth in range(len(path) - 1, 0, -1):
        if not any(normalise.name(path[depth - 1]) in piece for piece in said):
            continue
        for entry in rows:
            for heading, fact in entry.cells:
                if fact.row_path == path[:depth] and fact.column_path == reading.fact.column_path:
                    return [of_reading(sure(fact, entry, heading), vocabulary)]
    return []


def wholes(part: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """The total that a part without a stated whole belongs to: its row's total where a column of the row was named,
    else the total row of its own table and column."""
    reading = part.readings[0]
    if reading.named and reading.column and not reading.entry.default and len(part.readings) == 1:
        return row_total(reading, vocabulary)
    if not (reading.entry.code or "").startswith("2"):
        above = common_parent(part, vocabulary)
        if above:
            return above
    if reading.entry.default and not reading.heading.total:
        own = row_total(reading, vocabulary)
        if own:
            return own
    return table_total(part, vocabulary)


def table_total(part: Candidate, vocabulary: Vocabulary) -> list[Candidate]:
    """The total row of a part's own table, in the part's column."""
    reading = part.readings[0]
    sheet = reading.entry.sheet
    rows = vocabulary.rows_of[sheet.table.ordinal] if sheet is not None else ()
    half = reading.fact.row_path[0] if len(reading.fact.row_path) > 1 else ""
    totals = [
        sure(fact, entry, heading)
        for entry in rows
        if entry.default
        for heading, fact in entry.cells
        if fact.column_path == reading.fact.column_path and fact.id != reading.fact.id
    ]
    totals.sort(key=lambda whole: whole.fact.row_path[0] != half)
    return [of_reading(whole, vocabulary) for whole in totals[:1]]
