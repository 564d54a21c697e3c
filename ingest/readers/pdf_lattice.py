"""Rules on a page → lattices: the cells that the rules enclose, with the rows and columns each spans.

The chain: rules → joined lines on shared coordinates → groups of lines that touch → for each group a
lattice of all its coordinates, whose boxes are one cell wherever no line parts them. The lattice's own
border is always a wall, so a table ruled only inside, or open at its sides, is closed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_sheet import Rule, Rules, Sheet

_SNAP = 3.0
"""points: lines nearer than this are drawn as one"""
_MOST_CELLS = 20_000
"""a lattice with more is a drawing"""
_MOST_MEETINGS = 1_000_000
"""pairs of lines: a page with more is a drawing"""
_REACH = 3.0
"""points: how far a line may stop short of the line it meets"""


@dataclass(frozen=True, slots=True)
class LatticeCell:
    """A cell's first row and column, how many it spans, and its box in points."""

    row: int
    column: int
    row_span: int
    col_span: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: column borders ``xs``, row borders ``ys`` (ascending points) and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[LatticeCell, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def ruled_tables(sheet: Sheet) -> tuple[Lattice, ...]:
    """The ruled tables of a page from top to bottom; a frame around lines of text (one column) is none.

    Where no lines are drawn, areas of colour side by side and in rows make a table too; a single row
    of them is one band of a striped table, whose other rows have no border.
    """
    drawn = lattices(sheet.rules)
    shaded = [table for table in lattices(sheet.shades) if len(table.ys) > 2 and not _meets_any(table, drawn)]
    return tuple(sorted((*drawn, *shaded), key=lambda table: (table.ys[0], table.xs[0])))


def _meets_any(table: Lattice, others: Iterable[Lattice]) -> bool:
    x0, top, x1, bottom = table.box
    return any(
        x0 < other.box[2] and other.box[0] < x1 and top < other.box[3] and other.box[1] < bottom for other in others
    )


def lattices(rules: Rules) -> list[Lattice]:
    """The tables that these lines make, none within another."""
    across, down = joined(rules.horizontals), joined(rules.verticals)
    if len(across) * len(down) > _MOST_MEETINGS:
        return []
    found = [_lattice(h, v) for h, v in _touching(across, down)]
    return list(_outermost([table for table in found if table is not None]))


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line made whole, lines a hair apart made one; a dot is no line."""
    lines: list[Rule] = []
    for at, group in _clusters(sorted(rules, key=lambda rule: rule.at)):
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _REACH:
                end = max(end, rule.end)
            else:
                lines.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            lines.append(Rule(at, start, end))
    return [line for line in lines if line.end - line.start > 2 * _SNAP]


def _clusters(rules: list[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > _SNAP:
            yield _middle(group), group
            group = []
        group.append(rule)
    if group:
        yield _middle(group), group


def _middle(group: list[Rule]) -> float:
    """The place most of the group's length stands at."""
    length = sum(rule.end - rule.start for rule in group)
    if not length:
        return group[0].at
    return sum(rule.at * (rule.end - rule.start) for rule in group) / length


def _touching(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that meet one another."""
    root = list(range(len(across) + len(down)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - _REACH <= v.at <= h.end + _REACH and v.start - _REACH <= h.at <= v.end + _REACH:
                root[find(i)] = find(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(across):
        groups[find(i)][0].append(h)
    for j, v in enumerate(down):
        groups[find(len(across) + j)][1].append(v)
    yield from (group for group in groups.values() if group[0] and group[1])


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    xs = _borders([v.at for v in down], [x for h in across for x in (h.start, h.end)])
    ys = _borders([h.at for h in across], [y for v in down for y in (v.start, v.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MOST_CELLS:
        return None
    right = _walls(down, xs, ys)
    below = _walls(across, ys, xs)
    cells = tuple(_cells(xs, ys, right, below))
    return Lattice(xs, ys, cells) if any(cell.col_span < columns for cell in cells) else None


def _borders(lines: list[float], ends: list[float]) -> tuple[float, ...]:
    """Coordinates of a lattice: its lines', and its outermost ends where no line closes it."""
    points = sorted(lines)
    if min(ends) < points[0] - 2 * _SNAP:
        points.insert(0, min(ends))
    if max(ends) > points[-1] + 2 * _SNAP:
        points.append(max(ends))
    merged = points[:1]
    for point in points[1:]:
        if point - merged[-1] > _SNAP:
            merged.append(point)
    return tuple(merged)


def _walls(lines: list[Rule], borders: tuple[float, ...], steps: tuple[float, ...]) -> set[tuple[int, int]]:
    """(border, step) wherever a line at that border runs along that step's middle."""
    middles = [(a + b) / 2 for a, b in pairwise(steps)]
    walls: set[tuple[int, int]] = set()
    for line in lines:
        border = min(range(len(borders)), key=lambda i: abs(borders[i] - line.at))
        first = bisect_left(middles, line.start)
        walls.update((border, step) for step in range(first, len(middles)) if middles[step] <= line.end)
    return walls


def _cells(
    xs: tuple[float, ...], ys: tuple[float, ...], right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> Iterator[LatticeCell]:
    """Each cell grows to the right until a wall, then downwards while its whole width is open."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            last = column
            while last + 1 < columns and not taken[row][last + 1] and (last + 1, row) not in right:
                last += 1
            low = row
            while low + 1 < rows and _opens(low + 1, column, last, columns, right, below):
                low += 1
            for r in range(row, low + 1):
                for c in range(column, last + 1):
                    taken[r][c] = True
            yield LatticeCell(
                row,
                column,
                low - row + 1,
                last - column + 1,
                xs[column],
                ys[row],
                xs[last + 1],
                ys[low + 1],
            )


def _opens(
    row: int,
    first: int,
    last: int,
    columns: int,
    right: set[tuple[int, int]],
    below: set[tuple[int, int]],
) -> bool:
    """Whether the cell over columns first…last goes on into this row as one box of the same width."""
    if any((row, column) in below for column in range(first, last + 1)):
        return False
    if any((column, row) in right for column in range(first + 1, last + 1)):
        return False
    return (first == 0 or (first, row) in right) and (last + 1 == columns or (last + 1, row) in right)


def _outermost(tables: list[Lattice]) -> Iterator[Lattice]:
    """Tables less those that stand within another's box."""
    for table in tables:
        x0, top, x1, bottom = table.box
        if not any(
            other is not table
            and other.box[0] <= x0
            and other.box[1] <= top
            and other.box[2] >= x1
            and other.box[3] >= bottom
            for other in tables
        ):
            yield table
