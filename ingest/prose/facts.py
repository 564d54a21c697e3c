"""The numbers of running text, each with its subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.document import Paragraph, Run
from ingest.facts import Fact, Measure
from ingest.numbering import unnumbered
from ingest.outline import Entry, EntryKind
from ingest.parsed import Passage, PassageKind
from ingest.prose.subjects import Namer
from ingest.prose.walk import Walker
from ingest.wording import words


def facts_of_prose(entries: Sequence[Entry], year: int | None = None, bodies: Sequence[str] = ()) -> list[Fact]:
    """Every number of the document's sentences as a fact, in reading order.

    ``entries`` is the document's outline; ``year`` its year, from which 上年 is counted; ``bodies`` the
    body's name and its members', which are no part of a subject. A change against the budget instead of
    an earlier year (决算数同预算数持平) has ``base`` and no ``base_year``.
    """
    projects = _projects(entries)
    walker = Walker(Namer(bodies), year)
    section: tuple[str, ...] | None = None
    for entry in entries:
        if entry.kind is EntryKind.HEADING or entry.kind is EntryKind.GRID:
            section = None
            continue
        if entry.kind is not EntryKind.TEXT or not isinstance(entry.block, Paragraph):
            continue
        if entry.section != section:
            section = entry.section
            walker.enter(section, _project(section, projects))
        walker.read(entry.block)
    return walker.facts


def facts_of_fields(passages: Sequence[Passage], year: int | None = None, bodies: Sequence[str] = ()) -> list[Fact]:
    """The numbers that projects' text fields state (工作日每人每天10元), each under its project.

    Changes are left out: a field tells of plans and of what led to them, not of the amount against a year.
    """
    walker = Walker(Namer(bodies), year)
    for passage in passages:
        if passage.kind is PassageKind.PROJECT:
            walker.enter(passage.section, passage.section[-2])
            for line in passage.text.split("\n"):
                runs = (Run(0, len(line), passage.place),) if passage.place else ()
                walker.read(Paragraph(line, runs))
    return [fact for fact in walker.facts if fact.measure is Measure.LEVEL]


def _projects(entries: Sequence[Entry]) -> dict[tuple[str, ...], str]:
    """Sections that describe one project each, with the project's name: known by their sub-headings."""
    project_words = words().projects
    fields: dict[tuple[str, ...], int] = defaultdict(int)
    for entry in entries:
        if entry.kind is EntryKind.HEADING and len(entry.section) > 1:
            fields[entry.section[:-1]] += bool(project_words.fields.match(unnumbered(entry.section[-1])))
    return {
        section: project_words.title_tail.sub("", unnumbered(section[-1]))
        for section, count in fields.items()
        if count > 1
    }


def _project(section: tuple[str, ...], projects: dict[tuple[str, ...], str]) -> str | None:
    for length in range(len(section), 0, -1):
        if section[:length] in projects:
            return projects[section[:length]]
    return None
