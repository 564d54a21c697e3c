"""The levels that a rate is of: what stands beside it in one question is read in the rate's own row."""

from __future__ import annotations

from service.plan import algebra


def level(plan: algebra.Plan, which: str) -> algebra.Expression | None:
    """Of a rate the level asked for: ``planned`` or ``done`` of a completion, its outcome or a share's part (``said``).

    None where the rate has no such level.
    """
    match plan:
        case algebra.Checked(computed=computed):
            return level(computed, which)
        case algebra.Completion(done=done, planned=planned):
            return planned if which == "planned" else done
        case algebra.Share(part=part) if which == "said":
            return part
        case algebra.Growth(now=now) if which == "said":
            return now
        case _:
            return None
