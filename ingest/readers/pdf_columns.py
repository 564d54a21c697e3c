"""Tables without rules: lines of words and numbers that stand under one another in columns.

Found where at least three lines near each other have a label and numbers apart from it, and the
numbers line up; their columns are the strips of the page that those lines leave blank between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Cell, Grid, Place
from ingest.readers.contents import has_leader
from ingest.readers.pdf_lines import Line, parted
from ingest.readers.pdf_rows import is_number, rows_of
from ingest.readers.pdf_sheet import Sheet

_CELL_GAP = 0.9
"""of the size: room this wide parts two cells"""
_FEWEST_ROWS = 3
_HEADER_ROWS = 4
_MOST_PAGES = 1000
_PITCH = 3.2
"""of the size: rows further apart than this aren't of one table"""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines ``[start, end)`` of a page that make one table."""

    start: int
    end: int
    grid: Grid


def stretches(lines: Sequence[Line], sheet: Sheet) -> list[Stretch]:
    """The unruled tables among a page's printed rows (whole lines, unparted), from top to bottom."""
    parts = [[line] if has_leader(line.text) else parted(line, _CELL_GAP) for line in lines]
    found: list[Stretch] = []
    for first, last in _runs(lines, parts):
        top = _header_top(first, lines, parts, found[-1].end if found else 0)
        grid = _grid(parts[first:last], parts[top:first], sheet)
        if grid is not None:
            found.append(Stretch(top, last, grid))
    return found


def _is_row(parts: Sequence[Line]) -> bool:
    return len(parts) > 1 and any(is_number(part.text) for part in parts[1:])


def _runs(lines: Sequence[Line], parts: Sequence[Sequence[Line]]) -> Iterator[tuple[int, int]]:
    """Stretches from the first to the last of near lines with a label and numbers; at most two
    lines without (a wrapped label, a row of blanks) stand between."""
    rows = [i for i, row in enumerate(parts) if _is_row(row)]
    start = 0
    for i in range(1, len(rows) + 1):
        if i < len(rows) and _near(lines, rows[i - 1], rows[i]):
            continue
        group = rows[start:i]
        rows_found = [parts[row] for row in group]
        if len(group) >= _FEWEST_ROWS and _aligned(rows_found) and not _is_contents(rows_found):
            yield group[0], group[-1] + 1
        start = i


def _near(lines: Sequence[Line], a: int, b: int) -> bool:
    steps = [lines[i + 1].middle - lines[i].middle for i in range(a, b)]
    return b - a <= 3 and all(step <= _PITCH * lines[a].size for step in steps)


def _aligned(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether most numbers share their right edge, or their middle, with one of another row."""
    numbers = [(i, part) for i, row in enumerate(rows) for part in row[1:] if is_number(part.text)]
    level = sum(
        any(
            i != j and min(abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < 0.6 * a.size
            for j, b in numbers
        )
        for i, a in numbers
    )
    return level >= 0.7 * len(numbers)


def _is_contents(rows: Sequence[Sequence[Line]]) -> bool:
    """Headings with their page numbers: one whole number a line, never falling."""
    if any(len(row) != 2 or not row[1].text.isdigit() for row in rows):
        return False
    pages = [int(row[1].text) for row in rows]
    return pages == sorted(pages) and pages[-1] < _MOST_PAGES


def _header_top(first: int, lines: Sequence[Line], parts: Sequence[Sequence[Line]], floor: int) -> int:
    """The first line of the header: lines right above with several names apart from each other."""
    top = first
    while (
        top > floor
        and first - top < _HEADER_ROWS
        and len(parts[top - 1]) > 1
        and lines[top].middle - lines[top - 1].middle <= _PITCH * lines[top].size
        and not any("：" in part.text or ":" in part.text for part in parts[top - 1])
    ):
        top -= 1
    return top


def _grid(body: Sequence[Sequence[Line]], header: Sequence[Sequence[Line]], sheet: Sheet) -> Grid | None:
    strips = _strips([part for row in body if _is_row(row) for part in row])
    if len(strips) < 2:
        return None
    everything = [part for row in (*header, *body) for part in row]
    bounds = [
        min(part.x0 for part in everything),
        *((left[1] + right[0]) / 2 for left, right in pairwise(strips)),
        max(part.x1 for part in everything),
    ]
    columns: list[list[Line]] = [[] for _ in strips]
    for row in body:
        for part in row:
            columns[_strip_of(part, strips)].append(part)
    rows: list[list[Cell | None]] = [
        _header_row(row, header[number + 1 :], strips, bounds, sheet) for number, row in enumerate(header)
    ]
    for found in rows_of(columns):
        inside = [line for column in found for line in column]
        top, bottom = min(line.top for line in inside), max(line.bottom for line in inside)
        rows.append(
            [
                Cell(
                    "\n".join(line.text for line in column),
                    Place(sheet.number, sheet.box(bounds[i], top, bounds[i + 1], bottom)),
                )
                for i, column in enumerate(found)
            ]
        )
    return Grid(tuple(tuple(row) for row in rows), ruled=False)


def _strips(parts: Sequence[Line]) -> list[Interval]:
    """What the parts cover of the page's width, as separate strips from left to right."""
    strips: list[Interval] = []
    for x0, x1 in sorted((part.x0, part.x1) for part in parts):
        if strips and x0 <= strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], x1))
        else:
            strips.append((x0, x1))
    return strips


def _strip_of(part: Line, strips: Sequence[Interval]) -> int:
    """The strip a part covers most of; the nearest, if none."""
    return max(range(len(strips)), key=lambda i: min(part.x1, strips[i][1]) - max(part.x0, strips[i][0]))


def _header_row(
    parts: Sequence[Line],
    below: Sequence[Sequence[Line]],
    strips: Sequence[Interval],
    bounds: Sequence[float],
    sheet: Sheet,
) -> list[Cell | None]:
    """Names over their columns. A name spans the widest range of columns whose middle it stands at,
    as long as each of them has a name of its own further down."""
    named = {_strip_of(part, strips) for row in below for part in row}
    homes = [_strip_of(part, strips) for part in parts]
    top, bottom = min(part.top for part in parts), max(part.bottom for part in parts)

    def place(low: int, high: int) -> Place:
        return Place(sheet.number, sheet.box(bounds[low], top, bounds[high + 1], bottom))

    cells: list[Cell | None] = [Cell("", place(i, i)) for i in range(len(strips))]
    for part, home in zip(parts, homes, strict=True):
        low, high = _range(part, home, named, set(homes) - {home}, strips)
        before = cells[low]
        text = part.text if before is None or not before.text else f"{before.text}\n{part.text}"
        cells[low] = Cell(text, place(low, high), 1, high - low + 1)
        for column in range(low + 1, high + 1):
            cells[column] = None
    return cells


def _range(
    part: Line, home: int, named: set[int], others: set[int], strips: Sequence[Interval]
) -> tuple[int, int]:
    low = high = home
    best = (home, home)
    if home not in named:
        return best
    while low - 1 >= 0 and low - 1 in named and low - 1 not in others:
        low -= 1
    while high + 1 < len(strips) and high + 1 in named and high + 1 not in others:
        high += 1
    middle = (part.x0 + part.x1) / 2
    for a in range(low, home + 1):
        for b in range(home, high + 1):
            centred = abs((strips[a][0] + strips[b][1]) / 2 - middle) < 1.5 * part.size
            if centred and b - a > best[1] - best[0]:
                best = (a, b)
    return best
