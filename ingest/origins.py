"""Figures that were recognised in pictures, told from printed ones, and which of them a check confirms."""

from __future__ import annotations

import logging
from dataclasses import replace

from ingest.checks import Verdict, checks_of, disclosure_of
from ingest.checks.model import CellSpot, SentenceSpot
from ingest.facts import Fact, Origin
from ingest.parsed import ParsedDocument

logger = logging.getLogger(__name__)


def with_origins(parsed: ParsedDocument) -> ParsedDocument:
    """The document, its facts on scanned pages marked.

    A figure counts as confirmed where a check holds exactly between it and another figure: a digit that
    was misread would have broken it.
    """
    scanned = frozenset(parsed.scanned)
    cells, sentences = _confirmed(parsed)

    def origin(fact: Fact) -> Origin:
        if fact.place is None or fact.place.page not in scanned:
            return Origin.PRINT
        spot = None if fact.table is None else CellSpot(fact.table, fact.row or 0, fact.column or 0)
        return Origin.CONFIRMED if spot in cells or fact in sentences else Origin.SCAN

    return replace(parsed, facts=tuple(replace(fact, origin=origin(fact)) for fact in parsed.facts))


def _confirmed(parsed: ParsedDocument) -> tuple[set[CellSpot], set[Fact]]:
    """The cells and sentences' figures, other than 0, that a check holds for."""
    try:
        checks = checks_of(disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages))
    except Exception:  # checking must not keep a document out
        logger.exception("%s could not be checked", parsed.file_name)
        return set(), set()
    sides = [
        side
        for check in checks
        if check.verdict is Verdict.HOLDS and sum(side.value != 0 for side in check.sides) > 1
        for side in check.sides
        if side.value
    ]
    cells = {side.spot for side in sides if isinstance(side.spot, CellSpot)}
    return cells, {side.spot.fact for side in sides if isinstance(side.spot, SentenceSpot)}
