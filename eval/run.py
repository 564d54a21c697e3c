"""Ask question sets and report: right, declined, wrong; by group; latency.

``python -m eval.run [FILE…]`` and ``mingzhang eval`` are this module.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.asking import Answer, Asker, InProcess, OverHttp
from eval.cases import QUESTIONS, BadCase, Case, read_cases
from eval.judge import Judgement, Verdict, judge

TOTAL = "TOTAL"
DEFAULT_SETS = (QUESTIONS / "sample.jsonl", QUESTIONS / "real.jsonl")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case asked: ``milliseconds`` is its last turn only."""

    case: Case
    judgement: Judgement
    milliseconds: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class Report:
    """``skipped`` are cases about documents that aren't loaded; they count in no share."""

    outcomes: tuple[Outcome, ...]
    skipped: tuple[Case, ...] = ()

    def tally(self) -> dict[str, Counter[Verdict]]:
        """Verdicts by group, groups in order of their names, the total last."""
        found: dict[str, Counter[Verdict]] = {}
        for group in sorted({outcome.case.group for outcome in self.outcomes}):
            found[group] = Counter(o.judgement.verdict for o in self.outcomes if o.case.group == group)
        found[TOTAL] = Counter(outcome.judgement.verdict for outcome in self.outcomes)
        return found

    def percent(self, verdict: Verdict) -> float:
        """Share of all asked cases, in %; 0 when none was asked."""
        asked = len(self.outcomes)
        met = sum(outcome.judgement.verdict is verdict for outcome in self.outcomes)
        return 100 * met / asked if asked else 0.0

    def latency(self, quantile: float) -> float:
        """Milliseconds within which this part (0…1) of the questions was answered; 0 when none was asked."""
        times = sorted(outcome.milliseconds for outcome in self.outcomes)
        return times[min(len(times) - 1, int(quantile * len(times)))] if times else 0.0

    def as_json(self) -> dict[str, Any]:
        """The whole report as plain values; failures carry the answer's text."""
        return {
            "groups": {group: _row(counts) for group, counts in self.tally().items()},
            "percent": {verdict.value: round(self.percent(verdict), 2) for verdict in Verdict},
            "latency_ms": {"p50": round(self.latency(0.5), 2), "p95": round(self.latency(0.95), 2)},
            "skipped": [case.id for case in self.skipped],
            "failures": [_failure(outcome) for outcome in self.outcomes if not _right(outcome)],
        }


def score(cases: Sequence[Case], asker: Asker, scoped: bool = False) -> Report:
    """Ask each case in a conversation of its own, over its own documents, and judge the last answer.

    ``scoped``: over all that is loaded instead, the unit and year put before the first question.
    """
    outcomes, skipped = [], []
    for case in cases:
        if all(name in asker.loaded for name in case.docs):
            outcomes.append(_asked(case, asker, scoped))
        else:
            skipped.append(case)
    return Report(tuple(outcomes), tuple(skipped))


def run(
    files: Sequence[Path] = (),
    as_json: bool = False,
    *,
    asker: Asker | None = None,
    url: str | None = None,
    scoped: bool = False,
    min_right: float | None = None,
    max_wrong: float | None = None,
) -> int:
    """Ask the sets in ``files`` (default: those of the project) and print the report.

    They go to ``asker``, else to the service at ``url``, else to the configured store in this process.
    Returns 0; 1 when a floor (in %) is missed or nothing could be asked; 2 for a set that can't be read
    or a service that can't be reached. A question under which something breaks counts as wrong.
    """
    try:
        cases = [case for path in files or DEFAULT_SETS for case in read_cases(Path(path))]
    except (OSError, BadCase) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        asked = asker or (OverHttp(url) if url else _configured())
    except OSError as error:
        print(f"服务 {url} 没有回应：{error}", file=sys.stderr)
        return 2
    report = score(cases, asked, scoped)
    print(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if as_json else printed(report))
    if not report.outcomes:
        print("这些问题所问的文件都没有载入。", file=sys.stderr)
        return 1
    missed = (min_right is not None and report.percent(Verdict.RIGHT) < min_right) or (
        max_wrong is not None and report.percent(Verdict.WRONG) > max_wrong
    )
    return 1 if missed else 0


