"""Tables without rules between columns: lines of words and numbers that stand under one another.

Found where lines near each other have a label and numbers apart from it, and the numbers line up.
Their columns are the strips of the page that those lines leave blank between; rules between rows,
where there are any, say which lines are one row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Cell, Grid, Place
from ingest.numbering import numbering
from ingest.readers.contents import has_leader
from ingest.readers.pdf_bands import Bands, bands_of
from ingest.readers.pdf_header import Header, depth_of, header_of, placed, with_counters
from ingest.readers.pdf_indents import INDENT_MARK, indents
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_rows import begins_row, decimals, is_number, rows_of
from ingest.readers.pdf_sheet import Sheet
from ingest.readers.pdf_strips import (
    Interval,
    cells_of,
    filling_of,
    recut,
    strip_of,
    strips_of,
)

_FEWEST_ROWS = 3
_MOST_HEADER_LINES = 16
_MOST_PAGES = 1000
_FIRST_COUNT = 3
"""counts of columns begin no higher"""
_PITCH = 4.5
"""of the size: rows further apart than this aren't of one table"""
_HEADER_PITCH = 3.6
_HALF_ROW = 1.25
"""of the size: a name of one row of two stands so far from the names of both"""
_MOST_BETWEEN = 3
_SET_IN = 3.0
"""of the size: labels that count on begin no further from one another"""
_LARGER = 0.9
"""points: a line set so much larger than the table's is its title"""
_LONGEST_CELL = 0.6
"""of the table's width: header words wider than this are a line of text"""
_STATES = re.compile(r"(?<!其中)[：:]")
"""what names something (单位：万元) is a caption; 其中：当年安排 heads a column"""
_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")
_CODED = re.compile(rf"{_CODE.pattern}(?!\d)[^\d.,，]")
"""a label that begins with its item's code"""
_LEFT = 0.4
"""of the size: what begins no further apart begins at one edge"""
_SENTENCE = re.compile(r"[。；！？]$")

Row = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines ``[start, end)`` of a page that make one table, and the strips its columns fill."""

    start: int
    end: int
    grid: Grid
    strips: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page keeps things apart: a line's ``cells``; whether all between two lines with figures
    (their numbers) is of one table with them (``near``); and where the rows begin and end (``reach`` of
    the first line with figures and what follows the last)."""

    cells: Callable[[Line], list[Line]]
    near: Callable[[Sequence[Line], Sequence[Row], int, int], bool]
    reach: Callable[[Sequence[Line], Sequence[Row], int, int], tuple[int, int]]


def stretches(
    lines: Sequence[Line], sheet: Sheet, carried: Sequence[Interval] = (), manner: Manner | None = None
) -> list[Stretch]:
    """The unruled tables among a page's printed rows (whole lines, unparted), from top to bottom.

    ``carried`` are the strips of a table that ended the page before: lines at the page's top that
    stand in them are more of it, however few.
    """
    manner = manner or _PRINTED
    parts = [manner.cells(line) for line in lines]
    found: list[Stretch] = []
    for first, last in _runs(lines, parts, carried, manner):
        floor = found[-1].end if found else 0
        stretch = _stretch(first, last, floor, lines, parts, sheet, carried)
        if stretch is not None:
            found.append(stretch)
    return found


def _is_row(parts: Row) -> bool:
    return len(parts) > 1 and any(is_number(part.text) for part in parts[1:])


def _runs(
    lines: Sequence[Line], parts: Sequence[Row], carried: Sequence[Interval], manner: Manner
) -> Iterator[tuple[int, int]]:
    """Stretches from the first to the last of near lines with a label and numbers."""
    rows = [i for i, row in enumerate(parts) if _is_row(row)]
    start = 0
    for i in range(1, len(rows) + 1):
        before, after = rows[i - 1], rows[i] if i < len(rows) else 0
        if i < len(rows) and (manner.near(lines, parts, before, after) or _counted_on(lines, parts, before, after)):
            continue
        group = rows[start:i]
        rows_found = [parts[row] for row in group]
        if not _is_contents(rows_found) and (
            (len(group) >= _FEWEST_ROWS and _aligned(rows_found))
            or _goes_on(group, lines, parts, carried)
            or _stands_under_names(group[0], rows_found, lines, parts)
        ):
            yield manner.reach(lines, parts, group[0], group[-1] + 1)
        start = i


def _near(lines: Sequence[Line], _: Sequence[Row], a: int, b: int) -> bool:
    """At most two lines without figures (a wrapped label, a row of blanks) between."""
    return b - a <= 3 and close(lines, a, b)


