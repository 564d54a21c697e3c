"""Question sets: one JSON object a line, ``{"id", "q", "before", "group", "expect", "docs", "scope"}``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parent / "questions"
"""The sets that come with the project."""

EXPECTATIONS = frozenset(
    {
        "figures",
        "tol",
        "labels",
        "label_set",
        "contains",
        "any",
        "refuse",
        "any_figure",
        "exact_rows",
        "clarify_or",
        "cite_table",
        "not",
    }
)


class BadCase(ValueError):
    """A line of a question set that can't be asked or judged; ``str(error)`` names file and line."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what its answer must hold.

    ``before`` are the earlier turns of the conversation, oldest first. ``docs`` are the file names of
    the documents it is about, () for all that are loaded. ``scope`` names unit and year in words, for a
    store where the question alone would be ambiguous.
    """

    id: str
    question: str
    expect: Mapping[str, Any]
    group: str = "-"
    before: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    scope: str = ""


def read_cases(path: Path) -> list[Case]:
    """The cases of a set, in order; raises BadCase for a line that isn't one, OSError when unreadable."""
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                raise BadCase(f"{path.name}:{number}: {error}") from error
    return cases


def _case(raw: Mapping[str, Any]) -> Case:
    expect = raw["expect"]
    unknown = set(expect) - EXPECTATIONS
    if unknown:
        raise ValueError(f"unknown expectation {', '.join(sorted(unknown))}")
    if not expect:
        raise ValueError("expects nothing")
    return Case(
        id=raw["id"],
        question=raw["q"],
        expect=expect,
        group=raw.get("group", "-"),
        before=tuple(raw.get("before", ())),
        docs=tuple(raw.get("docs", ())),
        scope=raw.get("scope", ""),
    )
