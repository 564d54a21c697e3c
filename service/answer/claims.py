"""The numbers that a text claims, with what each is a number of.

A number is read from digits (any script, full-width, with thousands separators) or from Chinese numerals
that stand before a unit (两千万元, 三个百分点, 二〇二五年, 百分之五点二, 叁仟元). Money is brought to 元
and a scale is multiplied out (3,058.09万元 and 30580900元 are one amount; 2万件 is 20000件), exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import lru_cache
from math import prod
from typing import Any

from ingest.datafile import read_yaml
from ingest.wording import words
from service.understand.wording.numbers import numeral

MONEY = "元"
PERCENT = "%"
POINTS = "个百分点"
YEAR = "年"

_PRECISION = 50
_FRACTIONS = {"百": PERCENT, "千": "‰"}

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億零", "一二三四五六七八九十百千万亿零")
_CAPITAL_RUN = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟萬億零]{2,}")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_SIGNS = str.maketrans({"−": "-", "－": "-", "﹣": "-", "△": "-", "▲": "-", "％": "%", "﹪": "%", "．": "."})

_GROUP = "[, \u00a0\u2009\u202f]"
_DIGITS = rf"(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_NUMERAL = "[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*"
_SPELLED = rf"{_NUMERAL}(?:点[零〇一二三四五六七八九]+)?"
_SCALE = "[十百千万亿]"
_GAP = "[ \t\u3000\u00a0*_`$]{0,3}"
_LED = rf"(?:{_DIGITS}{_SCALE}+零?)"
_NUMBER = re.compile(
    rf"(?P<whole>[一二两三四五六七八九十百千万\d]+)分之(?P<part>{_SPELLED}|{_DIGITS})"
    r"|(?P<sign>(?<![\d%A-Za-z元年月日个人万亿-])-)?"
    rf"(?P<number>{_LED}+(?=[一二两三四五六七八九][百千万]){_SPELLED}|{_LED}*{_DIGITS}{_SCALE}*|{_SPELLED})"
    rf"{_GAP}(?P<about>[余多几]?)(?P<scale>{_SCALE}*){_GAP}"
)
_PARTS = re.compile(rf"(?P<digits>{_DIGITS})(?P<scale>{_SCALE}*)|(?P<spelled>{_SPELLED})")
_CLAUSE = re.compile(r"[，,。；;：:、（(！？!?\n]")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number. ``value`` has its scale multiplied out and money in 元; ``printed`` is the digits alone.

    ``kind`` is 元, %, 个百分点, 年, a counter (辆, 人), or '' where none stands; '余' before it where the
    number is only about so. ``direction`` is +1 after a word of growth, -1 after one of decline, 0 after
    neither, None where any direction will do. ``scaled`` tells that 万 or the like was multiplied out.
    """

    value: Decimal
    printed: Decimal
    kind: str
    direction: int | None = 0
    scaled: bool = False


@lru_cache(maxsize=1)
def lists() -> dict[str, Any]:
    """guard.yaml as it is."""
    return read_yaml("service.answer", "guard.yaml")  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lists()["phrases"])))


def folded(text: str) -> str:
    """``text``, as long as before, with every script's digits as 0–9, one minus sign, and 叁仟 as 三千."""
    spelled = _CAPITAL_RUN.sub(lambda run: run.group().translate(_CAPITALS), _WIDE_COMMA.sub(",", text))
    return "".join(_digit(char) for char in spelled.translate(_SIGNS))


def _digit(char: str) -> str:
    if char.isascii():
        return char
    value = unicodedata.decimal(char, None)
    if value is None and unicodedata.name(char, "").startswith(("SUPERSCRIPT", "SUBSCRIPT")):
        value = unicodedata.digit(char, None)
    return char if value is None else str(value)


def claims(sentence: str) -> list[Claim]:
    """Every number of one sentence, in order.

    Chinese numerals without unit or scale (三公, 一是, 十分), ordinals (第一) and 一 as an article (一项)
    are words, not numbers.
    """
    text = _phrases().sub(lambda phrase: "□" * len(phrase.group()), folded(sentence))
    with localcontext(prec=max(_PRECISION, len(text))):
        read = (_claim(text, match) for match in _NUMBER.finditer(text))
        return [claim for claim in read if claim is not None]


