"""What a frame came to in one document: a plan, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from service.plan import algebra
from service.understand.names.link import Reading
from service.understand.operands.pairing import Candidate
from service.understand.wording.frame import Frame


@dataclass(frozen=True, slots=True)
class Resolution:
    """A plan with what it rests on. ``explained`` is the part of the question's content that it explains;
    ``subject`` the words that a follow-up leans on; ``choices`` readings too many to answer at once."""

    plan: algebra.Plan
    explained: float
    subject: str
    choices: tuple[Reading, ...] = ()
    score: float = 0.0


def made(plan: algebra.Plan, found: list[Candidate], frame: Frame) -> Resolution:
    explained = min((candidate.explained for candidate in found), default=1.0)
    return Resolution(plan, explained, frame.operands[0] if frame.operands else frame.group)
