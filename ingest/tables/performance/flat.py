"""A flat list of projects: one row a project, its figures and its indicators in columns side by side.

Its figures are a table of figures like any other. Its indicators (产出数量指标 | 年度指标值 | 实际完成值)
are set one below another, as a list of several projects prints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.captions import Captioned
from ingest.tables.performance.sequence import level1_of, level2_of, parent_of
from ingest.tables.sheet import Sheet, SheetRow, Spot
from ingest.tables.words import key, words

_FEWEST_COLUMNS = 4


def flat_header(sheet: Sheet) -> range:
    """The rows that head a flat list of projects: one that names a column of projects but none of
    indicators' names, and those its column of projects is merged over. Empty where there is none."""
    for r, row in enumerate(sheet):
        column = _project(row)
        if column is None:
            continue
        heads = [spot.text for spot in row if spot.own and spot.text]
        named = any(_is_role(text, "name") for text in heads)
        if named or len(heads) < _FEWEST_COLUMNS or not any(_names_indicators(text) for text in heads):
            return range(0)
        return range(r, r + row[column].tall)
    return range(0)


def split_flat(table: Captioned) -> list[Captioned]:
    """A flat list as two sheets: its projects with their figures, and its projects' indicators below one
    another; any other table as it is."""
    sheet = table.sheet
    rows = flat_header(sheet)
    if len(rows) != 1:
        return [table]
    header, body = sheet[rows.start], sheet[rows.stop :]
    project, groups = _project(header), _groups(header)
    if project is None or not groups:
        return [table]
    titles = list(dict.fromkeys(header[c].text for _, values in groups for c in values))
    taken = {c for name, values in groups for c in (name, *values)}
    figures = tuple(tuple(spot for c, spot in enumerate(row) if c not in taken) for row in sheet)
    top = (header[project], *map(Spot, ("一级指标", "二级指标", "三级指标")), *map(Spot, titles))
    below = [_indicator(row, header, project, group, titles) for row in body for group in groups if row[group[0]].text]
    return [replace(table, sheet=figures), replace(table, sheet=(top, *below))] if below else [table]


def _project(row: SheetRow) -> int | None:
    """The column that a row heads as that of projects."""
    return next((c for c, spot in enumerate(row) if key(spot.printed) in words().performance.subject), None)


def _groups(header: SheetRow) -> list[tuple[int, tuple[int, ...]]]:
    """Each column of indicators' names with the columns of values right of it."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for c, spot in enumerate(header):
        if not _names_indicators(spot.text):
            continue
        end = c + 1
        while end < len(header) and _is_role(header[end].text, "value"):
            end += 1
        if end > c + 1:
            found.append((c, tuple(range(c + 1, end))))
    return found


def _indicator(
    row: SheetRow, header: SheetRow, project: int, group: tuple[int, tuple[int, ...]], titles: Sequence[str]
) -> SheetRow:
    name, values = group
    level = header[name].text
    second = level2_of(level) if not level1_of(level) else None
    first = level1_of(level) or parent_of(second or "")
    by_title = {header[c].text: row[c] for c in values}
    cells = (by_title.get(title, Spot()) for title in titles)
    return (row[project], Spot(first), Spot(second or ""), row[name], *cells)


def _names_indicators(text: str) -> bool:
    return bool(level1_of(text) or level2_of(text))


def _is_role(text: str, role: str) -> bool:
    return key(text) in words().performance.columns[role]
