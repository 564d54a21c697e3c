"""Stages 3 to 6 for tables of figures and lists: a captioned sheet becomes a Table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.amounts import parse
from ingest.facts import Quantity, State
from ingest.tables.captions import Captioned
from ingest.tables.columns import Half, Use, halves_of, uses_of
from ingest.tables.header import (
    Path,
    column_paths,
    header_depth,
    is_amount,
    is_line_number_row,
    split_mixed_row,
    with_repeats_merged,
)
from ingest.tables.headings import columns_of, unit_by_name
from ingest.tables.labels import Label, as_unit, is_total, names_item, one_line, read_label, split_unit
from ingest.tables.lines import NO_CELL, Line, lines_of, with_labels_reaching
from ingest.tables.model import Column, Role, Row, Table, TableCell, TableKind
from ingest.tables.rowtree import Entry, parents
from ingest.tables.sheet import Sheet, SheetRow, pages_of, printed, without_blank_lines
from ingest.tables.units import counted_columns, row_units
from ingest.tables.words import words

_YEAR_AT_START = re.compile(r"^(?:19|20)\d\d\s*年度?")


def read_figures(table: Captioned) -> Table:
    """The table as meant. ``table.sheet`` must have a row; a sheet without amounts gives kind TEXT."""
    sheet = with_repeats_merged(without_blank_lines(table.sheet))
    depth = header_depth(sheet)
    sheet, depth = split_mixed_row(sheet, depth)
    paths = column_paths(sheet, depth)
    sheet = (*sheet[:depth], *(row for row in sheet[depth:] if not _repeats_header(row, sheet[:depth])))
    uses = uses_of(sheet, depth, paths)
    halves = [half for half in halves_of(sheet, depth, paths, uses) if half.values or half.label is not None]
    captions = table.captions
    body = with_labels_reaching(halves, sheet[depth:])
    lines = [lines_of(half, body, uses) for half in halves]
    halves, paths, lines = _named_by_header(halves, paths, lines, captions.title)
    columns, targets = columns_of(halves, paths, uses, captions.unit, captions.year)
    rows = [
        row
        for half, found in zip(halves, lines, strict=True)
        for row in _rows(
            half, found, columns, targets, row_units(half, found, paths, uses), counted_columns(half, paths, uses)
        )
    ]
    return Table(
        title=captions.title,
        kind=TableKind.FIGURES if Use.AMOUNT in uses else TableKind.TEXT,
        columns=tuple(columns),
        rows=tuple(rows),
        unit=captions.unit,
        year=captions.year,
        pages=pages_of(sheet),
        empty=not any(cell.state is State.NUMBER for row in rows for cell in row.cells),
        notes=captions.notes,
        maker=captions.maker,
    )


def _repeats_header(row: SheetRow, header: Sheet) -> bool:
    """Whether a body row only counts columns, or is a row of the header printed again."""
    texts = printed(row)
    if not header or len(texts) < 2 or any(is_amount(text) for text in texts):
        return bool(header) and is_line_number_row(row)
    return any(texts == printed(other) for other in header)


def _named_by_header(
    halves: list[Half], paths: list[Path], lines: list[list[Line]], title: str
) -> tuple[list[Half], list[Path], list[list[Line]]]:
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


def _rows(
    half: Half,
    lines: Sequence[Line],
    columns: Sequence[Column],
    targets: dict[int, int],
    own_units: Sequence[str | None],
    counted: frozenset[int],
) -> list[Row]:
    labels = [read_label(line.label) for line in lines]
    units = [split_unit(label.name) for label in labels]
    labels = [replace(label, name=name) for label, (name, _) in zip(labels, units, strict=True)]
    roles = [
        Role.TOTAL if line.code is None and is_total(label.name) else Role.ITEM
        for line, label in zip(lines, labels, strict=True)
    ]
    cells = [
        _read_cells(line, columns, targets, unit or unit_by_name([name]), own, counted)
        for line, (name, unit), own in zip(lines, units, own_units, strict=True)
    ]
    amounts = [t for c in half.values if not columns[t := targets[c]].text and columns[t].unit != "%"]
    entries = [
        Entry(
            label,
            line.code,
            roles[i] is Role.TOTAL and not _is_led_on(labels, i),
            tuple(cells[i][t].value for t in amounts),
            line.rank,
            line.head,
        )
        for i, (line, label) in enumerate(zip(lines, labels, strict=True))
    ]
    above = parents(entries)
    cells = _counted_like_parents(_without_headings(cells, above), above, [unit for _, unit in units], labels)
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


def _without_headings(cells: Sequence[list[TableCell]], above: Sequence[int | None]) -> list[list[TableCell]]:
    """A row that only heads the rows under it prints blanks or dashes where they print amounts: those
    cells are none of its own, rather than noughts."""
    found = [list(row) for row in cells]
    for i, row in enumerate(cells):
        at = above[i]
        while at is not None:
            for c, cell in enumerate(row):
                if cell.value and found[at][c].state in (State.BLANK, State.DASH):
                    found[at][c] = replace(found[at][c], state=None)
            at = above[at]
    return found


def _counted_like_parents(
    cells: Sequence[list[TableCell]],
    above: Sequence[int | None],
    units: Sequence[str | None],
    labels: Sequence[Label],
) -> list[list[TableCell]]:
    """Parts of what a row counts (车辆数合计（辆）) are counted in its unit, unless their names say another
    or that they are money."""
    known = words().units
    found = [list(row) for row in cells]
    counted: dict[int, str] = {}
    for i, at in enumerate(above):
        own = units[i] or unit_by_name([labels[i].name])
        inherited = counted.get(at) if at is not None and not own else None
        if inherited and any(part in labels[i].name for part in known.money_columns):
            inherited = None
        if (unit := own or inherited) and unit not in known.money and unit != "%":
            counted[i] = unit
        if inherited:
            found[i] = [replace(cell, unit=inherited) if cell.unit in known.money else cell for cell in found[i]]
    return found


def _is_led_on(labels: Sequence[Label], i: int) -> bool:
    """Whether a numbered total opens a list of deeper numbers: （一）支出合计, 1.因公出国（境）费 …"""
    after = labels[i + 1] if i + 1 < len(labels) else None
    return after is not None and 0 < labels[i].rank < after.rank and after.ordinal == 1


def _says_money(own_unit: str, column: Column) -> bool:
    """Whether a row's unit of money is all that says what a column's amounts are in."""
    return column.unit is None and own_unit in words().units.money


def _read_cells(
    line: Line,
    columns: Sequence[Column],
    targets: dict[int, int],
    name_unit: str | None,
    own_unit: str | None,
    counted: frozenset[int],
) -> list[TableCell]:
    """The line's cells, their amounts read. ``name_unit`` is the unit in the row's name, ``own_unit`` the
    one in its column of units, which only the ``counted`` columns are in."""
    cells = [NO_CELL] * len(columns)
    for c, cell in line.cells.items():
        column = columns[targets[c]]
        if cell.state is None:
            continue
        row_unit = own_unit if own_unit and (c in counted or _says_money(own_unit, column)) else name_unit
        quantity = parse(cell.text, column.unit if column.unit == "%" else row_unit or column.unit)
        if column.text and names_item(cell.text):
            quantity = Quantity(State.TEXT)
        unit = quantity.unit
        cells[targets[c]] = replace(
            cell,
            state=quantity.state,
            value=quantity.value,
            unit=as_unit(unit) or unit if unit else None,
            comparator=quantity.comparator,
        )
    return cells
