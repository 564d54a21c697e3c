"""Units that rows name in a column of their own (张, 元, 人次), and what they are units of."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.columns import Half, Use
from ingest.tables.header import Path
from ingest.tables.headings import unit_by_name
from ingest.tables.labels import as_unit, split_unit
from ingest.tables.lines import Line
from ingest.tables.words import key, words

_LONGEST = 6


def row_units(half: Half, lines: Sequence[Line], paths: Sequence[Path], uses: Sequence[Use]) -> list[str | None]:
    """For each line the unit in its column headed 单位, None where it has none. A column of bodies
    (单位: 某局) holds no units."""
    column = next((c for c in half.values if uses[c] is Use.TEXT and _is_headed(paths[c])), None)
    if column is None:
        return [None] * len(lines)
    texts = [key(line.cells[column].text) for line in lines]
    named = [text for text in texts if text]
    bodies = words().rows.body_endings
    if any(len(text) > _LONGEST or (len(text) > 1 and not as_unit(text) and text.endswith(bodies)) for text in named):
        return [None] * len(lines)
    return [as_unit(text) or text or None for text in texts]


def _is_headed(path: Path) -> bool:
    return bool(path) and key(path[-1]) in words().units.columns


def counted_columns(half: Half, paths: Sequence[Path], uses: Sequence[Use]) -> frozenset[int]:
    """The amount columns that a row's own unit is of: those called 数量; without any, those whose
    header names no unit and no amount of money."""
    amounts = [c for c in half.values if uses[c] is Use.AMOUNT]
    counts = frozenset(c for c in amounts if unit_by_name(paths[c]) == "")
    if counts:
        return counts
    return frozenset(c for c in amounts if not unit_by_name(paths[c]) and not any(_has_unit(name) for name in paths[c]))


def _has_unit(name: str) -> bool:
    return split_unit(name)[1] is not None or any(word in key(name) for word in words().units.money_columns)
