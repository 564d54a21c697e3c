"""What a reader of prose keeps in mind: subjects, open lists, what was compared, what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.facts import Fact, Measure
from ingest.prose.phrases import Against
from ingest.prose.subjects import Name, Namer
from ingest.wording import words

_DEEPEST = 3
"""类, 款, 项"""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being spoken of, with the level last stated of it; ``also`` are units of levels before."""

    path: tuple[str, ...]
    value: Decimal | None = None
    unit: str | None = None
    also: tuple[str, ...] = ()


@dataclass(slots=True)
class Scope:
    """A subject whose parts are being listed. ``within``: opened by X中 rather than by 其中."""

    subject: Subject
    depth: int = 0
    within: bool = False
    clause: int = 0
    parts: list[Decimal] = field(default_factory=list)
    commas_only: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """What the next rate is measured by: 完成预算57.90万元的…, or a share of a whole."""

    base: str
    completion: bool


@dataclass(slots=True)
class Mind:
    """What a reader has in mind at one place of a paragraph; a reason is read with a mind of its own."""

    current: Subject | None = None
    scopes: list[Scope] = field(default_factory=list)
    pending: Against | None = None
    against: Against | None = None
    year: int | None = None
    sign: int = 1
    modifier: str = ""
    plain: str = ""
    topic: str = ""
    from_path: tuple[str, ...] = ()
    from_column: tuple[str, ...] = ()
    explaining: bool = False
    measured: Measured | None = None
    owner: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()


class Memory:
    """Of the whole document: ``facts`` in reading order; of the section: what has been spoken of in it.

    ``since`` indexes the first fact of the section.
    """

    def __init__(self, namer: Namer, year: int | None) -> None:
        self.facts: list[Fact] = []
        self.namer = namer
        self.year = year
        self.section: tuple[str, ...] = ()
        self.project: str | None = None
        self.mind = Mind()
        self.since = 0
        self._listing: list[tuple[int | None, int | None, Subject]] = []
        self._class: tuple[str, ...] = ()

    def enter(self, section: tuple[str, ...], project: str | None) -> None:
        """A new heading path begins; ``project`` where the section describes one project."""
        self.section, self.project = section, project
        self.mind = Mind()
        self.since = len(self.facts)
        self._listing = []
        self._class = ()

    def list_goes_on(self, style: int | None, subject: Subject) -> None:
        """A paragraph numbered in ``style`` ended in 其中：, its parts follow in paragraphs of their own."""
        self._listing.append((style, None, subject))

    def resume(self, style: int | None) -> None:
        """Parts listed in paragraphs of their own go on while their numbering is of one kind."""
        while self._listing:
            opener, item, subject = self._listing[-1]
            deeper = style is not None and (opener is None or style > opener)
            if item is None and (deeper or style is None):
                self._listing[-1] = (opener, 99 if style is None else style, subject)
                break
            if item is not None and (style if style is not None else 99) >= item:
                break
            self._listing.pop()
        for _, _, subject in self._listing:
            self.mind.scopes.append(Scope(subject, clause=-1))

    def name(self, text: str) -> Name:
        """A phrase's name; a path that begins at 款 or 项 goes on from the 类 and 款 last named."""
        name = self.namer.name(text)
        if not name.whole or not name.path:
            return name
        if name.rank and len(self._class) >= name.rank:
            name = replace(name, path=(*self._class[: name.rank], *name.path))
        if len(name.path) <= _DEEPEST:
            self._class = name.path
        return name

    def path_of(self, text: str) -> tuple[str, ...]:
        """A phrase's name as a path, () where it names nothing."""
        return self.name(text).path

    def known(self, path: tuple[str, ...]) -> Subject | None:
        """A subject already spoken of in this section under that name."""
        mind, last = self.mind, path[-1]
        for scope in reversed(mind.scopes):
            if scope.subject.path[-1:] == (last,):
                return scope.subject
        for fact in reversed(self.facts[self.since :]):
            if fact.measure is Measure.LEVEL and fact.row_path[-1:] == (last,):
                drop = 1 if self.project and fact.row_path[:1] == (self.project,) else 0
                return Subject(fact.row_path[drop:] or fact.row_path, fact.value, fact.unit)
        return None

    def spoken_of(self, name: str) -> bool:
        """Whether a level of that name was stated anywhere in the document before."""
        return any(fact.measure is Measure.LEVEL and fact.row_path[-1] == name for fact in self.facts)

    def fallback(self) -> tuple[str, ...]:
        """The heading's subject, where a sentence names none."""
        for heading in reversed(self.section):
            name = self.namer.heading(heading)
            if name:
                return (name,)
        return ()

    def full(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """A path with the section's project before it; the project's own total is no level of its own."""
        project = self.project
        if project is None or path[:1] == (project,):
            return path
        own = words().projects.own_total
        if len(path) > 1 and own.fullmatch(path[0]):
            path = path[1:]
        return (project, *path)

    def settled(self, compared: Against | None, year: int | None) -> Against | None:
        """2023年年初预算 is that year's budget in a disclosure of 2023, and of another year in any other."""
        if compared is None or compared.year is None or compared.base is None:
            return compared
        return Against(base=compared.base) if compared.year[:4] == str(year) else Against(year=compared.year)

    def base(self, compared: Against | None, year: int | None) -> tuple[int | None, str | None]:
        """(base year, base) of a change."""
        compared = self.settled(compared, year)
        if compared and compared.base:
            return None, compared.base
        printed = compared.year if compared else None
        digits = re.match(r"(?:19|20)\d\d", printed) if printed else None
        if digits:
            return int(digits[0]), None
        return (year - 1 if year else None), None

    def share_base(self, printed: str | None, path: tuple[str, ...]) -> str | None:
        """What a share is of: as printed, else the head of the list, else the subject's parent."""
        named = self.path_of(printed) if printed else ()
        if named:
            return named[-1]
        for scope in reversed(self.mind.scopes):
            if scope.subject.path != path:
                return scope.subject.path[-1] if scope.subject.path else None
        return path[-2] if len(path) > 1 else None

    def money_unit(self) -> str | None:
        """The unit of money last used."""
        money = words().numbers.money
        for fact in reversed(self.facts):
            if fact.unit in money:
                return fact.unit
        return None
