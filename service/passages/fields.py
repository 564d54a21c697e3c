"""The field of a disclosure that a question asks for: a project's 立项依据, the body's 机构设置.

A field is known by its heading. Whose field is meant is told by what the question says beside the words that ask:
the heading above the field must be named by it, and what it says of its own must stand in that section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ingest.datafile import read_yaml
from ingest.numbering import unnumbered
from ingest.parsed import PassageKind
from ingest.store.records import StoredDocument, StoredPassage
from service.catalogue import Catalogue
from service.passages.evidence import SENTENCE, Sentences, covered, tells, wanted
from service.understand.documents.unit_names import mention
from service.understand.names.supposed import synonymous
from service.understand.wording import normalise, words

NAMED = 0.3
"""part of what a question says of its own that the heading over a field must say"""
SPOKEN = 0.8
"""… that the whole section must"""
LINE = 0.9
"""part of the best line's share that another must have to be quoted with it"""


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of the data: how it is asked for and where it stands."""

    of_body: bool
    asks: re.Pattern[str]
    headings: tuple[str, ...]
    holds: re.Pattern[str] | None
    first: bool
    """comes before a figure where no amount is asked for"""
    steady: bool
    """no question after a change asks for it"""
    least: float = SPOKEN
    """part of what a question says of its own that a line of the body's field must hold"""


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = read_yaml("service.passages", "fields.yaml")
    return raw


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[Field, ...], re.Pattern[str]]:
    raw = _raw()
    fields = tuple(
        Field(
            entry["of"] == "body",
            re.compile(words.unspaced(entry["asks"]).replace("{duty}", raw["duty"])),
            tuple(entry["headings"]),
            re.compile(entry["holds"]) if "holds" in entry else None,
            entry.get("first", False),
            entry.get("steady", False),
            entry.get("least", SPOKEN),
        )
        for entry in raw["fields"]
    )
    return fields, re.compile(raw["around"])


def asked_for(
    question: str, document: StoredDocument, catalogue: Catalogue, first: bool = False
) -> list[StoredPassage]:
    """The passages of the field that the normalised question asks ``document`` for; [] where it asks for none.

    ``first``: only of fields that come before a figure.
    """
    question = synonymous(question, catalogue.vocabulary(document))
    said = [field for field in _data()[0] if (field.first or not first) and field.asks.search(question)]
    if not said:
        return []
    kept = catalogue.sentences(document)
    passages = [p for p in catalogue.passages(document) if p.kind is not PassageKind.TABLE]
    changes = re.search(words.load().changing, question) is not None
    for field in said:
        own = "" if field.of_body or (field.steady and changes) else _own([field], question, document)
        if tells(own, kept) and (found := _of_subject(field, own, passages, kept)):
            return found
    of_body = [field for field in said if field.of_body]
    own = _own(of_body, question, document)
    found = [passage for field in of_body for passage in _of_body(field, own, passages, kept)]
    return list({passage.text: passage for passage in found}.values())


def of_duties(question: str) -> bool:
    """Does a normalised question ask after a duty of the body, so that nothing but its duties answers?"""
    return re.search(_raw()["duties"], question) is not None


def under_duties(passage: StoredPassage) -> bool:
    """Does a passage stand under the heading of the duties?"""
    return any(word in heading for heading in passage.section[-2:] for word in _raw()["duty_headings"])


def of_subject(heading: str) -> bool:
    """Is it the heading of a field that tells of the subject above it (立项依据)?"""
    return any(word in heading for field in _data()[0] if not field.of_body for word in field.headings)


def _own(fields: Sequence[Field], question: str, document: StoredDocument) -> str:
    """What the question says beside the words that ask for the fields and the body's own name."""
    spans = [found.span() for field in fields for found in field.asks.finditer(question)]
    if (body := mention(question, document.unit_name)) is not None:
        spans.append(body)
    spans += [found.span() for found in _data()[1].finditer(question)]
    rest = list(wanted(question).said)
    for start, end in spans:
        rest[start:end] = "\u3000" * (end - start)
    return re.sub("的(?=\u3000|$)", "\u3000", "".join(rest))


def _of_subject(field: Field, own: str, passages: Sequence[StoredPassage], kept: Sentences) -> list[StoredPassage]:
    """The field in the section whose heading and text say what the question does."""
    sections: dict[tuple[str, ...], list[StoredPassage]] = {}
    for passage in passages:
        if len(passage.section) > 1:
            sections.setdefault(passage.section[:-1], []).append(passage)
    best: tuple[float, list[StoredPassage]] = (0.0, [])
    for section, inside in sections.items():
        here = _under(field, inside)
        if not here:
            continue
        named = covered(own, [unnumbered(section[-1])], kept)
        spoken = covered(own, [section[-1], *(f"{p.section[-1]}，{p.text}" for p in inside)], kept)
        if named >= NAMED and spoken >= SPOKEN and named + spoken > best[0]:
            best = (named + spoken, here)
    return best[1]


def _of_body(field: Field, own: str, passages: Sequence[StoredPassage], kept: Sentences) -> list[StoredPassage]:
    """The body's field: whole where the question says nothing else, else the lines that say the same."""
    here = _under(field, [p for p in passages if p.kind is PassageKind.TEXT])
    if field.holds is not None:
        lines = [(p, [line for line in SENTENCE.findall(p.text) if field.holds.search(line)]) for p in here]
        here = [replace(p, text="".join(found).strip()) for p, found in lines if found][:1] or here
    if not tells(own, kept):
        return here
    told = [(p, line, covered(own, [line], kept)) for p in here for line in SENTENCE.findall(p.text)]
    most = max((share for *_, share in told), default=0.0)
    if most < field.least:
        return []
    texts: dict[int, str] = {}
    for passage, line, share in told:
        if share >= LINE * most:
            texts[passage.id] = texts.get(passage.id, "") + line
    return [replace(p, text=texts[p.id].strip()) for p in here if p.id in texts]


def _under(field: Field, passages: Sequence[StoredPassage]) -> list[StoredPassage]:
    """The passages under the first of the field's headings that any stands under."""
    for heading in field.headings:
        found = [p for p in passages if p.section and heading in p.section[-1] and normalise.name(p.text)]
        if found:
            return found
    return []
