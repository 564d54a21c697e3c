"""The subordinate units as a list of them says them in words: all, or by what they are (下属哪家是参公的)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.numbering import unnumbered
from ingest.parsed import PassageKind
from ingest.store.records import StoredDocument, StoredPassage
from service.catalogue import Catalogue

SHORT = 3
"""characters of the end of a unit's name by which a question may call it"""
_PIECE = re.compile(r"(?:[（(][^（）()]*[）)]|[^、；;，。：:\n（）()])+")
_SENTENCE = re.compile(r"[^。\n]+")
_LABEL = "项目"
"""what the names of a table's rows stand behind in its passage"""


@dataclass(frozen=True, slots=True)
class _Words:
    units: re.Pattern[str]
    which: re.Pattern[str]
    what: re.Pattern[str]
    natures: tuple[tuple[re.Pattern[str], str], ...]
    note: str
    headings: re.Pattern[str]
    covered: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = read_yaml("service.passages", "members.yaml")
    units, which, what, headings, covered = (
        re.compile(raw[key]) for key in ("units", "which", "what", "headings", "covered")
    )
    natures = tuple((re.compile(entry["said"]), entry["told"]) for entry in raw["natures"])
    return _Words(units, which, what, natures, raw["note"], headings, covered)


def listed(documents: Sequence[StoredDocument], catalogue: Catalogue) -> StoredPassage | None:
    """The passage that lists the subordinate units of one of the documents; None where none does."""
    best: tuple[int, StoredPassage] | None = None
    for document in documents:
        for passage in catalogue.passages(document):
            named = sum(member in passage.text for member in document.identity.members)
            covers = passage.kind is PassageKind.TEXT and _words().covered.search(passage.text) is not None
            if (named or covers) and (best is None or named > best[0]):
                best = (named, passage)
    return best[1] if best else None


def nature_of(question: str) -> str | None:
    """How a document says what a normalised question asks units by; None where it asks for no such units."""
    known = _words()
    if not known.units.search(question) or not known.which.search(question):
        return None
    return next((told for said, told in known.natures if said.search(question)), None)


def of_nature(told: str, passages: Sequence[StoredPassage], members: Sequence[str]) -> StoredPassage | None:
    """The units of which a list says ``told``, cut out of it; the sentence that says it of them all; else None."""
    note = re.compile(_words().note.replace("{told}", f"(?:{told})"))
    for passage in _lists(passages, members):
        noted = [piece for piece in _pieces(passage) if note.search(piece)]
        if noted:
            return replace(passage, text="、".join(noted))
        if passage.kind is PassageKind.TABLE:
            continue
        for sentence in _SENTENCE.findall(passage.text):
            if re.search(told, sentence) and any(member in sentence for member in members):
                return replace(passage, text=sentence.strip())
    return None


def described(question: str, passages: Sequence[StoredPassage], members: Sequence[str]) -> StoredPassage | None:
    """What a list says in brackets of the one unit that a normalised question asks the nature of; else None."""
    if not _words().what.search(question):
        return None
    named = [member for member in members if any(end in question for end in _ends(member, members))]
    if len(named) != 1:
        return None
    for passage in _lists(passages, members):
        for piece in _pieces(passage):
            if named[0] in piece and piece.rstrip().endswith(("）", ")")):
                return replace(passage, text=piece)
    return None


def _ends(member: str, members: Sequence[str]) -> list[str]:
    """The ends of a unit's name that no other unit's name has."""
    ends = (member[start:] for start in range(len(member) - SHORT + 1))
    return [end for end in ends if not any(end in other for other in members if other != member)]


def _lists(passages: Sequence[StoredPassage], members: Sequence[str]) -> list[StoredPassage]:
    """The passages under a heading of units that name one of them."""
    return [
        passage
        for passage in passages
        if passage.section
        and _words().headings.search(passage.section[-1])
        and (any(member in passage.text for member in members))
    ]


def _pieces(passage: StoredPassage) -> list[str]:
    """The members of the lists in a passage, each with its note."""
    lines = passage.text.split("\n")
    if passage.kind is PassageKind.TABLE:
        lines = [line for line in lines if line.startswith(_LABEL)]
    return [unnumbered(piece.strip()) for line in lines for piece in _PIECE.findall(line)]
