"""The row beside another that a few words mean: 综合窗口 among the projects that 12345热线服务外包项目 is one of."""

from __future__ import annotations

from ingest.facts import Measure
from ingest.store.records import StoredFact
from service.understand.names.match import match
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.wording import normalise

ALL = 0.99


def sibling(text: str, fact: StoredFact, vocabulary: Vocabulary) -> str | None:
    """The name of the one row of ``fact``'s table, under the same heading, that explains all of ``text``;
    None where none does or several do."""
    seg = segment(text, vocabulary)
    if not seg.content:
        return None
    if fact.table is None:
        return _in_section(text, fact, vocabulary)
    found: dict[str, int] = {}
    for entry in vocabulary.entries:
        if entry.sheet is None or entry.sheet.table.ordinal != fact.table or entry.default:
            continue
        path = next((other.row_path for _, other in entry.cells), ())
        if path == fact.row_path or path[:-1] != fact.row_path[:-1]:
            continue
        said = match(entry.leaf, seg, vocabulary)
        if said is not None and seg.explained(said.mask) >= ALL:
            found[path[-1]] = said.unsaid
    least = min(found.values(), default=0)
    closest = [name for name, unsaid in found.items() if unsaid == least]
    exact = least == 0 and len(closest) == 1
    return closest[0] if exact or len(found) == 1 else None


def _in_section(text: str, fact: StoredFact, vocabulary: Vocabulary) -> str | None:
    """The one item that the prose beside ``fact`` names with just these words in it (服务: 政府采购服务预算)."""
    core = normalise.name(text)
    beside = {
        other.row_path[-1]
        for entry in vocabulary.entries
        if entry.sheet is None
        for _, other in entry.cells
        if other.section == fact.section and other.row_path != fact.row_path and other.measure is Measure.LEVEL
        if core in normalise.name(other.row_path[-1])
    }
    return beside.pop() if len(beside) == 1 else None
