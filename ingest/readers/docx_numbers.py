"""Word's automatic numbers as the text that they show: 第一部分, 一、, （一）, 1.2, ①."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from ingest.readers.office import WORD

_W = f"{{{WORD}}}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")
_BULLET = "bullet"
_DEEPEST = 9


def counted(value: int, digits: str = _DIGITS, tens: str = "十", hundreds: str = "百") -> str:
    """12 → 十二, 20 → 二十, 105 → 一百零五; beyond 999 digit by digit."""
    if not 0 < value < 1000:
        return "".join(digits[int(digit)] for digit in str(value))
    hundred, rest = divmod(value, 100)
    ten, one = divmod(rest, 10)
    text = digits[hundred] + hundreds if hundred else ""
    if ten:
        text += tens if ten == 1 and not hundred else digits[ten] + tens
    elif hundred and one:
        text += "零"
    return text + (digits[one] if one else "")


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    for size, mark in (*_ROMAN, *_ROMAN_LOW):
        text += mark * (value // size)
        value %= size
    return text


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if 0 < value <= 20 else str(value)


def _legal(value: int) -> str:
    return counted(value, _LEGAL_DIGITS, "拾", "佰")


def _wide(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": lambda value: "".join(_DIGITS[int(digit)] for digit in str(value)),
    "japaneseDigitalTenThousand": counted,
    "chineseLegalSimplified": _legal,
    "japaneseLegal": _legal,
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
"""Word's number formats; any other counts in digits"""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, the text around the number, and what parts it from what follows."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    after: str = "tab"
    plain_digits: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A numbering that paragraphs refer to: whose counters it shares, its levels, and those it restarts."""

    shared: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


class Numbers:
    """Counts a document's numbered paragraphs in order. ``root`` is the part word/numbering.xml."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists = dict(_lists(root)) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._met: set[str] = set()

    def level_of_style(self, number: str, style: str | None) -> int:
        """The level of a list that a paragraph style is tied to; 0 where none is."""
        found = self._lists.get(number)
        levels = found.levels.items() if found and style else ()
        return next((depth for depth, level in levels if level.style == style), 0)

    def label(self, number: str, depth: int) -> str:
        """Counts the paragraph and returns its number as shown, with the blank that parts it from words;
        '' where the list has none."""
        found = self._lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.shared, {})
        if number not in self._met:
            self._met.add(number)
            for restarted, start in found.restarts.items():
                counts[restarted] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form == _BULLET:
            return ""
        text = _PLACE.sub(lambda match: _shown(found, counts, int(match[1]) - 1, level), level.text)
        return text + _gap(text, level) if text.strip() else ""


def _shown(found: _List, counts: Mapping[int, int], depth: int, within: Level) -> str:
    level = found.levels.get(depth, Level())
    value = counts.get(depth, level.start)
    return str(value) if within.plain_digits else _FORMATS.get(level.form, str)(value)


def _gap(text: str, level: Level) -> str:
    """A blank where the number would run into figures; Chinese punctuation parts by itself."""
    return " " if level.after != "nothing" and text[-1] not in "、，：）．" else ""


def _lists(root: etree._Element) -> list[tuple[str, _List]]:
    shared = {each.get(f"{_W}abstractNumId", ""): _levels(each) for each in root.iter(f"{_W}abstractNum")}
    linked = {
        link.get(f"{_W}val", ""): each.get(f"{_W}abstractNumId", "")
        for each in root.iter(f"{_W}abstractNum")
        if (link := each.find(f"{_W}styleLink")) is not None
    }
    links = {
        each.get(f"{_W}abstractNumId", ""): linked.get(link.get(f"{_W}val", ""), "")
        for each in root.iter(f"{_W}abstractNum")
        if (link := each.find(f"{_W}numStyleLink")) is not None
    }
    found = []
    for each in root.iter(f"{_W}num"):
        ref = each.find(f"{_W}abstractNumId")
        name = ref.get(f"{_W}val", "") if ref is not None else ""
        name = links.get(name, name)
        levels, restarts = dict(shared.get(name, {})), {}
        for override in each.iter(f"{_W}lvlOverride"):
            depth = _integer(override.get(f"{_W}ilvl"), 0)
            start = override.find(f"{_W}startOverride")
            if start is not None:
                restarts[depth] = _integer(start.get(f"{_W}val"), 1)
            levels |= _levels(override)
        found.append((each.get(f"{_W}numId", ""), _List(name, levels, restarts)))
    return found


def _levels(parent: etree._Element) -> dict[int, Level]:
    found = {}
    for each in parent.iter(f"{_W}lvl"):
        depth = _integer(each.get(f"{_W}ilvl"), 0)
        if depth < _DEEPEST:
            found[depth] = Level(
                start=_integer(_value(each, "start"), 1),
                form=_value(each, "numFmt") or "decimal",
                text=_value(each, "lvlText") or "",
                after=_value(each, "suff") or "tab",
                plain_digits=each.find(f"{_W}isLgl") is not None,
                style=_value(each, "pStyle"),
            )
    return found


def _value(parent: etree._Element, name: str) -> str | None:
    child = parent.find(f"{_W}{name}")
    return child.get(f"{_W}val") if child is not None else None


def _integer(text: str | None, usual: int) -> int:
    """``text`` as a whole number, ``usual`` where it is none."""
    return int(text) if text and text.lstrip("-").isascii() and text.lstrip("-").isdigit() else usual
