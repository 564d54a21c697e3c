"""How many planted faults the check report finds, and what it says of clean documents: ``python -m eval.faults``."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from eval.documents import disclosures
from eval.documents.faults import FAULTS, Planted, plant
from eval.documents.model import Disclosure
from eval.documents.text import as_text
from ingest.checks import Check, Verdict, checks_of, disclosure_of
from ingest.pipeline import parse_bytes

EACH = 2
"""faults of each kind planted in each document that has a place for one"""


def wrong(made: Disclosure) -> dict[tuple[str, str], Check]:
    """The failed checks of a disclosure's text, by rule and statement."""
    parsed = parse_bytes(as_text(made).encode(), f"{made.name}.txt")
    found = checks_of(disclosure_of(parsed.identity, parsed.tables, parsed.facts, parsed.passages))
    return {(check.rule, check.statement): check for check in found if check.verdict is Verdict.WRONG}


def planted(each: int, seed: int) -> Iterator[tuple[Disclosure, Planted]]:
    """Faults of every kind in every made disclosure."""
    for made in disclosures():
        for kind in FAULTS:
            rng = random.Random(f"{seed} {made.name} {kind}")
            for _ in range(each):
                if fault := plant(made, kind, rng):
                    yield made, fault


def is_found(fault: Planted, failed: Sequence[Check]) -> bool:
    """Whether any of the checks that fail only with the fault is about it."""
    if not fault.marks:
        return bool(failed)
    said = [f"{check.statement} {' '.join(f'{side.label} {side.value:f}' for side in check.sides)}" for check in failed]
    return any(mark in text for mark in fault.marks for text in said)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints recall by kind and the alarms on clean documents; 1 where under 95 % are found."""
    cli = argparse.ArgumentParser(prog="python -m eval.faults", description="Planted faults, found or not.")
    cli.add_argument("--each", type=int, default=EACH)
    cli.add_argument("--seed", type=int, default=7)
    cli.add_argument("--missed", action="store_true", help="print the faults that weren't found")
    given = cli.parse_args(arguments)
    clean = {made.name: wrong(made) for made in disclosures()}
    found: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for made, fault in planted(given.each, given.seed):
        failed = [check for key, check in wrong(fault.disclosure).items() if key not in clean[made.name]]
        all_[fault.kind] += 1
        found[fault.kind] += is_found(fault, failed)
        if given.missed and not is_found(fault, failed):
            print(f"{fault.kind}: {made.name}: {fault.says}  ({len(failed)} other)")
    print("| fault | planted | found |\n| --- | --- | --- |")
    for kind in FAULTS:
        print(f"| {kind} | {all_[kind]} | {found[kind]} |")
    rate = 100 * found.total() / all_.total()
    print(f"| all | {all_.total()} | {found.total()} ({rate:.1f} %) |\n")
    print(f"clean documents: {len(clean)}, said to be wrong: {sum(map(len, clean.values()))}")
    for name, checks in clean.items():
        for check in checks.values():
            print(f"  {name}: {check.statement}")
    return int(rate < 95)


if __name__ == "__main__":
    sys.exit(main())
