"""Characters that look like ideographs but are coded elsewhere, made the ordinary ones."""

from __future__ import annotations

import re
import unicodedata

_LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰",
        "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟黄齐齿龙",
        strict=True,
    )
)
"""the supplement's radicals that Unicode doesn't map to characters itself"""


def plain(text: str) -> str:
    """Radicals, compatibility ideographs and ligatures (⼀, ⻚, ﬁ) as what they show; nothing else changed.

    Some fonts map ordinary characters to these blocks, and then no name is found again. Marks that
    print nothing (zero-width, direction, soft hyphen) go.
    """
    return text if text.isascii() else _INVISIBLE.sub("", _LOOKALIKE.sub(_ordinary, text))


def _ordinary(match: re.Match[str]) -> str:
    char = match.group()
    return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
