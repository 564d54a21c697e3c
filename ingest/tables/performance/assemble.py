"""A performance form's parts put together as a Table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.amounts import parse
from ingest.facts import State
from ingest.tables.captions import Captioned
from ingest.tables.figures import about
from ingest.tables.labels import as_unit, split_unit
from ingest.tables.lines import NO_CELL
from ingest.tables.model import Column, Row, Table, TableCell, TableKind
from ingest.tables.performance.aligned import indicator_header, read_aligned
from ingest.tables.performance.flat import flat_header
from ingest.tables.performance.form import FormReader
from ingest.tables.performance.sequence import Indicator, level1_of, level2_of, read_sequence
from ingest.tables.performance.tokens import Reading, Token, is_fund, phase_in, phase_of, phases_in, tokens_of
from ingest.tables.sheet import BLANK, Sheet, Spot, pages_of, printed, without_blank_lines
from ingest.tables.words import key, words

_VALUE = "指标值"
_CONTENT = "内容"
_FEWEST_LEVELS = 3


@dataclass(slots=True)
class _Item:
    """One row to be: its path, printed label and the cell under each column's name."""

    path: tuple[str, ...]
    label: str
    cells: dict[str, TableCell] = field(default_factory=dict)


def is_performance(table: Captioned) -> bool:
    """Whether a sheet holds performance goals: enough level words stand in it as whole cells,
    beside those that only head a flat list's columns."""
    flat = flat_header(table.sheet)
    texts = [text for r, row in enumerate(table.sheet) if r not in flat for text in printed(row)]
    levels = sum(bool(level1_of(text) or level2_of(text)) for text in texts)
    headers = sum(key(text) in words().performance.header_words for text in texts)
    titled = any(part in key(table.captions.title) for part in words().performance.title_contains)
    return levels >= _FEWEST_LEVELS or (titled and levels + headers >= _FEWEST_LEVELS - 1)


def read_performance(table: Captioned) -> Table:
    """The form as a Table of kind PERFORMANCE; its subject is the project, None for a list of several."""
    sheet = with_fields(without_blank_lines(table.sheet), table.captions.fields)
    form, rest, header_row = _read_form(sheet)
    header = indicator_header(sheet[header_row]) if header_row is not None else None
    subject = form.subject or form.body
    items: list[_Item] = []
    if header and header_row is not None:
        found = read_aligned(sheet[header_row + 1 :], header)
        subjects = [item.subject for item in found if item.subject]
        name = subject or (None if subjects else about(table.captions.title))
        items = _form_items(form.readings, name)
        for indicator in found:
            project = indicator.subject or name
            path = ((project,) if project else ()) + indicator.path + (indicator.name,)
            items.append(_Item(path, indicator.name, {t: _value_cell(v) for t, v in indicator.values}))
        items += _project_items(
            sheet[header_row + 1 :], header.before, header.roles.get("subject"), table.captions.unit
        )
    else:
        subject = subject or about(table.captions.title)
        items = _form_items(form.readings, subject)
        halves = max(1, min(2, len(form.phases)))
        items += _indicator_items(read_sequence(rest, halves, form.boundary), form.phases, subject)
    columns = _columns(items, form.phases, table.captions.year)
    rows = tuple(_row(item, columns) for item in items)
    return Table(
        title=table.captions.title,
        kind=TableKind.PERFORMANCE,
        columns=columns,
        rows=rows,
        unit=form.unit or table.captions.unit,
        year=table.captions.year,
        pages=pages_of(sheet),
        empty=not any(cell.state is State.NUMBER for row in rows for cell in row.cells),
        subject=subject,
        notes=table.captions.notes,
    )


def with_fields(sheet: Sheet, fields: Sequence[tuple[str, str]]) -> Sheet:
    """The sheet with what stood over it as its first rows."""
    width = max(map(len, sheet), default=0)
    rest = (BLANK,) * (width - 2)
    return (*((Spot(name), Spot(value), *rest) for name, value in fields), *sheet) if width > 1 else sheet


def _read_form(sheet: Sheet) -> tuple[FormReader, list[list[Token]], int | None]:
    """Fields and funds; the rows of indicators; the row of the indicators' header, if it has one."""
    lines = [tokens_of(row) for row in sheet]
    form = FormReader(phases_in(lines))
    indicators: list[list[Token]] = []
    header_row: int | None = None
    for r, row in enumerate(lines):
        if _is_indicator_header(row):
            header_row = r if header_row is None else header_row
            seconds = [token for token in row if key(token.text) in words().performance.columns["level2"]]
            form.boundary = seconds[1].column if len(seconds) > 1 else form.boundary
        elif any(level1_of(token.text) or level2_of(token.text) for token in row):
            indicators.append(row)
        elif not (indicators or (header_row is not None)):
            form.read(row)
        elif not _goes_back_to_fields(row, form):
            indicators.append(row)
    return form, indicators, header_row


