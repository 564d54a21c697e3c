"""Rules that run across a table without rules between its columns: they part its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_lattice import joined
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_sheet import Rule, Rules

_REACH = 120.0
"""points: rules of one table are no further apart"""
_SHARE = 0.15
"""of the table's width: a shorter rule underlines a word"""


@dataclass(frozen=True, slots=True)
class Bands:
    """The rules across one table, from top to bottom."""

    rules: tuple[Rule, ...] = ()

    @property
    def top(self) -> float | None:
        return self.rules[0].at if self.rules else None

    @property
    def foot(self) -> float | None:
        return self.rules[-1].at if len(self.rules) > 1 else None

    def runs(self, at: float, x: float) -> bool:
        """Whether a rule at this height runs under this place."""
        return any(rule.at == at and rule.start <= x <= rule.end for rule in self.rules)

    def part(self, columns: Sequence[Sequence[Line]]) -> bool:
        """Whether every word of these columns stands between two rules."""
        top, foot = self.top, self.foot
        if top is None or foot is None:
            return False
        return all(top <= line.middle < foot for column in columns for line in column)

    def rows(self, columns: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
        """The bands between rules that hold words of these columns: top and bottom of each."""
        heights = sorted({rule.at for rule in self.rules})
        middles = [line.middle for column in columns for line in column]
        return [(top, bottom) for top, bottom in pairwise(heights) if any(top <= y < bottom for y in middles)]


def bands_of(rules: Rules, extent: tuple[float, float], y: float) -> Bands:
    """The rules of the table that is ``extent`` wide and has a line at height ``y``; none where rules
    run down too, for those make a lattice."""
    left, right = extent
    across = [
        rule
        for rule in joined(rules.horizontals)
        if min(rule.end, right) - max(rule.start, left) > _SHARE * (right - left)
    ]
    heights = sorted({rule.at for rule in across})
    above = [at for at in heights if at <= y]
    below = [at for at in heights if at > y]
    if not above or not below:
        return Bands()
    chain = [above[-1], below[0]]
    for at in reversed(above[:-1]):
        if chain[0] - at > _REACH:
            break
        chain.insert(0, at)
    for at in below[1:]:
        if at - chain[-1] > _REACH:
            break
        chain.append(at)
    return Bands(tuple(rule for rule in across if chain[0] <= rule.at <= chain[-1]))
