"""Every number in a document's running text beside the fact made of it (``python -m eval.prose FILE…``).

One line for each number: what the fact says of it, or ``none`` where none was made of it. Read it to see
what ingestion understands of a document's sentences; ``--none`` prints only what has no fact.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Paragraph
from ingest.facts import Fact
from ingest.identity import identity_of
from ingest.outline import EntryKind, outline
from ingest.prose import facts_of_prose
from ingest.readers import read
from ingest.tables import tables_of

_NUMBER = re.compile(r"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+)?")
_NO_FIGURE = re.compile(r"(?:19|20)\d\d(?=[年〕）)\-—])|\d+(?=[、．.](?!\d))|\d{1,2}(?=月|日)")
_AROUND = 18


@dataclass(frozen=True, slots=True)
class Told:
    """One printed number, the words around it, and the fact made of it (None: none was)."""

    printed: str
    around: str
    fact: Fact | None

    def __str__(self) -> str:
        return f"{self.around:<50} → {said(self.fact) if self.fact else 'none'}"


def said(fact: Fact) -> str:
    """A fact in one line: subject [column] measure value unit vs base @year."""
    column = f" [{', '.join(fact.column_path)}]" if fact.column_path else ""
    base = f" vs {fact.base_year or fact.base}" if fact.base_year or fact.base else ""
    value = f"{fact.comparator or ''}{fact.value} {fact.unit}"
    return f"{' / '.join(fact.row_path)}{column}: {fact.measure} {value}{base} @{fact.year}"


def numbers_told(path: Path) -> list[Told]:
    """The numbers of a file's running text in reading order; years, dates and numbering are left out."""
    document = read(path)
    placed = tables_of(document)
    entries = outline(document, placed)
    identity = identity_of(document, entries, placed)
    facts = list(facts_of_prose(entries, identity.year, (identity.unit_name, *identity.members)))
    told: list[Told] = []
    for entry in entries:
        if entry.kind is not EntryKind.TEXT or not isinstance(entry.block, Paragraph):
            continue
        text = re.sub(r"\s", "", entry.block.text)
        for match in _NUMBER.finditer(text):
            if not _NO_FIGURE.match(text, match.start()):
                around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND // 2]
                told.append(Told(match[0], around, _taken(facts, match[0], text)))
    return told


def _taken(facts: list[Fact], printed: str, text: str) -> Fact | None:
    """The first fact left of that number in that text, taken off the list."""
    for index, fact in enumerate(facts):
        number = _NUMBER.search(fact.text)
        if number and number[0] == printed and re.sub(r"\s", "", fact.sentence or "") in text:
            return facts.pop(index)
    return None


def report(paths: Iterable[Path], only_none: bool = False) -> str:
    """The lines of several files, each headed by its name and its count."""
    lines: list[str] = []
    for path in paths:
        told = numbers_told(path)
        lines.append(f"== {path.name}: {sum(one.fact is not None for one in told)} of {len(told)} numbers have a fact")
        lines += [str(one) for one in told if one.fact is None or not only_none]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.prose", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--none", action="store_true", help="only the numbers without a fact")
    given = parser.parse_args(arguments)
    print(report(given.files, given.none))


if __name__ == "__main__":
    main()
