"""Whose a figure is where no name of its own stands right before it: a bare 支出, a plain noun, each of two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts import Fact, Measure
from ingest.prose.numbers import Figure
from ingest.wording import words

_CLAUSES = re.compile(r"[；。]|(?:^|(?<=[，；：。]))（\d{1,2}）")


def bare_side(path: tuple[str, ...]) -> re.Match[str] | None:
    """The match of a name that is only 支出 or 收入 (groups ``side`` and ``total``)."""
    return words().levels.bare.fullmatch(path[0]) if len(path) == 1 else None


def other_side(bare: re.Match[str], first: Fact | None) -> str:
    """财政拨款收入总计8万元，支出总计8万元 → 财政拨款支出总计, from the first level of the sentence; '' where
    that has no such other side."""
    if first is None or len(first.row_path) != 1:
        return ""
    told = words().levels.one_side.fullmatch(first.row_path[0])
    if told is None or told["side"] == bare["side"] or (told["total"] or "") != (bare["total"] or ""):
        return ""
    return f"{told['of']}{bare['side']}{told['total'] or ''}"


def clause_head(text: str, first: int, end: int) -> str:
    """What the clause that ends at ``end`` opens with, where it goes on to tell what that is made of."""
    begin = max((match.end() for match in _CLAUSES.finditer(text, first, end)), default=first)
    clause = text[begin:end]
    head = words().levels.details.sub("", clause)
    return head if len(head) < len(clause) and not re.search(r"[\d，]", head) else ""


def counted_noun(text: str, at: int) -> re.Match[str] | None:
    """项目开展绩效监控 right behind a count (groups ``noun``, ``verb``, ``what``)."""
    return words().levels.plain_noun.match(text, at)


def noun_told(match: re.Match[str]) -> str:
    """开展绩效监控的项目."""
    return f"{match['verb'].removesuffix('了')}{match['what']}的{match['noun']}"


def each_told(here: Sequence[Fact], path: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The other levels a sentence has told so far, where it has told nothing else."""
    if any(fact.measure is not Measure.LEVEL or fact.column_path for fact in here):
        return ()
    return tuple(one for one in dict.fromkeys(fact.row_path for fact in here) if one != path)


def present(facts: Sequence[Fact], text: str, figure: Figure) -> bool:
    """编制58人，实际54人: of what is counted, the number that is there."""
    staff = bool(facts) and ("编制" in facts[-1].row_path[-1] or "编制" in facts[-1].column_path)
    return staff and text.startswith("实际") and facts[-1].unit == figure.unit
