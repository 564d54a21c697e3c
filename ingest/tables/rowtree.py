"""Stage 5: which row stands under which: by code, numbering, indentation, 其中, and by sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from ingest.tables.labels import Label
from ingest.tables.words import key, words

Values = tuple[Decimal | None, ...]

_SHORTEST_CODE = 3
_SHARED_NAME = 3
_BRACKETED_END = re.compile(r"[（(][^（()）]*[）)]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """What placing a row needs: its name, its code, whether it is a total, its amounts in order, and
    the ``rank`` of the column that names it (of two rows with one code, the higher is the inner), and
    whether it heads what follows (a body in a table of items)."""

    label: Label
    code: str | None
    total: bool
    values: Values
    rank: int = 0
    head: bool = False


def parents(entries: Sequence[Entry]) -> list[int | None]:
    """For each row the index of the row it stands under, None at the top. Totals stand at the top.

    A parent stands above its children. Sums are exact up to half a unit of the last place for each
    addend, over all amount columns at once.
    """
    items = [i for i, entry in enumerate(entries) if not entry.total]
    if 2 * sum(entries[i].code is not None for i in items) >= len(items) > 0:
        return _by_code(entries)
    if any(entries[i].label.rank or entries[i].label.child for i in items) or _indented(entries, items):
        return _by_outline(entries, items)
    if len({entries[i].rank for i in items}) > 1:
        return _by_column(entries, items)
    return _by_sums(entries, items)


def _by_column(entries: Sequence[Entry], items: Sequence[int]) -> list[int | None]:
    """Names that stand a column further right belong under the last one further left (货物 | , | 电脑)."""
    found: list[int | None] = [None] * len(entries)
    open_rows: list[int] = []
    for i in items:
        while open_rows and entries[open_rows[-1]].rank >= entries[i].rank:
            open_rows.pop()
        found[i] = open_rows[-1] if open_rows else None
        open_rows.append(i)
    return found


def _indented(entries: Sequence[Entry], items: Sequence[int]) -> bool:
    return len({entries[i].label.indent for i in items}) > 1


def _by_code(entries: Sequence[Entry]) -> list[int | None]:
    found: list[int | None] = [None] * len(entries)
    seen: dict[str, int] = {}
    head: int | None = None
    outer: int | None = None
    for i, entry in enumerate(entries):
        if entry.total:
            continue
        if entry.head:
            head, outer, seen = i, i, {}
            continue
        if entry.code is None:
            above = _coded_above(entries, i)
            if above is not None and above != outer:
                found[i] = above
            elif i + 1 < len(entries) and entries[i + 1].code:
                found[i] = outer
                head, seen = i, {}
            continue
        same = seen.get(entry.code)
        if same is not None and entries[same].rank < entry.rank:
            found[i] = same
            continue
        prefixes = (entry.code[:n] for n in range(len(entry.code) - 1, _SHORTEST_CODE - 1, -1))
        found[i] = next((seen[prefix] for prefix in prefixes if prefix in seen), head)
        seen[entry.code] = i
    return found


def _coded_above(entries: Sequence[Entry], i: int) -> int | None:
    """The coded row just above a run of uncoded ones that add up to it."""
    start = i
    while start > 0 and entries[start - 1].code is None and not entries[start - 1].total:
        start -= 1
    end = i + 1
    while end < len(entries) and entries[end].code is None and not entries[end].total:
        end += 1
    if start == 0 or entries[start - 1].code is None:
        return None
    run = range(start, end)
    return start - 1 if _adds_up(entries[start - 1].values, [entries[j].values for j in run]) else None


def _by_outline(entries: Sequence[Entry], items: Sequence[int]) -> list[int | None]:
    found: list[int | None] = [None] * len(entries)
    open_rows: list[int] = []
    for position, i in enumerate(items):
        label = entries[i].label
        before = _predecessor(entries, items[:position], i)
        if before is not None:
            found[i] = found[before]
            open_rows = _ancestors(found, before)
        elif label.child:
            found[i] = _under_mark(entries, items[:position], found)
            open_rows = _ancestors(found, i)
        else:
            while open_rows and _level(entries[open_rows[-1]]) >= _level(entries[i]):
                open_rows.pop()
            found[i] = open_rows[-1] if open_rows else None
        open_rows.append(i)
    _adopt_plain_runs(entries, items, found)
    return found


def _level(entry: Entry) -> tuple[int, int]:
    return entry.label.indent, entry.label.rank


def _predecessor(entries: Sequence[Entry], earlier: Sequence[int], i: int) -> int | None:
    """The row that this one's number follows (一、 of 二、), unless an outer number came between."""
    label = entries[i].label
    if not label.rank or label.ordinal <= 1:
        return None
    for j in reversed(earlier):
        other = entries[j].label
        if other.rank == label.rank and other.ordinal == label.ordinal - 1:
            return j
        if 0 < other.rank <= label.rank:
            return None
    return None


