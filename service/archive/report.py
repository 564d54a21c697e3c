"""What was asked, question by question: how often, with what outcome, and what readers thought of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.archive.answers import Kept, same_question

DECLINED = ("refusal", "clarify")


class Which(StrEnum):
    """The questions a report is about."""

    ALL = "all"
    DECLINED = "declined"
    DOWN = "down"


@dataclass(slots=True)
class Asked:
    """One question in all its wordings; ``question``, ``kind``, ``reason`` and ``answer`` (an id) are the latest's."""

    question: str
    kind: str
    reason: str | None
    answer: str
    last: datetime
    asked: int = 0
    up: int = 0
    down: int = 0
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """Counts over all answers of the time, and the questions of the kind asked for, the most frequent first."""

    asked: int
    declined: int
    up: int
    down: int
    questions: tuple[Asked, ...]


def report(kept: Iterable[Kept], which: Which = Which.ALL) -> Report:
    """The report of answers given, the latest first."""
    groups: dict[str, Asked] = {}
    answered = list(kept)
    for one in answered:
        group = groups.setdefault(
            same_question(one.question) or one.question, Asked(one.question, one.kind, one.reason, one.id, one.at)
        )
        group.asked += 1
        group.up += one.vote > 0
        group.down += one.vote < 0
        if one.comment:
            group.comments.append(one.comment)
    shown = [group for group in groups.values() if _belongs(group, which)]
    shown.sort(key=lambda group: (-group.down, -group.asked) if which is Which.DOWN else (-group.asked,))
    return Report(
        asked=len(answered),
        declined=sum(one.kind in DECLINED for one in answered),
        up=sum(one.vote > 0 for one in answered),
        down=sum(one.vote < 0 for one in answered),
        questions=tuple(shown),
    )


def _belongs(group: Asked, which: Which) -> bool:
    match which:
        case Which.DECLINED:
            return group.kind in DECLINED
        case Which.DOWN:
            return group.down > 0
        case Which.ALL:
            return True
