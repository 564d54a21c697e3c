"""Names and how they are spelled: as a document prints them, and by the lexicon's other words for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.lexicon import classification
from service.understand.wording import normalise


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in the document. ``core`` is its matching form, ``surfaces`` every exact
    spelling of it (its own first, then the lexicon's aliases); ``grams`` the bigrams of its core."""

    text: str
    core: str
    surfaces: tuple[str, ...]
    grams: frozenset[str]


def grams(core: str) -> frozenset[str]:
    """The bigrams of a name's core; a name of one character is its own gram."""
    return frozenset(core[i : i + 2] for i in range(len(core) - 1)) or frozenset({core})


def in_order(said: str, name: str) -> bool:
    """Are the characters of ``said`` all in ``name``, in their order?"""
    rest = iter(name)
    return all(character in rest for character in said)


Namer = Callable[[str], Name]
"""Any text as a name, with its other spellings."""


def namer(printed: frozenset[str] = frozenset()) -> Namer:
    """Names for a document that prints the cores ``printed``: another word for a name is none where the
    document prints that word as another 科目 (公务员医疗补助 beside 公务员医疗补助缴费)."""
    lexicon = classification.load()
    taken = printed & frozenset(normalise.name(item.name) for item in lexicon.items)

    @cache
    def name_of(text: str) -> Name:
        spellings = list(normalise.variants(text))
        bare = normalise.without_region(spellings[0], text)
        spellings += [bare, normalise.short_body(bare, text) or bare] if bare else []
        stem = text if lexicon.named(text) else text.removesuffix("支出")  # 公务接待费支出
        for item in lexicon.named(stem):
            for other in item.names:
                if normalise.name(other) not in taken or other == stem:
                    spellings += normalise.variants(other)
        core = spellings[0] or text
        return Name(text, core, tuple(dict.fromkeys(s for s in spellings if s)), grams(core))

    return name_of


@lru_cache(maxsize=1)
def standing_names() -> frozenset[str]:
    """Cores of every lexicon name of three characters or more: names even where a document lacks them."""
    return frozenset(
        core for name in classification.load().names() for core in normalise.variants(name) if len(core) > 2
    )


def standing_spans(text: str) -> list[tuple[int, int]]:
    """Spans of ``text`` that are names of the lexicon of four characters or more."""
    names = standing_names()
    return [
        (start, end)
        for start in range(len(text))
        for end in range(start + 4, min(len(text), start + 24) + 1)
        if text[start:end] in names
    ]


@lru_cache(maxsize=1)
def item_names() -> frozenset[str]:
    """Cores of every name of a 科目 of three characters or more, official or not."""
    spelled = (core for item in classification.load().items for name in item.names for core in normalise.variants(name))
    return frozenset(core for core in spelled if len(core) > 2)


@lru_cache(maxsize=1)
def official_names() -> frozenset[str]:
    """Cores of the lexicon's own names: 科目 of two characters or more (电费), terms of three or more."""
    lexicon = classification.load()
    items = frozenset(normalise.name(item.name) for item in lexicon.items)
    terms = frozenset(normalise.name(term.name) for term in lexicon.terms)
    return frozenset(core for core in items if len(core) > 1) | frozenset(core for core in terms if len(core) > 2)
