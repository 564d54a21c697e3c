"""Loads sentences.yaml: everything the service says, in one place."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=1)
def _all() -> dict[str, str]:
    text = files("service.answer").joinpath("sentences.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # type: ignore[no-any-return]


def say(key: str, **parts: object) -> str:
    """The stock sentence ``key`` with its parts filled in; KeyError for an unknown key or a missing part."""
    return _all()[key].format(**parts)
