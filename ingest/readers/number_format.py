"""A spreadsheet's number as its cell shows it: 0.2167 under ``0.00%`` is 21.67%.

The format codes are those of ECMA-376 part 1, 18.8.31. What only makes room (``_)``, ``* ``, ``?``) or
colour is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

GENERAL = "General"
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_WHOLE, _CENTS = "#,##0;-#,##0", "#,##0.00;-#,##0.00"
_ACCOUNT, _ACCOUNT_CENTS = '#,##0;-#,##0;"-"', '#,##0.00;-#,##0.00;"-"'
BUILTIN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: _WHOLE, 6: _WHOLE, 7: _CENTS, 8: _CENTS,
    9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "yyyy/m/d", 16: "m/d", 17: "yyyy/m",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY,
    29: _MONTH_DAY, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: _YEAR_MONTH,
    37: _WHOLE, 38: _WHOLE, 39: _CENTS, 40: _CENTS, 41: _ACCOUNT, 42: _ACCOUNT, 43: _ACCOUNT_CENTS,
    44: _ACCOUNT_CENTS, 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@", 50: _YEAR_MONTH,
    51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
"""The formats that have only a number, as a Chinese system shows them (currency signs left out)."""

_PRECISION = 15
"""digits: a spreadsheet computes with no more; what a sum leaves beyond them is noise"""
_WIDEST = 10
"""digits: a General cell shows a number that has no end in so many"""
_NOISE = Decimal("1e-13")
_ROUNDING = Context(prec=1000, rounding=ROUND_HALF_UP)
_LARGEST = 308
"""powers of ten: a spreadsheet's number has no more, to either side"""
_LAST_DAY = Decimal(2_958_466)
"""31 December 9999, and a day"""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-]0+)|(?P<date>y+|m+|d+|h+|s+|a{3,}|e+)|(?P<digit>[0#?])"
    r"|(?P<mark>[.,%@])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_TESTS = {
    "<": Decimal.__lt__, ">": Decimal.__gt__, "<=": Decimal.__le__, ">=": Decimal.__ge__, "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One of a code's parts between semicolons, with the condition under which it counts."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.tokens)


def is_date_format(code: str) -> bool:
    """Whether numbers under this code are days counted from the epoch."""
    first = _sections(code)[0]
    return first.has("date") and not first.has("digit") and not first.has("general")


def shown(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """The number as printed under a format code. ``since_1904``: days count from 1 January 1904.

    A number beyond what a spreadsheet holds is an error value, as there.
    """
    if abs(value.adjusted()) > _LARGEST:
        return "#NUM!" if value.adjusted() > 0 else shown(Decimal(0), code)
    value = significant(value)
    sections = _sections(code)
    section, value = _chosen(sections, value)
    if section.has("date") and not section.has("digit"):
        return _date(section, value, since_1904)
    if section.has("general") or section.has("text"):
        return "".join(token.text if token.kind == "literal" else general(value) for token in section.tokens)
    if section.has("exponent") or _is_fraction(section):
        return general(value)
    return _number(section, value)


def _is_fraction(section: _Section) -> bool:
    """Whether the code writes a fraction (``# ?/?``), which is shown as a decimal here."""
    return section.has("digit") and any(token.text == "/" for token in section.tokens)


def significant(value: Decimal) -> Decimal:
    """The number without what binary sums leave behind the 15th digit: 0.1 + 0.2 is 0.3."""
    if not value:
        return Decimal(0)
    if len(value.as_tuple().digits) > _PRECISION:
        value = value.quantize(Decimal(1).scaleb(value.adjusted() - _PRECISION + 1), context=_ROUNDING)
    return value.normalize()


def general(value: Decimal) -> str:
    """The number in as many digits as it has; one without an end in as many as a cell shows."""
    if not value:
        return "0"
    value = value.normalize()
    if len(value.as_tuple().digits) < _PRECISION:
        return format(value, "f")
    for places in range(_PRECISION):
        rounded = value.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
        if rounded and abs(rounded - value) <= abs(value) * _NOISE:
            break
        if len(rounded.as_tuple().digits) >= _WIDEST:
            return format(value, "f") if not places else _trimmed(rounded)
    return _trimmed(rounded)


def _trimmed(value: Decimal) -> str:
    found = format(value, "f")
    return found.rstrip("0").rstrip(".") if "." in found else found


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    tokens: list[_Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code or GENERAL):
        kind = match.lastgroup
        text = match[kind] if kind else ""
        if kind == "literal" and text == ";":
            found.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            test = _CONDITION.match(text)
            if test:
                condition = (test[1], Decimal(test[2]))
            elif text.startswith("$"):
                tokens.append(_Token("literal", text[1:].partition("-")[0]))
            elif text and set(text.lower()) <= set("hms"):
                tokens.append(_Token("date", text.lower()))
        elif kind in ("quoted", "escaped"):
            tokens.append(_Token("literal", text))
        elif kind == "mark":
            tokens.append(_Token("text" if text == "@" else text, text))
        elif kind:
            tokens.append(_Token(kind, text if kind == "literal" else text.lower()))
    return (*found, _Section(tuple(tokens), condition))


def _chosen(sections: Sequence[_Section], value: Decimal) -> tuple[_Section, Decimal]:
    """The section that prints a number, and the number it prints: a negative's own section has a sign
    of its own."""
    if any(section.condition for section in sections[:2]):
        for section in sections[:3]:
            if section.condition is None or _TESTS[section.condition[0]](value, section.condition[1]):
                return section, value
        return sections[0], value
    if len(sections) > 1 and value < 0:
        return sections[1], -value
    if len(sections) > 2 and not value:
        return sections[2], value
    return sections[0], value


def _number(section: _Section, value: Decimal) -> str:
    tokens = list(section.tokens)
    if not section.has("digit"):
        return "".join(token.text for token in tokens if token.kind in ("literal", "%"))
    last = max(i for i, token in enumerate(tokens) if token.kind == "digit")
    first = next(i for i, token in enumerate(tokens) if token.kind == "digit")
    point = next((i for i, token in enumerate(tokens) if token.kind == "."), len(tokens))
    scale = _commas_after(tokens, last) + (_commas_after(tokens, point - 1, back=True) if point < last else 0)
    last_whole = max((i for i in range(min(point, last + 1)) if tokens[i].kind == "digit"), default=-1)
    grouped = any(tokens[i].kind == "," for i in range(first, last_whole))
    places = sum(token.kind == "digit" for token in tokens[point:])
    percents = sum(token.kind == "%" for token in tokens)
    scaled = value.scaleb(2 * percents - 3 * scale)
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    whole, _, fraction = format(rounded, "f").partition(".")
    sign = "-" if scaled < 0 and rounded else ""
    return sign + _whole_part(tokens[:point], whole, grouped) + _fraction_part(tokens[point:], fraction)


def _commas_after(tokens: Sequence[_Token], at: int, *, back: bool = False) -> int:
    """How many commas follow a place (or, ``back``, end there): each divides by a thousand."""
    count, i = 0, at if back else at + 1
    while 0 <= i < len(tokens) and tokens[i].kind == ",":
        count, i = count + 1, i - 1 if back else i + 1
    return count


def _whole_part(tokens: Sequence[_Token], whole: str, grouped: bool) -> str:
    """Digits put in their places from the right; the first place takes what is left over."""
    digits = [token.text for token in tokens if token.kind == "digit"]
    needed = len(digits) - digits.index("0") if "0" in digits else 0
    whole = whole.lstrip("0").rjust(needed, "0")
    first = next((i for i, token in enumerate(tokens) if token.kind == "digit"), None)
    found: list[str] = []
    written = 0
    for i in reversed(range(len(tokens))):
        token = tokens[i]
        if token.kind in ("literal", "%"):
            found.insert(0, token.text)
        elif token.kind == "digit":
            here = whole if i == first else whole[-1:]
            whole = "" if i == first else whole[:-1]
            for digit in reversed(here):
                if grouped and written and written % 3 == 0:
                    found.insert(0, ",")
                found.insert(0, digit)
                written += 1
    return "".join(found)


def _fraction_part(tokens: Sequence[_Token], fraction: str) -> str:
    found: list[str] = []
    kept = max((n for n, t in enumerate(t for t in tokens if t.kind == "digit") if t.text == "0"), default=-1) + 1
    while len(fraction) > kept and fraction.endswith("0"):
        fraction = fraction[:-1]
    for token in tokens:
        if token.kind == "." and fraction:
            found.append(".")
        elif token.kind == "digit":
            found.append(fraction[:1])
            fraction = fraction[1:]
        elif token.kind in ("literal", "%"):
            found.append(token.text)
    return "".join(found)


def _date(section: _Section, value: Decimal, since_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return general(value)
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    at = epoch + timedelta(seconds=round(value * 86_400))
    found: list[str] = []
    before = ""
    for i, token in enumerate(section.tokens):
        if token.kind != "date":
            found.append("" if token.kind in ("half", "text") else token.text)
            continue
        after = next((t.text for t in section.tokens[i + 1 :] if t.kind == "date"), "")
        minutes = token.text[0] == "m" and (before[:1] == "h" or after[:1] == "s")
        found.append(_date_part(token.text, at, minutes))
        before = token.text
    return "".join(found).strip()


def _date_part(token: str, at: datetime, minutes: bool) -> str:
    values = {"y": at.year, "e": at.year, "m": at.minute if minutes else at.month, "d": at.day}
    values |= {"h": at.hour, "s": at.second}
    if token[0] == "a" or (token[0] == "d" and len(token) > 2):
        return "一二三四五六日"[at.weekday()]
    if token[0] in "ye":
        return str(at.year) if len(token) > 2 or token[0] == "e" else f"{at.year % 100:02d}"
    return f"{values[token[0]]:02d}" if len(token) == 2 else str(values[token[0]])
