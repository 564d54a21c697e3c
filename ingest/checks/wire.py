"""A report as it goes over the wire: the contract's shape, every side with its citation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ingest.checks.model import CellSpot, Check, Figure, Quote, Verdict, plain
from ingest.checks.run import checks_of, disclosure_of
from ingest.document import place_json

if TYPE_CHECKING:
    from ingest.store import Store, StoredDocument, StoredTable

WORST_FIRST = (Verdict.WRONG, Verdict.ROUNDING, Verdict.UNCHECKED, Verdict.HOLDS)


def report_of(store: Store, document_id: str) -> dict[str, Any]:
    """The report of a stored document, wrong first. Raises NoSuchDocument."""
    document = store.document(document_id)
    tables = store.tables(document_id)
    disclosure = disclosure_of(document.identity, tables, store.facts(document_id), store.passages(document_id))
    checks = sorted(checks_of(disclosure), key=lambda check: WORST_FIRST.index(check.verdict))
    counts = Counter(check.verdict for check in checks)
    return {
        "summary": {verdict.value: counts[verdict] for verdict in Verdict},
        "checks": [_check(check, document, tables) for check in checks],
    }


def _check(check: Check, document: StoredDocument, tables: Sequence[StoredTable]) -> dict[str, Any]:
    return {
        "rule": check.rule,
        "verdict": check.verdict.value,
        "statement": check.statement,
        "sides": [
            *(_side(side, document, tables) for side in check.sides),
            *(_quote(quote, document, tables) for quote in check.quotes),
        ],
        "difference": None if check.difference is None else plain(check.difference),
        "unit": check.unit,
    }


def _side(side: Figure, document: StoredDocument, tables: Sequence[StoredTable]) -> dict[str, Any]:
    return {
        "label": side.label,
        "value": plain(side.value),
        "unit": side.unit,
        "citation": _citation(side, document, tables),
    }


def _quote(quote: Quote, document: StoredDocument, tables: Sequence[StoredTable]) -> dict[str, Any]:
    """Words as a side: no value, and the place they stand at."""
    spot = quote.spot
    table = None if spot.table is None else tables[spot.table]
    citation = {
        "document": document.id,
        "title": document.title,
        "section": " / ".join(spot.section),
        "table": table.title if table else None,
        "table_id": table.id if table else None,
        "row": None,
        "column": None,
        **place_json(spot.place),
        "quote": spot.text,
    }
    return {"label": quote.label, "value": None, "unit": None, "citation": citation}


def _citation(side: Figure, document: StoredDocument, tables: Sequence[StoredTable]) -> dict[str, Any]:
    whole = {"document": document.id, "title": document.title}
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
    table = tables[spot.table]
    row, cell = table.rows[spot.row], table.rows[spot.row].cells[spot.column]
    return {
        **whole,
        "section": " / ".join(table.section),
        "table": table.title,
        "table_id": table.id,
        "row": " / ".join(row.path),
        "column": " / ".join(table.columns[spot.column].path),
        **place_json(cell.place or row.place),
        "quote": cell.text,
    }
