"""Stages 3 to 6 for tables of figures and lists: a captioned sheet becomes a Table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from ingest.amounts import parse
from ingest.document import Place
from ingest.facts import State
from ingest.tables.captions import Captioned
from ingest.tables.columns import Half, Use, halves_of, uses_of
from ingest.tables.header import (
    Path,
    column_paths,
    header_depth,
    is_amount,
    is_line_number_row,
    split_mixed_row,
)
from ingest.tables.labels import as_unit, is_total, one_line, read_label, split_unit, year_of
from ingest.tables.model import Column, Role, Row, Table, TableCell, TableKind
from ingest.tables.rowtree import Entry, parents
from ingest.tables.sheet import Sheet, SheetRow, Spot, printed, without_blank_lines
from ingest.tables.words import key, words

_CODE = re.compile(r"\d{2,9}")
_WHOLE_CODE = 5
_CODE_BEFORE_NAME = re.compile(
    r"\s*(?:[\[【(（](\d{3}(?:\d\d){0,3})[\]】)）]|(\d{3}(?:\d\d){0,3})[\s\-－—_:：.．])\s*(?=[^\d\s])"
)
_CODE_STUCK_TO_NAME = re.compile(r"\s*(\d{3}(?:\d\d){0,3})(?=(?!年)[\u4e00-\u9fff（(])")
_YEAR_AT_START = re.compile(r"^(?:19|20)\d\d\s*年度?")
NO_CELL = TableCell("", None)


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed row of one half, before it is placed in the tree."""

    label: str
    rank: int
    code: str | None
    groups: Path
    cells: dict[int, TableCell]
    place: Place | None


def read_figures(table: Captioned) -> Table:
    """The table as meant. ``table.sheet`` must have a row; a sheet without amounts gives kind TEXT."""
    sheet = without_blank_lines(table.sheet)
    depth = header_depth(sheet)
    sheet, depth = split_mixed_row(sheet, depth)
    paths = column_paths(sheet, depth)
    sheet = (*sheet[:depth], *(row for row in sheet[depth:] if not _repeats_header(row, sheet[:depth])))
    uses = uses_of(sheet, depth, paths)
    halves = [half for half in halves_of(sheet, depth, paths, uses) if half.values or half.label is not None]
    captions = table.captions
    lines = [_lines_of(half, _grouped(half, sheet[depth:]), uses) for half in halves]
    halves, paths, lines = _named_by_header(halves, paths, lines, captions.title)
    columns, targets = _columns(halves, paths, uses, captions.unit, captions.year)
    rows = [
        row for half, found in zip(halves, lines, strict=True) for row in _rows(half, found, columns, targets)
    ]
    return Table(
        title=captions.title,
        kind=TableKind.FIGURES if Use.AMOUNT in uses else TableKind.TEXT,
        columns=tuple(columns),
        rows=tuple(rows),
        unit=captions.unit,
        year=captions.year,
        pages=tuple(sorted({spot.place.page for row in sheet for spot in row if spot.place})),
        empty=not any(cell.state is State.NUMBER for row in rows for cell in row.cells),
        notes=captions.notes,
    )


def _repeats_header(row: SheetRow, header: Sheet) -> bool:
    """Whether a body row only counts columns, or is a row of the header printed again."""
    texts = printed(row)
    if not header or len(texts) < 2 or any(is_amount(text) for text in texts):
        return bool(header) and is_line_number_row(row)
    return any(texts == printed(other) for other in header)


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


def _lines_of(half: Half, body: Sheet, uses: Sequence[Use]) -> list[_Line]:
    lines: list[_Line] = []
    patterns = _code_patterns(half, body)
    for row in body:
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


def _line(
    half: Half, row: SheetRow, uses: Sequence[Use], patterns: Sequence[re.Pattern[str]]
) -> _Line | None:
    code, code_text = _code([row[c] for c in half.codes])
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
    return _Line(label, rank, code, _own_groups(half, row), cells, reduce(or_, places) if places else None)


def _label(half: Half, row: SheetRow, uses: Sequence[Use]) -> tuple[str, int]:
    """The row's name as printed, from the last name column that has one, and that column's rank:
    a project's name stands right of the name of the item it is paid from."""
    if half.label is None:
        return "", 0
    if row[half.label].text:
        return row[half.label].raw, half.label
    names = [c for c in (*half.groups, *half.values) if uses[c] is Use.NAME and row[c].own and row[c].text]
    return (row[names[-1]].raw, names[-1]) if names else ("", half.label)


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


def _continues(half: Half, before: _Line, line: _Line) -> bool:
    """Whether a line holds only the rest of the name above it, cut off by a page's end."""
    bare = bool(half.codes) and line.code is None and not any(cell.text for cell in line.cells.values())
    return bare and before.code is not None and not is_total(line.label) and not read_label(line.label).rank


