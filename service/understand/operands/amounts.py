"""Amounts that a question quotes beside names (工资福利支出1005.74): they only repeat or assert a figure."""

from __future__ import annotations

import re

from service.understand.wording import normalise

_AMOUNT = re.compile(
    r"(?:为|是|共)?\d[\d,]*(?:\.\d+)?(?:万元|亿元|千元|元)(?:的)?|(?<=[^\d.,])\d[\d,]*\.\d+(?![\d.%倍个年号]|分|百|千|万|亿)"
    r"|(?<=[^\d.,表第年前])(?!20\d\d(?!\d)|[23]\d\d(?:\d\d){0,2}(?!\d))\d{2,}(?=$|[、，加和与跟同])"
)


def without_amounts(text: str) -> str:
    """机关运行经费预算171.01万元 → 机关运行经费预算: an amount beside a name only repeats its figure."""
    bare = _AMOUNT.sub("", text)
    return bare if len(normalise.name(bare)) > 1 else text
