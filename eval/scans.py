"""``python -m eval.scans``: how many figures of the made disclosures are found in scans of them, and how fast."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.documents import disclosures
from eval.documents.compare import Comparison, compare
from eval.documents.font import NoFont
from eval.documents.pdf import Typesetter
from eval.documents.scan import write_scan
from ingest.facts import Origin, State
from ingest.parsed import ParsedDocument
from ingest.pipeline import parse


@dataclass(frozen=True, slots=True)
class Measured:
    """One scanned document: its pages, how long reading took (seconds), and how its figures compare."""

    name: str
    pages: int
    seconds: float
    found: Comparison
    confirmed: int
    """figures that a check confirms"""
    confirmed_wrong: int
    """of them, those that the document doesn't print"""


def measure(only: str = "") -> list[Measured]:
    """Every made disclosure that exists as PDF and has ``only`` in its name, scanned. Raises NoFont."""
    made = [each for each in disclosures() if each.page is not None and only in each.name]
    results = []
    with TemporaryDirectory(prefix="mingzhang-scans-") as folder:
        typesetter = Typesetter(made)
        for disclosure in made:
            printed, scanned = Path(folder) / "printed.pdf", Path(folder) / f"{disclosure.name}.pdf"
            typesetter.write(disclosure, printed)
            write_scan(printed, scanned)
            start = time.perf_counter()
            parsed = parse(scanned)
            seconds = time.perf_counter() - start
            found = compare(disclosure, parsed.tables, parsed.facts)
            results.append(Measured(disclosure.name, parsed.pages, seconds, found, *_confirmed(parsed, found)))
    return results


def _confirmed(parsed: ParsedDocument, found: Comparison) -> tuple[int, int]:
    misread = {id(fact) for fact in found.extra}
    confirmed = [fact for fact in parsed.facts if fact.origin is Origin.CONFIRMED]
    figures = [fact for fact in confirmed if fact.state is State.NUMBER and fact.table is not None]
    return len(figures), sum(id(fact) in misread for fact in figures)


def main() -> int:
    """Prints a line a document, the misses with ``--misses``, and the whole; 1 where no font is installed."""
    cli = argparse.ArgumentParser(prog="python -m eval.scans", description="Measure the reading of scans.")
    cli.add_argument("--only", default="", metavar="NAME", help="documents whose name holds this")
    cli.add_argument("--misses", action="store_true", help="each figure that isn't found")
    given = cli.parse_args()
    try:
        results = measure(given.only)
    except NoFont as error:
        print(error, file=sys.stderr)
        return 1
    for each in results:
        print(_line(each.name, [each]))
        if given.misses:
            for miss in each.found.misses:
                print(f"  {miss}")
            for extra in each.found.extra:
                print(f"  not printed: {'/'.join(extra.row_path)} @ {'/'.join(extra.column_path)} = {extra.text}")
    print(_line("together", results))
    return 0


def _line(name: str, results: list[Measured]) -> str:
    expected = sum(each.found.expected for each in results)
    missed = sum(len(each.found.misses) for each in results)
    pages, seconds = sum(each.pages for each in results), sum(each.seconds for each in results)
    return (
        f"{name}: {expected - missed} of {expected} figures at their address ({100 * (1 - missed / expected):.2f} %), "
        f"{sum(len(each.found.extra) for each in results)} not printed so, "
        f"{sum(each.confirmed for each in results)} confirmed by checks "
        f"({sum(each.confirmed_wrong for each in results)} of them misread), {pages / seconds:.2f} pages/s"
    )


if __name__ == "__main__":
    sys.exit(main())
