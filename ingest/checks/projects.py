"""Projects: their table against 项目支出, their 绩效目标 in 元 against the table in 万元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from ingest.checks.model import CellSpot, Check, Figure, Verdict, amount, nearest, told
from ingest.checks.naming import canonical
from ingest.checks.rounding import alike, closeness, judge_sum, step_of
from ingest.checks.rows import children_of
from ingest.checks.sheets import Sheet
from ingest.checks.words import words
from ingest.facts import State
from ingest.lexicon.classification import fold
from ingest.tables.model import Table, TableKind

FUNDS, AMOUNT, TOTAL = "project_funds", "project_amount", "projects_total"


def check_projects(tables: Sequence[Table], sheets: Sequence[Sheet]) -> Iterator[Check]:
    """What the project tables and forms promise of each other."""
    forms = [
        (index, table) for index, table in enumerate(tables) if table.kind is TableKind.PERFORMANCE and table.subject
    ]
    lists = [sheet for sheet in sheets if sheet.kind == "projects"]
    yield from _totals(lists, sheets)
    amounts = _amounts(lists)
    for index, table in forms:
        for column in range(len(table.columns)):
            yield from _funds(index, table, column)
        yield from _amount(index, table, amounts)


# -- a form's funds ---------------------------------------------------------------------------------


def _cell(index: int, table: Table, row: int, column: int) -> Figure | None:
    cell = table.rows[row].cells[column]
    if cell.state is not State.NUMBER or cell.value is None or cell.comparator:
        return None
    unit = cell.unit or table.columns[column].unit or table.unit
    name, heading = table.rows[row].path[-1], "/".join(table.columns[column].path)
    label = f"《{table.title}》{table.subject} {name}（{heading}）"
    return Figure(label, cell.value, unit, step_of(cell.value), CellSpot(index, row, column))


def _fund_rows(table: Table) -> tuple[int | None, list[int]]:
    """The row of the funds' total, and those of its sources."""
    known = words().projects
    rows = [r for r, row in enumerate(table.rows) if any(name in known.funds for name in row.path[:-1])]
    total = next((r for r in rows if table.rows[r].path[-1] in known.year_total), None)
    return total, [r for r in rows if r != total and table.rows[r].path[-1] not in known.year_total]


def _funds(index: int, table: Table, column: int) -> Iterator[Check]:
    """资金总额 is the sum of its sources, where the form lists them all."""
    row, sources = _fund_rows(table)
    total = _cell(index, table, row, column) if row is not None else None
    addends = [figure for r in sources if (figure := _cell(index, table, r, column))]
    if total is None or len(addends) < 2:
        return
    filled = [one for one in addends if one.value]
    verdict, difference = judge_sum(total, addends)
    if verdict is Verdict.WRONG and len(sources) < words().projects.least_sources and difference > 0:
        verdict = Verdict.UNCHECKED
    statement = f"{told(total)}，各资金来源之和 {amount(total.value - difference, total.unit)}"
    yield Check(FUNDS, verdict, statement, (total, *(filled or addends)), difference, total.unit)


# -- form and table ---------------------------------------------------------------------------------


def _project_rows(sheet: Sheet) -> list[int]:
    """Rows that are projects: under no other project, and with none under them."""
    tree = children_of(sheet)
    return [r for r in range(len(sheet.rows)) if r not in tree and not sheet.is_total(r)]


def _amounts(lists: Sequence[Sheet]) -> dict[str, list[tuple[Sheet, Figure]]]:
    found: dict[str, list[tuple[Sheet, Figure]]] = defaultdict(list)
    for sheet in lists:
        rows = _project_rows(sheet)
        column = sheet.principal(rows)
        for row in rows if column is not None else ():
            figure = sheet.figure(row, column) if column is not None else None
            if figure and figure.value:
                found[fold(sheet.name(row))].append((sheet, figure))
    return found


def _amount(index: int, table: Table, amounts: dict[str, list[tuple[Sheet, Figure]]]) -> Iterator[Check]:
    """The year's funds of a form against its project's row: this year's, or this and last year's money."""
    row, _ = _fund_rows(table)
    columns = [c for c, column in enumerate(table.columns) if column.phase != "实施期" and not column.text]
    if row is None or not columns:
        return
    stated = next((figure for c in columns if (figure := _cell(index, table, row, c))), None)
    rows = amounts.get(fold(table.subject or ""), [])
    if stated is None:
        return
    if not rows:
        yield Check(AMOUNT, Verdict.UNCHECKED, f"{stated.label}：项目支出表里没有同名项目，未核", (stated,))
        return
    usable = [figure for _, figure in rows if alike(figure.unit, stated.unit)]
    fresh = [f for sheet, f in rows if sheet.carry_over != "only" and alike(f.unit, stated.unit)]
    readings = [reading for reading in ([fresh[0]] if fresh else [], fresh, usable) if reading]
    if not readings:
        return
    judged = [(*judge_sum(stated, reading), reading) for reading in readings]
    verdict, difference, reading = min(judged, key=lambda one: nearest(*one[:2]))
    if verdict is Verdict.WRONG and not fresh:
        verdict = Verdict.UNCHECKED
    statement = f"{told(stated)}，{'、'.join(map(told, reading))}"
    yield Check(AMOUNT, verdict, statement, (stated, *reading), difference, stated.unit)


# -- all projects -----------------------------------------------------------------------------------


def _totals(lists: Sequence[Sheet], sheets: Sequence[Sheet]) -> Iterator[Check]:
    """The projects' total against 项目支出, in whatever scope the two have in common."""
    wholes = [figure for sheet in lists if (figure := _whole(sheet))]
    stated = list(_project_expenditure(sheets))
    if not wholes or not stated:
        return
    sums = [list(some) for count in range(1, len(wholes) + 1) for some in combinations(wholes, count)]
    judged = [
        (*judge_sum(one, some), one, some)
        for one in stated
        for some in sums
        if all(alike(one.unit, figure.unit) for figure in some)
    ]
    if not judged:
        return
    verdict, difference, one, some = min(judged, key=lambda found: nearest(*found[:2]))
    near = closeness(one.value, one.value - difference) <= words().prose.near
    if verdict is Verdict.WRONG and not near:
        verdict = Verdict.UNCHECKED
    statement = f"{told(one)}，{'、'.join(map(told, some))}"
    yield Check(TOTAL, verdict, statement, (one, *some), difference, one.unit)


def _whole(sheet: Sheet) -> Figure | None:
    """The table's total: its 合计, else the row above all others."""
    rows = list(range(len(sheet.rows)))
    column = sheet.principal(rows)
    totals = [r for r in rows if sheet.is_total(r)]
    tree = children_of(sheet)
    top = [r for r in rows if r in tree and len(sheet.rows[r].path) == 1]
    row = totals[-1] if totals else top[0] if len(top) == 1 else None
    if row is None or column is None:
        return None
    figure = sheet.figure(row, column)
    return figure if figure and figure.value != Decimal(0) else None


def _project_expenditure(sheets: Sequence[Sheet]) -> Iterator[Figure]:
    for sheet in sheets:
        if sheet.kind not in ("expenditure", "general", "appropriation", "fund"):
            continue
        totals = [r for r in range(len(sheet.rows)) if sheet.is_total(r)]
        for column in sheet.columns_of(totals):
            if sheet.current(column) and canonical(sheet.table.columns[column].path[-1]) == "项目支出":
                for row in totals[-1:]:
                    figure = sheet.figure(row, column)
                    if figure and figure.value:
                        yield figure
