"""A file's name, as it may be shown and kept. It never says where anything is read or written."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 180
"""Bytes of a name that are kept: file systems end at 255, and a job may add a number."""
NAMELESS = "未命名"

_LONGEST_ENDING = 16
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
"""what shows nothing, or turns the direction of what does: 算预\u202efdp.exe"""


def clean_name(name: str) -> str:
    """The last part of ``name``, of characters that show, at most ``LONGEST`` bytes, its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(char for char in last if unicodedata.category(char) not in _HIDDEN_CATEGORIES)
    shown = " ".join(shown.split()).lstrip(". ")
    ending = PurePosixPath(shown).suffix
    ending = ending if len(ending) <= _LONGEST_ENDING else ""
    room = LONGEST - len(ending.encode())
    stem = shown.removesuffix(ending).encode()[:room].decode(errors="ignore").strip()
    return f"{stem or NAMELESS}{ending}"