def close(lines: Sequence[Line], a: int, b: int) -> bool:
    """Whether the lines from ``a`` to ``b`` follow one another as a table's do."""
    return all(lines[i + 1].middle - lines[i].middle <= _PITCH * lines[a].size for i in range(a, b))


_PRINTED = Manner(cells_of, _near, lambda lines, parts, first, last: (first, last))


def _counted_on(lines: Sequence[Line], parts: Sequence[Row], a: int, b: int) -> bool:
    """Whether only labels that count on (十四、, 十五、…) stand between two rows, in the columns of the one before."""
    end = _counting(lines, parts, a, parts[a])
    return end > a and b - end <= _MOST_BETWEEN and _near(lines, parts, end, b)


def _counting(lines: Sequence[Line], parts: Sequence[Row], row: int, labels: Sequence[Line]) -> int:
    """The last of the lines after ``row`` that hold nothing but labels counting on from ``labels``."""
    while row + 1 < len(lines) and lines[row + 1].middle - lines[row].middle <= _PITCH * lines[row].size:
        following = parts[row + 1]
        counted = all(any(_counts_on(label, after) for label in labels) for after in following)
        if not counted and not _is_next(labels, following):
            break
        stays = [label for label in labels if not any(_counts_on(label, after) for after in following)]
        row, labels = row + 1, [*following, *stays]
    return row


def _is_next(row: Row, following: Row) -> bool:
    """Whether a row without figures goes on under another: its number or code after that one's, its words
    where that one's begin."""
    if len(following) < 2 or not all(any(abs(a.x0 - b.x0) < _LEFT * a.size for a in row) for b in following):
        return False
    one, two = row[0].text, following[0].text
    if _CODE.fullmatch(one) and _CODE.fullmatch(two):
        return True
    return one.isdecimal() and two.isdecimal() and int(two) == int(one) + 1


def _counts_on(label: Line, after: Line) -> bool:
    """二、 after 一、, under it or nearly so; or an item's code and name after another's."""
    if abs(after.x0 - label.x0) > _SET_IN * label.size:
        return False
    if _CODED.match(label.text) and _CODED.match(after.text):
        return True
    one, two = numbering(label.text), numbering(after.text)
    if one is None or two is None:
        return False
    return two.style is one.style and two.value == one.value + 1


