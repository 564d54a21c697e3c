"""Every figure of a few hundred drawn layouts against what ingestion finds: ``python -m eval.layouts``.

Each layout is read twice: as tab-separated text, which has no merged cells, and as a grid with them, which
is what Word, Excel and HTML files hold. A sample of them is printed as PDF too, ruled and without any rules.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from eval.documents.compare import Comparison, compare
from eval.documents.layouts import Drawn, Layout, layouts
from eval.documents.model import ABOVE, LEFT, Disclosure, Heading, Prose, Sheet, extent, shown
from eval.documents.pdf import Typesetter
from eval.documents.text import as_text
from ingest.document import Block, Cell, Document, Grid, Paragraph
from ingest.pipeline import parse_bytes
from ingest.tables import facts_of, tables_of
from ingest.tables.years import dated

MANY = 400
PRINTED = 60
"""layouts of the drawn ones that are printed as PDF"""
TEXT, MERGED = "text", "merged cells"
RULED: dict[Literal["all", "none"], str] = {"all": "PDF, ruled", "none": "PDF, no rules"}
_UPRIGHT = 7
"""columns: a wider table lies on its side"""


@dataclass(frozen=True, slots=True)
class Result:
    """One layout in one form."""

    layout: Layout | None
    form: str
    disclosure: Disclosure
    comparison: Comparison

    @property
    def group(self) -> str:
        return "standard tables" if self.layout is None else "held out" if self.layout.held_out else "developed on"


def results(many: int, seed: int = 5) -> Iterator[Result]:
    """Each layout read in both forms."""
    for drawn in layouts(many, seed):
        layout, made = drawn.layout, drawn.disclosure
        parsed = parse_bytes(as_text(drawn.printed).encode(), f"{made.name}.txt")
        yield Result(layout, TEXT, made, compare(made, parsed.tables, parsed.facts))
        tables = [dated(placed.table, made.year) for placed in tables_of(as_document(drawn.printed))]
        yield Result(layout, MERGED, made, compare(made, tables, facts_of(tables)))


def printed_results(many: int, seed: int = 5, sample: int = PRINTED) -> Iterator[Result]:
    """A seeded sample of the layouts printed as PDF, each with and without rules. Raises
    eval.documents.font.NoFont where no Chinese font is installed."""
    drawn = [each for each in layouts(many, seed) if each.layout]
    taken = random.Random(seed).sample(drawn, min(sample, len(drawn)))
    typesetter = Typesetter([each.printed for each in taken])
    with TemporaryDirectory(prefix="mingzhang-layouts-") as folder:
        path = Path(folder) / "table.pdf"
        for each in taken:
            for rules, form in RULED.items():
                typesetter.write(_on_paper(each, rules), path)
                parsed = parse_bytes(path.read_bytes(), f"{each.disclosure.name}.pdf")
                found = compare(each.disclosure, parsed.tables, parsed.facts)
                yield Result(each.layout, form, each.disclosure, found)


def _on_paper(drawn: Drawn, rules: Literal["all", "none"]) -> Disclosure:
    wide = drawn.printed.sheets[0].width > _UPRIGHT
    return replace(drawn.printed, rules=rules, page="landscape" if wide else "portrait")


def as_document(made: Disclosure) -> Document:
    """A disclosure as a reader of a format with merged cells gives it."""
    blocks: list[Block] = [Paragraph(line) for line in made.cover]
    for part in made.parts:
        match part:
            case Heading(text) | Prose(text):
                blocks.append(Paragraph(text))
            case Sheet():
                blocks += [Paragraph(line) for line in part.above]
                blocks.append(_grid([*part.header, *(line.cells for line in part.lines)]))
                blocks += [Paragraph(line) for line in part.notes]
    return Document(tuple(blocks), made.name, "application/x-made", "")


def _grid(rows: Sequence[tuple[str, ...]]) -> Grid:
    return Grid(tuple(tuple(_cell(rows, r, c) for c in range(len(row))) for r, row in enumerate(rows)))


def _cell(rows: Sequence[tuple[str, ...]], r: int, c: int) -> Cell | None:
    if rows[r][c] in (LEFT, ABOVE):
        return None
    return Cell(shown(rows[r][c]), None, *extent(rows, r, c))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 1 where a group is under 99.5 %."""
    cli = argparse.ArgumentParser(prog="python -m eval.layouts", description="Drawn layouts, every figure.")
    cli.add_argument("--many", type=int, default=MANY, help=f"layouts to draw (default {MANY})")
    cli.add_argument("--seed", type=int, default=5)
    cli.add_argument("--printed", type=int, default=PRINTED, help=f"of them as PDF too (default {PRINTED}; 0: none)")
    cli.add_argument("--misses", action="store_true", help="print what was missed in layouts developed on")
    given = cli.parse_args(arguments)
    figures: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    whole: Counter[tuple[str, str]] = Counter()
    read: Counter[tuple[str, str]] = Counter()
    every = [results(given.many, given.seed)]
    every += [printed_results(given.many, given.seed, given.printed)] if given.printed else []
    for result in chain.from_iterable(every):
        place = (result.group, result.form)
        amiss = len(result.comparison.misses) + len(result.comparison.extra)
        read[place] += 1
        whole[place] += not amiss
        figures[place] += result.comparison.expected
        missed[place] += len(result.comparison.misses)
        if given.misses and amiss and result.group != "held out":
            first = [*result.comparison.misses, *result.comparison.extra][0]
            print(f"{result.disclosure.name} {result.form} {amiss}: {result.layout}\n    {first}")
    print("| layouts | read as | layouts | without a miss | figures | at their address |")
    print("| --- | --- | --- | --- | --- | --- |")
    for place in sorted(figures):
        rate = 100 * (1 - missed[place] / figures[place])
        print(f"| {place[0]} | {place[1]} | {read[place]} | {whole[place]} | {figures[place]} | {rate:.2f} % |")
    return int(any(missed[place] > 0.005 * figures[place] for place in figures))


if __name__ == "__main__":
    sys.exit(main())