def _claim(text: str, match: re.Match[str]) -> Claim | None:
    direction = _direction(text[: match.start()])
    if match["whole"]:
        value = _value(match["part"])[0]
        return Claim(value, value, _FRACTIONS.get(match["whole"], f"{match['whole']}分"), direction)
    number = match["number"]
    spelled = not any(char.isdecimal() for char in number)
    if spelled and text[: match.start()].endswith("第"):
        return None
    printed, value, scaled = _value(number)
    kind, factor = _unit(text, match.end())
    if spelled and not _is_number(number, kind, scaled or bool(match["scale"])):
        return None
    for char in match["scale"]:
        value *= _SCALES[char]
    sign = -1 if match["sign"] else 1
    direction = 0 if kind == YEAR else direction
    about = "余" if match["about"] else ""
    scaled = scaled or bool(match["scale"])
    return Claim(sign * value * factor, sign * printed, about + kind, direction, scaled)


def _value(number: str) -> tuple[Decimal, Decimal, bool]:
    """(digits as printed, value, is there a scale): 3万 is (3, 30000, True), 1亿2000万 the sum of its parts."""
    printed = value = Decimal(0)
    scaled, parts = False, list(_PARTS.finditer(number))
    for part in parts:
        if part["spelled"]:
            whole, _, decimals = part["spelled"].partition("点")
            one = Decimal(numeral(whole) or 0)
            if decimals:
                one += Decimal(numeral("一" + decimals) or 0).scaleb(-len(decimals)) - 1
            printed, scale = one, any(char in _SCALES for char in whole)
        else:
            printed = one = Decimal(re.sub(_GROUP, "", part["digits"]))
            for char in part["scale"]:
                one *= _SCALES[char]
            scale = bool(part["scale"])
        value += one
        scaled = scaled or scale
    return printed if len(parts) == 1 else value, value, scaled


def _unit(text: str, at: int) -> tuple[str, int]:
    """(kind, factor) of the unit that begins at ``at``; ('', 1) where there is none."""
    numbers = words().numbers
    for word, kind, factor in _NAMED:
        if text.startswith(word, at):
            return kind, factor
    unit = None if numbers.not_unit.match(text, at) else numbers.unit.match(text, at)
    if unit is not None:
        return unit["unit"], 1
    return next((word for word in lists()["more_units"] if text.startswith(word, at)), ""), 1


_NAMED = (
    ("元", MONEY, 1),
    ("块钱", MONEY, 1),
    ("个百分点", POINTS, 1),
    ("百分点", POINTS, 1),
    ("%", PERCENT, 1),
    ("成", PERCENT, 10),
)


def _is_number(spelled: str, kind: str, scaled: bool) -> bool:
    if spelled == "一" and kind in lists()["articles"]:
        return False
    return bool(kind) or (scaled and len(spelled) > 1)


def _direction(before: str) -> int:
    """What the clause says right before its number: grown (+1), declined (-1), neither (0)."""
    clause = _CLAUSE.split(before)[-1]
    verb = words().comparison.verb.search(clause)
    if verb is None or verb["both"]:
        return 0
    return 1 if verb["up"] else -1


def held(claim: Claim, source: Claim) -> bool:
    """Does ``source`` state what ``claim`` does?

    Same kind and same exact value; or, where one side prints no unit and the other a count or a year (or
    ``claim`` prints none at all), the same digits. Money, percentages and points never stand on bare digits.
    A direction that is claimed must be the source's.
    """
    if claim.direction and source.direction is not None and claim.direction != source.direction:
        return False
    if claim.kind == source.kind:
        return claim.value == source.value
    if not claim.kind:
        return claim.value == source.value if claim.scaled else claim.printed == source.printed
    bare = not source.kind and not source.scaled and not claim.scaled
    strict = claim.kind.removeprefix("余") in (MONEY, PERCENT, POINTS, "‰")
    return bare and not strict and claim.printed == source.printed


def declared(text: str, found: Sequence[Claim]) -> list[Claim]:
    """The bare numbers of ``found`` in the unit that ``text`` declares for its figures (单位：万元)."""
    named = re.search(lists()["declared_unit"], folded(text))
    if named is None:
        return []
    scale = prod(_SCALES[char] for char in named["unit"].rstrip(MONEY + PERCENT))
    kind = PERCENT if named["unit"] == PERCENT else MONEY
    return [replace(one, value=one.printed * scale, kind=kind) for one in found if not one.kind and not one.scaled]
