"""What the service doesn't talk about: told from the question alone, before anything is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Bound:
    """``kind``: unsafe, greeting or out_of_scope."""

    kind: str
    patterns: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _bounds() -> tuple[Bound, ...]:
    text = files("service.answer").joinpath("bounds.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(Bound(entry["kind"], tuple(re.compile(pattern) for pattern in entry["patterns"])) for entry in raw)


def outside(question: str) -> str | None:
    """The kind of bound a normalised question crosses, or None."""
    for bound in _bounds():
        if any(pattern.search(question) for pattern in bound.patterns):
            return bound.kind
    return None
