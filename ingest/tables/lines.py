"""The printed rows of one half: name, code, groups and cells, before the row tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from operator import or_

from ingest.document import Place
from ingest.facts import State
from ingest.tables.columns import Half, Use
from ingest.tables.header import Path
from ingest.tables.labels import is_total, read_label
from ingest.tables.model import TableCell
from ingest.tables.sheet import BLANK, Sheet, SheetRow, Spot
from ingest.tables.words import key

NO_CELL = TableCell("", None)
"""A row's cell in a column that it doesn't have."""

_CODE = re.compile(r"\d{2,9}")
_WHOLE_CODE = 5
_CODE_BEFORE_NAME = re.compile(
    r"\s*(?:[\[【(（](\d{3}(?:\d\d){0,3})[\]】)）]|(\d{3}(?:\d\d){0,3})[\s\-－—_:：.．])\s*(?=[^\d\s])"
)
_CODE_STUCK_TO_NAME = re.compile(r"\s*(\d{3}(?:\d\d){0,3})(?=(?!年)[\u4e00-\u9fff（(])")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row of one half, before it is placed in the tree."""

    label: str
    rank: int
    code: str | None
    groups: Path
    cells: dict[int, TableCell]
    place: Place | None
    head: bool = False
    """it names a body whose items follow; its code is the body's"""


def _grouped(half: Half, body: Sheet) -> Sheet:
    """The body with a group's name, printed once, in each of its rows."""
    rows: list[SheetRow] = []
    names: dict[int, Spot] = {}
    for row in body:
        spots = list(row)
        alone = half.label is not None and not (row[half.label].own and row[half.label].text)
        for c in half.groups:
            if row[c].text or alone:
                names[c] = row[c]
            elif c in names and not is_total(row[half.label or 0].text):
                spots[c] = replace(names[c], own=False)
        rows.append(tuple(spots))
    return tuple(rows)


def with_labels_reaching(halves: Sequence[Half], body: Sheet) -> Sheet:
    """The body where a total's name, printed once, reaches over the next half's columns to its amount
    (公用经费合计 | | | | | 120.00): there it names the amount."""
    rows: list[SheetRow] = []
    for row in body:
        spots = list(row)
        for left, right in pairwise(halves):
            named = [c for c in (*left.codes, *_label_columns(left)) if is_total(spots[c].printed)]
            bare = right.label is not None and not any(spots[c].text for c in (*right.codes, *_label_columns(right)))
            filled = any(spots[c].text for c in right.values)
            if named and bare and filled and not any(spots[c].text for c in left.values):
                spots[right.label or 0], spots[named[0]] = spots[named[0]], BLANK
        rows.append(tuple(spots))
    return tuple(rows)


def _label_columns(half: Half) -> tuple[int, ...]:
    return half.groups if half.label is None else (*half.groups, half.label)


def lines_of(half: Half, body: Sheet, uses: Sequence[Use]) -> list[Line]:
    """The half's rows in order, empty ones left out, names that a page cut joined again. A cell's
    state isn't read yet: BLANK stands for whatever it prints."""
    lines: list[Line] = []
    patterns = _code_patterns(half, body)
    for row in _grouped(half, body):
        line = _line(half, row, uses, patterns)
        if line is None:
            continue
        if lines and _continues(half, lines[-1], line):
            lines[-1] = replace(lines[-1], label=lines[-1].label + "\n" + line.label)
        else:
            lines.append(line)
    return lines


def _code_patterns(half: Half, body: Sheet) -> Sequence[re.Pattern[str]]:
    """How codes stand before names in one cell: parted from them, or stuck to them where most rows
    have one (201一般公共服务支出), so that a project of that look keeps its number."""
    texts = [row[half.label].text for row in body if half.label is not None and row[half.label].text]
    names = [text for text in texts if not is_total(text)]
    stuck = sum(bool(_CODE_STUCK_TO_NAME.match(name)) for name in names)
    mostly = len(names) > 1 and 2 * stuck > len(names)
    return (_CODE_BEFORE_NAME, _CODE_STUCK_TO_NAME) if mostly else (_CODE_BEFORE_NAME,)


def _line(half: Half, row: SheetRow, uses: Sequence[Use], patterns: Sequence[re.Pattern[str]]) -> Line | None:
    code, code_text = _code([row[c] for c in half.codes])
    body_code, _ = _code([row[c] for c in half.bodies])
    head = code is None and body_code is not None
    code = code or body_code
    label, rank = _label(half, row, uses)
    label = label if label.strip() else code_text
    match = next((found for pattern in patterns if (found := pattern.match(label))), None)
    if code is None and match:
        code, label = match[match.lastindex or 0], label[match.end() :]
    cells = {c: _cell(row[c], uses[c]) for c in half.values}
    if not label.strip() and code is None and not any(cell.text for cell in cells.values()):
        return None
    spots = [row[c] for c in (*half.codes, *half.groups, *half.values) if row[c].own]
    spots += [row[half.label]] if half.label is not None else []
    places = [spot.place for spot in spots if spot.place]
    place = reduce(or_, places) if places else None
    return Line(label, rank, code, _own_groups(half, row), cells, place, head)


def _label(half: Half, row: SheetRow, uses: Sequence[Use]) -> tuple[str, int]:
    """The row's name as printed, from the first name column right of it that has one, and that column's rank:
    a project's name stands right of the name of the item it is paid from."""
    if half.label is None:
        return "", 0
    if row[half.label].text:
        return row[half.label].raw, half.label
    names = [c for c in (*half.groups, *half.values) if uses[c] is Use.NAME and row[c].own and row[c].text]
    return (row[names[0]].raw, names[0]) if names else ("", half.label)


def _own_groups(half: Half, row: SheetRow) -> Path:
    """The names of the groups a row stands in; a name merged over into the label's column is no group."""
    if half.label is None or not row[half.label].own or not row[half.label].text:
        return ()
    return tuple(name for c in half.groups if (name := read_label(row[c].raw).name))


def _code(spots: Sequence[Spot]) -> tuple[str | None, str]:
    """The row's whole code, and what its code columns print instead of one (合计)."""
    texts = [spot.text for spot in spots if spot.text]
    parts = ["".join(text.split()) for text in texts]
    digits = [part for part in parts if _CODE.fullmatch(part)]
    others = (spot.raw for spot in spots if spot.text and not _CODE.fullmatch(key(spot.text)))
    words_instead = next(others, "")
    if not digits:
        return None, words_instead
    last = digits[-1]
    whole = len(digits) == 1 or len(last) >= _WHOLE_CODE or last.startswith(digits[0])
    return (last if whole else "".join(digits)), words_instead


def _cell(spot: Spot, use: Use) -> TableCell:
    """The printed cell, its amount not yet read. One that only covers is no cell of this row."""
    if not spot.own:
        return NO_CELL if use is Use.AMOUNT else TableCell(spot.text, State.TEXT, place=spot.place)
    return TableCell(spot.text, State.BLANK, place=spot.place)


def _continues(half: Half, before: Line, line: Line) -> bool:
    """Whether a line holds only the rest of the name above it, cut off by a page's end."""
    bare = bool(half.codes) and line.code is None and not any(cell.text for cell in line.cells.values())
    return bare and before.code is not None and not is_total(line.label) and not read_label(line.label).rank