def _is_indicator_header(row: Sequence[Token]) -> bool:
    known = words().performance.header_words
    return sum(token.form in known for token in row) >= 2


def _goes_back_to_fields(row: Sequence[Token], form: FormReader) -> bool:
    """A field printed below the indicators is still a field."""
    return row[0].form in words().performance.fields and form.read(row)


def _form_items(readings: Sequence[Reading], subject: str | None) -> list[_Item]:
    items: dict[tuple[str, ...], _Item] = {}
    for reading in readings:
        path = ((subject,) if subject else ()) + reading.path
        item = items.setdefault(path, _Item(path, reading.label))
        column = reading.phase or reading.column or (_CONTENT if reading.field else _VALUE)
        if reading.value is not None:
            cell = _value_cell(reading.value, reading.unit)
            before = item.cells.get(column)
            if before and before.text:
                cell = replace(cell, text=f"{before.text}\n{cell.text}", state=State.TEXT, value=None)
            item.cells[column] = cell
        elif reading.blank:
            item.cells.setdefault(column, TableCell("", State.BLANK, unit=reading.unit))
    return list(items.values())


def _indicator_items(found: Sequence[Indicator], phases: Sequence[str], subject: str) -> list[_Item]:
    """Both halves' indicators, one row for the same name in both; the printed level speaks before
    the inherited one."""
    items: list[_Item] = []
    owners: list[Indicator] = []
    for indicator in sorted(found, key=lambda one: one.half):
        column = phases[min(indicator.half, len(phases) - 1)] if phases else _VALUE
        at = _same_indicator(indicator, owners, items, column) if indicator.half else None
        if at is None:
            items.append(_Item((), indicator.name))
            owners.append(indicator)
            at = len(items) - 1
        elif indicator.explicit and not owners[at].explicit:
            owners[at] = replace(owners[at], level1=indicator.level1, level2=indicator.level2)
        levels = (level for level in (owners[at].level1, owners[at].level2) if level)
        items[at].path = (subject, *levels, owners[at].name)
        if indicator.value is not None:
            items[at].cells[column] = _value_cell(indicator.value)
    return items


def _same_indicator(
    indicator: Indicator, owners: Sequence[Indicator], items: Sequence[_Item], column: str
) -> int | None:
    free = [
        i
        for i, owner in enumerate(owners)
        if key(owner.name) == key(indicator.name) and owner.half != indicator.half and column not in items[i].cells
    ]
    same = [i for i in free if owners[i].level2 == indicator.level2]
    loose = [i for i in free if not (owners[i].explicit and indicator.explicit)]
    return next(iter(same or loose), None)


def _project_items(
    sheet: Sheet, before: Sequence[tuple[int, str]], subject: int | None, unit: str | None
) -> list[_Item]:
    """What a list of several projects says of each project beside its indicators; its funds are in the
    table's ``unit`` where their header names none."""
    items: list[_Item] = []
    project = ""
    for row in sheet:
        project = (row[subject].text if subject is not None else "") or project
        for c, title in before:
            if row[c].own and row[c].text and c != subject:
                name, own = split_unit(title)
                path = (project, name) if project else (name,)
                in_unit = own or (unit if is_fund(name) else None)
                cell = _value_cell(Token(c, row[c].text, row[c].place), in_unit)
                items.append(_Item(path, title, {_CONTENT: cell}))
    return items


def _value_cell(token: Token, unit: str | None = None) -> TableCell:
    quantity = parse(token.text, unit)
    found = as_unit(quantity.unit) or quantity.unit if quantity.unit else None
    return TableCell(token.text, quantity.state, quantity.value, found, quantity.comparator, token.place)


def _columns(items: Sequence[_Item], phases: Sequence[str], year: int | None) -> tuple[Column, ...]:
    """The phases, then other headers as printed, then the fields' texts. Values under a header that
    names no phase (指标值) are of the form's only phase, in a year's form of that year."""
    only = phases[0] if len(phases) == 1 else phase_of("年度") if year and not phases else None
    names = [name for name in phases if any(name in item.cells for item in items)]
    for item in items:
        names += [name for name in item.cells if name not in names]
    if _CONTENT in names:
        names = [name for name in names if name != _CONTENT] + [_CONTENT]
    return tuple(
        Column(
            (name,),
            phase=name if name in phases else _phase_of_header(name, only),
            text=name == _CONTENT,
        )
        for name in names
    )


def _phase_of_header(name: str, only: str | None) -> str | None:
    if name == _CONTENT:
        return None
    return phase_in(name) or (only if key(name) in words().performance.columns["value"] else None)


def _row(item: _Item, columns: Sequence[Column]) -> Row:
    cells = tuple(item.cells.get(column.path[0], NO_CELL) for column in columns)
    places = [cell.place for cell in cells if cell.place]
    return Row(item.path, item.label, cells, place=places[0] if places else None)
