"""Numbers of a sentence with their units; what only looks like one (dates, document numbers) is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.numbering import chinese_number
from ingest.wording import NumberWords, words

_NUMBER = re.compile(r"(?<![\d.,*])[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d*]|\.\d)")
_PER = re.compile(r"/(年|月|天|日|人|辆|人天|人次|次|个|台|平方米)")
_COMPARATORS = {"≥": "≥", "≤": "≤", ">": ">", "<": "<", "＞": ">", "＜": "<"}
_WORDS = {
    "不少于": "≥",
    "不低于": "≥",
    "不得低于": "≥",
    "不得少于": "≥",
    "不超过": "≤",
    "不得超过": "≤",
    "不高于": "≤",
    "不多于": "≤",
    "超过": ">",
    "至少": "≥",
    "至多": "≤",
}
_BOUND = re.compile(r"(及以上|以上|以下|以内|之内)(?=[，。；、）]|$)")
_BARE_RATE = re.compile(r"(增长|下降|上升|减少|增加)(了)?$")
_QUOTED = re.compile(r"“[^“”]{0,30}”|《[^《》]*》")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at ``[start, end)`` of the normal text, its unit included.

    ``per`` names what the unit is for one of (4万元/年). ``bare``: a rate printed without its percent sign.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    comparator: str | None = None
    per: str | None = None
    bare: bool = False


def figures(text: str) -> list[Figure]:
    """All figures of a normal text, left to right.

    Left out: dates and years, document and telephone numbers, numbers inside quotes and titles,
    limits that belong to a name (单价100万元（含）以上设备).
    """
    number_words = words().numbers
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        if any(start < match.start() < end for start, end in quoted):
            continue
        figure = _figure(text, match, number_words)
        if figure:
            found.append(figure)
    for match in number_words.spelled.finditer(text):
        value = Decimal(chinese_number(match[1]))
        if not any(start < match.start() < end for start, end in quoted):
            found.append(Figure(match.start(), match.end(), value, match[2]))
    return sorted(found, key=lambda figure: figure.start)


def _figure(text: str, match: re.Match[str], number_words: NumberWords) -> Figure | None:
    before, printed = text[: match.start()], match[0]
    start = match.start()
    if printed[0] in "-+" and before[-1:].isalnum():
        printed, start = printed[1:], start + 1
        before = text[:start]
    if number_words.not_after.search(before):
        return None
    value = Decimal(printed.replace(",", ""))
    unit_match = number_words.unit.match(text, match.end())
    if not unit_match:
        after = text[match.end() : match.end() + 1]
        if _BARE_RATE.search(before) and after in ("", "，", "。", "；", "、"):
            return Figure(start, match.end(), value, "%", bare=True)
        return None
    unit, end = unit_match["unit"], unit_match.end()
    if number_words.not_unit.match(text, unit_match.start("count") if unit_match["count"] else unit_match.start()):
        return None
    if unit == "年" and (len(printed) > 2 or text[end : end + 1].isdigit()):
        return None
    if number_words.limit.match(text, end) and unit not in number_words.percent:
        return None
    comparator = None
    word = max((word for word in _WORDS if before.endswith(word)), key=len, default=None)
    if word:
        comparator = _WORDS[word]
    if before[-1:] in _COMPARATORS:
        comparator = _COMPARATORS[before[-1]]
    bound = _BOUND.match(text, end)
    if bound:
        comparator = "≥" if bound[1].endswith("上") else "≤"
    per = _PER.match(text, end)
    if per:
        end = per.end()
    unit = number_words.aliases.get(unit, unit)
    return Figure(start, end, value, unit, comparator, per[1] if per else None)


def family(unit: str | None) -> str | None:
    """Units that may be added: all money is one family, all percentages are one."""
    number_words = words().numbers
    if unit is None:
        return None
    if unit in number_words.money:
        return "money"
    return "%" if unit in number_words.percent else unit