def _aligned(rows: Sequence[Row]) -> bool:
    """Whether most numbers share their right edge, or their middle, with one of another row."""
    numbers = [(i, part) for i, row in enumerate(rows) for part in row[1:] if is_number(part.text)]
    level = sum(
        any(i != j and min(abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < 0.6 * a.size for j, b in numbers)
        for i, a in numbers
    )
    return level >= 0.7 * len(numbers)


def _is_contents(rows: Sequence[Row]) -> bool:
    """Headings with their page numbers: one whole number a line, never falling."""
    if any(len(row) != 2 or not row[1].text.isdigit() for row in rows):
        return False
    pages = [int(row[1].text) for row in rows]
    return pages == sorted(pages) and pages[-1] < _MOST_PAGES


def _goes_on(group: Sequence[int], lines: Sequence[Line], parts: Sequence[Row], carried: Sequence[Interval]) -> bool:
    """Whether rows at the page's top stand in the columns that ended the page before."""
    if not carried or group[0] > _MOST_HEADER_LINES:
        return False
    above = _header_top(group[0], lines, parts, 0)
    strips = strips_of([parts[row] for row in group], carried)
    return above == 0 and strips_of([], carried) == list(carried) and len(strips) == len(carried)


def _stands_under_names(first: int, rows: Sequence[Row], lines: Sequence[Line], parts: Sequence[Row]) -> bool:
    """Whether one or two rows of figures stand under at least as many names as they have figures."""
    figures = [part for row in rows for part in row if is_number(part.text)]
    widest = max(sum(is_number(part.text) for part in row) for row in rows)
    top = _header_top(first, lines, parts, 0)
    names = [part for row in parts[top:first] for part in row]
    return len(figures) > 1 and len(names) >= max(2, widest) and _is_under_name(top, first, lines, parts)


# --- one table ---------------------------------------------------------------------------------------


def _stretch(
    first: int,
    last: int,
    floor: int,
    lines: Sequence[Line],
    parts: Sequence[Row],
    sheet: Sheet,
    carried: Sequence[Interval],
) -> Stretch | None:
    at_top = _header_top(first, lines, parts, 0) == 0
    counters, rows = _parted(parts[first:last])
    strips = strips_of(rows, carried if at_top else ())
    body = [recut(row, strips) for row in parts[first:last]]
    counters, rows = _parted(body)
    strips = strips_of(rows, carried if at_top else ())
    uncounted = body[1:] if counters else body
    counts = [part for part in counters if is_number(part.text)]
    strips = with_counters(counts, strips, filling_of(uncounted, strips))
    if len(strips) < 2:
        return None
    extent = (strips[0][0], strips[-1][1])
    bands = bands_of(sheet.rules, extent, lines[first].middle)
    top = _header_top(first, lines, parts, floor, extent, bands)
    above = [recut(row, strips) for row in parts[top:first]]
    first, above, body = _with_labels(first, above, body, strips)
    last, body = _to_foot(last, body, lines, parts, strips, bands)
    filling = filling_of(uncounted, strips)
    header = header_of(above, strips, filling)
    while above and _has_caption(header):
        top, above = top + 1, above[1:]
        header = header_of(above, strips, filling)
    grid = _grid(header, body, bands, sheet)
    return Stretch(top, last, grid, header.columns)


def _parted(body: Sequence[Row]) -> tuple[Row, list[Row]]:
    """The row that counts columns, if the body begins with one, and its rows with figures."""
    counters = body[0] if body and (_counts(body[0]) or _counts_one(body[0], body[1:])) else ()
    return counters, [row for row in (body[1:] if counters else body) if _is_row(row)]


def _counts(row: Row) -> bool:
    """Whether a row's figures count its columns: 栏次 1 2 3."""
    counts = [int(part.text) for part in row if part.text.isascii() and part.text.isdigit()]
    rising = all(b == a + 1 for a, b in pairwise(counts))
    return len(counts) > 1 and counts[0] <= _FIRST_COUNT and rising and not any("." in part.text for part in row)


def _counts_one(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row's only figure counts the only column: a whole number over figures with decimals."""
    places = [decimals(part.text) for other in below for part in other[1:] if is_number(part.text)]
    printed = [each for each in places if each is not None]
    return len(row) == 2 and row[1].text == "1" and len(printed) > 1 and all(printed)


def _has_caption(header: Header) -> bool:
    """Whether a name stands over every column: a line above the table, no name of a part of it."""
    outer = header.names[0] if len(header.names) == 1 else None
    return outer is not None and bool(outer.inner) and outer.last - outer.first == len(header.columns) - 1


def _header_top(
    first: int,
    lines: Sequence[Line],
    parts: Sequence[Row],
    floor: int,
    extent: Interval | None = None,
    bands: Bands | None = None,
) -> int:
    """The first line of the header: the lines right above, up to a caption or what stands off."""
    top = first
    size = lines[first].size
    while (
        top > floor
        and first - top < _MOST_HEADER_LINES
        and lines[top].middle - lines[top - 1].middle <= _HEADER_PITCH * max(size, lines[top].size)
        and not _is_text(lines[top - 1], parts[top - 1], size, extent)
        and not (bands is not None and bands.top is not None and lines[top - 1].middle < bands.top)
    ):
        top -= 1
    while top < first and len(parts[top]) == 1 and not _is_under_name(top, first, lines, parts):
        top += 1
    return top


def _is_under_name(top: int, first: int, lines: Sequence[Line], parts: Sequence[Row]) -> bool:
    """Whether any line of a header, from ``top`` on, has several names, or one level with a broken one."""
    level = any(_is_beside(a, b) for a, b in pairwise(lines[top:first]))
    return level or any(len(row) > 1 for row in parts[top:first])


def _is_beside(line: Line, following: Line) -> bool:
    """Whether a line stands no lower than the next line of words beside it would: half a row under it, and
    not below it."""
    apart = line.x1 <= following.x0 or following.x1 <= line.x0
    return following.middle - line.middle < (_HALF_ROW if apart else 1.0) * line.size


def _is_text(line: Line, parts: Row, size: float, extent: Interval | None) -> bool:
    """A caption, a title or a sentence rather than names of columns."""
    if line.size >= size + _LARGER or has_leader(line.text):
        return True
    if any(_STATES.search(part.text) or _SENTENCE.search(part.text) for part in parts):
        return True
    width = extent[1] - extent[0] if extent else 0.0
    return extent is not None and any(part.x1 - part.x0 > _LONGEST_CELL * width for part in parts)


def _with_labels(
    first: int, above: list[list[Line]], body: list[list[Line]], strips: Sequence[Interval]
) -> tuple[int, list[list[Line]], list[list[Line]]]:
    """Rows of a label without figures, right above the first with some, belong to the body."""
    while above and len(above[-1]) == 1 and any(len(row) > 1 for row in above[:-1]):
        (label,) = above[-1]
        at_left = strip_of(label, strips) == 0 and abs(label.x0 - strips[0][0]) < 0.5 * label.size
        if not (begins_row(label.text) or (at_left and label.x1 < strips[1][0])) or is_number(label.text):
            break
        first, above, body = first - 1, above[:-1], [above[-1], *body]
    return first, above, body


def _to_foot(
    last: int,
    body: list[list[Line]],
    lines: Sequence[Line],
    parts: Sequence[Row],
    strips: Sequence[Interval],
    bands: Bands,
) -> tuple[int, list[list[Line]]]:
    """Lines without figures above the table's last rule, and labels that count on, belong to it too."""
    while last < len(lines) and bands.foot is not None and lines[last].middle < bands.foot:
        body = [*body, recut(parts[last], strips)]
        last += 1
    end = _counting(lines, parts, last - 1, body[-1]) + 1 if body else last
    return end, [*body, *(list(parts[line]) for line in range(last, end))]


def _grid(header: Header, body: Sequence[Row], bands: Bands, sheet: Sheet) -> Grid:
    columns: list[list[Line]] = [[] for _ in header.columns]
    for row in body:
        for part in row:
            columns[strip_of(part, header.columns)].append(part)
    borders = _outer(header.borders, [part for column in columns for part in column])
    rows = [*_header_rows(header, borders, sheet), *_body_rows(columns, borders, bands, sheet)]
    return Grid(tuple(tuple(row) for row in rows), ruled=False)


def _outer(borders: Sequence[float], parts: Sequence[Line]) -> list[float]:
    left, right = min(part.x0 for part in parts), max(part.x1 for part in parts)
    return [min(borders[0], left), *borders[1:-1], max(borders[-1], right)]


def _header_rows(header: Header, borders: Sequence[float], sheet: Sheet) -> list[list[Cell | None]]:
    rows: list[list[Cell | None]] = [[Cell("") for _ in header.columns] for _ in range(depth_of(header))]
    for name, row, tall in placed(header):
        box = sheet.box(borders[name.first], name.top, borders[name.last + 1], name.bottom)
        for r in range(row, row + tall):
            for c in range(name.first, name.last + 1):
                rows[r][c] = None
        wide = name.last - name.first + 1
        rows[row][name.first] = Cell(name.text, Place(sheet.number, box), tall, wide)
    return rows


def _body_rows(
    columns: Sequence[Sequence[Line]], borders: Sequence[float], bands: Bands, sheet: Sheet
) -> list[list[Cell | None]]:
    found = [row for row in rows_of(columns) if any(row)]
    if bands.part(columns) and len(bands.rows(columns)) >= len(found):
        return _ruled_rows(columns, borders, bands, sheet)
    set_in = indents(
        [((r, c), row[c][0], borders[c]) for r, row in enumerate(found) if row[c]] for c in range(len(columns))
    )
    return [_row(row, r, borders, set_in, sheet) for r, row in enumerate(found)]


def _row(
    row: Sequence[Sequence[Line]],
    r: int,
    borders: Sequence[float],
    set_in: Mapping[tuple[int, int], int],
    sheet: Sheet,
) -> list[Cell | None]:
    inside = [line for column in row for line in column]
    top, bottom = min(line.top for line in inside), max(line.bottom for line in inside)
    return [
        Cell(
            INDENT_MARK * set_in.get((r, i), 0) + "\n".join(line.text for line in column),
            Place(sheet.number, sheet.box(borders[i], top, borders[i + 1], bottom)),
        )
        for i, column in enumerate(row)
    ]


def _ruled_rows(
    columns: Sequence[Sequence[Line]], borders: Sequence[float], bands: Bands, sheet: Sheet
) -> list[list[Cell | None]]:
    """A row for every band between rules; a cell goes down to the first rule that runs under it."""
    ys = bands.rows(columns)
    cells: dict[tuple[int, int], tuple[int, list[Line]]] = {}
    for c, column in enumerate(columns):
        middle = (borders[c] + borders[c + 1]) / 2
        start = 0
        for r, (_, bottom) in enumerate(ys):
            if r + 1 == len(ys) or bands.runs(bottom, middle):
                lines = [line for line in column if ys[start][0] <= line.middle < bottom]
                cells[start, c] = (r - start + 1, lines)
                start = r + 1
    set_in = indents(
        [((r, c), lines[0], borders[c]) for (r, at), (_, lines) in cells.items() if at == c and lines]
        for c in range(len(columns))
    )
    rows: list[list[Cell | None]] = [[None] * len(columns) for _ in ys]
    for (r, c), (tall, lines) in cells.items():
        box = sheet.box(borders[c], ys[r][0], borders[c + 1], ys[r + tall - 1][1])
        text = INDENT_MARK * set_in.get((r, c), 0) + "\n".join(line.text for line in lines)
        rows[r][c] = Cell(text, Place(sheet.number, box), tall)
    return rows
