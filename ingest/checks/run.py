"""The one list of rules, and a whole document run through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.checks.columns import check_columns
from ingest.checks.comparisons import check_comparisons
from ingest.checks.flows import check_flows
from ingest.checks.form import check_form
from ingest.checks.halves import check_halves
from ingest.checks.items import check_items
from ingest.checks.model import Check, Disclosure, Verdict
from ingest.checks.projects import check_projects
from ingest.checks.prose import check_prose
from ingest.checks.rows import check_rows
from ingest.checks.sheets import sheets_of
from ingest.checks.standard import check_standard
from ingest.facts import Fact
from ingest.parsed import Identity, Kind, ParsedDocument, Passage
from ingest.tables.model import Table


def disclosure_of(
    identity: Identity, tables: Sequence[Table], facts: Iterable[Fact], passages: Iterable[Passage]
) -> Disclosure:
    """What checking needs of a document, parsed or stored."""
    prose = tuple(fact for fact in facts if fact.table is None)
    return Disclosure(identity, tuple(tables), prose, tuple(passages))


def checks_of(disclosure: Disclosure) -> list[Check]:
    """Every check of the document: within its tables, between them, then the prose and the form. Each once."""
    identity = disclosure.identity
    sheets = sheets_of(disclosure.tables, identity.year, identity.kind is Kind.FINAL)
    found: list[Check] = []
    for sheet in sheets:
        found += [*check_rows(sheet), *check_columns(sheet)]
        found += [*check_comparisons(sheet), *check_flows(sheet), *check_halves(sheet)]
    found += [*check_standard(sheets), *check_items(sheets), *check_projects(disclosure.tables, sheets)]
    found += [*check_prose(disclosure, sheets), *check_form(disclosure)]
    return found


def count_wrong(parsed: ParsedDocument) -> int:
    """How many checks of a parsed document fail."""
    checks = checks_of(disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages))
    return sum(check.verdict is Verdict.WRONG for check in checks)
