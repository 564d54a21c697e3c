"""What people say beside their question: 急，在线等；老师让查. Such parts name nothing and ask nothing."""

from __future__ import annotations

import re

from service.understand.wording import words
from service.understand.wording.folded import Protect, fold

_PART = re.compile(r"（[^（）]*）|[^，。；：！？（）]+[，。；：！？]*")
_MARKS = "，。；：！？（）"
_NAME = re.compile(r"[\ue000-\uf8ff]")


def without_asides(question: str, protect: Protect) -> str | None:
    """The normalised ``question`` without the parts that neither name a thing of the document nor say when, where,
    of what, or what to do; None where there are none, or nothing else. ``protect`` gives the spans of names."""
    folded = fold(question, protect)
    parts = _PART.findall(folded.text)
    kept = [part for part in parts if _NAME.search(part) or words.load().telling.search(part)]
    if not kept or len(kept) == len(parts) or not any(_asks(part) for part in kept):
        return None
    return folded.unfold("".join(kept).strip(_MARKS))


def _asks(part: str) -> bool:
    return bool(_NAME.search(part) or words.load().asking.search(part))
