"""Numbers as people write them: 2800万, 两千八百万, 一百万, 前三, 百分之五."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

CHINESE = "[零〇一二两三四五六七八九十百千万亿]"
_NUMERAL = re.compile(rf"{CHINESE}+")
MONEY = {
    "元": Decimal(1),
    "块": Decimal(1),
    "块钱": Decimal(1),
    "千元": Decimal(1000),
    "万": Decimal(10**4),
    "万元": Decimal(10**4),
    "万块": Decimal(10**4),
    "万块钱": Decimal(10**4),
    "百万元": Decimal(10**6),
    "亿": Decimal(10**8),
    "亿元": Decimal(10**8),
}
"""Money units, as multiples of 元."""

_AMOUNT = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?|{CHINESE}+)(?P<scale>[十百千万亿]*)"
    r"(?P<unit>元|块钱|块|%|个百分点|辆|人次|人|个|件|天|台|平方米|年|分(?![之钟]))?"
)


def numeral(text: str) -> int | None:
    """两千八百万 → 28000000; None when the characters don't make a number.

    A plain run of digits (二〇二五, 12) is read digit by digit.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or not _NUMERAL.fullmatch(text):
        return None
    short = re.fullmatch(rf"({CHINESE}*[百千万])([一二三四五六七八九])", text)
    if short and not re.search(r"零|〇", text):  # 两千八 is 2800
        unit = {**_SMALL, **_LARGE}[short.group(1)[-1]]
        return (numeral(short.group(1)) or 0) + _DIGITS[short.group(2)] * unit // 10
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SMALL:
            section += (digit or (0 if section and c != "十" else 1)) * _SMALL[c]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[c] if c == "亿" else total + (section + digit or 1) * _LARGE[c]
            section = digit = 0
    return total + section + digit


def percentage(text: str) -> Decimal | None:
    """10% → 10, 百分之五 → 5, 一半 → 50, 三成 → 30, 四分之一 → 25; None for anything else."""
    if text in ("百分之百", "百分百"):
        return Decimal(100)
    if text in ("一半", "半数"):
        return Decimal(50)
    if (fraction := re.fullmatch(rf"({CHINESE}+)分之({CHINESE}+)", text)) and text[0] != "百":
        below, above = numeral(fraction.group(1)), numeral(fraction.group(2))
        return Decimal(100 * above) / below if above and below else None
    if text.endswith("成") and (tenths := numeral(text[:-1])) is not None:
        return Decimal(tenths * 10)
    found = amount(text)
    return found[0] if found is not None and found[1] == "%" else None


def amount(text: str) -> tuple[Decimal, str] | None:
    """The first amount in ``text`` as (value, unit): 一百万元 → (1000000, 元); 50万 → (500000, 元); 95% → (95, %).

    Money is given in 元; a bare number has unit ''.
    """
    percent = re.search(rf"百分之(\d+(?:\.\d+)?|{CHINESE}+)", text)
    if percent:
        said = percent.group(1)
        share = Decimal(said) if said[0].isdigit() else numeral(said)
        return None if share is None else (Decimal(share), "%")
    found = _AMOUNT.search(text)
    if not found:
        return None
    raw, scale, unit = found["number"], found["scale"] or "", found["unit"] or ""
    if raw[0].isdigit():
        value = Decimal(raw.replace(",", ""))
        for c in scale:
            value *= _SMALL.get(c) or _LARGE[c]
    else:
        whole = numeral(raw + scale)
        if whole is None:
            return None
        value = Decimal(whole)
    money = unit in ("元", "块", "块钱") or (not unit and any(c in "万亿" for c in raw + scale))
    return value, "元" if money else unit
