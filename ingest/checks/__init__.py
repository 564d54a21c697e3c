"""What must add up in a disclosure, and whether it does: the reconciliation report (勾稽关系).

Rules that hold in any table are found from its structure; identities between the standard tables are
data (``ingest/lexicon/identities.yaml``). Nothing is repaired: both sides are shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.checks.model import Check, Disclosure, Figure, Verdict
from ingest.checks.run import checks_of, count_wrong, disclosure_of

if TYPE_CHECKING:
    from ingest.store import Store

__all__ = [
    "Check",
    "Disclosure",
    "Figure",
    "Verdict",
    "checks_of",
    "count_wrong",
    "disclosure_of",
    "report",
    "report_of_file",
]


def report(store: Store, document_id: str) -> dict[str, Any]:
    """The report of one stored document in the contract's shape. Raises NoSuchDocument."""
    from ingest.checks.wire import report_of

    return report_of(store, document_id)


def report_of_file(path: Path) -> tuple[str, dict[str, Any]]:
    """Title and report of a file that isn't stored. Raises NoSuchFile, UnreadableFile, NothingFound."""
    from ingest.checks.wire import report_of_parsed
    from ingest.pipeline import parse

    parsed = parse(path)
    return parsed.identity.title, report_of_parsed(parsed)