def _ancestors(found: Sequence[int | None], i: int) -> list[int]:
    chain: list[int] = []
    parent = found[i]
    while parent is not None:
        chain.insert(0, parent)
        parent = found[parent]
    return chain


def _under_mark(entries: Sequence[Entry], earlier: Sequence[int], found: Sequence[int | None]) -> int | None:
    """The parent of a row after 其中：: the row before it, or that row's parent if it is 其中 too."""
    if not earlier:
        return None
    before = earlier[-1]
    return found[before] if entries[before].label.child else before


def _adopt_plain_runs(entries: Sequence[Entry], items: Sequence[int], found: list[int | None]) -> None:
    """Unnumbered rows after a numbered or 其中 row, at its indent, that add up to the row above them."""
    position = 0
    while position < len(items):
        i = items[position]
        label = entries[i].label
        if not label.rank and not label.child:
            position += 1
            continue
        parent = found[i] if label.child else i
        start = position if label.child else position + 1
        end = position + 1
        while end < len(items) and not entries[items[end]].label.rank and not entries[items[end]].label.child:
            end += 1
        if parent is not None:
            for j in _run_below(entries, parent, items[start:end], label.child):
                if found[j] is None or found[j] == found[parent]:
                    found[j] = parent
        position += 1


def _run_below(entries: Sequence[Entry], parent: int, run: Sequence[int], marked: bool) -> Sequence[int]:
    """The first rows of a run that add up to ``parent``; where it has no amount and its first part is
    marked 其中, those that are named like it (公务用车…)."""
    values = entries[parent].values
    for count in range(2, len(run) + 1):
        if _adds_up(values, [entries[j].values for j in run[:count]]):
            return run[:count]
    if any(values) or not marked:
        return ()
    start = entries[parent].label.name[:_SHARED_NAME]
    alike = takewhile(lambda j: entries[j].label.name.startswith(start), run)
    return tuple(alike)


def _by_sums(entries: Sequence[Entry], items: Sequence[int]) -> list[int | None]:
    """A flat list: class names open their groups; else a row equal to the sum of those below it."""
    found: list[int | None] = [None] * len(entries)
    heads = [i for i in items if key(entries[i].label.name) in words().rows.class_names]
    groups = [(head, _until_next(items, head, heads)) for head in heads]
    if any(_adds_up(entries[head].values, [entries[j].values for j in group]) for head, group in groups):
        for head, group in groups:
            if len(group) > 1 or _adds_up(entries[head].values, [entries[j].values for j in group], least=1):
                for j in group:
                    found[j] = head
        return found
    right: list[int] = []
    for i in reversed(items):
        count = _adopted(entries, i, right)
        for j in right[:count]:
            found[j] = i
        right = [i, *right[count:]]
    return found


def _until_next(items: Sequence[int], head: int, heads: Sequence[int]) -> list[int]:
    end = min((other for other in heads if other > head), default=items[-1] + 1)
    return [i for i in items if head < i < end]


def _adopted(entries: Sequence[Entry], i: int, right: Sequence[int]) -> int:
    """How many of the rows to the right (below) stand under row ``i``."""
    mine = entries[i].values
    for count in range(2, len(right) + 1):
        rows = [entries[j] for j in right[:count]]
        if _adds_up(mine, [row.values for row in rows]) and _plausible(entries[i], rows):
            return count
    if right and _names_body(entries[i].label.name) and _adds_up(mine, [entries[right[0]].values], least=1):
        return 1
    return 0


def _plausible(parent: Entry, rows: Sequence[Entry]) -> bool:
    """Whether a sum that comes out isn't chance: two addends or more, or names that begin alike."""
    filled = [row for row in rows if any(row.values)]
    if len(filled) > 1:
        return any(value and (abs(value) >= 100 or value % 1) for value in parent.values)
    start = parent.label.name[:_SHARED_NAME]
    return all(row.label.name.startswith(start) for row in rows)


def _names_body(name: str) -> bool:
    bare = _BRACKETED_END.sub("", name)
    return key(bare).endswith(words().rows.body_endings)


def _adds_up(total: Values, addends: Sequence[Values], least: int = 2) -> bool:
    """Whether every column of ``total`` is its addends' sum within rounding, and one isn't zero."""
    if len(addends) < least or not any(total):
        return False
    for column, value in enumerate(total):
        parts = [row[column] or Decimal(0) for row in addends]
        places = max(_places(part) for part in [value or Decimal(0), *parts])
        slack = Decimal(len(parts)) * Decimal(1).scaleb(-places) / 2
        if abs((value or Decimal(0)) - sum(parts, Decimal(0))) > (slack if len(parts) > 1 else 0):
            return False
    return True


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
