"""A printed amount taken apart: comparator, sign, exact value, unit.

``parse`` judges one whole cell. A cell that says more than one amount (``2025年12月底前``,
``提高5%``, ``90%-95%``) is TEXT: its words are the value.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from ingest.facts import Quantity, State

_COMPARATORS = {
    "≥": "≥", ">=": "≥", "≧": "≥", "=>": "≥", "⩾": "≥", "大于等于": "≥", "大于或等于": "≥", "不低于": "≥",
    "不少于": "≥", "不小于": "≥",
    "≤": "≤", "<=": "≤", "≦": "≤", "=<": "≤", "⩽": "≤", "小于等于": "≤", "小于或等于": "≤", "不高于": "≤",
    "不超过": "≤", "不大于": "≤", "不多于": "≤",
    ">": ">", "大于": ">", "高于": ">", "多于": ">", "超过": ">",
    "<": "<", "小于": "<", "低于": "<", "少于": "<",
    "=": "=", "等于": "=",
}  # fmt: skip
_SUFFIX_COMPARATORS = {"及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤", "之内": "≤"}
_COMPARATOR = re.compile("|".join(map(re.escape, sorted(_COMPARATORS, key=len, reverse=True))))
_NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_LOOKALIKES = _NARROW | str.maketrans(
    {
        "〉": ">", "》": ">", "〈": "<", "《": "<", "﹥": ">", "﹤": "<", "﹪": "%", "−": "-", "–": "-",
        "—": "-", "―": "-", "─": "-", "‐": "-", "‑": "-", "﹣": "-", "•": "-", "▲": "-", "△": "-", "﹢": "+",
    }
)  # fmt: skip
_LONGEST = 60
"""A cell longer than this says more than an amount."""
_DASHES = frozenset("-_/\\~")
_CURRENCY = re.compile(r"^[¥￥$]")
_NUMBER = re.compile(
    r"^(?P<open>\()?(?P<sign>[+-])?(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)(?P<inner>[^\d()]*)?(?P<close>\))?"
    r"(?P<unit>.*)$"
)
_UNIT = re.compile(r"^[^\d,，.。;；:：、!?！？=<>≥≤+\-\"“”]{0,8}$")
_CODED_NAME = re.compile(r"^[\u4e00-\u9fff]{5,}$")
"""after the digits of a code: 210卫生健康支出"""
_CODE_LENGTHS = (3, 5, 7)
_NOT_A_UNIT = re.compile(r"[数额计预决期]|支出|收入|经费|费$|[前后底末初]$|^年[^限度]|^月|^日|^号")
_YEAR = re.compile(r"^(19|20)\d\d$")


def parse(text: str, default_unit: str | None = None) -> Quantity:
    """The quantity a cell prints.

    ``text`` is the cell as printed, wrapped or not; ``default_unit`` is the unit of its column or
    table, used where the cell names none. A value keeps its printed unit (``2万件`` is 2 万件);
    ``(1.00)`` and ``△1.00`` are negative. Nothing printed is BLANK, dashes alone are DASH,
    everything that isn't one amount is TEXT, without value and unit. Never raises.
    """
    return _parse(text, default_unit) if len(text) <= _LONGEST else Quantity(State.TEXT)


@lru_cache(maxsize=16384)
def _parse(text: str, default_unit: str | None) -> Quantity:
    compact = "".join(_normal(text).split())
    if not compact:
        return Quantity(State.BLANK, unit=default_unit)
    if set(compact) <= _DASHES:
        return Quantity(State.DASH, unit=default_unit)
    comparator, rest = _split_comparator(compact)
    match = _NUMBER.match(_CURRENCY.sub("", rest))
    if match is None:
        return Quantity(State.TEXT)
    if bool(match["open"]) != bool(match["close"]):
        return Quantity(State.TEXT)
    unit = (match["inner"] or "") + match["unit"]
    for suffix, meaning in _SUFFIX_COMPARATORS.items():
        if comparator is None and unit.endswith(suffix):
            comparator, unit = meaning, unit.removesuffix(suffix)
            break
    if not _is_unit(unit, match["digits"]):
        return Quantity(State.TEXT)
    value = Decimal(match["digits"].replace(",", ""))
    if match["open"] or match["sign"] == "-":
        value = -value
    return Quantity(State.NUMBER, value, unit or default_unit, comparator)


def _normal(text: str) -> str:
    """Full-width forms narrowed, look-alike signs made one; ℃ and ㎡ stay as they are."""
    return text.translate(_LOOKALIKES)


def _split_comparator(text: str) -> tuple[str | None, str]:
    match = _COMPARATOR.match(text)
    return (_COMPARATORS[match[0]], text[match.end() :]) if match else (None, text)


def _is_unit(unit: str, digits: str) -> bool:
    if not _UNIT.match(unit) or _NOT_A_UNIT.search(unit):
        return False
    if digits.isdigit() and len(digits) in _CODE_LENGTHS and _CODED_NAME.match(unit):
        return False
    return not (unit.startswith("年") and _YEAR.match(digits))
