"""What every part of a performance form is read from: a row's printed cells in order, and readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.amounts import parse
from ingest.document import Place
from ingest.facts import State
from ingest.tables.labels import split_unit
from ingest.tables.sheet import SheetRow
from ingest.tables.words import key, words


@dataclass(frozen=True, slots=True)
class Token:
    """A printed cell and the column it stands in."""

    column: int
    text: str
    place: Place | None = None

    @property
    def form(self) -> str:
        return key(self.text)

    @property
    def is_amount(self) -> bool:
        return parse(self.text).state in (State.NUMBER, State.DASH)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value read from a form: ``path`` below the project's name, ``phase`` 实施期, 年度 or None,
    ``value`` None where the row names it but prints nothing (``blank``: it counts as a blank cell).
    ``unit`` is what an amount without one is in; ``field``: the value is a field's text; ``column``
    is the header over an amount of a table within the form."""

    path: tuple[str, ...]
    label: str
    phase: str | None
    value: Token | None
    unit: str | None = None
    blank: bool = False
    field: bool = False
    column: str | None = None


def tokens_of(row: SheetRow) -> list[Token]:
    """The row's printed, non-blank cells, left to right."""
    return [Token(c, spot.text, spot.place) for c, spot in enumerate(row) if spot.own and spot.text]


def phase_of(text: str) -> str | None:
    """The phase a cell names and nothing else (年度目标 → 年度), else None."""
    return words().performance.phases.get(key(text))


def phase_in(text: str) -> str | None:
    """The phase a label begins with (实施期资金总额 → 实施期), else None."""
    form = key(text)
    found = [word for word in words().performance.phases if form.startswith(word)]
    return words().performance.phases[max(found, key=len)] if found else None


def phases_in(rows: Sequence[Sequence[Token]]) -> tuple[str, ...]:
    """The phases a form is split by, in printed order."""
    found: list[str] = []
    for row in rows:
        for token in row:
            phase = phase_of(token.text) or (phase_in(token.text) if is_fund(token.text) else None)
            if phase and phase not in found:
                found.append(phase)
    return tuple(found)


def is_fund(text: str) -> bool:
    """Whether a label names funds (年度资金总额, 其中：省级财政资金)."""
    form = key(split_unit(text)[0])
    known = words().performance
    return len(form) <= 20 and (form in known.funds or form.endswith(known.fund_names))
