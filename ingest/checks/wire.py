"""A report as it goes over the wire: the contract's shape, every side with its citation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.checks.model import CellSpot, Check, Figure, Quote, Verdict, plain
from ingest.checks.run import checks_of, disclosure_of
from ingest.document import place_json

if TYPE_CHECKING:
    from ingest.parsed import ParsedDocument
    from ingest.store import Store
    from ingest.tables.model import Table

WORST_FIRST = (Verdict.WRONG, Verdict.ROUNDING, Verdict.UNCHECKED, Verdict.HOLDS)


@dataclass(frozen=True, slots=True)
class Source:
    """What citations are of; ``id`` and ``table_ids`` are None where the document isn't stored."""

    id: str | None
    title: str
    tables: Sequence[Table]
    table_ids: Sequence[str | None]


def report_of(store: Store, document_id: str) -> dict[str, Any]:
    """The report of a stored document, wrong first. Raises NoSuchDocument."""
    document = store.document(document_id)
    tables = store.tables(document_id)
    disclosure = disclosure_of(document.identity, tables, store.facts(document_id), store.passages(document_id))
    return _report(checks_of(disclosure), Source(document.id, document.title, tables, [table.id for table in tables]))


def report_of_parsed(parsed: ParsedDocument) -> dict[str, Any]:
    """The report of a document that isn't stored."""
    disclosure = disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages)
    source = Source(None, parsed.identity.title, parsed.tables, [None] * len(parsed.tables))
    return _report(checks_of(disclosure), source)


def _report(found: Sequence[Check], source: Source) -> dict[str, Any]:
    checks = sorted(found, key=lambda check: WORST_FIRST.index(check.verdict))
    counts = Counter(check.verdict for check in checks)
    return {
        "summary": {verdict.value: counts[verdict] for verdict in Verdict},
        "checks": [_check(check, source) for check in checks],
    }


def _check(check: Check, source: Source) -> dict[str, Any]:
    return {
        "rule": check.rule,
        "verdict": check.verdict.value,
        "statement": check.statement,
        "sides": [
            *(_side(side, source) for side in check.sides),
            *(_quote(quote, source) for quote in check.quotes),
        ],
        "difference": None if check.difference is None else plain(check.difference),
        "unit": check.unit,
    }


def _side(side: Figure, source: Source) -> dict[str, Any]:
    return {
        "label": side.label,
        "value": plain(side.value),
        "unit": side.unit,
        "citation": _citation(side, source),
    }


def _quote(quote: Quote, source: Source) -> dict[str, Any]:
    """Words as a side: no value, and the place they stand at."""
    spot = quote.spot
    table = None if spot.table is None else source.tables[spot.table]
    citation = {
        "document": source.id,
        "title": source.title,
        "section": " / ".join(spot.section),
        "table": table.title if table else None,
        "table_id": None if spot.table is None else source.table_ids[spot.table],
        "row": None,
        "column": None,
        **place_json(spot.place),
        "quote": spot.text,
    }
    return {"label": quote.label, "value": None, "unit": None, "citation": citation}


def _citation(side: Figure, source: Source) -> dict[str, Any]:
    whole = {"document": source.id, "title": source.title}
    spot = side.spot
    if not isinstance(spot, CellSpot):
        fact = spot.fact
        return {
            **whole,
            "section": " / ".join(fact.section),
            "table": None,
            "table_id": None,
            "row": None,
            "column": None,
            **place_json(fact.place),
            "quote": fact.sentence or fact.text,
        }
    table = source.tables[spot.table]
    row, cell = table.rows[spot.row], table.rows[spot.row].cells[spot.column]
    return {
        **whole,
        "section": " / ".join(table.section),
        "table": table.title,
        "table_id": source.table_ids[spot.table],
        "row": " / ".join(row.path),
        "column": " / ".join(table.columns[spot.column].path),
        **place_json(cell.place or row.place),
        "quote": cell.text,
    }