def _named_by_header(
    halves: list[Half], paths: list[Path], lines: list[list[_Line]], title: str
) -> tuple[list[Half], list[Path], list[list[_Line]]]:
    """Rows without any name take the outermost header that all their columns share (which then says
    no more as a header), else what the table is about."""
    for h, half in enumerate(halves):
        found = lines[h]
        if all(line.label.strip() or line.code for line in found):
            continue
        heads = {paths[c][half.prefix : half.prefix + 1] for c in half.values}
        deeper = all(len(paths[c]) > half.prefix + 1 for c in half.values)
        shared = heads.pop() if len(heads) == 1 and deeper else ()
        name = shared[0] if shared else about(title)
        lines[h] = [line if line.label.strip() or line.code else replace(line, label=name) for line in found]
        if shared:
            halves[h] = replace(half, prefix=half.prefix + 1)
    return halves, paths, lines


def about(title: str) -> str:
    """What a title says its table is about: “三公”经费 of 2025年部门“三公”经费预算表."""
    name = _YEAR_AT_START.sub("", one_line(title)).strip()
    known = words().caption
    for start in sorted(known.title_starts, key=len, reverse=True):
        if name.startswith(start):
            name = name.removeprefix(start)
            break
    for tail in sorted(known.title_tails, key=len, reverse=True):
        if name.endswith(tail) and name != tail:
            return name.removesuffix(tail)
    return name


def _columns(
    halves: Sequence[Half], paths: Sequence[Path], uses: Sequence[Use], unit: str | None, year: int | None
) -> tuple[list[Column], dict[int, int]]:
    """The table's columns, and for each printed column the one it became; columns of two halves
    with one header are one."""
    columns: list[Column] = []
    targets: dict[int, int] = {}
    for half in halves:
        taken: set[int] = set()
        for c in half.values:
            column = _column(paths[c][half.prefix :] or paths[c][-1:], uses[c], unit, year)
            at = next((i for i, old in enumerate(columns) if old == column and i not in taken), len(columns))
            if at == len(columns):
                columns.append(column)
            taken.add(at)
            targets[c] = at
    return columns, targets


def _column(path: Path, use: Use, table_unit: str | None, table_year: int | None) -> Column:
    names: list[str] = []
    unit: str | None = None
    for name in path:
        name, found = split_unit(name)
        unit = found or unit
        names.append(name)
    text = use is not Use.AMOUNT
    by_name = unit if unit is not None else _unit_by_name(names)
    return Column(
        path=tuple(names),
        unit=None if text else table_unit if by_name is None else by_name or None,
        year=_year(names, table_year),
        text=text,
    )


def _unit_by_name(names: Sequence[str]) -> str | None:
    units = words().units
    for name in reversed(names):
        form = key(name)
        if form.endswith(("%", *units.percent)):
            return "%"
        for word, unit in units.by_name.items():
            if form.endswith(word):
                return unit
    return None


def _year(names: Sequence[str], table_year: int | None) -> int | None:
    for name in reversed(names):
        year = year_of(name)
        if year:
            return year
        distance = words().header.years.get(key(name))
        if distance is not None and table_year:
            return table_year + distance
    return None


def _rows(
    half: Half, lines: Sequence[_Line], columns: Sequence[Column], targets: dict[int, int]
) -> list[Row]:
    labels = [read_label(line.label) for line in lines]
    units = [split_unit(label.name) for label in labels]
    labels = [replace(label, name=name) for label, (name, _) in zip(labels, units, strict=True)]
    roles = [
        Role.TOTAL if line.code is None and is_total(label.name) else Role.ITEM
        for line, label in zip(lines, labels, strict=True)
    ]
    cells = [
        _read_cells(line, columns, targets, unit or _unit_by_name([name]))
        for line, (name, unit) in zip(lines, units, strict=True)
    ]
    amounts = [t for c in half.values if not columns[t := targets[c]].text and columns[t].unit != "%"]
    entries = [
        Entry(label, line.code, role is Role.TOTAL, tuple(row[t].value for t in amounts), line.rank)
        for line, label, role, row in zip(lines, labels, roles, cells, strict=True)
    ]
    above = parents(entries)
    found: list[Row] = []
    for i, line in enumerate(lines):
        names: list[str] = []
        at: int | None = i
        while at is not None:
            names.insert(0, labels[at].name or lines[at].code or "")
            at = above[at]
        path = ((half.name,) if half.name else ()) + line.groups + tuple(names)
        found.append(Row(path, one_line(line.label), tuple(cells[i]), line.code, roles[i], line.place))
    return found


def _read_cells(
    line: _Line, columns: Sequence[Column], targets: dict[int, int], row_unit: str | None
) -> list[TableCell]:
    cells = [NO_CELL] * len(columns)
    for c, cell in line.cells.items():
        column = columns[targets[c]]
        if cell.state is None:
            continue
        quantity = parse(cell.text, row_unit or column.unit)
        unit = quantity.unit
        cells[targets[c]] = replace(
            cell, state=quantity.state, value=quantity.value, unit=as_unit(unit) or unit if unit else None,
            comparator=quantity.comparator,
        )  # fmt: skip
    return cells
