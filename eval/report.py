"""Question sets → the Markdown tables of docs/evaluation.md, each case over a store of just its documents.

``python -m eval.report [--documents FOLDER] [--causes] [FILE…]``; the sample and the made disclosures are at hand,
published ones are looked for in ``--documents``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.asking import InProcess
from eval.cases import QUESTIONS, Case, read_cases
from eval.causes import cause
from eval.corpus import SAMPLE, corpus
from eval.documents import write
from eval.documents.font import installed
from eval.judge import Verdict
from eval.run import Outcome, Report, score


@contextmanager
def at_hand(folders: Sequence[Path]) -> Iterator[dict[str, Path]]:
    """Every document that a case may name, by file name: the sample, the made ones, those in ``folders``."""
    with TemporaryDirectory(prefix="mingzhang-") as made:
        found = {SAMPLE.name: SAMPLE}
        found |= {each.path.name: each.path for each in write(Path(made), pdf=installed() is not None)}
        found |= {path.name: path for folder in folders for path in sorted(folder.rglob("*.*")) if path.is_file()}
        yield found


def apart(cases: Sequence[Case], files: Mapping[str, Path]) -> Report:
    """``cases`` asked, those about the same documents over one store that holds nothing else."""
    outcomes: list[Outcome] = []
    skipped: list[Case] = []
    for docs in dict.fromkeys(case.docs for case in cases):
        group = [case for case in cases if case.docs == docs]
        if not docs or any(name not in files for name in docs):
            skipped += group
            continue
        with corpus([files[name] for name in docs]) as store:
            outcomes += score(group, InProcess(store)).outcomes
    return Report(tuple(outcomes), tuple(skipped))


def line(name: str, report: Report) -> str:
    """One row: set, cases, right, declined and wrong in %, skipped, median and 95th percentile in ms."""
    shares = " | ".join(
        f"{report.percent(verdict):.1f}" for verdict in (Verdict.RIGHT, Verdict.DECLINED, Verdict.WRONG)
    )
    times = f"{report.latency(0.5):.1f} | {report.latency(0.95):.1f}"
    return f"| {name} | {len(report.outcomes)} | {shares} | {len(report.skipped)} | {times} |"


def causes(reports: Mapping[str, Report]) -> Iterator[str]:
    """Rows: what went wrong as far as an answer shows it, how often in each set, and in which groups of questions."""
    found: dict[str, list[tuple[str, Outcome]]] = {}
    for name, report in reports.items():
        for outcome in report.outcomes:
            if (why := cause(outcome)) is not None:
                found.setdefault(why, []).append((name, outcome))
    for why, outcomes in sorted(found.items(), key=lambda pair: -len(pair[1])):
        sets = Counter(name for name, _ in outcomes)
        groups = Counter(outcome.case.group for _, outcome in outcomes)
        yield f"| {why} | {len(outcomes)} | {_counted(sets)} | {_counted(groups)} |"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def asked_sets() -> list[Path]:
    """The project's sets of questions with expected answers, by name."""
    return [path for path in sorted(QUESTIONS.glob("*.jsonl")) if not path.stem.startswith("retrieval")]


def main(arguments: Sequence[str] | None = None) -> None:
    cli = argparse.ArgumentParser(prog="python -m eval.report", description="Measure the question sets.")
    cli.add_argument("files", nargs="*", type=Path, help="question sets; default: all of the project")
    cli.add_argument("--documents", action="append", default=[], type=Path, metavar="FOLDER")
    cli.add_argument("--causes", action="store_true", help="also what went wrong, by cause")
    chosen = cli.parse_args(arguments)
    reports: dict[str, Report] = {}
    print("| set | cases | right % | declined % | wrong % | skipped | p50 ms | p95 ms |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with at_hand(chosen.documents) as files:
        for path in chosen.files or asked_sets():
            reports[path.stem] = apart(read_cases(path), files)
            print(line(path.stem, reports[path.stem]), flush=True)
    if chosen.causes:
        print("\n| cause | cases | by set | by group |\n| --- | --- | --- | --- |")
        print("\n".join(causes(reports)))


if __name__ == "__main__":
    main()
