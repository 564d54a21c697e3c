"""One spelling for a question: width, spaces, traditional characters, politeness."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from service.understand.wording import words

_BETWEEN_CJK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_AFTER_ASKING = re.compile(
    r"((?:多少|几)(?:[个元块钱万亿]+)?|[吗呢呀啊嘛]|什么|啥|哪些)\s+(?=[\u4e00-\u9fff]{2})(?![万亿]?元)"
)
"""a space where the question ends and a remark begins stands for a comma; elsewhere between characters for nothing"""
_KEPT = re.compile(r"[0-9A-Za-z\u4e00-\u9fff%℃]")
_PARENTHESES = str.maketrans("()[]【】〔〕", "（）（）（）（）")
_MARKS = str.maketrans(",?;:!～", "，？；：！~")
_QUOTES = re.compile(r"[“”\"'‘’「」『』《》〈〉]")


def question(text: str) -> str:
    """``text`` in one spelling: half-width, simplified, without quotes or spaces between characters.

    Punctuation that separates clauses stays: ，、。？；： as ，、。？；：. Idempotent.
    """
    once = _spelled(text)
    twice = _spelled(once)
    return once if once == twice else question(twice)


def _spelled(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "").strip()
    text = text.translate(_PARENTHESES)
    text = text.translate(_MARKS)
    text = re.sub(r"(?<=\d)，(?=\d{3}(?!\d))", "", text)
    text = _QUOTES.sub("", text)
    text = _AFTER_ASKING.sub(r"\1，", text)
    text = _BETWEEN_CJK.sub("", text) if _mostly_chinese(text) else re.sub(r"\s+", " ", text)
    return simplified(text)


@lru_cache(maxsize=1 << 16)
def name(text: str) -> str:
    """The part of a name that matters in matching: letters, digits and characters, folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_KEPT.findall(folded))


@lru_cache(maxsize=1 << 15)
def variants(text: str) -> tuple[str, ...]:
    """A name's spellings: with and without what stands in parentheses (维修（护）费 → 维修护费, 维修费)."""
    plain = unicodedata.normalize("NFKC", text)
    without = name(re.sub(r"[(（][^)）]*[)）]", "", plain))
    full = name(plain)
    return (full, without) if without and without != full and len(without) > 1 else (full,)


def without_region(core: str, text: str) -> str | None:
    """A body's name without the region before it (鲁河市社会福利院 → 社会福利院); None for other names."""
    known = words.load()
    if not text.endswith(known.body_rows):
        return None
    found = re.match(rf"(?:[\u4e00-\u9fff]{{2,8}}?(?:{'|'.join(known.regions)}))+", core)
    rest = core[found.end() :] if found else ""
    return rest if len(rest) > 2 else None


def short_body(core: str, text: str) -> str | None:
    """How people shorten a body's name: its first word with its kind (殡葬管理服务中心 → 殡葬中心), or its last
    word where the kind is a single character (社会福利院 → 福利院); None for other names and those that are
    short. ``core`` is the name without its region."""
    kind = next((kind for kind in words.load().body_rows if text.endswith(kind)), "")
    if not kind or len(core) < len(kind) + 4:
        return None
    return core[-3:] if len(kind) == 1 else core[:2] + kind


def simplified(text: str) -> str:
    """Traditional characters to simplified; text that GB 2312 can hold is returned as it is."""
    if all(ord(c) < 128 or _in_gb2312(c) for c in text):
        return text
    return _converter().convert(text)  # type: ignore[no-any-return]


def _mostly_chinese(text: str) -> bool:
    return sum(ord(c) > 0x2E80 for c in text) * 3 >= len(text)


@lru_cache(maxsize=4096)
def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC  # loading its dictionaries takes a tenth of a second: only when needed

    return OpenCC("t2s")
