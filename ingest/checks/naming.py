"""What printed names mean, so that one subject is known in tables and sentences however it is called."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ingest.checks.words import KindWords, words
from ingest.lexicon.classification import Item, Lexicon, fold, load

_MOST_HEADS = 4
_PHASE = re.compile(r"(?<!公共)(?<!基金)(?<!经营)(?:预算|决算)")
_YEAR = re.compile(r"^(?:19|20)\d\d年?度?")


@cache
def _lexicon() -> Lexicon:
    return load()


@lru_cache(maxsize=16384)
def canonical(name: str) -> str:
    """The lexicon's name of what is printed, scope and phase words left out where the whole isn't known
    (一般公共预算安排基本支出 is 基本支出); the printed name, folded, where it isn't known at all."""
    folded = _YEAR.sub("", fold(name))
    return _known(folded) or _known_inside(folded) or folded


@lru_cache(maxsize=16384)
def is_known(name: str) -> bool:
    """Whether the lexicon has the name."""
    folded = _YEAR.sub("", fold(name))
    return bool(_known(folded) or _known_inside(folded))


@lru_cache(maxsize=8192)
def canonical_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """The canonical names of a path; short names are completed by those above them (购置费)."""
    found: list[str] = []
    for name in path:
        known = (words().names.within.get(above, {}) for above in found)
        inner = next((names[fold(name)] for names in known if fold(name) in names), None)
        found.append(inner or canonical(name))
    return tuple(found)


def _known(folded: str) -> str | None:
    names = [entry.name for entry in _lexicon().named(folded)]
    umbrellas = (name for name in names if name in words().names.same)
    return next(umbrellas, names[0] if names else None)


def _known_inside(folded: str) -> str | None:
    names = words().names
    bare = folded
    for _ in range(_MOST_HEADS):
        head = next((head for head in names.heads if bare.startswith(head) and bare != head), "")
        bare = bare.removeprefix(head)
        if head and (found := _known(bare)):
            return found
    for start in (folded, bare):
        tail = next((tail for tail in names.tails if start.endswith(tail) and start != tail), None)
        if tail and (found := _known(start.removesuffix(tail))):
            return found
    without = _PHASE.sub("", folded)
    return _known(without) or _known_inside(without) if without != folded else None


@lru_cache(maxsize=4096)
def is_item(name: str) -> bool:
    """Whether the name, canonical, is a 科目 of a classification."""
    return any(isinstance(entry, Item) for entry in _lexicon().named(name))


@cache
def parts_of(whole: str) -> tuple[frozenset[str], ...]:
    """Each set of canonical names known to add up to ``whole`` (canonical)."""
    named = [frozenset(map(canonical, entry.parts)) for entry in _lexicon().terms if entry.name == whole]
    more = [frozenset(map(canonical, parts)) for name, parts in words().parts if name == whole]
    return tuple(found for found in (*named, *more) if found)


@lru_cache(maxsize=16384)
def belongs_to(part: str, whole: str) -> bool:
    """Whether ``part`` is known as one of the addends of ``whole``, at any depth."""
    return any(part in parts or any(belongs_to(part, one) for one in parts) for parts in parts_of(whole))


@lru_cache(maxsize=4096)
def kind_of(title: str) -> KindWords | None:
    """What a table of this title, or a section of this heading, is about."""
    squeezed = fold(title)
    for kind in words().kinds:
        if kind.title.search(squeezed) and not (kind.unless and kind.unless.search(squeezed)):
            return kind
    return None


@lru_cache(maxsize=4096)
def funding_of(text: str) -> str | None:
    """Whose money the text speaks of: general, fund, capital, appropriation; None where it doesn't say."""
    squeezed = fold(text)
    return next((name for name, pattern in words().fundings.items() if pattern.search(squeezed)), None)


@lru_cache(maxsize=4096)
def carry_over_of(text: str) -> str | None:
    """Whether a title leaves out last year's money (without) or holds nothing else (only)."""
    squeezed = fold(text)
    return next((name for name, pattern in words().carry_over.items() if pattern.search(squeezed)), None)
