"""Many documents at once: the made disclosures under the names of other regions, for measures of scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from dataclasses import replace as with_fields
from itertools import product
from pathlib import Path
from typing import Any

from eval.documents import disclosures
from eval.documents.model import Disclosure
from eval.documents.text import as_text

_FIRST, _SECOND, _KIND = "松柏梅兰桂枫榆桐梧槐荷菱萍蓉茗", "浦塘湾垭坪坞屿矶岭岗", "市县区"
_REGION = re.compile(r"[\u4e00-\u9fff]{2,3}?[市县区]")


def crowd(folder: Path, many: int) -> Iterator[Path]:
    """Write ``many`` text disclosures of as many units into ``folder``; at most 4,500."""
    folder.mkdir(parents=True, exist_ok=True)
    for _, disclosure in zip(range(many), elsewhere(), strict=False):
        path = folder / f"{disclosure.name}.txt"
        path.write_text(as_text(disclosure), encoding="utf-8")
        yield path


def regions() -> Iterator[str]:
    """Names of 450 regions that none of the made disclosures is of."""
    return ("".join(part) for part in product(_FIRST, _SECOND, _KIND))


def elsewhere() -> Iterator[Disclosure]:
    """Every made disclosure as one region's, then all as the next region's, …"""
    made = disclosures()
    for region in regions():
        for disclosure in made:
            own = _REGION.search(disclosure.unit_name)
            if own is None:
                raise ValueError(f"{disclosure.unit_name} names no region")
            yield _renamed(disclosure, own.group(), region)


def _renamed(value: Any, old: str, new: str) -> Any:
    """A value of the model with one name for another in all its texts."""
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, tuple | list | frozenset):
        return type(value)(_renamed(item, old, new) for item in value)
    if isinstance(value, Mapping):
        return {key: _renamed(item, old, new) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        known = (field.name for field in fields(value) if field.init)
        return with_fields(value, **{name: _renamed(getattr(value, name), old, new) for name in known})
    return value
