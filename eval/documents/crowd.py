"""Many documents at once: the made disclosures under the names of other regions, for measures of scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from eval.documents import disclosures
from eval.documents.text import as_text

_FIRST, _SECOND, _KIND = "松柏梅兰桂枫榆桐梧槐荷菱萍蓉茗", "浦塘湾垭坪坞屿矶岭岗", "市县区"
_REGION = re.compile(r"[\u4e00-\u9fff]{2,3}?[市县区]")


def crowd(folder: Path, many: int) -> Iterator[Path]:
    """Write ``many`` text disclosures of as many units into ``folder``; at most 4,500."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [(disclosure, as_text(disclosure)) for disclosure in disclosures()]
    names = ("".join(part) for part in product(_FIRST, _SECOND, _KIND))
    pairs = ((region, each) for region in names for each in made)
    for region, (disclosure, text) in islice(pairs, many):
        own = _REGION.search(disclosure.unit_name)
        if own is None:
            raise ValueError(f"{disclosure.unit_name} names no region")
        path = folder / f"{disclosure.name.replace(own.group(), region)}.txt"
        path.write_text(text.replace(own.group(), region), encoding="utf-8")
        yield path
