"""Why a case failed, told from the expectation and the answer alone."""

from __future__ import annotations

from eval.judge import Verdict
from eval.run import Outcome

_FIGURED = ("figures", "any_figure", "labels", "label_set")
"""expectations that only a figure or rows meet"""


def cause(outcome: Outcome) -> str | None:
    """A short name of what went wrong; None where the answer was right.

    A plan that reads cells alone is told from one that computes: the first took another address, the
    second another operation or other operands.
    """
    if outcome.judgement.verdict is Verdict.RIGHT:
        return None
    answer, expect = outcome.answer, outcome.case.expect
    kind, plan = str(answer.get("kind")), str(answer.get("plan") or "")
    if not answer:
        return "broke"
    if outcome.case.before:
        return f"follow-up, {'declined' if outcome.judgement.verdict is Verdict.DECLINED else 'another answer'}"
    if expect.get("refuse") or not (set(expect) - {"not", "clarify_or", "refuse"}):
        return "answered what should be declined or asked back"
    figured = any(key in expect for key in _FIGURED)
    if kind == "clarify":
        return "asked back, one reading was meant"
    if kind == "refusal":
        return "figure not found" if figured else "passage not found"
    if kind == "passage":
        return "passage for a figure" if figured else "another passage"
    if not figured:
        return "figure without what was asked in words"
    return "another cell" if plan.startswith(("cell(", "several(")) else "another operation or operand"
