"""Figures as a recogniser reads them, with the marks it confuses put right where only one reading is a figure."""

from __future__ import annotations

import re
import unicodedata

_CONFUSED = str.maketrans("OoD〇lI|，、‚。．·—–−一", "0000111,,,...----")
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_POINT_FOR_COMMA = re.compile(r"(-?\d{1,3}(?:[.,]\d{3})+)[.,](\d\d)")
_MOSTLY = 0.5
"""of its characters: a text with fewer digits is words"""


def figure_text(text: str) -> str:
    """The text as the one figure it must be, else unchanged. No digit is added, dropped or guessed at."""
    compact = unicodedata.normalize("NFKC", "".join(text.split()))
    digits = sum(char.isdigit() for char in compact)
    if digits < _MOSTLY * len(compact):
        return text
    figure = compact.translate(_CONFUSED)
    if _FIGURE.fullmatch(figure):
        return figure
    grouped = _POINT_FOR_COMMA.fullmatch(figure)
    return f"{grouped[1].replace('.', ',')}.{grouped[2]}" if grouped else text
