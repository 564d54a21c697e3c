"""What a question says it doesn't mean: 行政运行（不是一般公共服务那个）, 行政运行，不要知识产权的."""

from __future__ import annotations

import re

from service.understand.names.link import Reading
from service.understand.names.naming import in_order
from service.understand.wording import normalise, words

_WITHOUT = re.compile("不含[^（）()]*")
"""in a table's title, what isn't in it"""


def parted(text: str) -> tuple[str, str]:
    """``text`` without what it doesn't mean, and that; '' where it rules nothing out."""
    for pattern in words.load().apart:
        found = pattern.search(text)
        if found:
            rest = (text[: found.start()] + text[found.end() :]).strip("，")
            return (rest, found["x"]) if len(rest) > 1 else (text, "")
    return text, ""


def lies_in(reading: Reading, other: str) -> bool:
    """Does an address lie under a row, in a table or in a column that the words ``other`` mean?"""
    said = normalise.name(other)
    sheet = reading.entry.sheet
    rows = reading.fact.row_path if "结转" in said else reading.fact.row_path[:-1]
    above = (*rows, *reading.fact.column_path, sheet.table.title if sheet is not None else "")
    return any(_short_for(said, normalise.name(_WITHOUT.sub("", name))) for name in above)


def _short_for(said: str, name: str) -> bool:
    """Are the characters of ``said`` all in ``name``, in their order, its first two beside each other?"""
    at = name.find(said[:2])
    return len(said) > 1 and at >= 0 and in_order(said, name[at:])
