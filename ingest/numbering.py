"""The number a line begins with: 第三部分, 七、, （二）, 4．, （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = "[〇零一二三四五六七八九十百]{1,4}"


class Style(IntEnum):
    """Numbering styles in the order in which official documents nest them; the value is the rank."""

    PART = 1
    """第一部分, 第二章, 附件1"""
    CHINESE = 3
    """一、"""
    CHINESE_PAREN = 4
    """（一）"""
    ARABIC = 5
    """1、 1. 1．"""
    ARABIC_PAREN = 6
    """（1） 1）"""
    CIRCLED = 7
    """①"""


@dataclass(frozen=True, slots=True)
class Numbering:
    """``value`` counts from 1; ``rest`` is the line after the number, stripped; ``end`` where it starts."""

    style: Style
    value: int
    rest: str
    end: int


_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.PART, re.compile(rf"\s*第\s*({_CHINESE}|\d{{1,2}})\s*(?:部分|章|篇)[\s、：:．.]*")),
    (Style.PART, re.compile(rf"\s*附[件表]\s*({_CHINESE}|\d{{1,2}})[\s、：:．.]+")),
    (Style.CHINESE, re.compile(rf"\s*({_CHINESE})\s*[、．.,，]\s*")),
    (Style.CHINESE_PAREN, re.compile(rf"\s*[（(]\s*({_CHINESE})\s*[）)]\s*[、．.]?\s*")),
    (Style.ARABIC, re.compile(r"\s*(\d{1,2})\s*(?:、\s*|[．.](?!\d)\s*|[．.]\s+|[．.](?=20\d\d\s*年))")),
    (Style.ARABIC_PAREN, re.compile(r"\s*[（(]\s*(\d{1,2})\s*[）)]\s*[、．.]?\s*")),
    (Style.ARABIC_PAREN, re.compile(r"\s*(\d{1,2})\s*[）)]\s*")),
    (Style.CIRCLED, re.compile(rf"\s*([{_CIRCLED}])\s*")),
)


def chinese_number(text: str) -> int:
    """十二 → 12, 两 → 2; raises ValueError for anything else."""
    tens, mark, ones = text.partition("十")
    try:
        if not mark:
            value = 0
            for digit in text:
                value = value * 10 + _CHINESE_DIGITS[digit]
            return value
        return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)
    except KeyError:
        raise ValueError(text) from None


@lru_cache(maxsize=4096)
def numbering(text: str) -> Numbering | None:
    """The number at the start of ``text``, None where there is none."""
    for style, pattern in _PATTERNS:
        match = pattern.match(text)
        if not match:
            continue
        printed = match[1]
        if printed in _CIRCLED:
            value = _CIRCLED.index(printed) + 1
        elif printed.isdigit():
            value = int(printed)
        else:
            try:
                value = chinese_number(printed)
            except ValueError:
                continue
        return Numbering(style, value, text[match.end() :].strip(), match.end())
    return None


def unnumbered(text: str) -> str:
    """``text`` without the number it begins with."""
    found = numbering(text)
    return found.rest if found and found.rest else text.strip()
