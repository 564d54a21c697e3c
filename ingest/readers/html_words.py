"""The names of HTML in html_words.yaml."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from ingest.datafile import read_yaml


@dataclass(frozen=True, slots=True)
class HtmlWords:
    """Each a set of names; what they are for stands in the file."""

    blocks: frozenset[str]
    unseen: frozenset[str]
    site: frozenset[str]
    site_roles: frozenset[str]
    files: frozenset[str]
    chinese_lists: frozenset[str]
    unnumbered_lists: frozenset[str]


@cache
def words() -> HtmlWords:
    """The file's words, read once."""
    raw = read_yaml("ingest.readers", "html_words.yaml")
    return HtmlWords(**{each.name: frozenset(raw[each.name]) for each in fields(HtmlWords)})
