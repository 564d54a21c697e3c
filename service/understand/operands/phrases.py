"""The words of an operand that are themselves a question's phrase: 甲占乙的比重, 去年的甲, 甲的增加额, 甲的一半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.understand.wording import numbers, words
from service.understand.wording.folded import Folded
from service.understand.wording.frame import Frame, Op
from service.understand.wording.listing import items

_COUNTED = re.compile(
    rf"^(?P<list>.+?)(?:这|等)?(?:{numbers.CHINESE}|\d)+(?:项|者|个|类|笔|块)(?:的)?(?P<tail>[^、，]*?)"
    r"(?:之和|的和|总和|合计数?|总计|加总|相加|加起来|合起来|合在一起|加在一起|一共)?$"
)
"""a list with its number and what is meant of each: 甲、乙、丙三项(减少额)之和"""
_SUMMED = re.compile(
    r"(?:之和|的和|总和|合计数?|总计|加总|相加|加起来|合起来|合在一起|加在一起|一共)(?:的)?(?:数|金额)?$"
)
_YEAR = re.compile(r"去年|上年|上一年|前一年|\d{2,4}年")
_BEFORE = re.compile(r"^(?:去年|上年度?(?!结转)|上一年度?|前一年)(?:的)?")


def phrases(text: str, folded: Folded) -> Iterator[Frame]:
    """What an operand's words may ask for themselves, likeliest first; none for a plain name."""
    vocabulary = words.load()
    if not vocabulary.composing.search(folded.text):
        return
    for pattern in vocabulary.phrases:
        found = pattern.regex.match(folded.text)
        if not found:
            continue
        groups = found.groupdict()
        operands = tuple(folded.unfold(groups.get(key) or "").strip("，。、 ") for key in ("A", "B") if groups.get(key))
        if not all(operands):
            continue
        if pattern.op is Op.WHATIF:
            share = numbers.percentage(groups["P"])
            if share is not None:
                yield Frame(Op.WHATIF, text, operands, percent=share - Decimal(100))
            continue
        yield Frame(pattern.op, text, _of_one_year(operands))
    yield from _lists(text, folded)


def _lists(text: str, folded: Folded) -> Iterator[Frame]:
    """甲、乙和丙三项(之和) → their sum; what is meant of each (减少额) is given to each."""
    counted = _COUNTED.match(folded.text)
    body, tail = (counted["list"], counted["tail"]) if counted else (_SUMMED.sub("", folded.text), "")
    tail = "" if re.fullmatch(r"费用|支出|项目|资金|经费|金额|科目|数", tail) else folded.unfold(tail)
    found = items(body, folded)
    if len(found) > 1:
        yield Frame(Op.SUM, text, tuple(item + tail for item in found))


def _of_one_year(operands: tuple[str, ...]) -> tuple[str, ...]:
    """去年的甲占乙 → 去年的甲, 去年的乙."""
    if len(operands) == 2 and _BEFORE.match(operands[0]) and not _YEAR.search(operands[1]):
        return operands[0], earlier(operands[1])
    return operands


def earlier(text: str) -> str:
    """The words for the same thing a year before."""
    return f"去年的{text}"


def leading(text: str, folded: Folded) -> str:
    """The first name that an operand's words begin with: 甲的乙加丙 → 甲的乙."""
    return folded.unfold(re.split(r"、|，|和|与|跟|及|加上?|减去?|除去?|占|的(?=增|减|降|占)", folded.text)[0])
