"""Loads sentences.yaml: everything the service says, in one place."""

from __future__ import annotations

from functools import lru_cache

from ingest.datafile import read_yaml


@lru_cache(maxsize=1)
def _all() -> dict[str, str]:
    return read_yaml("service.answer", "sentences.yaml")  # type: ignore[no-any-return]


def say(key: str, **parts: object) -> str:
    """The stock sentence ``key`` with its parts filled in; KeyError for an unknown key or a missing part."""
    return _all()[key].format(**parts)