def printed(report: Report) -> str:
    """The report for a terminal: each failure, the table by group, latency."""
    lines = []
    for failure in (_failure(outcome) for outcome in report.outcomes if not _right(outcome)):
        turns = " → ".join([*failure["before"], failure["q"]])
        lines.append(f"{failure['verdict']:9}{failure['id']:6}{turns}")
        lines.append(f"         {failure['why']}; said: {' '.join(failure['said'].split())[:120]}")
    lines.append(f"\n{'group':14}{'right':>7}{'declined':>10}{'wrong':>7}{'of':>6}")
    for group, counts in report.tally().items():
        row = _row(counts)
        lines.append(f"{group:14}{row['right']:>7}{row['declined']:>10}{row['wrong']:>7}{row['of']:>6}")
    lines.append(f"latency ms: p50 {report.latency(0.5):.1f}  p95 {report.latency(0.95):.1f}")
    right, wrong = report.percent(Verdict.RIGHT), report.percent(Verdict.WRONG)
    lines.append(f"right {right:.1f} %  wrong {wrong:.1f} %  of {len(report.outcomes)}")
    if report.skipped:
        lines.append(f"skipped {len(report.skipped)}: their documents aren't loaded")
    return "\n".join(lines)


def _asked(case: Case, asker: Asker, scoped: bool) -> Outcome:
    documents = None
    turns = [*case.before, case.question]
    if scoped:
        turns[0] = case.scope + turns[0]
    elif case.docs:
        documents = [document for name in case.docs for document in asker.loaded[name]]
    conversation: str | None = None
    begin = time.perf_counter()
    try:
        for earlier in turns[:-1]:
            conversation = asker.ask(earlier, documents, conversation).get("conversation_id")
        begin = time.perf_counter()
        answer = asker.ask(turns[-1], documents, conversation)
        judgement = judge(case.expect, answer)
    except Exception as error:
        # Whatever breaks under one question is that question's failure, reported with its name.
        answer, judgement = {}, Judgement(Verdict.WRONG, f"error: {error!r}")
    return Outcome(case, judgement, (time.perf_counter() - begin) * 1000, answer)


def _right(outcome: Outcome) -> bool:
    return outcome.judgement.verdict is Verdict.RIGHT


def _failure(outcome: Outcome) -> dict[str, Any]:
    case, judgement = outcome.case, outcome.judgement
    return {
        "id": case.id,
        "q": case.question,
        "before": list(case.before),
        "group": case.group,
        "verdict": judgement.verdict.value,
        "why": judgement.why,
        "said": str(outcome.answer.get("text", "")),
    }


def _row(counts: Mapping[Verdict, int]) -> dict[str, int]:
    return {**{verdict.value: counts.get(verdict, 0) for verdict in Verdict}, "of": sum(counts.values())}


def _configured() -> Asker:
    from ingest.store import Store
    from service.settings import Settings

    return InProcess(Store.open(Settings()))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of ``python -m eval.run``."""
    cli = argparse.ArgumentParser(prog="python -m eval.run", description="Ask question sets and judge.")
    cli.add_argument("files", nargs="*", type=Path, help="question sets; default: the project's own")
    cli.add_argument("--url", help="ask a running service instead of the configured store")
    cli.add_argument("--scoped", action="store_true", help="name unit and year in the question instead")
    cli.add_argument("--json", action="store_true", dest="as_json")
    cli.add_argument("--min-right", type=float, metavar="PERCENT")
    cli.add_argument("--max-wrong", type=float, metavar="PERCENT")
    given = vars(cli.parse_args(arguments))
    return run(given.pop("files"), given.pop("as_json"), **given)


if __name__ == "__main__":
    sys.exit(main())
